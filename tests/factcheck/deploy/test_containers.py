"""The image and the compose file: linted where a linter is, and held to their rules by reading them.

No container engine is asked: what these files do when they run is not tested here.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.harness.servers import ROOT

FOLDER = ROOT / "deploy" / "containers"
IMAGE = FOLDER / "Containerfile"
KNOWN = {
    *("ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL"),
    *("RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
}
PINNED = re.compile(r"^docker\.io/[a-z0-9/.-]+:\d+\.\d+[\w.-]*$")
PROCESSES = ("web", "dispatcher", "worker", "beat")


def instructions() -> list[tuple[str, str]]:
    """The file's instructions with their arguments, continued lines joined."""
    lines = [line for line in IMAGE.read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [
        (verb, rest.strip())
        for verb, _space, rest in (line.partition(" ") for line in joined.splitlines() if line)
    ]


def compose() -> dict[str, Any]:
    """The compose file, anchors resolved."""
    told: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text())
    return told


def test_hadolint_finds_nothing_wrong_with_the_image() -> None:
    linter = shutil.which("hadolint") or shutil.which(
        "hadolint", path=str(Path(sys.executable).parent)
    )
    if linter is None:
        pytest.skip("hadolint is not installed here: the image was only read, by the tests below")
    done = subprocess.run([linter, str(IMAGE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_is_made_of_what_is_known_and_pinned() -> None:
    assert {verb for verb, _rest in instructions()} <= KNOWN
    bases = [rest.split()[0] for verb, rest in instructions() if verb == "FROM"]
    assert bases
    assert [base for base in bases if not PINNED.match(base)] == []
    installs = [rest for verb, rest in instructions() if verb == "RUN" and "pip install" in rest]
    assert installs
    assert all("--require-hashes" in one for one in installs)


def test_what_is_copied_is_there_and_nothing_else_is_sent_to_the_engine() -> None:
    copied = [
        part
        for verb, rest in instructions()
        if verb == "COPY" and not rest.startswith("--from")
        for part in rest.split()[:-1]
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    sent = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert set(copied) == sent
    assert (ROOT / ".dockerignore").read_text().startswith("*\n")


def test_the_process_is_nobody_and_is_started_without_a_shell() -> None:
    stages = " ".join(verb for verb, _rest in instructions()).split("FROM")
    last = dict(instructions())
    assert "USER" in stages[-1]
    assert last["USER"].isdigit()
    assert last["USER"] != "0"
    assert json.loads(last["CMD"])[:3] == ["python", "-m", "gunicorn"]
    assert json.loads(last["HEALTHCHECK"].partition("CMD ")[2])


def test_every_process_is_a_service_that_waits_for_the_migrations() -> None:
    services = compose()["services"]
    for name in PROCESSES:
        service = services[name]
        assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "factcheck_owner" not in json.dumps(service)
    assert "factcheck_owner" in services["migrate"]["environment"]["DATABASE_URL"]
    assert services["migrate"]["command"][-1] == "factcheck.supervise.prepare"


def test_only_the_proxy_is_reachable_and_no_password_is_written_down() -> None:
    told = compose()
    assert [name for name, one in told["services"].items() if "ports" in one] == ["proxy"]
    assert told["networks"]["inside"] == {"internal": True}
    named = {name for one in told["services"].values() for name in one.get("networks", [])}
    kept = {
        volume.partition(":")[0]
        for one in told["services"].values()
        for volume in one.get("volumes", [])
    }
    assert named == told["networks"].keys()
    assert {name for name in kept if not name.startswith(".")} == told["volumes"].keys()
    images = [one["image"] for one in told["services"].values() if one["image"] != "factcheck"]
    assert [image for image in images if not PINNED.match(image)] == []
    assert not re.search(
        r"(PASSWORD|SECRET_KEY|TOKEN): (?!\$\{)\S", (FOLDER / "compose.yaml").read_text()
    )


def test_what_is_mounted_is_there_and_the_roles_are_those_of_the_product() -> None:
    for service in compose()["services"].values():
        for volume in service.get("volumes", []):
            if volume.startswith("."):
                assert (FOLDER / volume.partition(":")[0]).is_file(), volume
    done = subprocess.run(["sh", "-n", str(FOLDER / "roles.sh")], check=False)
    assert done.returncode == 0
