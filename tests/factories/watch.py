"""Watched pages as a publisher serves them, and looks at them without a beat."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from annotations.imports import accept
from annotations.models import Alert, AlertKind, Article, Import, User, Watch, Work
from annotations.tasks import celery_tasks, run
from tests.annotations.feeds.publisher import Publisher
from tests.factories.articles import make_page
from tests.factories.users import actor_of

_STORY = """
Volunteers of the Red Cross gave out more than 4,000 hygiene kits to people who were released from \
detention in Minsk this week, the organisation said on Tuesday.
Each kit holds soap, a toothbrush, a towel and a bottle of water, and is meant for people who spent \
several days in crowded cells without any of these.
According to official statistics, around 3,000 people were detained during the first night of the \
protests, while human rights groups speak of at least 7,000 within five days.
“We were given nothing to drink for a whole day,” said a woman who had waited for her brother at the \
gates of the detention centre since early morning.
The ministry of the interior did not answer questions about the conditions, and referred to a statement \
in which it calls all measures lawful and proportionate.
Doctors at the city's emergency hospital reported that they had treated more than two hundred people \
with injuries from rubber bullets and stun grenades.
"""
STORY = tuple(_STORY.strip().split("\n"))
WORDS = "more than 4,000 hygiene kits"


def page(
    paragraphs: Sequence[str] = STORY, *, title: str = "Hygiene kits for thousands", more: str = ""
) -> str:
    """A story as publishers serve it."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><header><nav>"
        f"<a href='/'>Home</a> <a href='/news'>News</a></nav></header><main><article><h1>{title}</h1>"
        f"{body}{more}</article></main></body></html>"
    )


def fetched_article(site: Publisher, by: User, path: str = "/story", html: str = "") -> Article:
    """An article as its import brings it from `path`."""
    site.put(path, html or page(), ETag='"one"')
    return import_of(accept.import_url(actor=actor_of(by), url=site.url(path))).article  # type: ignore[return-value]


def import_of(item: Import) -> Import:
    """An import after a worker has done it."""
    run.do_work(Work.objects.get(subject=item.pk, done_at__isnull=True).pk)
    return Import.objects.select_related("article__current_revision").get(pk=item.pk)


def look_at(article: Article) -> Watch:
    """Have a page looked at as the beat and a worker do it, whenever it would be due, with what that brings in."""
    celery_tasks.watch_pages()
    Watch.objects.filter(article=article).update(next_look_at=timezone.now() - timedelta(seconds=1))
    celery_tasks.watch_pages()
    for rows in (Watch.objects.all(), Import.objects.filter(article=article)):
        waiting = Work.objects.filter(subject__in=rows.values("pk"), done_at__isnull=True)
        for work in waiting.order_by("pk"):
            run.do_work(work.pk)
    return Watch.objects.get(article=article)


def make_watch(
    article: Article | None = None, *, by: User | None = None, **fields: object
) -> Watch:
    """A watched page that nobody asks for."""
    return Watch.objects.create(article=article or make_page(["A story."], by=by), **fields)


def make_alert(article: Article, kind: str = AlertKind.REMOVED, **fields: object) -> Alert:
    """Something that happened at a publisher."""
    return Alert.objects.create(article=article, kind=kind, **fields)
