"""A virtual authenticator in Chromium, as the DevTools protocol offers it."""

from playwright.sync_api import CDPSession, Page


def give_passkeys(page: Page) -> tuple[CDPSession, str]:
    """Plug an authenticator into this page that says yes to everything; its protocol session and id."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, str(added["authenticatorId"])
