"""Many imports in a browser: sent, watched, mended; the keyboard and a screen reader get along."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models.functions import Now
from playwright.sync_api import Page, expect

from annotations.models import Batch, Import, User, Work
from tests.browser.test_main_job import assert_accessible
from tests.factories.batches import fail_some, make_batch
from tests.factories.users import make_user
from tests.harness.processes import Processes
from tests.harness.site import LocalSite

pytestmark = pytest.mark.browser
PageAs = Callable[..., Page]
STORY = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"
)
WORDS = "<p>Officials counted 6,700 people in the five days after the vote, more than before.</p>"

DROP = """
(names) => {
  const dropped = new DataTransfer();
  for (const name of names) dropped.items.add(new File([`<p>${name}</p>`], name));
  const fire = (kind) => document.body.dispatchEvent(
    new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: dropped }));
  fire('dragover');
  const isVeiled = !document.querySelector('.drop-veil').hidden;
  fire('drop');
  return isVeiled;
}
"""
PASTE = """
(text) => {
  const pasted = new DataTransfer();
  pasted.setData('text/plain', text);
  document.querySelector('#import-url').dispatchEvent(
    new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: pasted }));
}
"""


@pytest.fixture
def editor(db: None) -> User:
    return make_user(f"editor-{uuid4().hex[:8]}", "editor", has_password=True)


@transaction.atomic
def resting_batch(by: User, size: int, **said: object) -> Batch:
    """One that no worker touches within the test."""
    batch = make_batch(by, size, f"{uuid4().hex[:8]}.example", **said)
    ids = batch.imports.values("pk")
    Work.objects.filter(subject__in=ids).update(available_at=Now() + timedelta(hours=1))
    return batch


def looks_of(page: Page) -> list[str]:
    """The addresses of this page's requests about imports, as they go out."""
    seen: list[str] = []
    page.on("request", lambda r: seen.append(r.url) if "/imports/" in r.url else None)
    return seen


@pytest.mark.long
def test_a_batch_arrives_on_its_page_and_its_failed_ones_are_tried_again(
    live_stack: Processes, local_site: LocalSite, page_as: PageAs, editor: User
) -> None:
    folder = f"/{uuid4().hex[:8]}"
    addresses = [local_site.url(f"{folder}/{number}") for number in range(5)]
    for number in range(4):
        title = f"Story {number} of {folder}"
        local_site.put(f"{folder}/{number}", STORY.format(title, WORDS * (number + 4)))
    page = page_as(editor.username)
    page.goto("/imports/")
    page.get_by_role("tab", name="Many").click()
    page.get_by_label("Addresses of pages").fill("\n".join([*addresses, addresses[0]]))
    page.get_by_label("Name of the batch").fill(f"Press review {folder}")
    page.get_by_role("button", name="Import all").click()
    expect(page.locator("h1")).to_have_text(f"Press review {folder}")
    page.evaluate("window.sameDocument = true")
    expect(page.locator("main")).to_contain_text("1 stood in the list twice and was taken once.")
    progress = page.locator(".batch-progress p")
    expect(progress).to_have_text("4 of 5 arrived, 1 failed", timeout=30_000)
    expect(page.locator("progress")).to_have_attribute("value", "5")
    failed = page.locator(".import-row[data-status=failed]")
    expect(failed).to_contain_text("There is no page at this address (404)")
    expect(failed.get_by_role("link", name="Correct the address")).to_be_visible()
    assert page.evaluate("window.sameDocument"), "the page was reloaded"
    assert_accessible(page)
    local_site.put(f"{folder}/4", STORY.format("The last", WORDS * 9))
    page.get_by_role("button", name="Try the 1 failed one again").click()
    expect(progress).to_have_text("5 of 5 arrived", timeout=30_000)
    assert Import.objects.filter(requested_by=editor, status="succeeded").count() == 5


@pytest.mark.long
def test_one_request_keeps_all_rows_fresh_and_stops_when_all_have_ended(
    page_as: PageAs, editor: User
) -> None:
    batch = resting_batch(editor, 20)
    page = page_as(editor.username)
    looks = looks_of(page)
    page.goto(f"/imports/?batch={batch.pk}")
    expect(page.locator(".import-row[data-status=queued]")).to_have_count(20)
    looks.clear()
    page.wait_for_timeout(5500)
    assert 1 <= len(looks) <= 3, looks
    assert all("/imports/live/?" in look for look in looks)
    cancel = page.locator(".import-row").first.get_by_role("button", name="Cancel")
    cancel.focus()
    fail_some(batch, 19)
    expect(page.locator(".import-row[data-status=failed]")).to_have_count(19, timeout=15_000)
    expect(page.locator("#imports-said")).to_have_text("19 failed.")
    cancel.click()
    expect(page.locator(".import-row[data-status=failed]")).to_have_count(20)
    page.wait_for_timeout(2500)
    looks.clear()
    page.wait_for_timeout(3000)
    assert looks == []


@pytest.mark.long
def test_what_others_bring_in_waits_for_a_click_and_moves_nothing(
    page_as: PageAs, editor: User
) -> None:
    resting_batch(editor, 1)
    page = page_as(editor.username)
    page.goto("/imports/?status=queued")
    before = page.locator(".import-row").first.get_attribute("id")
    other = resting_batch(make_user(f"other-{uuid4().hex[:8]}", "editor"), 2)
    button = page.get_by_role("button", name="new: show")
    expect(button).to_be_visible(timeout=15_000)
    assert page.locator(".import-row").first.get_attribute("id") == before
    assert_accessible(page)
    button.focus()
    page.keyboard.press("Enter")
    for item in other.imports.all():
        expect(page.locator(f"#import-{item.pk}")).to_be_visible()
    expect(button).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.import-row')")


@pytest.mark.long
def test_bad_lines_are_found_taken_out_and_the_rest_sent_by_keyboard_alone(
    page_as: PageAs, editor: User
) -> None:
    page = page_as(editor.username)
    page.goto("/imports/")
    page.get_by_role("tab", name="Address").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Many")).to_be_focused()
    page.keyboard.press("Tab")
    urls = page.get_by_label("Addresses of pages, one a line")
    expect(urls).to_be_focused()
    host = f"https://{uuid4().hex[:8]}.example"
    page.keyboard.insert_text(f"{host}/1\njavascript:alert(1)\n{host}/2 nonsense\n")
    page.locator("#import-files").set_input_files(
        [{"name": "kept.html", "mimeType": "text/html", "buffer": b"<p>Kept</p>"}]
    )
    page.get_by_label("Name of the batch").fill("Kept name")
    page.get_by_text("Our own copy").last.click()
    page.get_by_role("button", name="Import all").click()
    expect(page.locator(".line-numbers .bad")).to_have_text(["2", "3"])
    expect(page.locator(".bad-lines li")).to_have_count(2)
    expect(page.get_by_label("Name of the batch")).to_have_value("Kept name")
    expect(page.locator("#purpose-many-own")).to_be_checked()
    page.wait_for_timeout(300)
    kept = page.locator("#import-files").evaluate("(input) => input.files[0]?.name")
    assert kept == "kept.html"
    assert_accessible(page)
    page.get_by_role("button", name="Line 3").focus()
    page.keyboard.press("Enter")
    chosen = page.evaluate("getSelection().toString()")
    assert chosen == f"{host}/2 nonsense"
    page.get_by_role("button", name="Take these lines out").press("Enter")
    expect(urls).to_have_value(f"{host}/1\n{host}/2\n")
    expect(urls).to_be_focused()
    expect(page.locator(".bad-lines")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Kept name")
    batch = Batch.objects.get(requested_by=editor)
    assert set(batch.imports.values_list("origin", "purpose")) == {
        ("fetch", "own"),
        ("file", "own"),
    }
    page.goto("/imports/?way=many")
    expect(urls).to_have_value("")


def test_files_are_dropped_anywhere_and_weighed_before_they_are_sent(
    page_as: PageAs, editor: User
) -> None:
    page = page_as(editor.username)
    page.goto("/imports/")
    assert page.evaluate(DROP, ["a.html", "b.html"])
    expect(page.get_by_role("tab", name="Many")).to_have_attribute("aria-selected", "true")
    note = page.locator("#way-many [data-chosen]")
    expect(note).to_contain_text("2 files")
    page.evaluate(DROP, ["c.html"])
    expect(note).to_contain_text("3 files")
    page.evaluate(DROP, [f"{number}.html" for number in range(100)])
    expect(note).to_contain_text("At most 100 files")
    page.get_by_role("button", name="Import all").click()
    assert page.evaluate("document.querySelector('#import-files').validity.customError")
    assert not Batch.objects.filter(requested_by=editor).exists()
    page.get_by_role("tab", name="File").click()
    page.evaluate(DROP, ["d.html", "e.html"])
    page.locator("#way-file").get_by_role("button", name="Import", exact=True).click()
    expect(page.locator("h1")).to_have_text("2 imports")
    names = Batch.objects.get(requested_by=editor).imports.values_list("filename", flat=True)
    assert set(names) == {"d.html", "e.html"}


def test_several_addresses_pasted_where_one_belongs_become_a_list(
    page_as: PageAs, editor: User
) -> None:
    page = page_as(editor.username)
    page.goto("/imports/")
    page.evaluate(PASTE, "https://a.example/1\nhttps://a.example/2")
    urls = page.get_by_label("Addresses of pages, one a line")
    expect(urls).to_be_focused()
    expect(urls).to_have_value("https://a.example/1\nhttps://a.example/2")
    expect(page.locator(".line-numbers")).to_have_text("12")
