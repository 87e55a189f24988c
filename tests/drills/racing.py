"""Clients that race each other on the same few claims, and what they met."""

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

# What a client does next, and how often.
ACTIONS = {
    "submit": 5,
    "approve": 9,
    "publish": 6,
    "edit": 4,
    "correct": 3,
    "request-changes": 1,
    "recall": 1,
    "withdraw": 1,
}
REASON = "The register is complete."


@dataclass
class Racer:
    """One person with a token, who does what comes to mind to one of the claims, again and again."""

    token: str
    number: int
    address: str
    met: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def race(self, claims: Sequence[str], until: float) -> None:
        """Go on until that moment of the monotonic clock."""
        chance = random.Random(self.number)  # noqa: S311 - repeatable choices, nothing secret
        host = urlsplit(self.address).netloc
        line = http.client.HTTPConnection(host, timeout=60)
        seen: dict[str, str] = {}
        while time.monotonic() < until:
            claim = chance.choice(list(claims))
            # Often the version that was read a while ago, as with a page left open.
            if claim not in seen or chance.random() < 0.8:
                seen[claim] = self._ask(line, "GET", claim, "", None, "")[1].get("etag", "*")
            action = chance.choices(list(ACTIONS), weights=list(ACTIONS.values()))[0]
            self._do(line, claim, action, seen[claim], chance)
        line.close()

    def _do(
        self,
        line: http.client.HTTPConnection,
        claim: str,
        action: str,
        etag: str,
        chance: random.Random,
    ) -> None:
        bodies: dict[str, dict[str, Any]] = {
            "edit": {"statement": f"At least {chance.randrange(10**6)} kits"},
            "request-changes": {"comment": "Name the month."},
            "correct": {"kind": "correction", "note": "One word."},
            "withdraw": {"reason": "It was wrong."},
        }
        method, path = ("PATCH", "") if action == "edit" else ("POST", f"{action}/")
        match = etag if action in {"edit", "approve"} or chance.random() < 0.5 else ""
        status, told = self._ask(line, method, claim, path, bodies.get(action, {}), match)
        if told.get("code") == "reason_missing":
            warned = self._ask(line, "GET", claim, "warnings/", None, "")[1]
            reasons = {one["code"]: REASON for one in warned.get("warnings", [])}
            status, told = self._ask(line, method, claim, path, {"reasons": reasons}, "")
        self.met[f"{action} {told.get('code', status)}"] += 1
        if status >= 500:
            self.faults.append(f"{action}: {status} {told}")

    def _ask(
        self,
        line: http.client.HTTPConnection,
        method: str,
        claim: str,
        path: str,
        body: dict[str, Any] | None,
        match: str,
    ) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        if match:
            headers["If-Match"] = match
        sent = None if body is None else json.dumps(body)
        line.request(method, f"/api/v1/claims/{claim}/{path}", sent, headers)
        answer = line.getresponse()
        raw = answer.read()
        told = json.loads(raw) if raw.startswith(b"{") else {}
        return answer.status, told


def run(racers: Sequence[Racer], claims: Sequence[str], seconds: float) -> Counter[str]:
    """Let all of them go at once for so long, and sum up what they met."""
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=racer.race, args=(claims, until)) for racer in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum((racer.met for racer in racers), Counter())
