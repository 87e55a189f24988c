"""The pictures of `docs/images/`, by name, and the camera that takes them."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

PICTURES = {
    "worth-checking": "the workspace, at a sentence that is worth checking",
    "new-claim": "the form of a new claim beside the words that it stands on",
    "link-a-passage": "a kept passage of another article, about to become evidence",
    "workspace": "the claim with its sources and verdict beside the text",
    "workspace-phone": "the same on a phone",
    "sent-back": "what comes back from the reviewer, with other words to accept",
    "figure-board": "one quantity as three articles count it",
    "checked-before": "our own check, found again while words are marked",
    "review-queue": "what waits for a decision, the most urgent first",
    "decide": "all that a reviewer judges, on one page",
    "pin": "a comment and other words, pinned to the words themselves",
    "gate": "an approved claim and what keeps it from readers",
    "history": "the record of one claim",
    "public-claim": "a published check",
    "public-claim-phone": "the same on a phone",
    "public-corrected": "a published check after its correction",
    "public-article": "the annotated article as readers see it",
    "public-article-phone": "the same on a phone",
    "public-methodology": "how the newsroom checks, and what its ratings mean",
    "public-methodology-phone": "the same on a phone",
}
MOST_BYTES = 300_000
HALF = 128  # of the colours that a palette has
SETTLE = 300  # milliseconds after a scroll, for what follows it
AROUND = """
(it) => {
  const box = it.getBoundingClientRect();
  return { x: box.x - 16, y: box.y, width: box.width + 32, height: box.height };
}
"""
# Below it a picture of a whole page is cut: a reader of the documentation does not scroll through one.
TALLEST = 2200


@dataclass
class Camera:
    """Takes the pictures that `PICTURES` names into `folder`, each once; `taken` are those it has."""

    folder: Path
    taken: list[str] = field(default_factory=list)

    def take(
        self,
        page: Page,
        name: str,
        *,
        whole: bool = False,
        top: Locator | None = None,
        only: Locator | None = None,
    ) -> None:
        """Write what `page` shows, or the `whole` page, or `only` a part of it; `top` is brought to the upper edge first.

        Raises:
            ValueError: the name is not in `PICTURES`, was taken already, or the file is too large.
        """
        if name not in PICTURES or name in self.taken:
            raise ValueError(f"no picture to take: {name}")
        _calm(page)
        if top is not None:
            top.evaluate("(it) => scrollBy(0, it.getBoundingClientRect().top - 90)")
        if whole or only is not None:
            # The bar on top stands where the page is scrolled to.
            page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(SETTLE)
        clip = only.evaluate(AROUND) if only is not None else None
        shot = page.screenshot(
            full_page=whole or clip is not None, clip=clip, animations="disabled", caret="hide"
        )
        small = _smaller(shot, page.evaluate("devicePixelRatio"))
        if len(small) > MOST_BYTES:
            raise ValueError(f"{name} has {len(small)} bytes")
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.png").write_bytes(small)
        self.taken.append(name)

    @property
    def missing(self) -> list[str]:
        """Those not taken yet."""
        return [name for name in PICTURES if name not in self.taken]


def _calm(page: Page) -> None:
    """Wait for fonts and answers, close what was only said in passing."""
    page.wait_for_load_state("networkidle")
    for said in page.locator("#toasts button").all():
        said.click()
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


def _smaller(shot: bytes, scale: float) -> bytes:
    """The picture in a palette: half of it its most frequent colours, so that plain areas stay what they are, half all hues.

    Dithering would make noise of the plain areas.
    """
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, round(TALLEST * scale))))
    every = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)
    frequent = [part for _count, colour in every[:HALF] for part in colour]
    hues = picture.quantize(HALF, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette(frequent + hues[: HALF * 3])
    out = io.BytesIO()
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
