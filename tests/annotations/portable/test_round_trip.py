"""A newsroom with everything leaves, arrives in an empty one, leaves again: the same bytes."""

import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from annotations import history
from annotations.models import Claim, Publication, User, Webhook, Work
from annotations.portable import export_newsroom, import_newsroom
from annotations.portable.archive import MANIFEST, opened
from annotations.portable.guards import RESTING
from annotations.portable.nouns import FILES, LEFT_OUT, NOUNS
from annotations.publishing import check_of
from tests.annotations.portable.conftest import Newsrooms

SEARCHED = "SELECT id, search::text FROM annotations_{} WHERE search IS NOT NULL ORDER BY id"
SECRETS = ("password", "secret", "whsec_", "d" * 64, "e" * 64, "scrypt$", "pbkdf2")


def quietly(_words: str) -> None:
    """Nobody listens."""


def parts_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}


@pytest.fixture(scope="module")
def arrived(exported: Path, databases: Any, django_db_blocker: Any) -> None:
    """The newsroom `portable_arrived`, into which the export was read; once for the module."""
    newsrooms = Newsrooms(databases)
    with django_db_blocker.unblock():
        newsrooms.enter("portable_arrived")
        import_newsroom(source=exported, say=quietly)


def test_of_every_noun_it_is_said_whether_it_leaves() -> None:
    told = [*(noun.label for noun in NOUNS), FILES, *LEFT_OUT]
    assert len(told) == len(set(told))
    assert sorted({model._meta.label for model in apps.get_models()} ^ set(told)) == []
    assert all(LEFT_OUT.values())


def test_the_document_tells_every_noun_and_field_as_it_leaves() -> None:
    told = (settings.BASE_DIR / "docs" / "portable.md").read_text().splitlines()
    lacking = [
        line
        for noun in NOUNS
        if (line := f"| `{noun.name}` | {', '.join(noun.fields)} |") not in told
    ]
    assert lacking == [], "a name that changed changes the format: see docs/adr/0041"
    left_out = [f"| {label.rpartition('.')[2]} | {why} |" for label, why in LEFT_OUT.items()]
    assert [line for line in left_out if line not in told] == []


def test_no_field_that_sounds_like_a_secret_leaves_unnoticed() -> None:
    words = ("password", "secret", "token", "setup")
    found = {
        f"{noun.name}.{name}"
        for noun in NOUNS
        for name in noun.fields
        if any(w in name for w in words)
    }
    assert found == {"headnote.token"}, "a time-stamp is meant to be shown"


def test_the_newsroom_of_this_test_has_a_row_of_every_noun(exported: Path) -> None:
    with opened(exported) as reader:
        assert [part.noun for part in reader.manifest.nouns if not part.rows] == []
        assert reader.manifest.files.count > 5


def test_no_secret_is_in_the_file(exported: Path) -> None:
    assert exported.stat().st_mode & 0o777 == 0o600
    text = b"".join(content for name, content in parts_of(exported).items() if "nouns/" in name)
    assert [
        word for word in SECRETS if word.encode() in text.replace(b'"password_changed"', b"")
    ] == []


@pytest.mark.usefixtures("arrived")
class TestTheNewsroomThatArrived:
    def test_leaves_again_as_the_very_same_bytes(
        self, exported: Path, newsrooms: Newsrooms, tmp_path: Path
    ) -> None:
        newsrooms.enter_as_app("portable_arrived")
        again = export_newsroom(target=tmp_path / "again.zip", say=quietly)
        before, after = parts_of(exported), parts_of(tmp_path / "again.zip")
        assert sorted(before.keys() ^ after.keys()) == []
        assert [name for name in before if before[name] != after[name]] == []
        with opened(exported) as reader:
            assert (again.head, again.nouns) == (reader.manifest.head, reader.manifest.nouns)

    def test_has_the_same_record_whole(self, exported: Path, newsrooms: Newsrooms) -> None:
        newsrooms.enter_as_app("portable_arrived")
        with opened(exported) as reader:
            seq, _colon, digest = reader.manifest.head.partition(":")
        assert history.head() == (int(seq), digest)
        assert history.verify((int(seq), digest)) is None
        assert history.erased_by()

    def test_publishes_the_same_judged_bytes_at_the_same_addresses(
        self, newsrooms: Newsrooms
    ) -> None:
        told = []
        for name in ("portable_full", "portable_arrived"):
            newsrooms.enter_as_app(name)
            public = Publication.objects.public().select_related("decision", "claim")
            told.append([(one.address, one.decision.content, check_of(one)) for one in public])
        assert told[0]
        assert told[0] == told[1]

    def test_finds_the_same_words(self, newsrooms: Newsrooms) -> None:
        for table in ("article", "earliercheck", "claim"):
            found = []
            for name in ("portable_full", "portable_arrived"):
                newsrooms.enter_as_app(name)
                with connection.cursor() as cursor:
                    cursor.execute(SEARCHED.format(table))
                    found.append(cursor.fetchall())
            assert found[0]
            assert found[0] == found[1]

    def test_is_guarded_as_before(self, newsrooms: Newsrooms) -> None:
        guards = []
        for name in ("portable_full", "portable_arrived"):
            newsrooms.enter_as_app(name)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger"
                    " WHERE NOT tgisinternal ORDER BY 1, 2"
                )
                guards.append(cursor.fetchall())
        assert guards[0] == guards[1]
        resting = {(table, trigger) for table, (trigger, _why) in RESTING.items()}
        assert resting <= {(table, trigger) for table, trigger, on in guards[1] if on == "O"}

    def test_goes_on_with_what_was_under_way(self, newsrooms: Newsrooms) -> None:
        newsrooms.enter_as_app("portable_full")
        waiting = set(Work.objects.filter(done_at__isnull=True).values_list("pk", flat=True))
        newsrooms.enter_as_app("portable_arrived")
        assert waiting == set(Work.objects.due().values_list("pk", flat=True))
        assert waiting

    def test_lets_nobody_in_and_calls_no_program_until_somebody_says_so(
        self, newsrooms: Newsrooms
    ) -> None:
        newsrooms.enter_as_app("portable_arrived")
        assert not any(person.has_usable_password() for person in User.objects.all())
        hook = Webhook.objects.get()
        assert hook.paused_at
        assert hook.secret.startswith("whsec_")
        assert hook.secret != "whsec_c2VjcmV0"

    def test_takes_the_next_entry_of_history_where_the_last_one_ended(
        self, newsrooms: Newsrooms
    ) -> None:
        newsrooms.enter_as_app("portable_arrived")
        before, _digest = history.head()
        claim = Claim.objects.order_by("pk")[0]
        # Rolled back: the other tests of this class compare what arrived.
        from django.db import transaction

        from annotations.permissions import SYSTEM

        with transaction.atomic():
            assert history.record(SYSTEM, "looked_at", claim, claim=claim) == before + 1
            assert history.verify() is None
            transaction.set_rollback(True)

    def test_is_no_longer_empty(self, exported: Path, newsrooms: Newsrooms) -> None:
        newsrooms.enter("portable_arrived")
        with pytest.raises(Exception, match="not empty"):
            import_newsroom(source=exported, say=quietly)


def test_what_people_write_meanwhile_is_not_in_it(
    newsrooms: Newsrooms, databases: Any, exported: Path, tmp_path: Path
) -> None:
    newsrooms.enter_as_app("portable_full")
    wrote = []

    def write(words: str) -> None:
        if not wrote:
            with psycopg.connect(databases.owner_url("portable_full")) as other:
                other.execute("UPDATE annotations_newsroom SET name = 'Renamed meanwhile'")
        wrote.append(words)

    export_newsroom(target=tmp_path / "meanwhile.zip", say=write)
    with psycopg.connect(databases.owner_url("portable_full")) as other:
        other.execute("UPDATE annotations_newsroom SET name = 'Таямніца'")
    assert len(wrote) == len(NOUNS) + 1
    assert parts_of(tmp_path / "meanwhile.zip") == parts_of(exported)


def test_the_commands_tell_what_they_did_and_what_is_left_to_do(
    newsrooms: Newsrooms, databases: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsrooms.enter_as_app("portable_full")
    file, out, err = tmp_path / "newsroom.zip", StringIO(), StringIO()
    call_command("export_newsroom", str(file), stdout=out, stderr=err)
    head = out.getvalue().split()[-1]
    assert f"to {file}. Head " in out.getvalue()
    assert "nouns/claim.jsonl: " in err.getvalue()
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_newsroom", str(file), stdout=out, stderr=err)

    newsrooms.enter_as_app("portable_commanded")
    with pytest.raises(CommandError, match="does not own the tables"):
        call_command("import_newsroom", str(file), stdout=out, stderr=err)
    monkeypatch.setenv("OWNER_DATABASE_URL", databases.owner_url("portable_commanded"))
    seq, _colon, digest = head.partition(":")
    other = f"{seq}:{'0' * len(digest)}"
    with pytest.raises(CommandError, match="was noted as head"):
        call_command("import_newsroom", str(file), head=other, stdout=out, stderr=err)
    call_command("import_newsroom", str(file), head=head, stdout=out, stderr=err)
    assert "changepassword" in out.getvalue()
