"""ZIP containers: counted before they are unpacked, and while they are."""

import io
import zipfile

import pytest

from annotations.imports.readers import ReaderError, containers
from annotations.imports.readers.containers import Container
from tests.annotations.imports.readers.office import docx, p, packed


def code(body: bytes, part: str = "") -> str:
    with pytest.raises(ReaderError) as caught:
        Container(body).read(part)
    return caught.value.code


def test_a_part_is_read_as_it_was_packed() -> None:
    container = Container(packed({"a.xml": "<a/>"}))
    assert (container.read("a.xml"), container.read("b.xml"), container.has("b.xml")) == (
        b"<a/>",
        b"",
        False,
    )
    assert container.tree("b.xml") is None


def test_more_parts_than_a_document_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_PARTS", 5)
    assert code(packed({f"{n}.xml": "" for n in range(6)})) == "zip_bomb"
    assert code(packed({f"{n}.xml": "" for n in range(20)})) == "zip_bomb"


def test_a_part_that_declares_an_enormous_size_is_refused() -> None:
    assert code(packed({"a.xml": "a" * 20_000_000})) == "zip_bomb"


def test_parts_that_declare_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_DECLARED", 1000)
    assert code(packed({f"{n}.xml": "a" * 600 for n in range(2)})) == "zip_bomb"


def test_what_comes_out_is_counted_whatever_was_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_PART", 1000)
    assert code(packed({"a.xml": "a" * 1001}), "a.xml") == "zip_bomb"
    monkeypatch.setattr(containers, "MAX_READ", 1500)
    container = Container(packed({"a.xml": "a" * 900, "b.xml": "b" * 900}))
    container.read("a.xml")
    with pytest.raises(ReaderError, match="zip_bomb"):
        container.read("b.xml")


def test_a_size_that_lies_does_not_let_more_out() -> None:
    body = packed({"a.xml": "a" * 100_000})
    lying = body.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != body
    assert code(lying, "a.xml") == "damaged_file"


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "C:\\a", "..\\a", "a\x01/.."])
def test_names_that_lead_out_are_refused(name: str) -> None:
    assert code(packed({name: "x"})) == "unsafe_document"


def test_a_locked_container_is_told_as_such() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        container.writestr("a.xml", "<a/>")
    body = bytearray(target.getvalue())
    body[6] |= 1
    body[body.index(b"PK\x01\x02") + 8] |= 1
    assert code(bytes(body)) == "encrypted_file"


def test_a_damaged_container_is_told_as_such() -> None:
    body = bytearray(docx(p("x" * 500)))
    assert code(bytes(body[:-30])) == "damaged_file"
    assert code(b"PK\x03\x04" + b"\x00" * 40) == "damaged_file"
    middle = body.index(b"document.xml") + 40
    body[middle : middle + 8] = b"\xff" * 8
    assert code(bytes(body), "word/document.xml") == "damaged_file"
