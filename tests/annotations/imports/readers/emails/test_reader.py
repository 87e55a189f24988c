"""Mails as newsrooms receive them: releases, answers, what is passed on, newsletters."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage, Message
from email.policy import SMTP
from pathlib import Path

import pytest

from annotations.imports.blocks import lay_out
from annotations.imports.readers import Document, ReaderError, read
from annotations.imports.readers.emails import headers, sorting
from tests.annotations.imports.readers.office import docx, p

FILES = Path(__file__).parents[1] / "fixtures" / "files"
STORY = (
    "The Port Authority will close berths 5 and 6 of the southern terminal for at least eleven weeks, "
    "after divers found cracks in nine of the forty-two concrete piles that carry the quay."
)
MORE = "The repair is expected to cost 4.6 million, a third of which is in this year's budget."
Make = Callable[..., EmailMessage]


def mail(body: str = f"{STORY}\n\n{MORE}", **named: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    said = {
        "From": "Press Office <press@port.example>",
        "To": "desk@news.example",
        "Subject": "Two berths are closed",
        "Date": "Wed, 24 Feb 2021 09:31:02 +0300",
        "Message-ID": "<1@port.example>",
    }
    for name, value in (said | {n.replace("_", "-"): v for n, v in named.items()}).items():
        message[name] = value
    message.set_content(body)
    return message


def got(message: Message | bytes, **said: str) -> Document:
    return read(message if isinstance(message, bytes) else message.as_bytes(), **said)  # type: ignore[arg-type]


def kept(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not block.furniture]


def aside(document: Document, reason: str) -> list[str]:
    return [block.text for block in document.blocks if block.reason == reason]


def code(message: Message | bytes) -> str:
    with pytest.raises(ReaderError) as caught:
        got(message)
    return caught.value.code


def test_a_press_mail_keeps_its_parts() -> None:
    found = read((FILES / "press-mail.eml").read_bytes())
    assert found.recipe == "email-1"
    assert found.title == "Port closes two berths – ferries move to the northern terminal"
    assert found.byline == "Port Authority of Ellworth, Press Office"
    assert found.published_at == datetime.fromisoformat("2021-02-24T09:31:02+00:00")
    assert (found.identifier, found.language) == ("20210224093102.5417@port.example", "en")
    assert [(b.kind, b.text) for b in found.blocks if not b.furniture] == [
        ("title", found.title),
        ("paragraph", "Dear editors,"),
        (
            "paragraph",
            (
                "the Port Authority of Ellworth will close berths 5 and 6 of the southern terminal for at least "
                "eleven weeks, after divers found cracks in nine of the forty-two concrete piles that carry the "
                "quay."
            ),
        ),
        (
            "paragraph",
            "“There was no danger to passengers at any time,” said Maren Holt, the authority's director.",
        ),
        ("paragraph", "What changes for passengers:"),
        ("list_item", "Ferries to Brandsund leave from berth 2 of the northern terminal."),
        ("list_item", "The last evening ferry is cancelled from Monday to Thursday."),
    ]
    assert aside(found, "signature") == ["Jonas Reiter, Press Office", "4 Customs Quay, Ellworth"]
    assert aside(found, "attachment") == ["divers.jpg (57 B)"]
    assert lay_out(found, {}).text.startswith(f"{found.title}\n\nDear editors,\n\nthe Port")


def test_quoted_history_and_who_wrote_it_are_set_aside() -> None:
    body = (
        f"{STORY}\n\nOn Tue, 23 Feb 2021 at 10:00, Desk\n<desk@news.example> wrote:\n> What has been closed?\n"
        f">> and when?\n\n{MORE}"
    )
    found = got(mail(body, Subject="Re: AW: berths"))
    assert kept(found) == ["berths", STORY, MORE]
    assert aside(found, "quoted_history") == [
        "On Tue, 23 Feb 2021 at 10:00, Desk",
        "<desk@news.example> wrote:",
        "What has been closed?",
        "and when?",
    ]


@pytest.mark.parametrize(
    "start",
    [
        "-----Original Message-----\nFrom: Desk\nSent: Tuesday\nTo: Press\nSubject: berths",
        "Von: Desk\nGesendet: Dienstag\nAn: Press\nBetreff: berths",
        "От: Редакция\nОтправлено: вторник\nКому: Пресс-служба\nТема: причалы",
    ],
)
def test_what_outlook_copies_below_an_answer_is_set_aside(start: str) -> None:
    found = got(mail(f"{STORY}\n\n{start}\n\nWhat has been closed?"))
    assert kept(found)[1:] == [STORY]
    assert aside(found, "quoted_history")[-1] == "What has been closed?"


def test_a_text_with_a_rule_in_it_has_no_signature() -> None:
    below = "\n\n".join(f"{MORE} {n}" for n in range(25))
    found = got(mail(f"{STORY}\n\n--\n\n{below}"))
    assert (len(kept(found)), aside(found, "signature")) == (27, [])


def test_flowed_lines_are_put_together() -> None:
    message = mail()
    message.set_content("a b \nc\n> d \n> e\nf \n-- \nG\n" + STORY, cte="8bit")
    message.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    found = got(message)
    assert kept(found)[1:3] == ["a b c", "f"]
    assert aside(found, "quoted_history") == ["d e"]
    spaced = mail()
    spaced.set_content("ab \ncd\n\n" + STORY, cte="8bit")
    spaced.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed; delsp=yes')
    assert kept(got(spaced))[1] == "abcd"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("koi8-r", "base64"), ("windows-1251", "quoted-printable"), ("utf-8", "8bit")],
)
def test_charsets_and_transfer_encodings_are_decoded(charset: str, encoding: str) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"] = "press@min.example"
    message["Message-ID"], message["Date"] = "<2@x.example>", "Wed, 24 Feb 2021 09:31:02 +0300"
    message.set_content("Министерство сообщает следующее. " * 8, charset=charset, cte=encoding)
    assert kept(got(message))[0].startswith("Министерство сообщает следующее.")


def test_words_of_a_header_are_decoded_even_where_they_are_raw() -> None:
    raw = mail().as_bytes().replace(b"Two berths are closed", "Причалы закрыты".encode("cp1251"))
    raw = raw.replace(b"utf-8", b"windows-1251")
    assert got(raw).title == "Причалы закрыты"
    split = "=?utf-8?B?0J/RgNC4?= =?utf-8?B?0YfQsNC7?="
    assert (
        got(mail().as_bytes().replace(b"Two berths are closed", split.encode())).title == "Причал"
    )
    wrong = b"=?nonsense?B?QUJD?="
    assert got(mail().as_bytes().replace(b"Two berths are closed", wrong)).title == "ABC"


def test_the_html_is_read_where_the_plain_form_is_a_stub() -> None:
    message = mail("Please view this message in HTML.")
    message.add_alternative(
        f"<html><body><h2>Two berths are closed</h2><p>{STORY}</p><ul><li>{MORE}</li></ul>"
        "<p>You are receiving this e-mail because you subscribed. <a href='x'>Unsubscribe</a></p></body></html>",
        subtype="html",
    )
    found = got(message)
    assert [(b.kind, b.text) for b in found.blocks if not b.furniture] == [
        ("title", "Two berths are closed"),
        ("paragraph", STORY),
        ("list_item", MORE),
    ]
    assert len(aside(found, "mailing_list")) == 1


def test_the_html_is_read_where_addresses_drown_the_plain_form() -> None:
    links = "\n".join(f"Read more <https://x.example/{n}>" for n in range(9))
    message = mail(f"{STORY}\n\n{links}\n\n{MORE}")
    message.add_alternative(f"<p>{STORY}</p><p>{MORE}</p>", subtype="html")
    assert kept(got(message))[1:] == [STORY, MORE]


def test_history_in_html_is_set_aside() -> None:
    message = mail()
    message.clear_content()
    message.set_content(
        f"<div>{STORY}</div><div class='gmail_signature'>Jonas</div><p>On Tue Desk wrote:</p>"
        "<blockquote type='cite'><p>What has been closed?</p></blockquote>"
        f"<div>{MORE}</div><div><b>From:</b> Desk<br><b>Sent:</b> Tue<br><b>To:</b> Press<br></div><p>Older.</p>",
        subtype="html",
    )
    found = got(message)
    assert kept(found)[1:] == [STORY, MORE]
    assert aside(found, "signature") == ["Jonas"]
    assert aside(found, "quoted_history")[:2] == ["On Tue Desk wrote:", "What has been closed?"]
    assert aside(found, "quoted_history")[-1] == "Older."


def test_a_message_that_is_passed_on_is_the_story() -> None:
    outer = mail("FYI, worth a look?", Subject="Fwd: berths", From="Ann <ann@news.example>")
    outer.add_attachment(mail())
    found = got(outer)
    assert (found.title, found.byline) == ("Two berths are closed", "Press Office")
    assert kept(found)[1:] == [STORY, MORE]
    assert aside(found, "covering_note") == ["FYI, worth a look?"]


def test_a_message_that_comes_with_a_text_of_its_own_is_an_attachment() -> None:
    outer = mail(f"{STORY}\n\n{MORE}")
    outer.add_attachment(mail("Older words.", Subject="Older"))
    assert aside(got(outer), "attachment") == ["Older"]


@pytest.mark.parametrize(
    "announced",
    [
        "---------- Forwarded message ---------\nFrom: Press Office <press@port.example>",
        "Begin forwarded message:\n\nFrom: Press Office <press@port.example>",
        "________________________________\nFrom: Press Office <press@port.example>",
    ],
)
def test_a_mail_that_is_copied_into_another_is_the_story(announced: str) -> None:
    body = (
        f"For you.\n\n{announced}\nDate: Wed, 24 Feb 2021 09:31:02 +0300\nSubject: Two berths are closed\n"
        f"To: ann@news.example\n\n{STORY}\n\n{MORE}"
    )
    found = got(mail(body, Subject="FW: berths", From="Ann <ann@news.example>"))
    assert (found.title, found.byline) == ("Two berths are closed", "Press Office")
    assert found.published_at == datetime.fromisoformat("2021-02-24T09:31:02+03:00")
    assert kept(found) == ["Two berths are closed", STORY, MORE]
    assert aside(found, "covering_note") == ["For you."]


def test_an_attached_document_is_the_story_of_a_mail_that_only_brings_it() -> None:
    message = mail("Please find our release attached.")
    release = (FILES / "press-release.pdf").read_bytes()
    message.add_attachment(release, maintype="application", subtype="pdf", filename="release.pdf")
    found = got(message)
    assert found.recipe == "email-1/pdf-1"
    assert found.title == "Harbour authority to close two berths after inspection finds cracks"
    assert found.published_at == datetime.fromisoformat("2021-02-24T09:31:02+03:00")
    assert aside(found, "covering_note") == ["Please find our release attached."]
    assert aside(found, "attachment") == ["release.pdf (28 kB)"]
    assert {b.page for b in found.blocks if not b.furniture} == {1}


def test_an_attached_document_stays_beside_a_text() -> None:
    message = mail()
    message.add_attachment(
        docx(p(MORE)), maintype="application", subtype="octet-stream", filename="Отчёт.docx"
    )
    found = got(message)
    assert kept(found)[1:] == [STORY, MORE]
    assert aside(found, "attachment")[0].startswith("Отчёт.docx (")


def test_a_mail_that_brings_only_a_scan_says_so() -> None:
    message = mail("")
    scan = (FILES / "scanned-page.pdf").read_bytes()
    message.add_attachment(scan, maintype="application", subtype="pdf", filename="scan.pdf")
    assert code(message) == "scanned_pdf"
    assert kept(got(_with_words(message)))[1] == "See the scan."


def _with_words(message: EmailMessage) -> EmailMessage:
    next(message.iter_parts()).set_content("See the scan.")  # type: ignore[attr-defined]
    return message


def test_an_encrypted_message_says_so() -> None:
    sealed = mail().as_bytes().replace(b"text/plain", b"application/pkcs7-mime")
    assert code(sealed) == "encrypted_message"
    assert (
        code(mail("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----"))
        == "encrypted_message"
    )


def test_a_signed_text_is_read_without_its_seal() -> None:
    sealed = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{STORY}\n\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----"
    )
    assert kept(got(mail(sealed)))[1:] == [STORY]


def test_a_mail_is_told_by_its_headers() -> None:
    raw = mail().as_bytes()
    assert got(raw, filename="note.txt", media_type="text/plain").recipe == "email-1"
    assert got(b"From press@port.example Wed Feb 24\n" + raw).recipe == "email-1"
    assert got(f"From: Ann\n\n{STORY}".encode()).recipe == "text-1"
    assert (
        got(f"From: here to there\nTo: be or not\nand so on\n\n{STORY}".encode()).recipe == "text-1"
    )
    assert got(raw, kind_hint="text").recipe == "text-1"


def test_of_a_mailbox_one_message_is_read_at_a_time() -> None:
    line = b"From press@port.example Wed Feb 24 09:31:02 2021\n"
    second = mail(MORE * 2, Subject="Second", Message_ID="<2@port.example>").as_bytes()
    box = line + mail().as_bytes() + b"\n\n" + line + second
    found = got(box)
    assert kept(found) == ["Two berths are closed", STORY, MORE]
    assert [(p.key, p.title) for p in found.parts] == [
        ("1@port.example", "Two berths are closed"),
        ("2@port.example", "Second"),
    ]
    assert got(box, part="2@port.example").title == "Second"
    with pytest.raises(ReaderError, match="part_missing"):
        got(box, part="3@port.example")
    assert got(line + mail().as_bytes()).parts == []


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "MAX_PARTS", 5)
    message = mail()
    for number in range(6):
        message.add_attachment(b"x", maintype="a", subtype="b", filename=f"{number}")
    assert code(message) == "too_many_parts"


def test_parts_within_parts_without_end_are_refused() -> None:
    message = mail(STORY)
    for _ in range(12):
        outer = mail("FYI")
        outer.add_attachment(message)
        message = outer
    assert code(message) == "too_many_parts"
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(60)
    )
    head = b"From: a@b.example\nDate: Wed, 24 Feb 2021 09:31:02 +0300\nMessage-ID: <1@x>\n"
    assert code(head + nested) == "too_many_parts"
    assert code(head + nested * 20) == "too_many_parts"


def test_headers_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "MAX_HEADERS", 1000)
    endless = b"From: a@b.example\nDate: x\nMessage-ID: <1@x>\n" + b"Received: from x\n" * 5000
    assert code(endless) == "headers_too_long"


def test_a_mail_without_words_is_empty() -> None:
    assert code(mail("", Subject="")) == "empty_text"
