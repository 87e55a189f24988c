"""A newsroom saved in one place comes back whole in another."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from factcheck.demo.overlay import article_text, edit_article
from tests.harness.databases import Databases
from tests.harness.product import Product
from tests.harness.servers import ROOT

KITS = "red-cross-hygiene-kits"


def backup(product: Product, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "factcheck.backup", *map(str, arguments)],
        cwd=ROOT,
        env=product.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def secrets_of(folder: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((folder / "secrets.json").read_text())
    return found


@pytest.fixture
def named(databases: Databases, tmp_path: Path) -> Product:
    """A newsroom on a server of its own choice, with one account and a demo edit."""
    owner = databases.owner_url("saved")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("UPDATE annotations_newsroom SET name = 'The Saved Post'")
    folder = tmp_path / "there"
    folder.mkdir(mode=0o700)
    edit_article(KITS, "4,000", "5,000", data_folder=folder)
    (folder / "secrets.json").write_text(json.dumps({"key": "the key", "factcheck_app": "no"}))
    return Product(folder, env={"DATABASE_URL": owner, "OWNER_DATABASE_URL": owner})


def test_a_newsroom_moves_from_a_named_server_into_an_embedded_one(
    named: Product, tmp_path: Path
) -> None:
    file = tmp_path / "newsroom.tar"
    assert backup(named, "save", file).returncode == 0
    again = backup(named, "save", file)
    assert (again.returncode, again.stderr) == (1, f"{file} is there already; name a new file.\n")

    here = Product(tmp_path / "here")
    restored = backup(here, "restore", file)
    assert restored.returncode == 0, restored.stderr
    assert article_text(KITS, here.folder).count("5,000") == 3
    assert secrets_of(here.folder)["key"] == "the key"
    assert secrets_of(here.folder)["factcheck_app"] != "no"

    # Saved again from where it stands still, it is the same newsroom.
    second = tmp_path / "second.tar"
    assert backup(here, "save", second).returncode == 0
    assert "historyhead" in rows_of(file)
    assert rows_of(second) == rows_of(file)


def rows_of(file: Path) -> str:
    import tarfile

    with tarfile.open(file) as archive:
        rows = json.load(archive.extractfile("manifest.json"))["rows"]
    # What shows that processes live is no part of the newsroom.
    rows.pop("annotations_heartbeat")
    return json.dumps(rows, sort_keys=True)


@pytest.mark.long
def test_a_newsroom_that_is_not_empty_is_replaced_only_when_told_to(
    named: Product, tmp_path: Path, databases: Databases
) -> None:
    file = tmp_path / "newsroom.tar"
    assert backup(named, "save", file).returncode == 0
    target = databases.owner_url("replaced")
    here = Product(tmp_path / "here", env={"DATABASE_URL": target})
    add_account(target)
    refused = backup(here, "restore", file)
    assert refused.returncode == 1
    assert "not empty (1 accounts" in refused.stderr

    assert backup(here, "restore", file, "--replace").returncode == 0
    with psycopg.connect(target) as connection:
        assert connection.execute("SELECT name FROM annotations_newsroom").fetchone() == (
            "The Saved Post",
        )
        assert connection.execute("SELECT count(*) FROM annotations_user").fetchone() == (0,)


def add_account(url: str) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.contrib.auth import get_user_model\n"
        "get_user_model().objects.create(username='ann')"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**Product(Path("none")).environment(), "DATABASE_URL": url}
        | {"DJANGO_SETTINGS_MODULE": "factcheck.settings"},
        check=True,
    )
