"""The optional vectors: with them, without them, and with only some."""

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytest_django import Settings

from annotations.matching import embedding, embedding_near
from annotations.matching.embedding_model import NAME, WIDTH, MiniLM
from annotations.matching.seen import seen_before
from annotations.models import Embedding, User
from annotations.reading.wordpieces import numbers_of
from tests.factories.earlier import check, make_check, received

TOPICS = {"doctor": 0, "physician": 0, "car": 1, "automobile": 1, "north": 2}


class Toy:
    """A model for which words of one topic are one."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Any:
        self.read += texts
        found = np.full((len(texts), WIDTH), 0.001, dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            for word in text.lower().split():
                row[TOPICS.get(word, 9)] += 1
        return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Toy]:
    made = Toy()
    monkeypatch.setattr(embedding, "model", lambda: made)
    monkeypatch.setattr(embedding_near, "FRESH_SECONDS", 0.0)
    embedding.vector_of.cache_clear()
    embedding_near.HELD._empty()
    yield made
    embedding.vector_of.cache_clear()
    embedding_near.HELD._empty()


@pytest.mark.django_db
def test_what_shares_no_word_is_found_by_its_vector_and_only_then(ann: User, toy: Toy) -> None:
    near = make_check(ann, claim_reviewed="physician automobile")
    make_check(ann, claim_reviewed="north north")
    assert seen_before(person=ann, text="doctor car") == []
    assert embedding.keep_missing() == 2
    (found,) = seen_before(person=ann, text="doctor car")
    assert found.check == near
    assert embedding.keep_missing() == 0


@pytest.mark.django_db
def test_a_row_without_a_vector_is_still_found_by_its_words(ann: User, toy: Toy) -> None:
    make_check(ann, claim_reviewed="physician automobile")
    embedding.keep_missing()
    late = make_check(ann, claim_reviewed="doctor zebra")
    found = {one.check for one in seen_before(person=ann, text="doctor zebra")}
    assert late in found
    assert len(found) == 2


@pytest.mark.django_db
def test_a_process_notices_what_others_keep_and_equal_texts_share_a_vector(
    ann: User, toy: Toy
) -> None:
    received(ann, *(check(n, claim_reviewed="physician automobile") for n in range(3)))
    assert embedding.keep_missing() == 1
    assert len(seen_before(person=ann, text="car doctor")) == 3
    make_check(ann, claim_reviewed="physician north")
    embedding.keep_missing()
    assert len(seen_before(person=ann, text="car doctor")) == 4


@pytest.mark.django_db
def test_with_more_vectors_than_are_held_candidates_by_words_are_still_ranked_by_them(
    ann: User, toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding_near, "MOST_HELD", 1)
    worse = make_check(ann, claim_reviewed="zebra north")
    better = make_check(ann, claim_reviewed="zebra physician")
    make_check(ann, claim_reviewed="physician automobile")
    embedding.keep_missing()
    found = [one.check for one in seen_before(person=ann, text="zebra doctor")]
    assert found == [better, worse]


@pytest.mark.django_db
def test_work_that_is_killed_goes_on_where_it_was(ann: User, toy: Toy) -> None:
    texts = [f"physician {n}" for n in range(embedding.BATCH + 3)]
    calls = iter([None])

    def killed() -> None:
        if next(calls, "dead") == "dead":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embedding.keep_vectors(texts, between=killed)
    assert Embedding.objects.filter(model=NAME).count() == embedding.BATCH
    assert embedding.keep_vectors(texts) == 3


@pytest.mark.django_db
def test_a_broken_package_is_as_good_as_none(
    ann: User, toy: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"\x10\0\0\0\0\0\0\0{}")
    (tmp_path / "vocab.txt").write_text("[UNK]\n[CLS]\n[SEP]\n")
    monkeypatch.setattr(embedding, "model", lambda: MiniLM(tmp_path))
    kept = make_check(ann, claim_reviewed="doctor zebra")
    assert embedding.keep_missing(seconds=1) == 0
    assert [one.check for one in seen_before(person=ann, text="zebra")] == [kept]


def test_the_package_can_be_switched_off_and_is_not_missed(settings: Settings) -> None:
    embedding.model.cache_clear()
    settings.EMBEDDING = False
    try:
        assert embedding.model() is None
        assert embedding.vector_of("anything at all, once") is None
    finally:
        embedding.model.cache_clear()
        embedding.vector_of.cache_clear()


def test_words_become_the_longest_pieces_and_unknown_ones_are_said_to_be() -> None:
    pieces = ["[UNK]", "[CLS]", "[SEP]", "un", "##known", "##kno", "caf", "##e", "!", "中"]
    numbers = {piece: number for number, piece in enumerate(pieces)}
    assert numbers_of("UNknown café!中x", numbers, 50) == [1, 3, 4, 6, 7, 8, 9, 0, 2]
    assert numbers_of("un " * 100, numbers, 5) == [1, 3, 3, 3, 2]


@pytest.mark.skipif(
    importlib.util.find_spec(embedding.PACKAGE) is None, reason="the optional package is absent"
)
def test_the_model_gives_the_cosines_that_its_authors_print() -> None:
    embedding.model.cache_clear()
    model = embedding.model()
    assert model is not None
    found = model.vectors(["That is a happy person", "That is a very happy person"])
    assert float(found[0] @ found[1]) == pytest.approx(0.9429, abs=5e-4)
