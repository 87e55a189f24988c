"""Django's admin: accounts, the rating scale, the newsroom. Editorial objects can only be read."""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.accounts.factors import has_second_factor
from annotations.accounts.people import keep_account
from annotations.dossier.redaction import OPEN, PRIVATE_VERBS
from annotations.history import record
from annotations.models import (
    Article,
    Claim,
    Comment,
    Desk,
    EarlierCheck,
    Evidence,
    Feed,
    HistoryEntry,
    Import,
    Newsroom,
    Publication,
    Rating,
    ReviewDecision,
    Role,
    Source,
    Thread,
    User,
)
from annotations.permissions import Actor, can_administer
from annotations.refusals import Refused
from annotations.verdicts.scale import retire_rating, word_rating

# The admin's own sign-in would know neither lockouts nor second factors.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # allauth's documented way
admin.site.site_header = admin.site.site_title = _("Accounts and settings")
admin.site.index_title = _("Factcheck")
if admin.site.is_registered(Group):
    admin.site.unregister(Group)  # the four roles are the only groups
# What allauth would show and change here has doors of ours, which record it. Its own are loaded first, so that they
# cannot come back later.
for _app in ("account", "mfa", "socialaccount", "usersessions"):
    import_module(f"allauth.{_app}.admin")
for _noun in (
    Authenticator,
    EmailAddress,
    EmailConfirmation,
    SocialAccount,
    SocialApp,
    SocialToken,
    UserSession,
):
    if admin.site.is_registered(_noun):
        admin.site.unregister(_noun)

if TYPE_CHECKING:  # Django's own classes take no parameters at run time
    AnyAdmin = admin.ModelAdmin[Any]
    OfRating = forms.ModelForm[Rating]
    OfNewsroom = forms.ModelForm[Newsroom]
else:
    AnyAdmin, OfRating, OfNewsroom = admin.ModelAdmin, forms.ModelForm, forms.ModelForm


def actor_of(request: HttpRequest) -> Actor:
    """The administrator at the admin's door."""
    return Actor(user=request.user if isinstance(request.user, User) else None, door="admin")


class ByRole(AnyAdmin):
    """What an administrator by role may do; superuser status adds nothing."""

    is_editable = True
    actions: Any = None

    def _may(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and can_administer(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators only."""
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Administrators only."""
        return self._may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Administrators only, where the noun is theirs."""
        return self.is_editable and self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Administrators only, where the noun is theirs."""
        return self.is_editable and self._may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: the record refers to everything."""
        return False

    # Django's own log would be a second, weaker record.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Leave the record to the rooms."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Leave the record to the rooms."""


@admin.register(User)
class AccountAdmin(ByRole, UserAdmin):  # type: ignore[type-arg]  # UserAdmin is bound to the auth model
    """Accounts with their role. An account is closed, not deleted."""

    list_display = ("username", "full_name", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "full_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("full_name", "email")}),
        (_("Role"), {"fields": ("role", "is_active")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "full_name", "email", "role", "password1", "password2"),
            },
        ),
    )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Keep the account through its room, which says why not where it refuses."""
        try:
            keep_account(actor=actor_of(request), account=obj)
        except Refused as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A password set here is recorded too; all else is recorded by `keep_account`."""
        if message and "password" in str(message).lower():
            record(actor_of(request), "password_set", obj)


class RatingForm(OfRating):
    """A rating's wording."""

    class Meta:
        model = Rating
        fields = (
            "purpose",
            "slug",
            "label",
            "definition",
            "number",
            "needs_evidence",
            "look",
            "position",
        )
        help_texts = {
            "slug": _(
                "The lasting name. With the name of a rating in force, this becomes its next version."
            ),
            "look": _("Icon, colour and underline: the name of one of the default ratings."),
            "number": _("ClaimReview's ratingValue, 1 (false) to 5 (true), or none."),
        }


@admin.register(Rating)
class RatingAdmin(ByRole):
    """The scale. A rating is never edited: a new version is added, an old one retired."""

    form = RatingForm
    actions = ("retire",)
    list_display = ("label", "slug", "version", "purpose", "number", "needs_evidence", "retired_at")
    list_filter = ("purpose", ("retired_at", admin.EmptyFieldListFilter))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """On the list (for retiring), never on one rating."""
        return obj is None and self._may(request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new version begins with the wording in force (`?slug=&purpose=`)."""
        initial: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        standing = Rating.objects.offered(initial.get("purpose", "others")).filter(
            slug=str(initial.get("slug", ""))
        )
        for row in standing.values(*RatingForm.Meta.fields)[:1]:
            initial = {**row, **initial}
        return initial

    def save_model(self, request: HttpRequest, obj: Rating, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Add a version through the room that retires the one before."""
        made = word_rating(actor=actor_of(request), **form.cleaned_data)
        obj.pk, obj.version = made.pk, made.version
        obj._state.adding = False  # noqa: SLF001 - the room has saved it

    @admin.action(description=_("Retire the selected ratings"))
    def retire(self, request: HttpRequest, queryset: QuerySet[Rating]) -> None:
        """Offer them no longer."""
        for rating in queryset:
            try:
                retire_rating(actor=actor_of(request), rating=rating)
            except Refused as refusal:
                self.message_user(request, f"{rating.label}: {refusal.detail}", messages.ERROR)


# The least and the most that each limit may be.
_FEED_LIMITS = {
    "feeds_most": (0, 1000),
    "feed_interval_least": (1, 1440),
    "feed_entries_most": (1, 500),
}
_WATCH_LIMITS = {
    "watch_interval_least": (1, 30_000),
    "watch_interval_most": (1, 365 * 24 * 60),
}


class NewsroomForm(OfNewsroom):
    """The newsroom's settings; says in words what the database would only refuse."""

    acting: User | None = None
    second_factor_roles = forms.MultipleChoiceField(
        label=_("Roles that need a second factor"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever has none may do nothing but set one up, from the next page on; their tokens are refused."
        ),
    )

    def clean_second_factor_roles(self) -> list[str]:
        """Nobody shuts themselves out."""
        roles: list[str] = self.cleaned_data["second_factor_roles"]
        if self.acting and self.acting.role in roles and not has_second_factor(self.acting):
            raise forms.ValidationError(
                _("You have no second factor yourself. Set one up on your account page first.")
            )
        return roles

    def clean(self) -> dict[str, Any]:
        """See that the two intervals of the watch fit together."""
        clean = super().clean() or self.cleaned_data
        least, most = (clean.get(name) for name in _WATCH_LIMITS)
        if least and most and most < least:
            why = _("At most must not be less than at least (%(n)d minutes).")
            self.add_error("watch_interval_most", why % {"n": least})
        return clean


@admin.register(Newsroom)
class NewsroomAdmin(ByRole):
    """The newsroom's name and limits, and what its public pages say about how it works."""

    fieldsets = (
        (None, {"fields": ("name",)}),
        (
            _("Public pages"),
            {"fields": ("methodology", "corrections_policy", "ownership", "funding")},
        ),
        (_("Sign-in"), {"fields": ("second_factor_roles",)}),
        (_("Feeds"), {"fields": tuple(_FEED_LIMITS)}),
        (
            _("Watching publishers"),
            {"fields": ("watch_is_on", *_WATCH_LIMITS, "says_reexamined")},
        ),
    )
    form = NewsroomForm

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The form knows who fills it in."""
        form: Any = super().get_form(request, *args, **kwargs)
        form.acting = request.user if isinstance(request.user, User) else None
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Bound the limits."""
        if bounds := (_FEED_LIMITS | _WATCH_LIMITS).get(db_field.name):
            kwargs["min_value"], kwargs["max_value"] = bounds
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: one installation is one newsroom."""
        return False

    def save_model(self, request: HttpRequest, obj: Newsroom, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save, and record what changed."""
        changed = list(form.changed_data)
        if changed:
            was = Newsroom.current()
            obj.save(update_fields=changed)
            before = {name: getattr(was, name) for name in changed}
            after = {name: getattr(obj, name) for name in changed}
            record(actor_of(request), "newsroom_changed", obj, before=before, after=after)


class ReadOnly(ByRole):
    """Editorial objects: nothing of them changes here, by nobody."""

    is_editable = False
    confidential: Sequence[str] = ()

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """All but what may be confidential: no role opens that."""
        names = [field.name for field in self.model._meta.fields]  # noqa: SLF001 - Django's documented way
        return [name for name in names if name not in self.confidential]


@admin.register(Article)
class ArticleAdmin(ReadOnly):
    """Articles."""

    list_display = ("title", "site_name", "stage", "purpose", "created_at")
    list_select_related = False
    search_fields = ("title", "url")
    confidential = ("search",)


@admin.register(Claim)
class ClaimAdmin(ReadOnly):
    """Claims."""

    list_display = ("statement", "state", "approval", "created_at")
    search_fields = ("statement",)
    confidential = ("search", "reserved_version", "reserved_for", "contributors")


@admin.register(Source)
class SourceAdmin(ReadOnly):
    """Sources that everyone may see."""

    list_display = ("title", "publisher", "kind", "created_at")
    search_fields = ("title", "publisher", "url")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Only those visible to this person."""
        if not isinstance(request.user, User):
            return Source.objects.none()
        return Source.objects.visible_to(request.user)


@admin.register(Evidence)
class EvidenceAdmin(ReadOnly):
    """Evidence that this person may see."""

    list_display = ("cited_title", "stance", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        """Only those visible to this person."""
        if not isinstance(request.user, User):
            return Evidence.objects.none()
        return Evidence.objects.visible_to(request.user)


@admin.register(Desk)
class DeskAdmin(ReadOnly):
    """Desks and topics; they are made and changed on the settings page, so that the record tells it."""

    list_display = ("name", "kind", "position", "retired_at")


@admin.register(ReviewDecision)
class ReviewDecisionAdmin(ReadOnly):
    """Decisions; the judged content may hold confidential evidence."""

    list_display = ("kind", "decided_by", "content_sha256", "created_at")
    list_select_related = ("decided_by",)
    confidential = ("content", "authors")


@admin.register(Publication)
class PublicationAdmin(ReadOnly):
    """What is or was public."""

    list_display = ("slug", "version", "published_at", "withdrawn_at")


@admin.register(Import)
class ImportAdmin(ReadOnly):
    """Imports."""

    list_display = ("url", "filename", "status", "stage", "attempts", "created_at")
    list_filter = ("status",)
    confidential = ("blob",)


@admin.register(Feed)
class FeedAdmin(ReadOnly):
    """Feeds that are or were subscribed to."""

    list_display = ("url", "title", "kind", "is_paused", "error_code", "polled_at", "removed_at")
    list_filter = ("kind", "is_paused")
    search_fields = ("title", "url")


@admin.register(EarlierCheck)
class EarlierCheckAdmin(ReadOnly):
    """Fact-checks of others."""

    list_display = ("claim_reviewed", "publisher", "rating_label", "reviewed_on", "created_at")
    search_fields = ("publisher", "url")
    show_full_result_count = False
    confidential = ("search",)


@admin.register(Thread)
class ThreadAdmin(ReadOnly):
    """Threads on claims."""

    list_display = ("claim", "created_by", "created_at", "resolved_by", "resolved_at")
    list_select_related = ("claim", "created_by", "resolved_by")


@admin.register(Comment)
class CommentAdmin(ReadOnly):
    """What people said in threads; of what was taken back, only the record has the words."""

    list_display = ("text", "author", "created_at", "edited_at", "removed_at")
    list_select_related = ("author",)
    search_fields = ("text",)


@admin.register(HistoryEntry)
class HistoryAdmin(ReadOnly):
    """The record: who did what when. What was said in each entry is shown with its claim."""

    list_display = ("seq", "at", "actor", "door", "verb", "object_type")
    list_select_related = ("actor",)
    list_filter = ("verb", "door")
    confidential = ("digest", "previous_hash", "hash")

    def get_queryset(self, request: HttpRequest) -> QuerySet[HistoryEntry]:
        """Without the entries about what may be confidential."""
        found = super().get_queryset(request).filter(object_type__in=OPEN)
        return found.exclude(verb__in=PRIVATE_VERBS)
