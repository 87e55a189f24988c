"""The head of history goes out daily: by mail, and to a time-stamp authority (here OpenSSL's, on this machine)."""

import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from annotations import history
from annotations.history.noting import note_due, note_head, problems
from annotations.history.verify_notes import verify_notes
from annotations.models import HeadNote, Newsroom
from tests.factories.articles import make_article
from tests.factories.claims import make_claim
from tests.factories.users import make_admin, make_editor

pytestmark = pytest.mark.django_db
_CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/key.pem
certs = {folder}/tsa.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
[req]
distinguished_name = dn
x509_extensions = ext
prompt = no
[dn]
CN = A time-stamp authority
[ext]
extendedKeyUsage = critical,timeStamping
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
"""


class Authority:
    """Answers time-stamp queries; `is_broken` and `is_forger` say how it fails."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.is_broken, self.is_forger = folder, False, False
        self.asked: list[str] = []
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
        made = f"req -x509 -newkey rsa:2048 -nodes -days 2 -keyout {folder}/key.pem -out {folder}/tsa.pem"
        self.openssl(f"{made} -config {folder}/tsa.cnf")

    def openssl(self, command: str) -> None:
        subprocess.run(["openssl", *command.split()], check=True, capture_output=True)

    def answer(self, query: bytes) -> bytes:
        if self.is_forger:
            self.openssl(f"ts -query -data {self.folder}/serial -sha256 -cert -out {self.folder}/q")
        else:
            (self.folder / "q").write_bytes(query)
        config = f"-config {self.folder}/tsa.cnf"
        self.openssl(f"ts -reply {config} -queryfile {self.folder}/q -out {self.folder}/r")
        return (self.folder / "r").read_bytes()

    @property
    def roots(self) -> list[x509.Certificate]:
        return x509.load_pem_x509_certificates((self.folder / "tsa.pem").read_bytes())


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    found = Authority(tmp_path)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.asked.append(self.headers["Content-Type"])
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(503 if found.is_broken else 200)
            self.end_headers()
            if not found.is_broken:
                self.wfile.write(found.answer(body))

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"127.0.0.1:{server.server_address[1]}"
        monkeypatch.setattr(django_settings, "FETCH_ALLOW", frozenset({place}))
        Newsroom.objects.update(timestamp_url=f"http://{place}/")
        yield found
        server.shutdown()


def test_a_time_stamp_of_the_head_is_kept_and_checked(authority: Authority, tmp_path: Path) -> None:
    make_claim(make_article(), make_editor())
    (note,) = note_head()
    assert (note.error, note.seq, note.hash) == ("", *history.head())
    assert authority.asked == ["application/timestamp-query"]
    assert verify_notes().stamps == 1
    assert verify_notes(authority.roots).signed == 1
    call_command("verify_history", roots=str(tmp_path / "tsa.pem"))


def test_a_stamp_that_another_authority_signed_is_not_trusted(
    authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    make_claim(make_article(), make_editor())
    note_head()
    other = Authority(tmp_path_factory.mktemp("other"))
    broken = verify_notes(other.roots).broken
    assert broken is not None
    assert "not trusted" in broken.reason


def test_an_authority_that_stamps_something_else_is_no_success(authority: Authority) -> None:
    authority.is_forger = True
    make_claim(make_article(), make_editor())
    (note,) = note_head()
    assert "something else" in note.error
    assert problems() == [note]


def test_a_failure_is_kept_and_tried_again_within_the_hour_and_a_success_once_a_day(
    authority: Authority,
) -> None:
    authority.is_broken = True
    (failed,) = note_due()
    assert "http_error" in failed.error
    assert note_due() == [], "not at once"
    assert problems() == [failed]
    authority.is_broken = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotations.history.noting.AGAIN_AFTER", timedelta(0))
        (sent,) = note_due()
        assert sent.error == ""
        assert note_due() == []
    assert problems() == []


def test_administrators_see_the_failure_on_their_desk_and_nobody_else(
    authority: Authority,
) -> None:
    authority.is_broken = True
    note_head()
    for make, is_shown in ((make_admin, True), (make_editor, False)):
        client = Client()
        client.force_login(make(), backend=django_settings.AUTHENTICATION_BACKENDS[0])
        assert ("did not reach" in client.get("/").content.decode()) == is_shown


def test_the_head_goes_out_by_mail_and_serves_to_verify(tmp_path: Path) -> None:
    Newsroom.objects.update(head_address="notary@elsewhere.example")
    make_claim(make_article(), make_editor())
    note_head()
    (sent,) = mail.outbox
    assert sent.to == ["notary@elsewhere.example"]
    (tmp_path / "mail").write_text(str(sent.body))
    call_command("verify_history", head=str(tmp_path / "mail"))


def test_a_head_that_the_record_does_not_have_is_named() -> None:
    make_claim(make_article(), make_editor())
    HeadNote.objects.create(seq=history.head()[0], hash="0" * 64, way="mail", address="a@b.example")
    with pytest.raises(CommandError, match="is not the one noted as head"):
        call_command("verify_history")


def test_without_an_address_the_command_says_what_to_set() -> None:
    with pytest.raises(CommandError, match="No outside address"):
        call_command("note_head")
