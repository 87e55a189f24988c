"""What a person is told, and how they want to be told."""

from rest_framework import serializers

from annotations.api.shapes.base import Person, Shape, listed
from annotations.models import NoticeKind, NoticeWay

# No ChoiceField: the names of kinds would collide with those of others in the description.
_KINDS = f"^({'|'.join(NoticeKind.values)})$"
_KINDS_OR_NONE = f"^({'|'.join(NoticeKind.values)})?$"
_WAYS = f"^({'|'.join(NoticeWay.values)})$"


class Notice(Shape):
    """One thing that this person is told, in words made for them now."""

    id = serializers.UUIDField()
    kind = serializers.RegexField(_KINDS)
    verb = serializers.CharField(help_text="Of history; `deadline_near`, `deadline_passed`.")
    words = serializers.CharField(help_text="What happened, by whom.")
    about = serializers.CharField(
        allow_blank=True, help_text="The claim's statement, else the article's title."
    )
    detail = serializers.CharField(
        allow_blank=True, help_text="The comment, or why it was sent back."
    )
    at = serializers.DateTimeField(allow_null=True, help_text="Of a deadline, the deadline.")
    actor = Person(allow_null=True)
    claim = serializers.UUIDField(allow_null=True)
    article = serializers.UUIDField(allow_null=True)
    seq = serializers.IntegerField(
        allow_null=True, help_text="The number in history; null for deadlines."
    )
    url = serializers.CharField(help_text="Opens what it is about, and marks it as seen.")
    created_at = serializers.DateTimeField()
    seen_at = serializers.DateTimeField(allow_null=True)


Notices = listed(Notice, "Notices")


class Unseen(Shape):
    """What the bell shows."""

    unseen = serializers.IntegerField(help_text="At most 100.")


class SeeAll(Shape):
    """Which ones."""

    kind = serializers.RegexField(
        _KINDS_OR_NONE, required=False, allow_blank=True, help_text="All kinds without it."
    )


class Seen(Shape):
    """What came of it."""

    seen = serializers.IntegerField(help_text="How many were unseen until now.")


class DailyMail(Shape):
    """When the daily mail comes."""

    hour = serializers.IntegerField(
        required=False, allow_null=True, help_text="0 to 23, by the clock of the zone."
    )
    time_zone = serializers.CharField(
        required=False, allow_null=True, help_text="An IANA name; null: it stays."
    )


class ChoicesSaid(Shape):
    """What is left out stays."""

    ways = serializers.DictField(
        child=serializers.RegexField(_WAYS),
        required=False,
        help_text="Kind of notice -> `at_once`, `digest`, `app` or `none`.",
    )
    digest = DailyMail(required=False)


class Choices(Shape):
    """How this person is told."""

    ways = serializers.DictField(child=serializers.RegexField(_WAYS), help_text="Of every kind.")
    digest = DailyMail()
    sends_mail = serializers.BooleanField(help_text="Whether this installation sends mail.")
    has_address = serializers.BooleanField(
        help_text="Whether the account has an address; without one all is told in the app."
    )
