"""Which words of a claim are looked for, and as what."""

from annotations.matching.passages_terms import MOST, Term, terms_of


def test_names_come_first_and_stop_words_never() -> None:
    terms = terms_of("The results of the vote give Lukashenko the winner")
    assert terms[0] == Term("lukashe", is_prefix=True)
    assert not {"the", "of"} & {term.word for term in terms}


def test_a_form_of_a_word_finds_its_other_forms() -> None:
    for one, other in (("наборов", "наборы"), ("detained", "detains"), ("пратэсты", "пратэстаў")):
        (mine,), (theirs,) = terms_of(f"– {one}"), terms_of(f"– {other}")
        assert other.startswith(mine.word), (one, other)
        assert one.startswith(theirs.word), (one, other)


def test_letters_that_are_written_in_two_ways_end_the_prefix() -> None:
    (term,) = terms_of("– волонтёры")
    assert term == Term("волонт", is_prefix=True)


def test_whole_numbers_are_looked_for_and_grouped_ones_left_to_the_comparison() -> None:
    assert [term.query for term in terms_of("– 987")] == ["'987'"]
    assert terms_of("– 4,000") == []


def test_nothing_that_a_query_language_knows_gets_through() -> None:
    assert terms_of("'; -- & | ! :* ()") == []
    assert all(term.word.isalnum() for term in terms_of("O'Neill's d’état ’quoted’"))


def test_there_is_an_end_to_them() -> None:
    assert len(terms_of(" ".join(f"слово{chr(1072 + n)}ное" for n in range(30)))) <= MOST
