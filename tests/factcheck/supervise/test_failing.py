"""What the supervisor says while the product is not ready."""

import json

from factcheck.supervise.run import _failing
from tests.harness.site import LocalSite


def test_it_says_which_part_is_missing() -> None:
    with LocalSite() as site:
        body = json.dumps({"parts": {"database": "ok", "broker": "no answer"}})
        site.put("/readyz", body, status=503)
        assert "broker" in _failing(site.url(""))


def test_an_error_page_is_told_and_does_not_end_the_run() -> None:
    with LocalSite() as site:
        site.put("/readyz", "<h1>Server Error</h1>", status=500)
        assert _failing(site.url("")) == "the web server answers 500; its log says why"


def test_it_says_nothing_when_all_is_well() -> None:
    with LocalSite() as site:
        site.put("/readyz", "{}")
        assert _failing(site.url("")) == ""
