"""What readers see of it: the check, the annotated article, how the newsroom works."""

from playwright.sync_api import expect

from tests.screenshots.editors import STATEMENT
from tests.screenshots.newsroom import Newsroom
from tests.screenshots.pictures import Camera

METHODOLOGY = (
    "We check what can be checked: statements about what happened, and figures. Opinions and forecasts we leave alone.\n\n"
    "One of us checks, another reads claim, sources and explanation together and approves exactly these words. "
    "Whoever wrote a word of it does not approve it."
)
CONTACT = "Write to corrections@newsroom.example. We answer within two days."


def readers(here: Newsroom, camera: Camera, slug: str, *, is_corrected: bool = False) -> None:
    """Open the public pages at a desk and on a phone; of a corrected check its page only."""
    if not is_corrected:
        _about(here)
    reader, phone = here.open(), here.open(phone=True)
    reader.goto(f"/factchecks/{slug}/")
    expect(reader.locator("h1")).to_have_text(STATEMENT)
    if is_corrected:
        corrections = reader.locator("#corrections")
        expect(corrections).to_be_visible()
        camera.take(reader, "public-corrected", whole=True)
        return
    phone.goto(f"/factchecks/{slug}/")
    camera.take(reader, "public-claim", whole=True)
    camera.take(phone, "public-claim-phone")
    reader.goto("/factchecks/articles/")
    reader.locator("main a[href^='/factchecks/articles/']").first.click()
    phone.goto(reader.url)
    camera.take(reader, "public-article", whole=True)
    camera.take(phone, "public-article-phone")
    for page, name in ((reader, "public-methodology"), (phone, "public-methodology-phone")):
        page.goto("/methodology/")
        camera.take(page, name, whole=page is reader)
    assert reader.context.cookies() == []


def _about(here: Newsroom) -> None:
    page = here.sign_in("admin")
    page.goto("/settings/public/")
    page.get_by_label("Name of the newsroom").fill("The Demo Newsroom")
    page.locator("[name=methodology]").fill(METHODOLOGY)
    page.locator("[name=contact]").fill(CONTACT)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#messages, .toasts").first).to_be_visible()
