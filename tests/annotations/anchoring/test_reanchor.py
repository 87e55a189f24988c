import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring.reanchor import Mapper, Placement
from annotations.reading.graphemes import is_boundary
from annotations.reading.sentences import flat_sentences

ARTICLE = (
    "Belarus frees detainees under pressure from protesters\n\n"
    "According to official statistics, around 3,000 people were detained in Belarus during the first night. "
    "Detentions and violence continued for several more days.\n\n"
    "At dawn, volunteers also spotted at least 119 released detainees in the city of Zhodino. "
    "Some cried while hugging their relatives.\n\n"
    "The Interior Ministry said on Tuesday that 44 people remained in custody.\n\n"
    '"We made three deliveries. In total, more than 4,000 hygiene kits were delivered," the press officer said.'
)


def place(passage: str, new: str, old: str = ARTICLE, nth: int = 0) -> Placement:
    start = -1
    for _ in range(nth + 1):
        start = old.index(passage, start + 1)
    return Mapper(old, new).place(start, start + len(passage))


def words(placement: Placement, new: str) -> str | None:
    return None if placement.start is None else new[placement.start : placement.end]


def outcome(placement: Placement) -> tuple[str, str | None, str]:
    return placement.state, placement.change, placement.context


def test_an_untouched_text_leaves_everything_anchored() -> None:
    mapper = Mapper(ARTICLE, ARTICLE)
    for start in range(0, len(ARTICLE) - 30, 7):
        found = mapper.place(start, start + 30)
        assert (found.state, found.start, found.end, found.context) == (
            "anchored",
            start,
            start + 30,
            "same",
        )


def test_edits_elsewhere_only_shift_it() -> None:
    new = ARTICLE.replace(
        "Belarus frees", "24/7 Live News Portal\n\nUpdated: Belarus frees"
    ).replace("days", "weeks")
    found = place("around 3,000 people were detained", new)
    assert outcome(found) == ("anchored", None, "same")
    assert words(found, new) == "around 3,000 people were detained"


def test_a_changed_number_is_changed_never_anchored() -> None:
    new = ARTICLE.replace("3,000", "4,000")
    found = place("around 3,000 people were detained", new)
    assert outcome(found) == ("changed", "wording", "same")
    assert words(found, new) == "around 4,000 people were detained"


def test_a_number_alone_that_was_replaced_is_changed() -> None:
    new = ARTICLE.replace("3,000", "4,000")
    found = place("3,000", new)
    assert (found.state, words(found, new)) == ("changed", "4,000")


def test_another_attribution_in_the_sentence_changes_the_context() -> None:
    new = ARTICLE.replace("According to official statistics", "According to Viasna")
    assert outcome(place("around 3,000 people were detained", new)) == ("anchored", None, "changed")


def test_another_attribution_of_its_quotation_changes_the_context() -> None:
    new = ARTICLE.replace("the press officer said", "a volunteer said")
    assert outcome(place("three deliveries", new)) == ("anchored", None, "changed")


def test_typography_in_the_context_does_not_count() -> None:
    new = (
        ARTICLE.replace('"We', "“We").replace(',"', ",”").replace("in the city", "in\u00a0the city")
    )
    assert outcome(place("more than 4,000 hygiene kits", new)) == ("anchored", None, "same")
    assert outcome(place("at least 119 released detainees", new)) == ("anchored", None, "same")


def test_a_typo_corrected_in_another_sentence_does_not_count() -> None:
    new = ARTICLE.replace("Detentions and violence", "Detentions and the violence")
    assert outcome(place("around 3,000 people were detained", new)) == ("anchored", None, "same")


def test_typography_inside_it_is_a_change_of_typography() -> None:
    new = (
        ARTICLE.replace("hygiene kits", "hygiene\u00a0kits")
        .replace(',"', ",”")
        .replace('"We', "“We")
    )
    found = place("more than 4,000 hygiene kits were delivered", new)
    assert outcome(found) == ("changed", "typography", "same")
    assert words(found, new) == "more than 4,000 hygiene\u00a0kits were delivered"


def test_quotes_of_another_shape_go_along() -> None:
    new = ARTICLE.replace('"We', "“We").replace(',"', ",”")
    found = place('"We made three deliveries.', new)
    assert (found.change, words(found, new)) == ("typography", "“We made three deliveries.")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("hygiene kits were", "Hygiene kits were"),
        ("hygiene kits were", "“hygiene kits” were"),
        ("more than 4,000", "more than 4 000"),
        ("4,000 hygiene", "4,000\u00a0hygiene"),
        ("more than 4,000", "more – than 4,000"),
        ("kits were", "kits  were"),
        ("kits were", "kits were not"),
        ("more than", "fewer than"),
    ],
)
def test_all_other_changes_are_wording(was: str, now: str) -> None:
    new = ARTICLE.replace(was, now)
    found = place("more than 4,000 hygiene kits were delivered", new)
    assert (found.state, found.change) == ("changed", "wording")
    assert "4" in (words(found, new) or "")


def test_swapped_paragraphs_are_moved() -> None:
    first, *middle, last = ARTICLE.split("\n\n")
    new = "\n\n".join([first, *middle[1:], middle[0], last])
    states = {
        place(text, new).state
        for text in ("around 3,000 people were detained", "44 people remained")
    }
    assert states == {"moved", "anchored"}
    assert (
        words(place("around 3,000 people were detained", new), new)
        == "around 3,000 people were detained"
    )


def test_a_moved_sentence_with_a_typo_is_changed() -> None:
    sentence = (
        "At dawn, volunteers also spotted at least 119 released detainees in the city of Zhodino. "
    )
    new = ARTICLE.replace(sentence, "") + "\n\n" + sentence.replace("volunteers", "volunters")
    found = place("volunteers also spotted at least 119 released detainees", new)
    assert (found.state, words(found, new)) == (
        "changed",
        "volunters also spotted at least 119 released detainees",
    )


def test_a_deleted_sentence_is_an_orphan_although_its_words_stand_elsewhere() -> None:
    old = "Many people came. The police said 44 people remained.\n\n44 people remained in custody. It rained."
    new = "Many people came. The police said 44 people remained.\n\nIt rained."
    found = place("44 people remained", new, old, nth=1)
    assert outcome(found) == ("orphaned", None, "changed")
    assert found.start is None
    assert found.end is None
    assert [new[start:end] for start, end, _ in found.candidates][:1] == ["44 people remained"]


def test_a_row_that_went_does_not_land_on_its_lookalike() -> None:
    rows = [
        f"In {place} the police detained {n} people on Sunday."
        for n, place in enumerate("ABCDEFGH", 100)
    ]
    old, new = "\n\n".join(rows), "\n\n".join(rows[:3] + rows[4:])
    assert place(rows[3], new, old).state == "orphaned"
    assert place(rows[4], new, old).state == "anchored"


def test_each_of_two_equal_ledes_keeps_its_own_place() -> None:
    lede = "The Society has brought more than 4,000 hygiene kits to pretrial detention centers"
    old = f"{lede}\n\nGENOA (Sputnik) {lede}.\n\nIt rained."
    new = f"News\n\n{old}"
    for nth in (0, 1):
        found = place("more than 4,000 hygiene kits", new, old, nth)
        assert found.start == [old.index("more"), old.rindex("more")][nth] + 6
        assert outcome(found) == ("anchored", None, "same")


def test_the_deleted_one_of_two_equal_ledes_is_the_orphan() -> None:
    lede = "The Society has brought more than 4,000 hygiene kits to pretrial detention centers"
    old = f"{lede}\n\nGENOA (Sputnik) {lede}.\n\nIt rained."
    new = f"GENOA (Sputnik) {lede}.\n\nIt rained."
    assert place("more than 4,000 hygiene kits", new, old, nth=0).state == "orphaned"
    assert place("more than 4,000 hygiene kits", new, old, nth=1).state == "anchored"


def test_a_clause_inserted_is_inside_the_changed_passage() -> None:
    new = ARTICLE.replace("released detainees in", "released detainees, officials said, in")
    found = place("119 released detainees in the city", new)
    assert words(found, new) == "119 released detainees, officials said, in the city"
    assert found.change == "wording"


def test_cyrillic_keeps_its_place() -> None:
    old = "Паводле Вясны, затрымана 987 чалавек. У лютым суды разгледзелі 671 справу."
    new = "Навіны. " + old.replace("987", "988")
    assert words(place("затрымана 987 чалавек", new, old), new) == "затрымана 988 чалавек"
    assert place("671 справу", new, old).state == "anchored"


def test_right_to_left_text_keeps_its_place() -> None:
    old = "המשטרה עצרה 300 בני אדם. אתמול ירד גשם."
    new = "חדשות. " + old
    found = place("300 בני אדם", new, old)
    assert (found.state, words(found, new)) == ("anchored", "300 בני אדם")


def test_emoji_and_combining_marks_shift_nothing() -> None:
    old = "👩‍👩‍👧 came to Minsk. Cafe\u0301 owners counted 44 people."
    new = "🇧🇾🇧🇾 News! " + old.replace("e\u0301", "é").replace("Minsk", "Minsk 👍🏽")
    assert words(place("counted 44 people", new, old), new) == "counted 44 people"
    found = place("Cafe\u0301 owners", new, old)
    assert (found.change, words(found, new)) == ("typography", "Café owners")


def test_line_breaks_of_windows_are_followed() -> None:
    new = ARTICLE.replace("\n", "\r\n")
    assert words(place("44 people remained", new), new) == "44 people remained"


def test_symbols_alone_are_placed_by_their_neighbours() -> None:
    old = "We won 👍🏽 today in Minsk. It rained."
    found = place("👍🏽", "News. " + old, old)
    assert (found.state, found.start) == ("anchored", 13)
    assert place("👍🏽", old.replace("👍🏽", "👎"), old).state == "orphaned"


def test_another_text_orphans_everything_and_proposes_nothing() -> None:
    new = "Please log in to read this page. Subscribers get unlimited access to all stories."
    found = place("44 people remained in custody", new)
    assert outcome(found) == ("orphaned", None, "changed")
    assert found.candidates == []


def test_an_empty_text_orphans_everything() -> None:
    assert place("44 people remained", "").state == "orphaned"
    assert Mapper("", "").place(0, 0).state == "orphaned"


def test_candidates_are_ranked_and_do_not_overlap() -> None:
    old = "Viasna counted 987 detentions in the first quarter. Something else."
    new = "Earlier Viasna had counted some 900 detentions in the first quarter of 2023. Others too."
    mapper = Mapper(old, "Nothing here is alike at all. " + new)
    found = mapper.place(0, 50)
    assert all(0 <= score <= 1 for _, _, score in found.candidates)
    assert found.candidates == sorted(found.candidates, key=lambda one: -one[2])


def test_stored_sentences_are_used_as_they_are() -> None:
    old = "One claim here\nanother line there"
    blocks = [
        {"kind": "list_item", "start": 0, "end": 14},
        {"kind": "list_item", "start": 15, "end": 33},
    ]
    new = old.replace("another line", "a new line")
    flat = flat_sentences(old, blocks)
    new_flat = flat_sentences(new, [blocks[0], {"kind": "list_item", "start": 15, "end": len(new)}])
    assert Mapper(old, new, flat, new_flat).place(0, 9).context == "same"
    assert Mapper(old, new).place(0, 9).context == "changed"


def test_a_place_takes_the_accent_that_a_letter_gained() -> None:
    old = "Many people in Minsk said cafe. It rained."
    new = old.replace("cafe", "cafe\u0301")
    found = place("people in Minsk said cafe", new, old)
    assert (found.state, words(found, new)) == ("changed", "people in Minsk said cafe\u0301")


def test_white_space_alone_has_no_place() -> None:
    assert Mapper("a b", "a b").place(1, 2).state == "orphaned"


texts = st.lists(
    st.sampled_from(
        [
            "Aa 3,000 b.",
            "He said so.",
            "«Вясна» 5.",
            "e\u0301 x 😀.",
            "Aa 4,000 b.",
            "\n\n",
            "so “x”.",
        ]
    ),
    max_size=8,
).map(" ".join)


@settings(max_examples=250, deadline=None)
@given(texts, texts, st.data())
def test_it_never_says_same_words_when_they_differ(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    found = Mapper(old, new).place(start, end)
    if found.start is None or found.end is None:
        assert outcome(found) == ("orphaned", None, "changed")
        return
    assert 0 <= found.start < found.end <= len(new)
    assert is_boundary(new, found.start)
    assert is_boundary(new, found.end)
    same = old[start:end] == new[found.start : found.end]
    assert (found.state in {"anchored", "moved"}) == same
    assert (found.change is None) == same


@settings(max_examples=60, deadline=None)
@given(texts, st.data())
def test_whatever_is_put_in_front_only_shifts_it(old: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    if not old[start:end].strip() or not (is_boundary(old, start) and is_boundary(old, end)):
        return
    front = "Entirely different opening words of no relation whatsoever.\n\n"
    found = Mapper(old, front + old).place(start, end)
    assert (found.state, found.start) == ("anchored", start + len(front))


def test_a_figure_alone_may_become_any_other() -> None:
    for other in ("84,183", "9", "4 000"):
        new = ARTICLE.replace("3,000", other)
        found = place("3,000", new)
        assert (found.state, found.change, words(found, new)) == ("changed", "wording", other)


def test_a_replaced_word_at_the_edge_of_a_passage_stays_inside() -> None:
    new = ARTICLE.replace("around 3,000", "around 84,183").replace("in the city", "near the city")
    assert words(place("around 3,000", new), new) == "around 84,183"
    assert words(place("in the city of Zhodino", new), new) == "near the city of Zhodino"


def test_a_clause_before_a_whole_sentence_belongs_to_it() -> None:
    new = ARTICLE.replace(
        "The Interior Ministry said", "In spite of this, the Interior Ministry said"
    )
    found = place("The Interior Ministry said on Tuesday that 44 people remained in custody", new)
    assert found.state == "changed"
    assert (words(found, new) or "").startswith("In spite of this, the Interior")


def test_short_rows_that_changed_their_order_are_moved() -> None:
    rows = ["Minsk 2,261", "Lida 933", "Orsha 1,570", "Brest 70", "Pinsk 41"]
    old, new = "\n\n".join(rows), "\n\n".join([rows[3], *rows[:3], rows[4]])
    assert [(place(row, new, old).state, words(place(row, new, old), new)) for row in rows] == [
        ("moved" if row == "Brest 70" else "anchored", row) for row in rows
    ]


def test_rows_edited_between_rows_that_moved_keep_their_names() -> None:
    rows = [f"Town {name} holds {n} people" for n, name in enumerate("ABCDE", 10)]
    table, later = "\n\n".join(rows), "\n\n".join(rows).replace("B holds 11", "B holds 97")
    prose = (
        "It rained for days and nobody came out of doors. The police said nothing about it at all."
    )
    longer = f"{prose}\n\nThe courts handled more cases than in all the years before it."
    found = place(rows[1], f"{longer}\n\n{later}", f"{table}\n\n{longer}")
    assert (found.state, words(found, f"{longer}\n\n{later}")) == (
        "changed",
        "Town B holds 97 people",
    )


def test_a_sentence_that_moved_behind_a_line_without_full_stop_is_found() -> None:
    sentence = "Some cried while hugging their relatives at the gate."
    old = f"Frees detainees\n\nIt rained. {sentence}\n\nNobody came."
    new = f"Frees detainees {sentence}\n\nIt rained.\n\nNobody came."
    found = place(sentence, new, old)
    assert (found.state, words(found, new)) == ("moved", sentence)


def test_a_repeated_sentence_in_a_moved_paragraph_stays_with_its_neighbours() -> None:
    lede = "Book direct to receive a wonderful array of gifts."
    old = f"One thing was said. {lede} Another was said.\n\nA second part came.\n\nA third part ended it."
    new = f"A second part came. {lede}\n\nA third part ended it.\n\nOne thing was said. {lede} Another was said."
    found = place(lede, new, old)
    assert (words(found, new), found.start) == (lede, new.rindex(lede))


_piece = st.sampled_from(
    [
        "Some people came. ",
        "4,000 kits",
        "е\u0301ж ",
        "👩\u200d👩\u200d👧 ",
        "\n\n",
        "“so”, ",
        "said Anna. ",
        "是的。",
        "שלום ",
        "a\u00adb ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_piece, min_size=1, max_size=14), st.lists(_piece, min_size=1, max_size=14), st.data()
)
def test_whatever_the_texts_a_state_never_says_more_than_is_so(
    was: list[str], now: list[str], data: st.DataObject
) -> None:
    old, new = "".join(was), "".join(now)
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = Mapper(old, new).place(start, end)
    if found.start is None or found.end is None:
        assert (found.state, found.change) == ("orphaned", None)
        return
    assert 0 <= found.start < found.end <= len(new)
    is_same = new[found.start : found.end] == old[start:end]
    assert is_same == (found.state in ("anchored", "moved"))
    assert (found.change is None) == is_same
    assert is_boundary(new, found.start)
    assert is_boundary(new, found.end)


@settings(max_examples=80, deadline=None)
@given(st.lists(_piece, min_size=1, max_size=14), st.data())
def test_equal_texts_leave_every_passage_of_whole_graphemes_anchored(
    was: list[str], data: st.DataObject
) -> None:
    old = "".join(was)
    edges = [offset for offset in range(len(old) + 1) if is_boundary(old, offset)]
    start = data.draw(st.sampled_from(edges[:-1]))
    end = data.draw(st.sampled_from([edge for edge in edges if edge > start]))
    if old[start:end].strip():
        found = Mapper(old, old).place(start, end)
        assert (found.state, found.start, found.end, found.context) == (
            "anchored",
            start,
            end,
            "same",
        )


def test_one_of_several_equal_signs_keeps_its_place_behind_its_word() -> None:
    old = "Stars ★ ★ ★ shone. It rained."
    new = f"News. {old}"
    found = place("★", new, old, nth=1)
    assert (found.state, found.start) == ("anchored", new.index("★", new.index("★") + 1))
