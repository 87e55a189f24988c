"""Legal matters: who sees them; their dossiers, which an outsider can verify."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from annotations import dossier as told
from annotations import history, legal, publishing
from annotations.dossier.timeline_found import Sought, entries_found
from annotations.models import Dossier, LegalMatter, User, Work
from annotations.refusals import Conflict, Forbidden, Invalid, Missing, OutOfDate
from annotations.tasks import leases, run
from tests.factories.articles import add_revision, make_article
from tests.factories.claims import make_claim, published_claim
from tests.factories.evidence import link_evidence
from tests.factories.inquiry import make_attempt, make_note
from tests.factories.threads import make_thread
from tests.factories.users import (
    actor_of,
    make_editor,
    make_reviewer,
    make_superuser,
    make_user,
    make_viewer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pango")]
GIVEN: dict[str, Any] = {
    "title": "A letter before action",
    "requester": "Their lawyers",
    "received_on": date(2026, 11, 1),
}


def open_matter(by: User, **given: Any) -> LegalMatter:
    return legal.open_matter(actor=actor_of(by), **{**GIVEN, **given})


def make(by: User, matter: LegalMatter, kind: str, **choices: bool) -> zipfile.ZipFile:
    asked = legal.ask_for_dossier(
        actor=actor_of(by), matter_id=matter.pk, kind=kind, choices=choices
    )
    run.do_work(Work.objects.get(kind=legal.KIND, subject=asked.pk).pk)
    taken = legal.take_dossier(actor=actor_of(by), dossier_id=asked.pk)
    return zipfile.ZipFile(io.BytesIO(b"".join(legal.chunks_of(taken))))


def read(file: zipfile.ZipFile, name: str) -> Any:
    return json.loads(file.read(name))


def test_only_who_opened_it_and_its_people_know_of_it() -> None:
    editor, lawyer = make_editor(), make_viewer()
    matter = open_matter(editor, people=[str(lawyer.pk)])
    for person in (editor, lawyer):
        assert legal.matter_for(person, matter.pk) == matter
        assert entries_found(person, Sought(noun="legalmatter")).entries
    for person in (make_reviewer(), make_superuser(), make_user(role="admin")):
        with pytest.raises(Missing):
            legal.matter_for(person, matter.pk)
        assert not entries_found(person, Sought(noun="legalmatter")).entries
        with pytest.raises(Missing):
            legal.close_matter(actor=actor_of(person), matter_id=matter.pk)


def test_a_claims_history_does_not_tell_of_the_matter() -> None:
    editor = make_editor()
    claim = make_claim(make_article(), editor)
    before = told.history_of(editor, claim.pk)
    open_matter(editor, claims=[str(claim.pk)])
    assert told.history_of(editor, claim.pk) == before


def test_what_is_said_of_it_changes_with_before_and_after_and_by_version() -> None:
    editor = make_editor()
    matter = open_matter(editor)
    legal.change_matter(
        actor=actor_of(editor), matter_id=matter.pk, title="A lawsuit", expected=matter.etag
    )
    (changed, _opened) = entries_found(editor, Sought(noun="legalmatter")).entries
    assert changed["details"]["before"] == {"title": GIVEN["title"]}
    assert changed["details"]["after"] == {"title": "A lawsuit"}
    with pytest.raises(OutOfDate):
        legal.change_matter(
            actor=actor_of(editor), matter_id=matter.pk, title="Else", expected=matter.etag
        )


def test_a_closed_matter_stays_as_it_is_in_the_database_too() -> None:
    editor = make_editor()
    matter = legal.close_matter(actor=actor_of(editor), matter_id=open_matter(editor).pk)
    with pytest.raises(Conflict):
        legal.change_matter(actor=actor_of(editor), matter_id=matter.pk, title="Else")
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        LegalMatter.objects.filter(pk=matter.pk).update(closed_at=None)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": ""}, "required"),
        ({"received_on": "soon"}, "date_invalid"),
        ({"deadline_on": "2026-10-01"}, "deadline_before_receipt"),
        ({"holds": "yes"}, "not_a_boolean"),
        ({"claims": ["00000000-0000-0000-0000-000000000000"]}, "unknown_claims"),
        ({"people": "x"}, "not_list"),
    ],
)
def test_bad_input_opens_nothing(given: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        open_matter(make_editor(), **given)
    assert refused.value.code == code


def test_viewers_open_none() -> None:
    with pytest.raises(Forbidden):
        open_matter(make_viewer())


@pytest.mark.parametrize("kind", ["counsel", "disclosure"])
def test_an_outsider_verifies_the_dossier_with_what_is_in_it(kind: str, tmp_path: Path) -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = published_claim(make_article(by=editor), editor, reviewer)
    matter = open_matter(editor, claims=[str(claim.pk)])
    file = make(editor, matter, kind)
    file.extractall(tmp_path)
    assert _verified(tmp_path) == "All of it fits."
    entries = (tmp_path / "history/entries.jsonl").read_text().splitlines()
    assert [json.loads(one)["verb"] for one in entries].count("approved") == 1
    (tmp_path / "history/entries.jsonl").write_text(
        "\n".join(entries).replace('"verb": "approved"', '"verb": "rejected"') + "\n"
    )
    assert "was altered" in _verified(tmp_path)


def test_counsels_has_the_exact_judged_bytes_by_whom_and_the_talk() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    claim = published_claim(make_article(by=editor), editor, reviewer)
    make_thread(claim, editor, "A secret doubt?")
    file = make(editor, open_matter(editor, claims=[str(claim.pk)]), "counsel")
    (decision,) = read(file, "claims/001/decisions.json")
    assert file.read(decision["file"]).decode() == claim.approval_decision.content  # type: ignore[union-attr]
    assert decision["by"]["name"] == reviewer.name
    assert decision["evidence"][0]["url"] == "https://ministry.example/register"
    assert "A secret doubt?" in file.read("claims/001/discussion.json").decode()
    assert "REDACTIONS.json" not in file.namelist()


def test_one_for_disclosure_names_no_staff_and_no_talk_and_lists_each_omission() -> None:
    editor = make_user("ann.staffer", "editor")
    reviewer = make_user("bob.staffer", "reviewer")
    claim = published_claim(make_article(by=editor), editor, reviewer)
    make_thread(claim, editor, "A secret doubt?")
    matter = open_matter(editor, claims=[str(claim.pk)], note="Privileged words")
    file = make(editor, matter, "disclosure")
    everything = b"".join(file.read(name) for name in file.namelist()).decode().lower()
    for word in ("ann.staffer", "bob.staffer", "a secret doubt", "privileged words"):
        assert word not in everything
    reasons = {one["reason"] for one in read(file, "REDACTIONS.json")}
    assert {"names of staff", "internal deliberation", "legal advice"} <= reasons
    assert Dossier.objects.get().redactions == read(file, "REDACTIONS.json")


def test_what_the_maker_may_not_see_is_in_neither() -> None:
    editor, other, reviewer = make_editor(), make_editor(), make_reviewer()
    claim = published_claim(make_article(by=editor), editor, reviewer)
    draft = make_claim(claim.article, editor, "80% of voters took part")
    hidden = link_evidence(
        draft, other, url="https://leak.example/1", title="LEAKED", visibility="hidden"
    )
    listed = link_evidence(
        draft, other, url="https://leak.example/2", title="LEAKED", visibility="listed"
    )
    matter = open_matter(editor, articles=[str(claim.article_id)])
    for kind in ("counsel", "disclosure"):
        file = make(editor, matter, kind)
        everything = b"".join(file.read(name) for name in file.namelist()).decode()
        assert "LEAKED" not in everything
        assert str(hidden.pk) not in everything
        assert (str(listed.pk) in file.read("NOT-INCLUDED.json").decode()) == (kind == "counsel")


def test_what_is_confidential_is_in_none_for_disclosure_even_where_talk_and_names_are_kept() -> (
    None
):
    editor = make_editor()
    claim = make_claim(make_article(by=editor), editor)
    make_note(claim, editor, "LEAKED by the note", visibility="hidden")
    make_attempt(claim, editor, where="LEAKED register", visibility="hidden")
    kept = {"url": "https://leak.example/1", "title": "LEAKED", "quote": "LEAKED"}
    link_evidence(claim, editor, visibility="hidden", **kept)
    make_note(claim, editor, "An open word")
    matter = open_matter(editor, claims=[str(claim.pk)])
    file = make(editor, matter, "disclosure", names=True, discussion=True, authors=True)
    everything = b"".join(file.read(name) for name in file.namelist()).decode()
    assert "LEAKED" not in everything
    assert "An open word" in everything
    assert "LEAKED" in make(editor, matter, "counsel").read("history/entries.jsonl").decode()


def test_a_worker_that_lost_its_lease_keeps_nothing() -> None:
    editor = make_editor()
    claim = published_claim(make_article(by=editor), editor, make_reviewer())
    matter = open_matter(editor, claims=[str(claim.pk)])
    asked = legal.ask_for_dossier(actor=actor_of(editor), matter_id=matter.pk, kind="counsel")
    work = leases.lease(Work.objects.get(subject=asked.pk).pk)
    assert work is not None
    Work.objects.filter(pk=work.pk).update(lease_owner="another")
    with pytest.raises(leases.LostLeaseError):
        run.KINDS[work.kind](work)
    assert Dossier.objects.get().blob is None


def test_a_dossier_needs_something_to_tell_and_is_taken_by_its_people_only() -> None:
    editor = make_editor()
    matter = open_matter(editor)
    with pytest.raises(Conflict):
        legal.ask_for_dossier(actor=actor_of(editor), matter_id=matter.pk, kind="counsel")
    claim = published_claim(make_article(by=editor), editor, make_reviewer())
    legal.add_to(actor=actor_of(editor), matter_id=matter.pk, what="claims", ids=[str(claim.pk)])
    make(editor, matter, "counsel")
    with pytest.raises(Missing):
        legal.take_dossier(actor=actor_of(make_superuser()), dossier_id=Dossier.objects.get().pk)
    assert history.verify() is None


def test_it_says_which_version_stood_at_a_moment_and_who_judged_it() -> None:
    editor, reviewer = make_editor(), make_reviewer()
    before = timezone.now()
    claim = published_claim(make_article(by=editor), editor, reviewer)
    shown = timezone.now()
    url = f"https://anything.example/factchecks/{claim.slug}/"
    assert legal.said(editor, url, shown)["kind"] == "unknown", "another site's address"
    path = f"/factchecks/{claim.slug}/"
    assert legal.said(editor, path, before)["checks"] == []
    (check,) = legal.said(editor, path, shown)["checks"]
    assert (check["state"], check["is_exact"]) == ("shown", True)
    assert check["content"]["statement"] == claim.statement
    assert check["decisions"][0]["by"]["username"] == reviewer.username
    publishing.withdraw(actor=actor_of(reviewer), claim_id=claim.pk, reason="Wrong.")
    (check,) = legal.said(editor, path, timezone.now())["checks"]
    assert check["state"] == "withdrawn"
    assert legal.said(editor, path, shown)["checks"][0]["state"] == "shown"


def test_of_an_article_it_gives_the_text_that_was_here_then() -> None:
    editor = make_editor()
    article = make_article("The first words.", by=editor, url="https://news.example/story")
    then = timezone.now()
    add_revision(article, "Other words.", by=editor)
    (text,) = legal.said(editor, "https://news.example/story/#top", then)["texts"]
    assert text["text"] == "The first words."
    assert text["next_arrived_at"] > then


def _verified(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() + done.stderr
