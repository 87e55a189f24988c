"""Checks in other people's pages."""

import html
import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree
from lxml import html as lxml_html

from annotations.models import Article, Claim, Newsroom, User
from tests.factories.articles import make_article
from tests.factories.claims import make_claim, published_claim, withdrawn_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(article: Article, editor: User, reviewer: User) -> Claim:
    return published_claim(article, editor, reviewer)


def card_of(claim: Claim) -> str:
    return f"/factchecks/{claim.slug}/embed/"


def oembed(claim_url: str, **asked: Any) -> Any:
    return Client().get("/factchecks/oembed", {"url": claim_url, **asked})


def url_of(claim: Claim) -> str:
    return f"{settings.PUBLIC_URL}/factchecks/{claim.slug}/"


def policy_of(answer: Any) -> dict[str, list[str]]:
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for part in parts if (words := part.split())}


def test_the_card_may_stand_in_any_page_and_can_do_nothing_there(claim: Claim) -> None:
    answer = Client().get(card_of(claim))
    policy = policy_of(answer)
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer.headers
    assert policy["frame-ancestors"] == ["*"]
    assert policy["default-src"] == ["'none'"]
    assert "script-src" not in policy
    assert "allow-scripts" not in policy["sandbox"]
    assert "allow-same-origin" not in policy["sandbox"]
    assert not answer.cookies
    page = answer.content.decode()
    assert "<script" not in page
    assert "<form" not in page
    assert "use href" not in page, "a frame of another origin cannot refer to our sprite"


def test_no_other_page_may_be_framed(claim: Claim) -> None:
    for path in ["/factchecks/", "/methodology/", "/corrections/", "check", "/"]:
        answer = Client().get(f"/factchecks/{claim.slug}/" if path == "check" else path)
        assert answer.headers["X-Frame-Options"] == "DENY"
        if answer.status_code == 200:
            assert policy_of(answer)["frame-ancestors"] == ["'none'"]


def test_the_card_says_the_verdict_in_words_and_by_a_shape(claim: Claim) -> None:
    tree = lxml_html.fromstring(Client().get(card_of(claim)).content)
    ruling = tree.find_class("ruling")[0]
    assert ruling.text_content().strip() == "True"
    assert ruling.find("svg") is not None
    assert claim.statement in tree.findtext(".//h1", "")
    (link,) = tree.iterfind(".//a")
    assert link.attrib["href"] == url_of(claim)
    assert link.attrib["target"] == "_blank"


def test_a_withdrawn_check_says_so_where_it_is_shown(
    article: Article, editor: User, reviewer: User
) -> None:
    gone = withdrawn_claim(article, editor, reviewer, statement="The kits never came.")
    answer = Client().get(card_of(gone))
    page = answer.content.decode()
    assert answer.status_code == 410
    assert policy_of(answer)["frame-ancestors"] == ["*"], "else the frame stays empty"
    assert "X-Frame-Options" not in answer.headers
    assert "This check was withdrawn" in page
    assert "It was wrong." in page
    assert "The kits never came." not in page


def test_the_card_speaks_the_newsrooms_language(claim: Claim) -> None:
    Newsroom.objects.update(language="be", name="Праверка")
    page = Client().get(card_of(claim), headers={"Accept-Language": "ru"}).content.decode()
    assert '<html lang="be"' in page
    assert "Праверка" in page


def test_the_public_page_gives_the_words_to_copy_and_says_where_oembed_is(claim: Claim) -> None:
    page = Client().get(f"/factchecks/{claim.slug}/").content.decode()
    tree = lxml_html.fromstring(page)
    (area,) = tree.iterfind(".//textarea[@id='embed-html']")
    frame = lxml_html.fromstring(str(area.text))
    assert frame.tag == "iframe"
    assert frame.attrib["src"] == f"{url_of(claim)}embed/"
    assert "allow-scripts" not in frame.attrib["sandbox"]
    assert area.xpath("ancestor::details"), "it opens without a script"
    found = tree.xpath("//link[@rel='alternate' and contains(@type, 'oembed')]/@href")
    assert len(found) == 2
    for address in found:
        assert Client().get(address).status_code == 200


@pytest.mark.parametrize("statement", ['Quoted "words" <b>', "Словы", "كلمات", "a" * 3000])
def test_the_words_to_copy_hold_nothing_that_ends_them(
    statement: str, article: Article, editor: User, reviewer: User
) -> None:
    claim = published_claim(article, editor, reviewer, statement=statement)
    told = oembed(url_of(claim)).json()
    frame = lxml_html.fragment_fromstring(told["html"])
    assert frame.tag == "iframe"
    assert statement in frame.attrib["title"]
    assert len(frame) == 0


def test_oembed_tells_what_its_specification_asks_for(claim: Claim) -> None:
    answer = oembed(url_of(claim))
    told = answer.json()
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert (told["version"], told["type"]) == ("1.0", "rich")
    for name in ("html", "width", "height"):
        assert told[name], f"{name} is required of a rich one"
    assert told["provider_name"] == Newsroom.current().name
    assert told["cache_age"] <= 60
    assert f'width="{told["width"]}"' in told["html"]
    assert f'height="{told["height"]}"' in told["html"]


def test_oembed_in_xml_says_the_same(claim: Claim) -> None:
    Newsroom.objects.update(name="The <Desk> & Sons \x0b")
    answer = oembed(url_of(claim), format="xml")
    assert answer.headers["Content-Type"].startswith("text/xml")
    root = etree.fromstring(answer.content)
    told = oembed(url_of(claim)).json()
    assert root.tag == "oembed"
    assert {one.tag for one in root} == set(told)
    assert root.findtext("html") == told["html"].replace("\x0b", " ")


def test_it_is_never_wider_or_higher_than_asked(claim: Claim) -> None:
    for asked, wide in [(300, 300), (450, 450), (9_999, 600), ("", 600)]:
        told = oembed(url_of(claim), maxwidth=asked, maxheight=200).json()
        assert told["width"] == wide
        assert told["height"] <= 200


def test_it_knows_a_check_by_each_of_its_addresses(claim: Claim) -> None:
    for end in ["embed/", "#corrections", "?utm_source=x"]:
        assert oembed(url_of(claim) + end).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        *("", "x", "http://[", "/factchecks/none/", "https://evil.example/factchecks/x/"),
        *("{here}/", "{here}/factchecks/", "{here}/factchecks/never/", "{here}/claims/"),
        *("{here}/factchecks/\x00/", "javascript:alert(1)"),
    ],
)
def test_what_is_no_check_of_ours_is_not_found(url: str) -> None:
    answer = oembed(url.replace("{here}", settings.PUBLIC_URL))
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("make", [make_claim, withdrawn_claim])
def test_what_is_not_public_is_not_found(
    make: Any, article: Article, editor: User, reviewer: User
) -> None:
    args = [reviewer] if make is withdrawn_claim else []
    claim = make(article, editor, *args)
    assert oembed(url_of(claim)).status_code == 404
    ours = make_claim(make_article(by=editor, purpose="own"), editor)
    assert oembed(url_of(ours)).status_code == 404


def test_what_cannot_be_answered_says_which_input_it_is(claim: Claim) -> None:
    for asked, status, field in (
        ({"format": "yaml"}, 501, "format"),
        ({"maxwidth": "0"}, 400, "maxwidth"),
        ({"maxwidth": "wide"}, 400, "maxwidth"),
        ({"maxheight": "-3"}, 400, "maxheight"),
        ({"maxwidth": "9" * 40}, 400, "maxwidth"),
    ):
        answer = oembed(url_of(claim), **asked)
        assert answer.status_code == status
        assert json.loads(answer.content)["field"] == field


def test_every_look_of_a_verdict_has_its_own_shape() -> None:
    from annotations.models import Rating
    from annotations.templatetags.marks import shape

    looks = set(Rating.objects.values_list("look", flat=True))
    drawn = {look: re.sub(r"\s+", " ", html.unescape(shape(look))) for look in looks}
    assert all(drawn.values())
    assert len(set(drawn.values())) == len(looks)
