"""The figure board of the demo articles, as an editor reads it and says otherwise."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Claim, FigureRelation, User
from tests.annotations.figures.conftest import make_demo
from tests.browser.test_main_job import assert_accessible
from tests.factories.claims import rate
from tests.factories.evidence import link_evidence
from tests.factories.users import make_user

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]


@pytest.fixture
def editor() -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@pytest.fixture
def demo(editor: User) -> dict[str, Claim]:
    return make_demo(editor)


def test_an_editor_reads_the_board_and_says_otherwise(
    page_as: PageAs, editor: User, demo: dict[str, Claim]
) -> None:
    for key, verdict in (("VI2", "true"), ("RC3", "half-true")):
        link_evidence(demo[key], editor)
        rate(demo[key], editor, verdict)
    first, second = sorted(str(demo[key].figures.get().pk) for key in ("VI1", "VI2"))
    quantity = demo["VI1"].figures.get().quantity_id
    page = page_as(editor.username)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(f"/figures/?quantity={quantity}")
    section = page.locator(f"#q-{quantity}")
    expect(section.get_by_role("img")).to_have_count(1)
    expect(section).to_contain_text("406 of 987 is 41.1%: that is no majority.")
    expect(section).to_contain_text("A third of 987 is 329.")
    pair = page.locator(f"#pair-{first}-{second}")
    pair.hover()
    expect(section.locator(".figures-grid tr.lit")).to_have_count(2)
    assert_accessible(page)
    pair.get_by_text("See it otherwise?").click()
    pair.get_by_label("conflict").focus()
    page.keyboard.press("Space")
    pair.get_by_label("Why").fill("One counts people, the other cases.")
    pair.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("list", name="Pairs on this page")).to_contain_text("1 conflict")
    expect(pair).to_contain_text("One counts people, the other cases.")
    expect(pair).to_contain_text("Computed: agree.")
    assert FigureRelation.objects.get(a=first).created_by == editor
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    page.goto(f"/claims/{demo['VI2'].pk}/")
    line = page.locator(".figure-pairs summary")
    # Other tests' figures of the same quantity count here too.
    expect(line).to_contain_text(re.compile(r"conflicts with 1, other scope than \d"))
    line.press("Enter")
    page.emulate_media(color_scheme="light")
    page.locator(".figure-pairs").get_by_role("link", name="On the figure board").click()
    expect(page.locator(f"#q-{quantity}")).to_be_visible()
