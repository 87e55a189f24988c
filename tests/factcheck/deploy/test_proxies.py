"""The examples for the proxy: what nginx and Caddy themselves say of them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.harness.servers import ROOT

PROXY = ROOT / "deploy" / "proxy"


def program(name: str) -> str:
    """Its path; installed where we are root on Debian and it is missing."""
    if shutil.which(name) is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-q"], ["install", "-qy", "--no-install-recommends", name]):
            subprocess.run(["apt-get", *arguments], env=quiet, check=False, capture_output=True)
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not here and cannot be installed: its example was not checked")
    return found


@pytest.mark.long
def test_nginx_takes_its_example(tmp_path: Path) -> None:
    nginx = program("nginx")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=factcheck.example.org"),
            *("-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )
    text = (PROXY / "nginx.conf").read_text().replace("/etc/ssl/factcheck", str(tmp_path))
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {text} }}"
    (tmp_path / "nginx.conf").write_text(whole)
    done = subprocess.run(
        [nginx, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr, done.stderr


@pytest.mark.long
def test_caddy_takes_its_example(tmp_path: Path) -> None:
    caddy = program("caddy")
    done = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", str(PROXY / "Caddyfile")],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_no_example_passes_on_what_a_browser_says_of_the_protocol() -> None:
    nginx = (PROXY / "nginx.conf").read_text()
    assert "proxy_set_header X-Forwarded-Proto https;" in nginx
    assert "$http_x_forwarded" not in nginx
    assert "$proxy_add_x_forwarded_for" not in nginx
    assert "trusted_proxies" not in (PROXY / "Caddyfile").read_text()
