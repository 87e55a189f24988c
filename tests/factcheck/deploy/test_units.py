"""The units of deploy/systemd: what systemd itself says of them."""

import configparser
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.harness.servers import ROOT

UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
# systemd's own scale: 0 is locked up, 10 is open; it calls up to 2 "OK" and less safe.
MOST_EXPOSED = 2.0


@pytest.fixture(scope="module")
def analyze() -> str:
    """The program; installed where we are root on Debian and it is missing."""
    if shutil.which("systemd-analyze") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (
            ["update", "-q"],
            ["install", "-qy", "--no-install-recommends", "systemd"],
        ):
            subprocess.run(["apt-get", *arguments], env=quiet, check=False, capture_output=True)
    found = shutil.which("systemd-analyze")
    if found is None:
        pytest.skip(
            "systemd-analyze is not here and cannot be installed: the units were not verified"
        )
    return found


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units with the paths of this checkout, whose programs are there to be found."""
    folder = tmp_path_factory.mktemp("units")
    for path in UNITS.iterdir():
        (folder / path.name).write_text(path.read_text().replace("/opt/factcheck", str(ROOT)))
    return folder


def read(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNITS / name)
    return parser


def test_systemd_finds_nothing_wrong_with_them(analyze: str, here: Path) -> None:
    done = subprocess.run(
        [analyze, "verify", "--man=no", "./factcheck.target", *(f"./{name}" for name in SERVICES)],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
def test_they_are_shut_off_from_what_they_do_not_need(analyze: str, here: Path, name: str) -> None:
    done = subprocess.run(
        [analyze, "security", "--offline=true", "--no-pager", f"./{name}"],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert found, done.stdout + done.stderr
    assert float(found[1]) <= MOST_EXPOSED


def test_there_is_one_for_every_process_that_make_run_starts() -> None:
    assert [
        f"factcheck-{name}.service" for name in ("beat", "dispatcher", "migrate", "web", "worker")
    ] == SERVICES
    wanted = read("factcheck.target")["Unit"]["Wants"].split()
    assert sorted([*wanted, "factcheck-migrate.service"]) == SERVICES


def test_only_the_one_that_migrates_knows_the_owners_password() -> None:
    holds = [name for name in SERVICES if "owner.env" in (UNITS / name).read_text()]
    assert holds == ["factcheck-migrate.service"]
    for name in set(SERVICES) - set(holds):
        assert read(name)["Unit"]["Requires"] == "factcheck-migrate.service"
    example = (UNITS / "env.example").read_text()
    assert "factcheck_owner" not in example


def test_the_commands_are_those_that_make_run_starts() -> None:
    from factcheck.supervise.children import build
    from factcheck.supervise.plan import read_plan

    plan = read_plan({"FACTCHECK_DEMO": "0", "PORT": "8000"})
    for child in build(plan, {}):
        unit = read(f"factcheck-{child.name}.service")["Service"]["ExecStart"]
        said = unit.replace("factcheck.wsgi:application", "").split()[1:]
        ours = [part for part in child.command[1:] if not part.startswith("--loglevel")]
        told = set(
            " ".join(ours).replace("=", " ").replace("factcheck.wsgi:application", "").split()
        )
        lacking = told - set(" ".join(said).replace("=", " ").split())
        # The log's level and the worker's name are the unit's own.
        assert lacking <= {"warning", "worker@%h"}, child.name
