"""One run at a time per data folder."""

from pathlib import Path

import pytest

from factcheck.embedded.errors import CannotStartError
from factcheck.supervise.folder import held


def test_a_second_holder_is_told_who_the_first_is(tmp_path: Path) -> None:
    with (
        held(tmp_path / "data", by="http://127.0.0.1:8000"),
        pytest.raises(CannotStartError, match=r"process \d+, http://127\.0\.0\.1:8000"),
        held(tmp_path / "data", by="me"),
    ):
        pass


def test_it_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with held(tmp_path / "data", by="me"):
            pass
