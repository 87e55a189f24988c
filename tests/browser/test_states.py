"""Every state of the workspace, at every width and in every scheme, by axe and by its width."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from annotations.models import Article, User
from tests.browser.test_main_job import TOO_WIDE
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, rated_claim, submitted_claim
from tests.factories.users import make_user
from tests.harness.pointing import drag_over

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
TEXT = (
    "Belarus frees detainees\n\n"
    "At least 119 released detainees were seen in Zhodino. Around midnight dozens walked out of a prison.\n\n"
    "«Около 7 000 человек были задержаны, — сообщило министерство, — и сотни пострадали.»\n\n"
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft denied it. "
    "It gave out more than 4,000 kits; more than 4,000 kits, it said."
)
WIDTHS = {1440: 900, 768: 1024, 390: 844}
SCHEMES: dict[str, dict[str, str]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}


def reading(page: Page) -> None:
    expect(page.locator("#margin button").first).to_be_visible()


def open_card(page: Page) -> None:
    page.keyboard.press("j")
    expect(page.locator(".card-open[data-claim]")).to_be_visible()


def giving_a_verdict(page: Page) -> None:
    open_card(page)
    page.keyboard.press("v")
    expect(page.locator(".card-open textarea[name=explanation]").first).to_be_visible()


def marking(page: Page) -> None:
    drag_over(page, "more than 4,000 kits")
    page.keyboard.press("m")
    expect(page.locator("#new-statement")).to_be_visible()
    expect(page.locator("[data-places]")).to_be_visible()


def selecting(page: Page) -> None:
    drag_over(page, "walked out of a prison")
    expect(page.locator("#select-tools")).to_be_visible()


def all_keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def finding(page: Page) -> None:
    page.keyboard.press("f")
    page.keyboard.type("kits")


STATES = [reading, selecting, marking, open_card, giving_a_verdict, finding, all_keys]


@pytest.fixture
def editor(db: None) -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def article(editor: User) -> Article:
    article = make_article(TEXT, by=editor)
    rated_claim(article, editor, words="At least 119 released detainees")
    submitted_claim(article, editor, words="dozens walked out of a prison")
    make_claim(article, editor, "Около 7 000 человек были задержаны")
    return article


def faults(page: Page, where: str) -> list[str]:
    found = Axe().run(page)
    said = [
        f"{where}: {v['id']} {[node['html'][:160] for node in v['nodes'][:3]]}"
        for v in found.response["violations"]
    ]
    too_wide = page.evaluate(TOO_WIDE)
    return [*said, *([f"{where}: scrolls sideways: {too_wide}"] if too_wide else [])]


def look(page: Page, state: Callable[[Page], None], widths: list[int], schemes: list[str]) -> None:
    """Bring the page into the state, then look at it in every dress."""
    page.emulate_media(reduced_motion="reduce")
    state(page)
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        for scheme in schemes:
            page.emulate_media(**SCHEMES[scheme], reduced_motion="reduce")  # type: ignore[arg-type]
            found += faults(page, f"{state.__name__} at {width}, {scheme}")
    # 200 % zoom of a desk: half its pixels.
    page.set_viewport_size({"width": 720, "height": 450})
    if too_wide := page.evaluate(TOO_WIDE):
        found.append(f"{state.__name__} at 200 %: {too_wide}")
    assert found == []


def opened(page_as: PageAs, editor: User, article: Article) -> Page:
    page = page_as(editor.username)
    page.goto(f"/articles/{article.pk}/")
    reading(page)
    return page


@pytest.mark.long
@pytest.mark.parametrize("state", [marking, giving_a_verdict], ids=lambda state: state.__name__)
def test_a_busy_state_holds_at_a_desk_and_on_a_phone(
    page_as: PageAs, editor: User, article: Article, state: Callable[[Page], None]
) -> None:
    look(opened(page_as, editor, article), state, [1440, 390], ["light", "dark"])


@pytest.mark.long
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_state_holds_everywhere(
    page_as: PageAs, editor: User, article: Article, state: Callable[[Page], None]
) -> None:
    look(opened(page_as, editor, article), state, list(WIDTHS), list(SCHEMES))


@pytest.mark.long
def test_a_viewer_reads_without_dead_buttons(page_as: PageAs, article: Article, db: None) -> None:
    viewer = make_user(f"viewer-{uuid4().hex[:8]}", "viewer", has_password=True)
    page = opened(page_as, viewer, article)
    look(page, open_card, list(WIDTHS), ["light"])
    assert page.locator(".card-open button[type=submit]:visible").count() == 0


@pytest.mark.long
def test_with_more_cards_than_room_those_of_the_lines_being_read_are_on_the_screen(
    page_as: PageAs, editor: User
) -> None:
    words = [f"item {n} of 140" for n in range(140)]
    article = make_article(", then ".join(words), by=editor)
    for said in words:
        make_claim(article, editor, said)
    page = opened(page_as, editor, article)
    for share, number in ((0, 0), (0.5, 70), (1, 139)):
        page.evaluate(
            """share => {
                const text = document.getElementById('text').getBoundingClientRect();
                const far = text.height - (innerHeight - 72);
                scrollTo(0, scrollY + text.top - 72 + share * far);
            }""",
            share,
        )
        line = page.locator(".card-line", has_text=f"item {number} of 140")
        expect(line).to_be_in_viewport()
    end = page.evaluate("document.documentElement.scrollHeight")
    text = page.locator("#text").evaluate("e => e.getBoundingClientRect().bottom + scrollY")
    assert end - text < 900, "the page scrolls on past the end of its text"
