"""What a run refuses before it starts anything."""

import pytest

from factcheck.embedded.errors import CannotStartError
from factcheck.supervise.plan import read_plan

SOUND = {
    "FACTCHECK_ENV": "production",
    "DATABASE_URL": "postgresql://a@db/f",
    "REDIS_URL": "redis://r/0",
    "FACTCHECK_SECRET_KEY": "long and random",
}


def test_a_first_run_has_the_demo_and_its_own_servers() -> None:
    plan = read_plan({})
    assert plan.has_demo
    assert (plan.database_url, plan.redis_url, plan.port) == ("", "", 8000)
    assert plan.folder.name == ".data"


def test_production_has_no_demo_unless_asked() -> None:
    assert not read_plan(SOUND).has_demo


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"FACTCHECK_DEMO": "1"}, "FACTCHECK_DEMO"),
        ({"FACTCHECK_DEBUG": "1"}, "FACTCHECK_DEBUG"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"REDIS_URL": ""}, "REDIS_URL"),
        ({"FACTCHECK_SECRET_KEY": ""}, "FACTCHECK_SECRET_KEY"),
    ],
)
def test_production_refuses_toys_in_one_sentence(change: dict[str, str], named: str) -> None:
    with pytest.raises(CannotStartError, match=named) as refusal:
        read_plan({**SOUND, **change})
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "²"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(CannotStartError, match="no port"):
        read_plan({"PORT": port})
