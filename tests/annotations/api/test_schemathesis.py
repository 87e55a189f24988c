"""The API answers as its description says, whatever is sent, whoever sends it."""

import subprocess
import sys
from pathlib import Path

import pytest
from drf_spectacular.renderers import OpenApiJsonRenderer

from annotations.api.openapi import document
from tests.annotations.api.conftest import Caller
from tests.factories import users
from tests.factories.articles import make_article
from tests.factories.claims import rated_claim
from tests.factories.imports import failed_import
from tests.factories.inquiry import make_attempt, make_note, make_request
from tests.factories.threads import make_comment, make_thread

pytestmark = [pytest.mark.live, pytest.mark.long]
# Whoever may less is refused more, and sooner.
SECONDS = {"viewer": 30, "editor": 80, "reviewer": 50, "admin": 80}
CONFIG = Path(__file__).with_name("schemathesis.toml")


@pytest.fixture
def ids(db: None) -> dict[str, str]:
    """Things that there are, for the parts of addresses."""
    ann = users.make_editor()
    article = make_article(by=ann)
    claim = rated_claim(article, ann)
    evidence = claim.evidence.get()
    appearance = claim.appearances.get()
    thread = make_thread(claim, ann)
    found = {
        "article_id": article.pk,
        "revision_id": article.current_revision_id,
        "other_id": article.current_revision_id,
        "claim_id": claim.pk,
        "annotation_id": claim.pk,
        "appearance_id": appearance.pk,
        "highlight_id": appearance.highlights.get().pk,
        "evidence_id": evidence.pk,
        "source_id": evidence.source_id,
        "thread_id": thread.pk,
        "comment_id": make_comment(claim, ann).pk,
        "import_id": failed_import(ann).pk,
        "attempt_id": make_attempt(claim, ann).pk,
        "request_id": make_request(claim, ann).pk,
        "note_id": make_note(claim, ann).pk,
    }
    return {name: str(value) for name, value in found.items()}


@pytest.mark.parametrize("role", list(SECONDS))
def test_schemathesis_finds_nothing(
    role: str, ids: dict[str, str], live_server_url: str, tmp_path: Path
) -> None:
    schema = tmp_path / "schema.json"
    schema.write_bytes(OpenApiJsonRenderer().render(document(), renderer_context={}))
    parts = "\n".join(f'"path.{name}" = "{value}"' for name, value in ids.items())
    config = tmp_path / "schemathesis.toml"
    config.write_text(f"[parameters]\n{parts}\n\n{CONFIG.read_text()}")
    token = Caller(users.make_user(role=role)).defaults["HTTP_AUTHORIZATION"]
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("st")),
            *("--config-file", str(config), "run", str(schema), "--url", live_server_url),
            *(
                "-H",
                f"Authorization: {token}",
                "--phases",
                "coverage,fuzzing",
                "-n",
                "3",
                "-w",
                "2",
            ),
            *(
                "--max-time",
                str(SECONDS[role]),
                "--no-color",
                "--continue-on-failure",
                "--seed",
                "8",
            ),
            # Ending the token that all the others are sent with would leave nothing to test.
            *("--exclude-operation-id", "token_delete"),
        ],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=SECONDS[role] * 8,
    )
    assert done.returncode == 0, f"{done.stdout[-20_000:]}\n{done.stderr[-2_000:]}"
    assert "Test cases:" in done.stdout
