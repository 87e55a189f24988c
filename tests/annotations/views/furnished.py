"""A newsroom in which every kind of page has something to show, and its pages as different people get them."""

import re
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.test import Client
from django.urls import reverse

from annotations import publishing, review
from annotations.models import Newsroom as Settings
from annotations.models import PublicText, User
from tests.annotations.leaks.doors import Door, doors_of
from tests.annotations.leaks.newsroom import Newsroom, keep_secrets, open_newsroom
from tests.factories import claims, own_copy, users
from tests.factories.articles import add_revision, make_article
from tests.factories.figures import make_figure
from tests.factories.inquiry import make_attempt, make_note, make_quote_check, make_request

ARABIC = "قالت الوزارة إن أكثر من 4,000 شخص عادوا. ولم تعلق الوزارة على الأمر."
# Doors that no one stands for yet: what is not found is a page too, and its markup is looked at once.
FRAGMENTS = {
    "tr": "<table><tbody>{}</tbody></table>",
    "li": "<ul>{}</ul>",
    "option": "<select aria-label=a>{}</select>",
}
BARE = '<!doctype html><html lang="en"><head><title>A fragment</title></head><body>{}</body></html>'
SIGN_IN = ("account_login", "account_reset_password", "account_reset_password_done")
OF_ACCOUNTS = (
    *("account_logout", "account_change_password", "account_email", "account_reauthenticate"),
    *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "api:docs"),
)


def furnished() -> Newsroom:
    """The newsroom of the leak matrix with confidential things, and what else pages draw."""
    room = open_newsroom()
    editor, shared = users.make_editor("edda"), room.shared
    make_attempt(room.draft, editor)
    make_request(room.draft, editor)
    make_note(room.draft, editor)
    make_quote_check(room.draft, editor)
    make_figure(room.draft, editor)
    room.things["withdrawn"] = claims.withdrawn_claim(
        room.article, room.owner, shared, words="80% of voters took part"
    )
    corrected = claims.published_claim(room.article, editor, shared, statement="Kits <b>& more</b>")
    publishing.correct(
        actor=users.actor_of(editor), claim_id=corrected.pk, kind="correction", note="It was fewer."
    )
    claims.rate(corrected, editor, "half-true", "It was fewer.")
    review.submit(actor=users.actor_of(editor), claim_id=corrected.pk)
    review.approve(actor=users.actor_of(shared), claim_id=corrected.pk)
    room.things["corrected"] = claims.publish_claim(corrected, shared)
    arabic = make_article(
        ARABIC, by=editor, language="ar", title="الوزارة", url="https://ar.example/1"
    )
    for words in ("أكثر من 4,000 شخص", "قالت الوزارة إن أكثر من 4,000 شخص عادوا."):
        claims.published_claim(arabic, editor, shared, words=words)
    arabic.publicly = PublicText.TEXT
    arabic.save(update_fields=["publicly"])
    desk = own_copy.make_desk()
    room.things |= {"arabic": arabic, "own": own_copy.ready_copy(desk)[0]}
    claims.returned_claim(room.article, room.owner, shared, words="3,000 people were detained")
    add_revision(room.article, room.article.current_revision.text.replace("4,000", "3,000"))  # type: ignore[union-attr]
    keep_secrets(room, "listed")
    return room


def pages_of(room: Newsroom, *, is_whole: bool) -> Iterator[tuple[str, str]]:
    """Every page of the product as each person gets it: a name, and the document. The same document comes once.

    Args:
        room: a furnished newsroom.
        is_whole: every address and fragment as five people get them; else what everybody reads and the main pages
            of one person.
    """
    seen: set[str] = set()
    people = (
        ("anonymous", "shared", "owner", "admin", "viewer") if is_whole else ("anonymous", "shared")
    )
    for person in people:
        client = _client(room.people[person])
        for number, path in enumerate(_paths(room, person, is_whole=is_whole)):
            html = _document(client, path)
            stripped = re.sub(r'csrf\w*"?:? ?"?[^"]*"|nonce="[^"]*"|[0-9a-f]{64}', "", html)
            if html and stripped not in seen:
                seen.add(stripped)
                yield f"{person}-{number:03}{re.sub(r'[^a-z]+', '-', path.partition('?')[0])}", html


def _paths(room: Newsroom, person: str, *, is_whole: bool) -> Iterable[str]:
    yield from _public(room)
    if person == "anonymous":
        yield from (reverse(name) for name in SIGN_IN)
        return
    if not is_whole:
        yield from _main(room)
        return
    yield from (reverse(name) for name in OF_ACCOUNTS)
    yield from _main(room)
    own = room.things["own"].pk
    yield from (f"/articles/{own}/", f"/articles/{own}/changes/", f"/articles/{own}/clear/")
    yield from (
        door.path for door in doors_of(room, is_secret=True, is_whole=True) if _is_page(door)
    )


def _public(room: Newsroom) -> Iterator[str]:
    for name in ("published", "withdrawn", "corrected"):
        claim = room.published if name == "published" else room.things[name]
        claim.refresh_from_db()
        yield f"/factchecks/{claim.slug}/"
    for article in (room.article, room.things["arabic"]):
        yield f"/factchecks/articles/{article.pk}/"
    yield from ("/factchecks/", "/factchecks/articles/", "/corrections/", "/methodology/")
    yield from ("/methodology/sources/", "/methodology/funding/", "/nowhere/")


def _main(room: Newsroom) -> Iterator[str]:
    yield from ("/", "/articles/", "/claims/", "/sources/", "/review/", "/figures/", "/imports/")
    yield from ("/settings/", "/account/", "/people/", "/history/", "/dashboard/", "/notices/")
    article = room.article.pk
    yield from (
        f"/articles/{article}/",
        f"/articles/{article}/cards/",
        f"/articles/{article}/review/",
    )
    yield f"/articles/{article}/revisions/1/2/"
    for claim in (room.draft, room.waiting, room.published):
        yield f"/claims/{claim.pk}/"
    yield f"/claims/{room.waiting.pk}/decide/"


def _is_page(door: Door) -> bool:
    return door.name.startswith("page ") and door.method == "GET"


def _client(person: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if person is not None:
        client.force_login(person, backend="annotations.accounts.backend.Backend")
    return client


def _document(client: Client, path: str) -> str:
    """The page as a whole document, a fragment in one of its own; empty where the answer is no HTML.

    The checker knows no `<search>` yet and would look at nothing in it.
    """
    with transaction.atomic():
        answer = client.get(path)
        if answer.streaming:
            b"".join(answer.streaming_content)  # to its end, or it would end later, outside of this
        transaction.set_rollback(True)
    if answer.streaming or "text/html" not in answer.headers.get("Content-Type", ""):
        return ""
    html = answer.content.decode().replace("<search", "<div").replace("</search", "</div")
    if not html.strip() or "<!doctype" in html[:2000].lower():
        return html.strip()
    first = re.search(r"<(\w+)", html)
    return BARE.format(FRAGMENTS.get(first[1] if first else "", "<div>{}</div>").format(html))


def show_whole_texts() -> None:
    """Let public articles show all of their text."""
    Settings.objects.filter(pk=1).update(shows_articles=PublicText.TEXT)
