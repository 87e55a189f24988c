"""What happens at publishers, as rows, without a fetch."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.claims.reanchor import needs_look
from annotations.models import Alert, AlertTouch, Anchor, Article, Blob, Watch
from tests.factories.articles import TEXT, add_revision
from tests.factories.watch import make_alert, make_watch

EDITED = TEXT.replace("4,000", "400").replace("80%", "60%")


def watched(article: Article, **fields: Any) -> Watch:
    """That its page is watched: as it was 12 minutes ago, next look in 48."""
    now = timezone.now()
    given = {
        "seen": "same",
        "looked_at": now - timedelta(minutes=12),
        "next_look_at": now + timedelta(minutes=48, seconds=30),
        "url": article.url,
        **fields,
    }
    return make_watch(article, **given)


@transaction.atomic
def silent_edit(article: Article, text: str = EDITED, **fields: Any) -> Alert:
    """The publisher has other words now; the passages that need a look are noted."""
    old = article.current_revision
    new = add_revision(article, text)
    alert = Alert.objects.create(
        article=article, kind="edited", old_revision=old, new_revision=new, **fields
    )
    anchors = Anchor.objects.filter(revision=new).select_related("highlight")
    AlertTouch.objects.bulk_create(
        AlertTouch(
            alert=alert,
            highlight=anchor.highlight,
            state=anchor.state,
            change=anchor.change,
            context=anchor.context,
        )
        for anchor in anchors
        if needs_look(anchor) and anchor.highlight.purpose in {"claim", "quote"}
    )
    return alert


def paywall(article: Article, **fields: Any) -> Alert:
    """A paywall stands in its place; the bytes that came are kept."""
    given = {
        "kind": "stand_in",
        "code": "paywall",
        "url": "https://news.example/subscribe",
        "blob": Blob.keep(b"<p>Subscribe to read on.</p>"),
        **fields,
    }
    return make_alert(article, **given)
