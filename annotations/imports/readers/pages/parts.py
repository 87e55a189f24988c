"""Which runs are the story, and what each of them is: subtitle, caption, paragraph and so on."""

import re
from collections.abc import Sequence

from annotations.imports.readers.dates import written_date
from annotations.imports.readers.document import Kind
from annotations.imports.readers.pages.bylines import LINE
from annotations.imports.readers.pages.captions import Captions, kept_captions
from annotations.imports.readers.pages.elements import marks_of
from annotations.imports.readers.pages.headlines import Headline, key
from annotations.imports.readers.pages.names import BY
from annotations.imports.readers.pages.runs import Run
from annotations.imports.readers.pages.signs import Page
from annotations.imports.readers.pages.story import scores
from annotations.imports.readers.pages.structured import SelfDescription

THRESHOLD = -0.3
SUBTITLE = re.compile(
    r"sub-?(?:tit|head|line)|\bdek\b|\bdeck\b|standfirst|strap-?line|summary|excerpt|\blead\b|"
    r"\blede\b|intro|abstract|description|chap[oe]|sous-?titre|entradilla|bajada|copete|linha-?fina|"
    r"sommario|occhiello|catenaccio|untertitel|vorspann|anrei[sß]|unterzeile|ingress|manchet|podtytu|"
    r"zajawka|\blid\b|\bspot\b",
    re.IGNORECASE,
)
STATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
PLACE = re.compile(r"^.{1,50}\s[–—-]{1,2}$")  # a dateline that stands in an element of its own
SUBTITLE_LENGTH = (20, 500)
LABEL_LENGTH = 160
REPEATED_LENGTH = 50  # of text that stands twice, for wide and for narrow screens
WORDS_OF_LABEL = 12
LONG_STORY = 1500  # code points; a shorter one may be told by its pictures
HEAD_RUNS = 8
BIO_RUNS, BIO_WORDS = 3, 80
LEDE_RUNS = 5
LEDE_LENGTH = (80, 700)


class Parts:
    """The story and its surroundings.

    Attributes:
        story: runs that are kept, in order, without the headline.
        kinds: what each kept run is.
        reasons: for each run that is set aside, why.
    """

    def __init__(
        self, runs: Sequence[Run], headline: Headline, byline: str, page: SelfDescription
    ) -> None:
        self.runs = runs
        self.headline = headline
        self.authors = {key(name)[:2] for name in byline.split(", ") if len(key(name)) > 1}
        self.description = key(page.first("og:description", "description"))
        self.page = Page.of(runs, headline.text)
        self.kinds: dict[int, Kind] = {}
        self.reasons: dict[int, str] = {}
        self._keep()
        self._label_head()
        self._keep_lede()
        self._drop_bios()
        self._drop_hanging_headings()
        self._keep_captions()
        self.story = [run for run in runs if run.index in self.kinds]

    @property
    def top(self) -> int:
        """The index of the headline, or -1."""
        return self.headline.run.index if self.headline.run is not None else -1

    def _keep(self) -> None:
        title = key(self.headline.text)
        seen: set[str] = set()
        for run, score in zip(self.runs, scores(self.page), strict=True):
            if run is self.headline.run or run.kind == "caption":
                continue
            if title and self._repeats(run, title):
                self.reasons[run.index] = "repeated_headline"
            elif score > THRESHOLD:
                if run.text in seen and self._is_second_copy(run):
                    self.reasons[run.index] = "repeated"
                    continue
                seen.add(run.text)
                self.kinds[run.index] = run.kind

    def _is_second_copy(self, run: Run) -> bool:
        """A page for wide and narrow screens has its text twice; one line after itself is meant."""
        is_next = run.index > 0 and self.runs[run.index - 1].text == run.text
        return len(run.text) >= REPEATED_LENGTH and not is_next

    def _repeats(self, run: Run, title: tuple[str, ...]) -> bool:
        if run.kind not in {"heading", "paragraph"}:
            return False
        is_as_long = 0.5 < len(run.text) / len(self.headline.text) < 2  # noqa: PLR2004 (worth a closer look)
        return is_as_long and key(run.text) == title

    def _keep_lede(self) -> None:
        """The first sentence often stands outside the element that holds the rest."""
        first = min(self.kinds, default=0)
        for run in self.runs[max(self.top + 1, first - LEDE_RUNS) : first]:
            names = self.page.around.names(run) - {"body", "metadata", "header"}
            if (
                run.kind in {"paragraph", "heading", "quote"}
                and LEDE_LENGTH[0] <= len(run.text) <= LEDE_LENGTH[1]
                and run.link_share < 0.3  # noqa: PLR2004 (a link or two)
                and run.index not in self.reasons
                and run.index not in self.kinds
                and not names
                and self._is_beside_main(run)
            ):
                self.kinds[run.index] = run.kind

    def _is_beside_main(self, run: Run) -> bool:
        """In the article's element, or just before the element of its text."""
        if any(a.tag in {"article", "main"} for a in run.place.ancestors):
            return True
        return self.page.around.frame in run.place.ancestors[-3:]

    def _label_head(self) -> None:
        """Between headline and text stand a subtitle and lines about the article."""
        first = next((i for i in sorted(self.kinds) if i > self.top and self._is_text(i)), None)
        for run in self.runs[self.top + 1 : self.top + 1 + HEAD_RUNS]:
            if self._is_label(run, is_above=first is None or run.index <= first):
                self.kinds.pop(run.index, None)
                self.reasons[run.index] = "metadata"
            elif (
                first is not None
                and run.index <= first
                and "subtitle" not in self.kinds.values()
                and self._is_subtitle(run)
            ):
                self.kinds[run.index] = "subtitle"

    def _is_text(self, index: int) -> bool:
        run = self.runs[index]
        return run.kind == "paragraph" and len(run.text) > LABEL_LENGTH // 2

    def _is_label(self, run: Run, *, is_above: bool) -> bool:
        if len(run.text) > LABEL_LENGTH and not STATED.search(run.text):
            return False
        if LINE.match(run.text) or STATED.search(run.text) or PLACE.match(run.text):
            return True
        if not is_above or run.kind == "heading" or len(run.text) > LABEL_LENGTH:
            return False
        words = key(BY.sub("", run.text))
        is_author = words[:2] in self.authors and len(words) <= WORDS_OF_LABEL
        return is_author or (len(words) <= WORDS_OF_LABEL and written_date(run.text) is not None)

    def _is_subtitle(self, run: Run) -> bool:
        shortest, longest = SUBTITLE_LENGTH
        if self.headline.run is None or not shortest <= len(run.text) <= longest:
            return False
        if run.kind not in {"paragraph", "heading"} or run.link_share > 0.5:  # noqa: PLR2004 (a half)
            return False
        classes = " ".join(marks_of(around) for around in run.place.ancestors[-2:])
        words = key(run.text)
        return bool(SUBTITLE.search(classes)) or (bool(words) and words == self.description)

    def _drop_bios(self) -> None:
        """What ends a story with its author's name and says who that is."""
        for index in sorted(self.kinds)[-BIO_RUNS:]:
            words = key(self.runs[index].text)
            if words[:2] in self.authors and len(words) <= BIO_WORDS:
                del self.kinds[index]
                self.reasons[index] = "author"

    def _drop_hanging_headings(self) -> None:
        """A heading that nothing follows heads something that was set aside."""
        for index in sorted(self.kinds, reverse=True):
            if self.kinds[index] != "heading":
                return
            del self.kinds[index]
            self.reasons[index] = "after_story"

    def _keep_captions(self) -> None:
        """Captions of images within the story, or beside its headline."""
        if not self.kinds:
            return
        low, high = min(self.kinds), max(self.kinds)
        low = min(low, self.top + 1) if self.top >= 0 else low - 3
        texts = [self.runs[index].text for index in self.kinds]
        is_long = sum(map(len, texts)) > LONG_STORY
        captions = Captions(self.page.around, [self.headline.text, *texts], is_long=is_long)
        near = self.runs[max(0, low) : high + 3]
        self.reasons |= kept_captions(near, captions, self.kinds, self.reasons)
