"""What is an annotation, in each of the forms that programs send."""

import json
from typing import Any

import pytest

from annotations.elsewhere.files import MOST, entries_of
from annotations.elsewhere.told import Told
from annotations.refusals import Refused

ROW = {
    "id": "AbC",
    "created": "2024-05-03T10:00:00.123456+00:00",
    "user": "acct:jane@hypothes.is",
    "user_info": {"display_name": "Jane Doe"},
    "uri": "https://news.example/a",
    "text": "Who says so?",
    "tags": ["figures", "check"],
    "group": "__world__",
    "permissions": {"read": ["group:__world__"]},
    "document": {"title": ["A story"]},
    "target": [
        {
            "source": "https://news.example/a",
            "selector": [
                {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 0},
                {"type": "TextPositionSelector", "start": 1200, "end": 1217},
                {"type": "TextQuoteSelector", "exact": "4,000 kits", "prefix": "over ", "suffix": " went"},
            ],
        }
    ],
}  # fmt: skip
PLAIN = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://annotator.example/1",
    "type": "Annotation",
    "creator": {"type": "Person", "name": "Jane Doe"},
    "created": "2024-05-03T10:00:00Z",
    "bodyValue": "Who says so?",
    "target": {
        "source": "https://news.example/a",
        "selector": {
            "type": "TextQuoteSelector",
            "exact": "4,000 kits",
            "refinedBy": {"type": "TextPositionSelector", "start": 5, "end": 15},
        },
    },
}


def read(thing: Any) -> list[Told]:
    raw = thing if isinstance(thing, bytes) else json.dumps(thing).encode()
    found = entries_of(raw)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert all(one.told for one in found), [str(one.refusal) for one in found]
    return [one.told for one in found if one.told]


def code_of(raw: bytes) -> str:
    with pytest.raises(Refused) as caught:
        entries_of(raw)
    assert caught.value.detail
    return caught.value.code


@pytest.mark.parametrize(
    "wrapped",
    [
        {"total": 1, "rows": [ROW]},
        {"export_date": "2024-06-01", "export_userid": "acct:jane@hypothes.is",
         "client_version": "1.1", "annotations": [ROW]},
        [ROW],
        ROW,
    ],
)  # fmt: skip
def test_hypothesis_is_read_as_search_result_export_list_and_alone(wrapped: Any) -> None:
    (told,) = read(wrapped)
    assert (told.kind, told.iri) == ("mark", "https://hypothes.is/a/AbC")
    assert (told.creator, told.created and told.created.year) == ("Jane Doe", 2024)
    assert told.comment == "Who says so?\n\nTags: figures, check"
    (selected,) = told.selected
    assert (selected.exact, selected.prefix, selected.suffix) == ("4,000 kits", "over ", " went")
    assert selected.start is None  # it counts in another text, in UTF-16


def test_replies_and_page_notes_of_hypothesis_are_told_apart() -> None:
    reply = {**ROW, "id": "R", "references": ["AbC"], "target": [{"source": "https://a/"}]}
    note = {**ROW, "id": "N", "target": [{"source": "https://a/"}]}
    first, second = read({"rows": [note], "replies": [reply]})
    assert (first.kind, second.kind) == ("page_note", "reply")
    assert second.replies_to == ("https://hypothes.is/a/AbC",)


@pytest.mark.parametrize(
    "wrapped",
    [
        PLAIN,
        [PLAIN],
        {"type": "AnnotationPage", "items": [PLAIN]},
        {"type": "AnnotationCollection", "total": 1, "first": {"type": "AnnotationPage", "items": [PLAIN]}},
        {"@graph": [PLAIN]},
    ],
)  # fmt: skip
def test_web_annotations_are_read_alone_in_pages_and_in_collections(wrapped: Any) -> None:
    (told,) = read(wrapped)
    assert (told.iri, told.creator) == ("https://annotator.example/1", "Jane Doe")
    (selected,) = told.selected
    assert (selected.exact, selected.start, selected.end) == ("4,000 kits", 5, 15)
    assert (told.statement, told.comment) == ("", "Who says so?")


def test_one_annotation_a_line_is_read_too() -> None:
    raw = "\n".join(json.dumps({**PLAIN, "id": f"https://x/{n}"}) for n in range(3))
    assert len(read(raw.encode())) == 3


def test_a_body_that_describes_is_the_statement_and_all_others_the_comment() -> None:
    bodies = [
        {"type": "TextualBody", "value": "Kits were given.", "purpose": "describing"},
        {"type": "TextualBody", "value": "False", "purpose": "classifying"},
        {"type": "TextualBody", "value": "figures", "purpose": "tagging"},
        "https://source.example/",
        {"type": "SpecificResource", "source": "https://other.example/"},
    ]
    (told,) = read({**PLAIN, "bodyValue": None, "body": bodies})
    assert told.statement == "Kits were given."
    assert told.comment == (
        "False\n\nhttps://source.example/\n\nhttps://other.example/\n\nTags: figures"
    )


def test_a_link_to_a_source_is_evidence_and_a_reply_a_reply() -> None:
    linking, replying = read([{**PLAIN, "motivation": "linking"},
                              {**PLAIN, "id": "https://x/2", "motivation": ["oa:replying"]}])  # fmt: skip
    assert (linking.kind, replying.kind) == ("evidence", "reply")


@pytest.mark.parametrize("parting", [",", ";", "\t"])
def test_a_table_of_hypothesis_client_is_read(parting: str) -> None:
    head = ["Created at", "Author", "Page", "URL", "Group", "Type", "Quote", "Comment", "Tags"]
    line = ["2024-05-03 10:00", "jane", "", "https://a/", "Public", "Annotation",
            '"4,000 kits"', '"Who says, ""so""?"', "figures"]  # fmt: skip
    note = ["2024-05-03 11:00", "jane", "", "https://a/", "Public", "Page note", "", "Nice.", ""]
    table = "\ufeff" + "\r\n".join(parting.join(row) for row in (head, line, note))
    first, second = read(table.encode())
    assert (first.selected[0].exact, first.creator) == ("4,000 kits", "jane")
    assert first.comment == 'Who says, "so"?\n\nTags: figures'
    assert second.kind == "page_note"
    assert read(table.encode())[0].iri == first.iri  # the same every time


def test_a_table_of_plain_web_annotations_has_its_positions() -> None:
    (told,) = read(b"id,exact,start,end,statement\nhttps://x/1,kits,5,9,They gave kits\n")
    assert (told.iri, told.selected[0].start, told.statement) == (
        "https://x/1",
        5,
        "They gave kits",
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty_file"),
        (b" \n", "empty_file"),
        ("Привет".encode("cp1251"), "not_utf8"),
        (b"{", "not_annotations"),
        (b"[" * 5000, "not_annotations"),
        (b"[]", "no_annotations"),
        (b'{"rows": []}', "no_annotations"),
        (b"name,age\nAnn,7\n", "not_annotations"),
        (b'quote,comment\n"open', "not_annotations"),
        (b"PK\x03\x04", "not_annotations"),
        (b"x" * 10_000_001, "file_too_large"),
        (json.dumps([PLAIN] * (MOST + 1)).encode(), "too_many_annotations"),
    ],
)
def test_a_file_that_holds_none_is_refused_with_a_reason(raw: bytes, code: str) -> None:
    assert code_of(raw) == code


@pytest.mark.parametrize(
    "thing",
    [7, None, {}, {"type": "Annotation"}, {**PLAIN, "id": "x" * 3000}, {**PLAIN, "bodyValue": "\ud800"},
     {**ROW, "text": "a\x00b"}, {**PLAIN, "target": [PLAIN["target"]] * 60}],
)  # fmt: skip
def test_one_that_cannot_be_read_harms_no_other(thing: Any) -> None:
    bad, good = entries_of(json.dumps([thing, ROW]).encode())
    assert bad.told is None
    assert bad.refusal is not None
    assert good.told is not None


def test_a_whole_file_at_the_limit_is_read() -> None:
    many = [{**ROW, "id": f"N{number}"} for number in range(MOST)]
    assert len(read({"rows": many})) == MOST


@pytest.mark.parametrize("name", ["uri", "user", "id"])
def test_what_cannot_be_stored_in_a_name_is_left_out(name: str) -> None:
    (told,) = read({"rows": [{**ROW, name: "https://a/\ud800\x00b", "user_info": {}}]})
    for word in (told.page, told.creator, told.iri):
        word.encode()
        assert "\x00" not in word
