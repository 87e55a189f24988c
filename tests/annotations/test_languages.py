"""Every sentence is in every catalogue, whole; and everybody is spoken to in their own language."""

import ast
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from allauth import __file__ as allauth
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from django.conf import settings
from django.core import mail
from django.template import Context, Template
from django.test import Client
from django.urls import URLPattern
from django.utils import translation

from annotations.accounts.invitation_mail import mail_invitation
from annotations.accounts.invitations import invite
from annotations.figures.scope_words import days_said, number
from annotations.locale import borrowed
from annotations.models import HistoryEntry, Newsroom, User
from annotations.templatetags.marks import moment
from annotations.templatetags.words import counted
from annotations.told_again import told_again
from annotations.urls import urlpatterns
from annotations.workflow.content import content_of
from factcheck.messages.catalogues import (
    LANGUAGES,
    compiled,
    is_translated,
    path_of,
    read,
    template_of,
)
from factcheck.messages.faults import faults_of
from factcheck.messages.found import found_in, in_python, in_template
from tests.annotations.leaks.doors import Door, doors_of
from tests.annotations.leaks.newsroom import Newsroom as Room
from tests.annotations.leaks.newsroom import open_newsroom
from tests.factories.articles import make_article
from tests.factories.claims import rated_claim
from tests.factories.users import actor_of, make_admin, make_editor

ROOT = Path(settings.BASE_DIR)
OTHERS = [language for language in LANGUAGES if language != "en"]
_NUMBER = re.compile(r'\s([a-z][a-z0-9:-]*)="(-?\d+(?:\.\d+)?)"')
_BROKEN = re.compile(r"%\(\w+\)|\{\{|\{% |%\w?\(|&amp;lt;")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return template_of(found_in(ROOT))


@pytest.fixture(scope="module")
def catalogues() -> dict[str, Catalog]:
    return {language: read(path_of(ROOT, language), language) for language in LANGUAGES}


def ids_of(catalogue: Catalog) -> set[tuple[object, object]]:
    return {(message.id, message.context) for message in catalogue if message.id}


def words_of(made: bytes) -> dict[tuple[str, str], tuple[str, ...]]:
    """Context and sentence of a compiled catalogue -> its translations."""
    found = {}
    for message in read_mo(io.BytesIO(made)):
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        msgid = message.id if isinstance(message.id, str) else message.id[0]
        if msgid:
            found[str(message.context), msgid] = tuple(forms)
    return found


# The catalogues -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_code_and_templates_is_in_the_catalogue_and_no_other(
    language: str, template: Catalog, catalogues: dict[str, Catalog]
) -> None:
    said, known = ids_of(template), ids_of(catalogues[language])
    assert (sorted(map(str, said - known)), sorted(map(str, known - said))) == ([], []), (
        "make messages"
    )


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_the_one_that_people_read(
    language: str, catalogues: dict[str, Catalog]
) -> None:
    kept = words_of(path_of(ROOT, language).with_suffix(".mo").read_bytes())
    assert len(kept) == sum(1 for m in catalogues[language] if m.id and is_translated(m))
    assert kept == words_of(compiled(catalogues[language])), "make messages"


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_variables_tags_and_all_plural_forms(
    language: str, catalogues: dict[str, Catalog]
) -> None:
    assert catalogues[language].num_plurals == 3
    assert list(faults_of(catalogues[language])) == []


def test_a_fault_of_a_translation_is_seen() -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add("Left: %(n)s.", "Осталось.")
    catalogue.add(("%(n)s day", "%(n)s days"), ("%(n)s день", "%(n)s дня", ""))
    catalogue.add("<b>%(n)s</b> more", "ещё %(n)s")
    catalogue.add("Name", "{{ имя }}")
    assert len(list(faults_of(catalogue))) == 4
    catalogue = Catalog(locale="ru")
    catalogue.add(
        ("Mark the other", "Mark %(n)s"), ("Отметить", "Отметить %(n)s", "Отметить %(n)s")
    )
    assert list(faults_of(catalogue)) == []


def test_sentences_are_found_wherever_they_are_said() -> None:
    code = (
        "from django.utils.translation import gettext_lazy as _, ngettext as counting\n"
        "A = _('One ' 'sentence')\nB = f\"{_('Two')}\"\nC = counting('%(n)s a', '%(n)s b', 2)\n"
        "D = counted('x', 'y')\nE = _(name)\n"
    )
    assert [(one.msgid, one.plural) for one in in_python(code, "x.py")] == [
        *(("One sentence", ""), ("Two", "")),
        *(("%(n)s a", "%(n)s b"), ("x", "y")),
    ]
    page = (
        '{% load i18n %}{% translate "Go (on)" %}{{ x|default:_("None \'here\'") }}'
        "{% blocktranslate count n=3 trimmed %}\n {{ n }} a\n{% plural %}{{ n }} b{% endblocktranslate %}"
        '{% translate "Desk" context "home" %}'
    )
    found = in_template(page, "x.html")
    assert [(one.msgid, one.plural, one.context) for one in found] == [
        *(("Go (on)", "", ""), ("None 'here'", "", "")),
        *(("%(n)s a", "%(n)s b", ""), ("Desk", "", "home")),
    ]


def test_no_sentence_is_translated_when_its_file_is_read() -> None:
    faults = [fault for path in (ROOT / "annotations").rglob("*.py") for fault in _too_early(path)]
    assert faults == []


def _too_early(path: Path) -> Iterator[str]:
    """Calls of gettext that run at import, in nobody's language."""
    tree = ast.parse(path.read_text())
    eager = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in {"gettext", "ngettext", "pgettext", "npgettext"}
    }

    def visit(node: ast.AST) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Lambda):
                continue
            if isinstance(child, ast.FunctionDef):
                for early in (*child.args.defaults, *child.decorator_list):
                    yield from visit(ast.Expr(early))
                continue
            if isinstance(child, ast.Call) and getattr(child.func, "id", "") in eager:
                yield f"{path}:{child.lineno}"
            yield from visit(child)

    yield from visit(tree)


def test_sentences_of_libraries_that_we_say_are_still_theirs() -> None:
    made = (Path(allauth).parent / "locale/ru/LC_MESSAGES/django.mo").read_bytes()
    theirs = {msgid for _context, msgid in words_of(made)}
    assert [sentence for sentence in borrowed.OF_ALLAUTH if sentence not in theirs] == []


def test_no_template_writes_a_date_in_one_languages_order() -> None:
    literal = re.compile(r"""\|(?:date|time):(["'])(?![A-Z_]+\1|Y-m-d|[cUe]\1)""")
    faults = [
        f"{path.name}: {found.group()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
        for found in literal.finditer(path.read_text())
    ]
    assert faults == []


# Counting, dates, numbers ---------------------------------------------------------------------------


def test_scripts_get_every_form_that_their_language_tells_apart() -> None:
    sentence = ("%(n)s more began to wait: show it", "%(n)s more began to wait: show them")
    assert set(counted(*sentence)) == {"one", "other"}
    for language in OTHERS:
        with translation.override(language):
            forms = counted("1 passage to look at", "%(n)s passages to look at")
        assert set(forms) == {"one", "few", "many", "other"}


def test_dates_are_written_as_each_language_writes_them() -> None:
    day = datetime(2026, 5, 9, 14, 5, tzinfo=UTC)
    written = {}
    for language in LANGUAGES:
        with translation.override(language):
            whole = Template('{{ day|date:"DATE_FORMAT" }}').render(Context({"day": day}))
            written[language] = (whole, days_said(day.date(), day.date()), str(moment(day)))
    assert written["en"][:2] == ("9 May 2026", "9 May 2026")
    assert written["ru"][:2] == ("9 мая 2026", "9 мая 2026")
    assert written["be"][:2] == ("9 мая 2026", "9 мая 2026")
    assert ">9 мая 2026, 14:05 UTC<" in written["ru"][2]


def test_numbers_have_the_decimal_sign_and_the_space_of_their_language() -> None:
    written = {}
    for language in LANGUAGES:
        with translation.override(language):
            written[language] = number(Decimal("-1234567.5"))
    thin = "−1\u202f234\u202f567,5"
    assert written == {"en": "−1,234,567.5", "ru": thin, "be": thin}


def test_what_a_task_wrote_down_is_said_in_the_readers_language() -> None:
    kept = "The page is larger than the limit of 25 MB. Upload or paste the part you need."
    assert told_again(kept) == kept
    with translation.override("ru"):
        said = told_again(kept)
        assert told_again("Nobody has ever said this.") == "Nobody has ever said this."
    assert "25" in said
    assert re.search("[а-я]", said)


# Who is spoken to how -------------------------------------------------------------------------------

SignIn = Callable[[User], Client]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="annotations.accounts.backend.Backend")
    return client


def test_a_page_speaks_the_browsers_language_until_somebody_chose_one(db: None) -> None:
    nina = make_editor()
    client = signed_in(nina)
    asked = {"Accept-Language": "uk, be-BY;q=0.9, en;q=0.1"}
    page = client.get("/articles/", headers=asked)
    assert page.headers["Content-Language"] == "be"
    assert '<html lang="be"' in page.content.decode()
    assert "Accept-Language" in page.headers["Vary"]
    answer = client.post("/account/language/", {"language": "ru"}, headers=asked)
    assert answer.status_code == 302
    page = client.get("/articles/", headers=asked)
    assert page.headers["Content-Language"] == "ru"
    assert "Статьи" in page.content.decode()
    entry = HistoryEntry.objects.get(verb="account_changed")
    assert entry.actor_id == nina.pk
    assert client.post("/account/language/", {"language": ""}).status_code == 302
    assert client.get("/articles/").headers["Content-Language"] == "en"


def test_a_language_that_there_is_not_is_refused(db: None) -> None:
    answer = signed_in(make_editor()).post("/account/language/", {"language": "tlh"})
    assert answer.status_code == 400


def test_the_sign_in_page_speaks_the_browsers_language(db: None) -> None:
    page = Client().get("/accounts/login/", headers={"Accept-Language": "ru"})
    assert '<html lang="ru"' in page.content.decode()
    assert "Вход" in page.content.decode()


def test_public_pages_do_not_depend_on_who_asks(db: None) -> None:
    pages = [Client().get("/methodology/", headers={"Accept-Language": it}) for it in ("ru", "en")]
    assert pages[0].content == pages[1].content
    assert "Accept-Language" not in pages[0].headers.get("Vary", "")


def test_the_api_refuses_in_the_language_that_the_program_asks_for(db: None) -> None:
    path = "/api/v1/auth/me/"
    said = {
        language: Client().get(path, headers={"Accept-Language": language})
        for language in LANGUAGES
    }
    details = {language: answer.json()["detail"] for language, answer in said.items()}
    assert len({answer.json()["code"] for answer in said.values()}) == 1
    assert re.search("[а-я]", details["ru"])
    assert details["ru"] != details["en"]
    assert said["ru"].headers["Content-Language"] == "ru"


def test_a_person_at_the_api_reads_and_chooses_their_language(db: None) -> None:
    client = signed_in(make_editor())
    answer = client.patch("/api/v1/auth/me/", {"language": "be"}, content_type="application/json")
    assert (answer.status_code, answer.json()["language"]) == (200, "be")
    refused = client.patch("/api/v1/auth/me/", {"language": "x"}, content_type="application/json")
    assert (refused.status_code, refused.json()["field"]) == (400, "language")


def test_an_invitation_is_in_the_newsrooms_language(
    db: None, settings: pytest.FixtureRequest
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    Newsroom.objects.update(language="ru")
    admin = make_admin()
    made, link = invite(actor=actor_of(admin), email="new@example.org", full_name="", role="editor")
    assert mail_invitation(made, link)
    assert re.search("[а-я]", mail.outbox[0].subject)
    assert link in mail.outbox[0].body


def test_a_password_mail_is_in_its_persons_language_whoever_asked(
    db: None, settings: pytest.FixtureRequest
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    nina = make_editor()
    User.objects.filter(pk=nina.pk).update(email="nina@example.org", language="ru")
    Client().post(
        "/accounts/password/reset/",
        {"email": "nina@example.org"},
        headers={"Accept-Language": "en"},
    )
    assert re.search("[а-я]", mail.outbox[0].body)


def test_what_is_judged_is_the_same_bytes_in_every_language(db: None) -> None:
    nina = make_editor()
    claim = rated_claim(make_article(by=nina), nina)
    judged = {}
    for language in LANGUAGES:
        with translation.override(language):
            judged[language] = content_of(claim)
    assert judged["ru"] == judged["be"] == judged["en"]


# The walk -------------------------------------------------------------------------------------------

SLICE = {
    *("desk", "articles", "workspace", "claims", "claim", "review", "sources", "figures"),
    *("account", "imports", "notices", "people", "settings_ratings", "dashboard", "legal"),
}


def pages_of(room: Room, *, is_whole: bool) -> list[Door]:
    doors = [
        door for door in doors_of(room, is_secret=False, is_whole=True) if "page " in door.name
    ]
    first = {door.name: door for door in reversed(doors)}
    return doors if is_whole else [first[f"page {name}"] for name in sorted(SLICE)]


def walk(*, is_whole: bool) -> int:
    """Read every page in every language; what scripts and forms read off it is the same in all."""
    room = open_newsroom()
    admin = make_admin()
    client = signed_in(admin)
    count = 0
    for door in pages_of(room, is_whole=is_whole):
        found = {}
        for language in LANGUAGES:
            answer = client.get(door.path, headers={"Accept-Language": language})
            assert answer.status_code < 500, door
            if "html" not in answer.headers.get("Content-Type", ""):
                continue
            page = answer.content.decode()
            visible = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
            assert not _BROKEN.search(visible), (door, _BROKEN.findall(visible))
            found[language] = sorted(_NUMBER.findall(page))
            count += 1
        for language, numbers in found.items():
            assert numbers == found["en"], (door, language)
    return count


def test_the_main_pages_hold_in_every_language(db: None) -> None:
    assert {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)} >= SLICE
    assert walk(is_whole=False) == 3 * len(SLICE)


@pytest.mark.long
def test_every_page_holds_in_every_language(db: None) -> None:
    assert walk(is_whole=True) > 250
