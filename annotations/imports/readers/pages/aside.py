"""Why a run is set aside, and how the furniture of a page is shown: bounded, lists as one."""

from collections.abc import Sequence

from annotations.imports.readers.dates import written_date
from annotations.imports.readers.document import Kind, ReadBlock
from annotations.imports.readers.pages.headlines import key
from annotations.imports.readers.pages.names import BY
from annotations.imports.readers.pages.parts import Parts
from annotations.imports.readers.pages.runs import Run

MAX_ASIDE = 60
LONG_LIST = 4  # items; shorter lists are shown item by item
# Which of several names gives the reason, the most telling first.
REASONS = (
    "navigation", "comments", "related", "teasers", "signup", "share", "author", "footer",
    "sidebar", "metadata", "form", "header",
)  # fmt: skip
Group = tuple[int, str, list[Run]]


def reason_of(parts: Parts, run: Run) -> str:
    """Why a run that is not kept is set aside: a stable word."""
    if run.index in parts.reasons:
        return parts.reasons[run.index]
    names = parts.page.around.names(run)
    for reason in REASONS:
        if reason in names:
            return "site_header" if reason == "header" else reason
    if run.link_share > 0.6:  # noqa: PLR2004 (mostly links)
        return "links"
    if not parts.page.around.holds(run):
        return "outside_story"
    return "after_story" if parts.story and run.index > parts.story[-1].index else "unlikely"


def blocks_of(parts: Parts) -> list[ReadBlock]:
    """Headline, story and what is set aside, in reading order."""
    headline = parts.headline
    found: list[tuple[int, ReadBlock]] = []
    if headline.text:
        found.append((parts.top, ReadBlock("title", headline.text)))
    found += [(run.index, ReadBlock(parts.kinds[run.index], run.text)) for run in parts.story]
    found += _aside(parts)
    return [block for _, block in sorted(found, key=lambda pair: pair[0])]


def _aside(parts: Parts) -> list[tuple[int, ReadBlock]]:
    groups: list[Group] = []
    for run in parts.runs:
        if run.index in parts.kinds or run is parts.headline.run:
            continue
        reason = reason_of(parts, run)
        if groups and _joins(groups[-1], run, reason):
            groups[-1][2].append(run)
        else:
            groups.append((run.index, reason, [run]))
    nearest = sorted(groups, key=lambda group: _distance(parts, group))[:MAX_ASIDE]
    return [
        (some[0].index, _block(parts, reason, some))
        for _, reason, runs in nearest
        for some in ([runs] if len(runs) >= LONG_LIST else [[run] for run in runs])
    ]


def _joins(group: Group, run: Run, reason: str) -> bool:
    """Items of one list of links are one piece of furniture."""
    _, other, runs = group
    is_next = runs[-1].index == run.index - 1 and reason == other
    return is_next and run.kind == "list_item" == runs[0].kind and _list(run) is _list(runs[0])


def _list(run: Run) -> object:
    return next((a for a in reversed(run.place.ancestors) if a.tag in {"ul", "ol", "dl"}), None)


def _distance(parts: Parts, group: Group) -> tuple[bool, int]:
    if not parts.story:
        return False, group[0]
    first, last = parts.story[0].index, parts.story[-1].index
    is_outside = not parts.page.around.holds(group[2][0])
    return is_outside, max(first - group[0], group[0] - last, 0)


def _block(parts: Parts, reason: str, runs: Sequence[Run]) -> ReadBlock:
    run = runs[0]
    kind: Kind = run.kind
    if reason == "metadata":
        words = key(BY.sub("", run.text))
        is_author = words[:2] in parts.authors
        kind = "byline" if is_author else "dateline" if written_date(run.text) else kind
    return ReadBlock(kind, " · ".join(r.text for r in runs), furniture=True, reason=reason)
