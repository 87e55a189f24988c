"""What was tried, asked and checked of a published check, from the judged bytes, in words for readers."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import AttemptKind, AttemptOutcome, Checked, CommentOutcome

CHECKS = (
    ("said", gettext_lazy("It was said")),
    ("wording", gettext_lazy("The words are right")),
    ("content", gettext_lazy("What it says is so")),
)


def printed_inquiry(content: dict[str, Any]) -> dict[str, Any]:
    """What `_inquiry.html` prints: `attempts`, `requests` and `quotes`.

    Args:
        content: judged bytes without what is confidential (`publicly.check_of`); older recipes know none of it.
    """
    return {
        "attempts": [_attempt(one) for one in content.get("attempts", [])],
        "requests": [_request(one) for one in content.get("requests_for_comment", [])],
        "quotes": [
            _quote(one) for one in content["appearances"] if _is_checked(one.get("quote_check"))
        ],
    }


def _attempt(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": AttemptKind(one["kind"]).label,
        "where": one["where"],
        "outcome": AttemptOutcome(one["outcome"]).label,
        "note": one["note"],
        "tried_on": date.fromisoformat(one["tried_on"]),
    }


def _request(one: dict[str, Any]) -> dict[str, Any]:
    return {"words": asked_in_words(one), "answer": one["answer"]}


def asked_in_words(one: dict[str, Any]) -> str:
    """A request for comment as a sentence: that we asked whom when, and what came of it.

    Args:
        one: as judged (see `workflow.judged.requests_of`).
    """
    facts = {
        "whom": one["whom"],
        "sent": _day(one["sent_at"]),
        "by": _day(one["deadline_at"]),
        "answered": _day(one["answered_at"]),
    }
    outcome = one["outcome"]
    if outcome == CommentOutcome.ANSWERED:
        words = _("We asked %(whom)s for comment on %(sent)s. They answered on %(answered)s:")
    elif outcome == CommentOutcome.DECLINED:
        words = _("We asked %(whom)s for comment on %(sent)s; they declined to comment.")
    elif outcome == CommentOutcome.NO_ANSWER and facts["by"]:
        words = _("We asked %(whom)s for comment on %(sent)s; they did not answer by %(by)s.")
    elif outcome == CommentOutcome.NO_ANSWER:
        words = _("We asked %(whom)s for comment on %(sent)s; they did not answer.")
    elif facts["by"]:
        words = _(
            "We asked %(whom)s for comment on %(sent)s, and for an answer by %(by)s; none had come when this was approved."
        )
    else:
        words = _(
            "We asked %(whom)s for comment on %(sent)s; no answer had come when this was approved."
        )
    return words % facts


def _is_checked(check: dict[str, str] | None) -> bool:
    return check is not None and any(check.values())


def _quote(appearance: dict[str, Any]) -> dict[str, Any]:
    check = appearance["quote_check"]
    return {
        "checks": [
            {
                "label": label,
                "found": check[name],
                "words": _found(check[name]),
                "note": check[f"{name}_note"],
            }
            for name, label in CHECKS
            if check[name] or check[f"{name}_note"]
        ],
        "original_words": appearance["original_words"],
        "language": appearance["language"],
        "translator": check["translator"],
    }


def _found(found: str) -> str:
    words = {Checked.RIGHT: _("yes"), Checked.WRONG: _("no")}
    return str(words.get(Checked(found)) or Checked(found).label)


def _day(text: str | None) -> str:
    return date_format(datetime.fromisoformat(text), "DATE_FORMAT") if text else ""
