"""Which captions are kept."""

import pytest

from annotations.imports.readers import Document, read
from annotations.imports.readers.pages.captions import is_credit

TEXT = "<p>The committee met in hall {n} on Monday evening and decided to postpone the vote until June.</p>"


def article(figures: str, paragraphs: int = 5) -> Document:
    story = "".join(TEXT.format(n=n) for n in range(paragraphs))
    return read(
        f"<html><head><title>Vote is postponed</title></head><body><article><h1>Vote is postponed</h1>{story}"
        f"{figures}{TEXT.format(n=99)}</article></body></html>".encode()
    )


def figure(caption: str) -> str:
    return f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>"


def kept(document: Document) -> list[str]:
    return [b.text for b in document.blocks if b.kind == "caption" and not b.furniture]


def reasons(document: Document) -> dict[str, str | None]:
    return {b.text: b.reason for b in document.blocks if b.furniture}


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Ann Bell/AP", "Getty Images", "© Ann Bell", "Foto: picture alliance / dpa", "Bild: Imago",
        "Credit: Riot Games", "Photograph by Ann Bell", "Фото: ТАСС", "Crédit photo: AFP", "Fot. PAP", "写真：ロイター",
        "AFP / Ann Bell", "(Reuters)", "Screenshot by Ann Bell/The Gazette",
    ],
)  # fmt: skip
def test_a_credit_is_told_from_a_caption(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour after the fire on Monday. (AP)",
        "Photo of the year: a seal on the pier looks at the first snow of the winter in the old harbour.",
        "A woman walks past the AP building in Minsk on Monday.",
        "People embrace after their release from the detention centre in Minsk on Friday (Photo: AP)",
        "Фотографы у здания суда ждут решения по делу, Минск, 14 августа 2020 года.",
    ],
)
def test_a_caption_may_name_an_agency(text: str) -> None:
    assert not is_credit(text)


def test_a_caption_is_kept_and_its_credit_set_aside() -> None:
    found = article(figure("The hall before the vote on Monday. <cite>Photo: Ann Bell</cite>"))
    assert kept(found) == ["The hall before the vote on Monday."]
    assert reasons(found)["Photo: Ann Bell"] == "credit"


def test_a_caption_that_stands_twice_is_kept_once() -> None:
    found = article(figure("The hall before the vote on Monday.") * 3)
    assert kept(found) == ["The hall before the vote on Monday."]
    assert "repeated" in reasons(found).values()


def test_a_name_alone_is_a_label() -> None:
    assert kept(article(figure("Ann Bell"))) == []


def test_a_gallery_stays_out_of_a_long_story_but_tells_a_short_one() -> None:
    pictures = "".join(figure(f"People in hall {n} wait for the vote.") for n in range(3))
    gallery = f'<div class="photo-gallery">{pictures}</div>'
    assert kept(article(gallery, paragraphs=20)) == []
    assert len(kept(article(gallery, paragraphs=3))) == 3


def test_the_caption_of_a_related_story_is_not_kept() -> None:
    teaser = f'<div class="related-story">{figure("The swimming pool stays open after all.")}</div>'
    assert kept(article(teaser)) == []
