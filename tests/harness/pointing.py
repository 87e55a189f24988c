"""What a person does with pointer and page: select words of a text, unfold a part, choose by its label."""

import re
from typing import Literal

from playwright.sync_api import Locator, Page, expect

SELECT = """
([words, nth]) => {
  // Where the words stand on the screen, for a real pointer to drag over.
  const text = document.getElementById('text');
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.closest('[data-block]')) continue;
    for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + 1)) {
      if (seen++ < nth) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      node.parentElement.scrollIntoView({ block: 'center' });
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
      const [first, last] = [boxes[0], boxes.at(-1)];
      return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
    }
  }
  return null;
}
"""


def drag_over(page: Page, words: str, nth: int = 0) -> None:
    """Select words as a person does, with the pointer."""
    # The text must have come to rest: fonts move it.
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    page.wait_for_load_state("networkidle")
    place = page.evaluate(SELECT, [words, nth])
    assert place, f"not on the page: {words}"
    left, top, right, bottom = place
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=8)
    page.mouse.up()


def unfold(page: Page, name: str) -> Locator:
    """Open a part of the open card and return it."""
    part = page.locator(f".card-open details[data-part={name}]")
    if not part.evaluate("part => part.open"):
        part.locator("> summary").click()
    return part


def choose(
    part: Locator, words: str | re.Pattern[str], role: Literal["radio", "checkbox"] = "radio"
) -> None:
    """Choose by its label, as the control itself is drawn by it."""
    part.get_by_text(words, exact=True).click()
    expect(part.get_by_role(role, name=words, exact=True)).to_be_checked()
