"""A mail server of our own on this machine, which takes letters, refuses them, or dies in the middle of one."""

import email
import email.policy
import socketserver
import threading
from email.message import EmailMessage
from types import TracebackType
from typing import Self, cast


class MailServer:
    """Letters that were taken, oldest first, are in `letters`, as (address, message).

    Attributes:
        refuses: address -> the answer to RCPT.
        answers_data: the answer after a letter's last line, instead of 250.
        hangs_up: `before` or `after` the letter is kept: the connection is cut instead of an answer.
    """

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.refuses: dict[str, str] = {}
        self.answers_data = ""
        self.hangs_up = ""
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer.talk(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def talk(self, line: socketserver.StreamRequestHandler) -> None:
        """One connection, as RFC 5321 has it."""

        def say(words: str) -> None:
            line.wfile.write(f"{words}\r\n".encode())

        say("220 here")
        to = ""
        while words := line.rfile.readline().decode().strip():
            verb = words[:4].upper()
            if verb == "RCPT":
                to = words.partition("<")[2].partition(">")[0]
                say(self.refuses.get(to, "250 ok"))
            elif verb == "DATA":
                say("354 go on")
                if not self._take(to, _letter(line), say):
                    return
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")

    def _take(self, to: str, letter: bytes, say: object) -> bool:
        """Whether the connection goes on."""
        if self.hangs_up == "before":
            return False
        if self.answers_data:
            say(self.answers_data)  # type: ignore[operator]
            return True
        message = email.message_from_bytes(letter, policy=email.policy.default)
        self.letters.append((to, cast("EmailMessage", message)))
        if self.hangs_up == "after":
            return False
        say("250 taken")  # type: ignore[operator]
        return True


def _letter(line: socketserver.StreamRequestHandler) -> bytes:
    lines: list[bytes] = []
    while (one := line.rfile.readline()) not in {b".\r\n", b""}:
        lines.append(one.removeprefix(b".") if one.startswith(b"..") else one)
    return b"".join(lines)


def plain(letter: EmailMessage) -> str:
    """The words of its plain part."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html(letter: EmailMessage) -> str:
    """Its HTML part."""
    body = letter.get_body(("html",))
    assert body is not None
    return str(body.get_content())
