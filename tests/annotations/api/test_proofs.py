"""Proofs at the JSON door."""

from typing import Any

import pytest

from annotations import proofs
from annotations.models import Article, Proof, Work
from annotations.tasks import proofs as conductor
from annotations.tasks import run
from tests.annotations.api.conftest import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pango")]


def test_a_proof_from_asking_to_saving(
    article: Article, editor: Caller, viewer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def printed(*_args: Any) -> bytes:
        return b"%PDF-1.7"

    monkeypatch.setattr(conductor.proofs, "printed", printed)
    path = f"articles/{article.pk}/proofs/"
    made = editor.call("POST", path, {"revision": 1}, key="k")
    assert made.status_code == 202, made.content
    again = editor.call("POST", path, {"revision": 1}, key="k")
    assert again.json()["id"] == made.json()["id"]
    where = f"proofs/{made.json()['id']}/"
    assert made["Location"].endswith(f"/api/v1/{where}")
    assert editor.get_json(where)["finished_at"] is None
    assert editor.call("GET", f"{where}pdf/").status_code == 409
    run.do_work(Work.objects.get(kind=proofs.KIND).pk)
    ready = editor.get_json(where)
    assert (ready["error"], len(ready["sha256"])) == ("", 64)
    assert editor.get_json(path)["results"] == [ready]
    assert editor.call("GET", f"{where}pdf/", Accept="application/pdf").getvalue() == b"%PDF-1.7"
    assert viewer.get_json(path)["results"] == []
    for address in (where, f"{where}pdf/"):
        assert viewer.call("GET", address).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [({"revision": 7}, 404), ({"revision": "x"}, 400), ({"revision": 2**70}, 404)],
)
def test_bad_input_makes_none(body: Any, status: int, article: Article, editor: Caller) -> None:
    assert editor.call("POST", f"articles/{article.pk}/proofs/", body).status_code == status
    assert not Proof.objects.exists()
