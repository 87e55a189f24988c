"""Two people changed one form: what each made of it, field by field, and what a person chose.

The form sends the values that it was made from (`base-…`), so that fields which only one side changed are told from
those that both changed. Without them every field that differs is to be chosen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.anchoring.stretches import Side
from annotations.anchoring.tokens import Vocabulary
from annotations.anchoring.word_changes import pieces
from annotations.refusals import Invalid
from annotations.views.filled import typed_in

BASE, KEEP, CHOOSE = "base-", "keep-", "choose"
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that make sense only together: one choice decides on all of them. `text` is compared word by word."""

    name: str
    label: Any
    fields: tuple[str, ...]
    text: str = ""


GROUPS = (
    Group("statement", gettext_lazy("Statement to check"), ("statement",), "statement"),
    Group("asserts", gettext_lazy("It asserts"), ("asserts",)),
    Group("claimant", gettext_lazy("Who claims it"), ("claimant", "claimant_kind")),
    Group("claimed_on", gettext_lazy("Claimed on"), ("claimed_on",)),
    Group(
        "verdict",
        gettext_lazy("Verdict and explanation"),
        ("verdict", "explanation", "proposed_wording"),
        "explanation",
    ),
    Group("stance", gettext_lazy("What it does to the claim"), ("stance",)),
    Group("quote", gettext_lazy("Quoted passage"), ("quote",), "quote"),
    Group("note", gettext_lazy("Note"), ("note",), "note"),
    Group("visibility", gettext_lazy("Who may see it"), ("visibility",)),
    Group("is_primary", gettext_lazy("Primary or secondary"), ("is_primary",)),
    Group("origin", gettext_lazy("Whose information it is"), ("origin",)),
    Group(
        "quote_original",
        gettext_lazy("Original words"),
        ("quote_original", "quote_language", "quote_translator"),
        "quote_original",
    ),
    Group("channel", gettext_lazy("How it was obtained"), ("channel", "obtained_at", "contact")),
)


@dataclass(slots=True)
class Merged:
    """What became of a form that somebody else saved meanwhile.

    `values`: the fields, merged as far as they can be. `conflicts`: what is to be chosen, each
    `{name, label, theirs, mine, fields, text, chosen}`; a side is `{words, runs}`, a run `{text, differs}`; `text` is
    the field of mine that can be written anew.
    `taken` and `own`: labels of what only they, and only this person, changed.
    """

    values: dict[str, str] = field(default_factory=dict)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    taken: list[Any] = field(default_factory=list)
    own: list[Any] = field(default_factory=list)

    @property
    def settled(self) -> list[tuple[str, str]]:
        """The fields about which nothing is to be chosen."""
        asked = {one["name"] for one in self.conflicts}
        open_ones = {name for group in GROUPS if group.name in asked for name in group.fields}
        return [(name, value) for name, value in self.values.items() if name not in open_ones]


def settled(request: HttpRequest, fields: Sequence[str]) -> dict[str, str]:
    """What the form says, where it asked after what the person chose.

    Raises:
        Invalid: `choice_missing` where nothing was chosen.
    """
    said, base = typed_in(request, *fields), _base(request, fields)
    for group in _asked(request):
        chosen = request.POST.get(KEEP + group.name)
        if chosen == "theirs":
            said |= {name: base[name] for name in group.fields if name in base}
        elif chosen != "mine":
            raise Invalid(
                "choice_missing",
                _("Choose which version to keep: %(label)s.") % {"label": group.label},
                field=KEEP + group.name,
            )
    return said


def merged(
    request: HttpRequest, theirs: Values, words_of: Callable[[Group, Values], str]
) -> Merged:
    """Lay what this person sent beside what is kept now.

    Args:
        request: the form as sent.
        theirs: the fields as they are kept now.
        words_of: a group's values in a few words (a verdict's label, a name).
    """
    found = Merged(values=dict(theirs))
    base = {name: _plain(value) for name, value in _base(request, list(theirs)).items()}
    mine = {**theirs, **base, **{n: _plain(v) for n, v in typed_in(request, *theirs).items()}}
    asked = {group.name for group in _asked(request)}
    for group in GROUPS:
        names = [name for name in group.fields if name in theirs]
        if not names:
            continue
        have_they = any(base.get(name) != _plain(theirs[name]) for name in names)
        chosen = request.POST.get(KEEP + group.name, "") if group.name in asked else ""
        own = base if chosen == "theirs" and have_they else mine
        if all(own[name] == _plain(theirs[name]) for name in names):
            if base and have_they:
                found.taken.append(group.label)
        elif all(own[name] == base.get(name) for name in names):
            found.taken.append(group.label)
        elif have_they or group.name in asked:
            both = _both(group, theirs, own, words_of)
            found.conflicts.append({**both, "chosen": "" if have_they else chosen})
        else:
            found.own.append(group.label)
            found.values |= {name: own[name] for name in names}
    return found


def is_choice(request: HttpRequest) -> bool:
    """Whether the form asked to choose between two versions."""
    return CHOOSE in request.POST


def _asked(request: HttpRequest) -> list[Group]:
    names = request.POST.getlist(CHOOSE)
    return [group for group in GROUPS if group.name in names]


def _base(request: HttpRequest, fields: Sequence[str]) -> dict[str, str]:
    sent = typed_in(request, *(BASE + name for name in fields))
    return {name.removeprefix(BASE): value for name, value in sent.items()}


def _both(
    group: Group, theirs: Values, mine: Values, words_of: Callable[[Group, Values], str]
) -> dict[str, Any]:
    old, new = _marked(theirs.get(group.text, ""), mine.get(group.text, ""))
    return {
        "name": group.name,
        "label": group.label,
        "theirs": {"words": words_of(group, theirs), "runs": old},
        "mine": {"words": words_of(group, mine), "runs": new},
        "fields": [(name, mine[name]) for name in group.fields if name != group.text],
        "text": {"name": group.text, "value": mine[group.text]} if group.text else None,
    }


def _marked(theirs: str, mine: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Both texts in runs, with the words that only one of them has marked."""
    words = Vocabulary()
    old, new = Side(theirs, words.tokenize(theirs)), Side(mine, words.tokenize(mine))
    left: list[dict[str, Any]] = []
    right: list[dict[str, Any]] = []
    for piece in pieces(old, (0, len(theirs)), new, (0, len(mine))):
        is_kept = bool(piece.old and piece.new)
        if piece.old:
            left.append({"text": old.cut(piece.old), "differs": not is_kept})
        if piece.new:
            right.append({"text": new.cut(piece.new), "differs": not is_kept})
    return left, right


def _plain(value: str) -> str:
    """A value as the rooms keep it: a browser sends other newlines, and spaces at the ends."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()
