"""What the demo publisher answers."""

from pathlib import Path

from lxml import etree

from factcheck.demo.overlay import edit_article, remove_article
from factcheck.demo.publisher import answer

BASE = "http://127.0.0.1:1"
KITS = "/articles/red-cross-hygiene-kits/"


def ask(path: str, folder: Path) -> tuple[int, str, str]:
    return answer(path, base=BASE, data_folder=folder)


def test_it_serves_an_edited_version_from_then_on(tmp_path: Path) -> None:
    assert "4,000 hygiene" in ask(KITS, tmp_path)[2]
    edit_article("red-cross-hygiene-kits", "4,000", "5,000", data_folder=tmp_path)
    assert "4,000 hygiene" not in ask(KITS, tmp_path)[2]


def test_a_removed_article_answers_410_and_leaves_the_feed(tmp_path: Path) -> None:
    remove_article("red-cross-hygiene-kits", data_folder=tmp_path)
    assert ask(KITS, tmp_path)[0] == 410
    assert "red-cross" not in ask("/feed.atom", tmp_path)[2]


def test_the_feed_names_the_three_articles(tmp_path: Path) -> None:
    feed = etree.fromstring(ask("/feed.atom", tmp_path)[2].encode())
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert len(feed.findall("a:entry", atom)) == 3
    assert len(feed.findall("a:entry/a:published", atom)) == 2


def test_an_unknown_path_answers_404(tmp_path: Path) -> None:
    assert ask("/articles/none/", tmp_path)[0] == 404
