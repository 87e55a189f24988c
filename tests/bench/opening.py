"""From opening an article of 60,000 characters to reading and working in it, with 200 and 2,000 claims.

In a real Chromium against the running product. Interactive: every margin mark and card line is drawn and two
more frames have been painted. "Longest" is the longest task of the page's main thread in that time, in ms.
"""

import base64
import hashlib
import statistics
import time
from dataclasses import dataclass
from typing import Any

import psutil
import psycopg
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.bench.measure import Client, Cost, cost
from tests.harness.chromium import find_chromium, launch_flags

WORDS = "Place {0} had {0} of them now. "
SENTENCES = 1_800
ROUNDS = 3
STEP = 120  # pixels, as one notch of a wheel
PASSWORD = "of the benchmark and of nothing else"
WATCH = """
window.bench = { tasks: [], interactive: 0 };
new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.tasks.push([startTime, duration]);
}).observe({ type: 'longtask', buffered: true });
bench.until = (number) => new Promise((resolve, reject) => {
    const look = () => {
        const isDrawn = document.querySelectorAll('.card-line').length >= number
            && document.querySelectorAll('.margin-mark').length >= number;
        if (performance.now() > 60_000) reject(new Error('the claims were not drawn within 60 s'));
        else if (!isDrawn) requestAnimationFrame(look);
        else requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    look();
});
bench.longest = (since) => Math.max(0, ...bench.tasks.filter(([at]) => at >= since).map(([, ms]) => ms));
bench.after = async (deed, isOver) => {
    const began = performance.now();
    await deed();
    await new Promise((resolve) => {
        const look = () => (isOver() ? resolve(null) : requestAnimationFrame(look));
        look();
    });
    const spent = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 600));
    return [spent, bench.longest(began - 5)];
};
"""
OPEN_CARD = """() => bench.after(
    () => document.querySelectorAll('.card-line')[3].click(),
    () => document.querySelector('.card-host [data-claim]'))"""
REFRESH = """(number) => {
    const asked = () => performance.getEntriesByType('resource')
        .filter(({ name }) => name.includes('view=brief')).length;
    const before = asked();
    return bench.after(
        () => document.dispatchEvent(new CustomEvent('claims-changed', { detail: { claim: '' } })),
        () => asked() > before && document.querySelectorAll('.card-line').length >= number);
}"""
FRAMES = """() => {
    let last = performance.now();
    bench.began = last;
    bench.frames = [];
    const frame = (now) => {
        bench.frames.push(now - last);
        last = now;
        if (bench.frames) bench.next = requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""
COUNTED = "() => { cancelAnimationFrame(bench.next); return [bench.frames.slice(1), bench.longest(bench.began), scrollY]; }"


@dataclass(frozen=True)
class Subject:
    """An article of the benchmark."""

    id: str
    revision: str
    text: str
    claims: int

    def body(self, number: int) -> dict[str, Any]:
        """What makes claim `number`: each third whole, each third a part, each third another."""
        start = self.text.index(WORDS.format(1000 + number % SENTENCES).strip())
        part = number % 3
        return {
            "start": start + (6 if part else 0),
            "end": start + (24 if part == 2 else 28),
            "revision": self.revision,
        }


def main(base: str, services: dict[str, str], client: Client, web: psutil.Process) -> None:
    """Print opening, deeds and scrolling for both articles."""
    _let_in(services)
    subjects = [_subject(client, number) for number in (200, 2000)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=launch_flags()
        )
        context = browser.new_context(base_url=base, viewport={"width": 1440, "height": 900})
        _sign_in(context)
        for subject in subjects:
            _print_opening(context, client, web, subject)
        for subject in subjects:
            _print_scrolling(context, subject)
        browser.close()


def _print_opening(
    context: BrowserContext, client: Client, web: psutil.Process, subject: Subject
) -> None:
    path = f"/api/v1/articles/{subject.id}/claims/?view=brief"
    asked: Cost = cost(client, web, "GET", path, [None] * 20, 200)
    rounds = [_opened(context, client, subject) for _ in range(ROUNDS)]
    title = f"{len(subject.text):,} characters, {subject.claims:,} claims"
    print(f"\n{title:44}{'ms':>9}{'longest':>9}")
    names = ("opened, until interactive", "a card opened", "a claim added by somebody", "refreshed")
    for name, found in zip(names, zip(*rounds, strict=True), strict=True):
        middle = statistics.median(ms for ms, _ in found)
        print(f"{name:44}{middle:9.0f}{statistics.median(task for _, task in found):9.0f}")
    print(
        f"{'its claims asked for: CPU ms, kB':44}{asked.cpu_ms:9.1f}{asked.kilobytes:9.0f}",
        flush=True,
    )


def _opened(context: BrowserContext, client: Client, subject: Subject) -> list[tuple[float, float]]:
    page = _page(context, subject)
    found = [
        (page.evaluate(f"() => bench.until({subject.claims})"), page.evaluate("bench.longest(0)"))
    ]
    page.wait_for_timeout(500)
    found.append(page.evaluate(OPEN_CARD))
    number = page.locator(".card-line").count()
    path = f"/api/v1/articles/{subject.id}/claims/"
    client.json("POST", path, subject.body(number), wanted=201)
    found.append(page.evaluate(REFRESH, number + 1))
    found.append(page.evaluate(REFRESH, number + 1))
    page.close()
    return found


def _print_scrolling(context: BrowserContext, subject: Subject) -> None:
    page = _page(context, subject)
    page.evaluate(f"() => bench.until({subject.claims})")
    page.wait_for_timeout(1000)
    height: int = page.evaluate("document.getElementById('text').offsetHeight")
    devtools = context.new_cdp_session(page)
    wheel = {"type": "mouseWheel", "x": 700, "y": 500, "deltaX": 0, "deltaY": STEP}
    page.evaluate(FRAMES)
    for _ in range(height // STEP):
        began = time.monotonic()
        devtools.send("Input.dispatchMouseEvent", wheel)
        time.sleep(max(0.0, 1 / 60 - (time.monotonic() - began)))
    page.wait_for_timeout(300)
    frames, longest, reached = page.evaluate(COUNTED)
    page.close()
    frames.sort()
    title = f"scrolled with the wheel, {subject.claims:,} claims"
    print(
        f"{title:44}frames {len(frames)}, median {statistics.median(frames):.1f} ms,"
        f" 99th percentile {frames[int(len(frames) * 0.99)]:.1f} ms, over 50 ms"
        f" {sum(ms > 50 for ms in frames)}, longest task {longest:.0f} ms, to pixel {reached:.0f}",
        flush=True,
    )


def _page(context: BrowserContext, subject: Subject) -> Page:
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"/articles/{subject.id}/", wait_until="commit")
    return page


def _sign_in(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("bench")
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("[name=password]").press("Enter")
    page.close()


def _let_in(services: dict[str, str]) -> None:
    """Give the benchmark's account a password: signing up is not what is measured."""
    rounds, salt = 1_000, "bench"
    digest = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), salt.encode(), rounds)
    encoded = f"pbkdf2_sha256${rounds}${salt}${base64.b64encode(digest).decode()}"
    with psycopg.connect(services["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(
            "UPDATE annotations_user SET password = %s WHERE username = 'bench'", [encoded]
        )


def _subject(client: Client, claims: int) -> Subject:
    text = "\n\n".join(
        "".join(WORDS.format(1000 + n) for n in range(start, start + 8))
        for start in range(0, SENTENCES, 8)
    )
    title = f"To be opened with {claims}"
    accepted = client.json("POST", "/api/v1/imports/", {"text": text, "title": title}, wanted=202)
    limit = time.monotonic() + 60
    while not (item := client.json("GET", f"/api/v1/imports/{accepted['id']}/"))["article"]:
        if time.monotonic() > limit:
            raise SystemExit(f"the import did not end within 60 s: {item}")
        time.sleep(0.1)
    article = client.json("GET", f"/api/v1/articles/{item['article']}/")
    revision = article["revision"]
    subject = Subject(article["id"], revision["id"], revision["text"], claims)
    path = f"/api/v1/articles/{subject.id}/claims/"
    for number in range(claims):
        client.json("POST", path, subject.body(number * SENTENCES // claims), wanted=201)
    return subject
