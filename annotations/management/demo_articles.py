"""What a good editor finds in the three demo articles: the claims, and the figures that they state."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_BELARUS = "Belarus"
_PROTESTS = ("2020-08-09", "2020-08-13")
_QUARTER = ("2024-01-01", "2024-03-31")
_KITS_DAYS = ("2020-08-14", "2020-08-17")
_ELECTION = ("2020-08-09", "2020-08-09")
DETENTIONS = "Detentions in Belarus"
TRIALS = "Administrative trials in Belarus"
RELEASES = "Detained protesters released in Belarus"
RESULTS = "Official results of the presidential election of 9 August 2020"


@dataclass(frozen=True, slots=True)
class DemoFigure:
    """A figure as an editor notes it; `share_of` is the key of the claim whose figure it is a share of."""

    quantity: str
    low: Decimal | None
    unit: str
    qualifier: str
    period: tuple[str | None, str | None] = (None, None)
    authority: str = ""
    place: str = _BELARUS
    period_words: str = ""
    inferred: tuple[str, ...] = ()
    share_of: str = ""


@dataclass(frozen=True, slots=True)
class DemoClaim:
    """A claim: `words` are its passages, the first of them also wherever else it stands (`is_everywhere`)."""

    key: str
    words: tuple[str, ...]
    figure: DemoFigure | None = None
    is_everywhere: bool = False
    asserts: str = "so"
    origin: str = ""
    wording: dict[str, Any] | None = None


def _n(value: Any) -> Decimal:
    return Decimal(str(value))


_red_cross = (
    DemoClaim(
        "RC1",
        ("more than 4,000 hygiene kits",),
        DemoFigure(
            "Hygiene kits delivered by the Belarusian Red Cross",
            _n(4000),
            "kits",
            "more than",
            _KITS_DAYS,
            "Red Cross press officer",
        ),
        is_everywhere=True,
        wording={
            "statement": "The Belarusian Red Cross brought more than 4,000 hygiene kits to pretrial detention centers.",
            "claimant": "Belarusian Red Cross Society (press officer)",
            "claimant_kind": "organisation",
            "claimed_on": "2020-08-18",
        },
    ),
    DemoClaim(
        "RC2",
        ("three humanitarian aid deliveries", "three aid deliveries"),
        DemoFigure(
            "Aid deliveries of the Belarusian Red Cross to detention centers",
            _n(3),
            "deliveries",
            "exact",
            _KITS_DAYS,
            "Red Cross press officer",
        ),
        is_everywhere=True,
        wording={
            "claimant": "Belarusian Red Cross Society (press officer)",
            "claimant_kind": "organisation",
        },
    ),
    DemoClaim(
        "RC3",
        (
            "around 3,000 people were detained in Belarus during just the first night of the protests",
        ),
        DemoFigure(
            DETENTIONS,
            _n(3000),
            "people",
            "about",
            ("2020-08-09", "2020-08-10"),
            "official statistics",
            period_words="the first night",
            inferred=("period",),
        ),
        wording={"claimant": "official statistics", "claimant_kind": "organisation"},
    ),
    DemoClaim(
        "RC4",
        ("44 people remained in custody over participating in the unauthorized protests",),
        DemoFigure(
            "People still in custody over the protests",
            _n(44),
            "people",
            "exact",
            ("2020-08-18", "2020-08-18"),
            "Interior Ministry",
            inferred=("period",),
        ),
        wording={
            "claimant": "Interior Ministry of Belarus",
            "claimant_kind": "organisation",
            "claimed_on": "2020-08-18",
        },
    ),
    DemoClaim(
        "RC5",
        ("Lukashenko win over 80 percent of the vote",),
        DemoFigure(
            "Lukashenko’s share of the vote",
            _n(80),
            "%",
            "more than",
            _ELECTION,
            "election results",
            inferred=("period",),
        ),
        origin=RESULTS,
    ),
    DemoClaim(
        "RC6",
        ("does not have its own count of detainees and follows the official statistics",),
        asserts="said",
        wording={
            "claimant": "Belarusian Red Cross Society",
            "claimant_kind": "organisation",
        },
    ),
)
_frees = (
    DemoClaim(
        "BF1",
        ("released some 1,000 people",),
        DemoFigure(
            RELEASES, _n(1000), "people", "about", (None, "2020-08-14"), inferred=("period",)
        ),
    ),
    DemoClaim(
        "BF2",
        ("at least 119 released detainees in the city of Zhodino",),
        DemoFigure(
            RELEASES,
            _n(119),
            "people",
            "at least",
            ("2020-08-14", "2020-08-14"),
            "volunteers",
            "Zhodino, Belarus",
            "at dawn",
            ("period",),
        ),
        wording={"claimant": "volunteers"},
    ),
    DemoClaim(
        "BF3",
        ("About 7,000 people were arrested", "In five days of mass protests"),
        DemoFigure(
            DETENTIONS,
            _n(7000),
            "people",
            "about",
            _PROTESTS,
            period_words="five days",
            inferred=("period",),
        ),
    ),
    DemoClaim(
        "BF4",
        ("hundreds were injured",),
        DemoFigure(
            "People injured in the protests",
            None,
            "people",
            "vague",
            _PROTESTS,
            period_words="five days",
            inferred=("period",),
        ),
    ),
    DemoClaim(
        "BF5",
        ("Lukashenko the winner with 80% of the votes",),
        DemoFigure(
            "Lukashenko’s share of the vote",
            _n(80),
            "%",
            "none",
            _ELECTION,
            "official results",
            inferred=("period",),
        ),
        origin=RESULTS,
    ),
    DemoClaim(
        "BF6",
        ("Tsikhanouskaya barely 10%",),
        DemoFigure(
            "Tsikhanouskaya’s share of the vote",
            _n(10),
            "%",
            "barely",
            _ELECTION,
            "official results",
            inferred=("period",),
        ),
        origin=RESULTS,
    ),
    DemoClaim(
        "BF7",
        (
            "I take responsibility for what they say was violence against those people, who turned out to be close and did not back down fast enough",
        ),
        asserts="said",
        wording={"claimant": "Yuri Karayev, Interior Minister", "claimant_kind": "person"},
    ),
    DemoClaim(
        "BF8",
        (
            "the country’s top security officer apologized on state television for the indiscriminate use of force by the police",
        ),
    ),
)
_viasna = (
    DemoClaim(
        "VI1",
        ("Almost a thousand people were detained in the first three months of 2024 in Belarus",),
        DemoFigure(
            DETENTIONS, _n(1000), "people", "almost", _QUARTER, "Viasna", inferred=("authority",)
        ),
        wording={"claimant": "Viasna", "claimant_kind": "organisation"},
    ),
    DemoClaim(
        "VI2",
        ("from January 1 to March 31, 987 detentions were documented in Belarus",),
        DemoFigure(
            DETENTIONS, _n(987), "detentions", "exact", _QUARTER, "Viasna", inferred=("period",)
        ),
        wording={"claimant": "Viasna", "claimant_kind": "organisation"},
    ),
    DemoClaim(
        "VI3",
        ("one third were detentions of women",),
        DemoFigure(
            "Women’s share of the detentions in Belarus",
            _n("0.333333333"),
            "",
            "none",
            _QUARTER,
            "Viasna",
            inferred=("period",),
            share_of="VI2",
        ),
        wording={"claimant": "Viasna", "claimant_kind": "organisation"},
    ),
    DemoClaim(
        "VI8",
        ("The majority of detentions occurred in January",),
        wording={"claimant": "Viasna", "claimant_kind": "organisation"},
    ),
    DemoClaim(
        "VI4",
        ("406 detentions",),
        DemoFigure(
            DETENTIONS,
            _n(406),
            "detentions",
            "exact",
            ("2024-01-01", "2024-01-31"),
            "Viasna",
            inferred=("period",),
        ),
        wording={
            "statement": "There were 406 detentions in Belarus in January 2024.",
            "claimant": "Viasna",
            "claimant_kind": "organisation",
        },
    ),
    DemoClaim(
        "VI5",
        ("65 detainees have minor children",),
        DemoFigure(
            "Detained people who have minor children",
            _n(65),
            "people",
            "exact",
            authority="Viasna",
            period_words="January or the quarter, unclear",
        ),
        wording={"claimant": "Viasna", "claimant_kind": "organisation"},
    ),
    DemoClaim(
        "VI6",
        ("at least 1,602 administrative trials",),
        DemoFigure(
            TRIALS,
            _n(1602),
            "trials",
            "at least",
            _QUARTER,
            "human rights defenders",
            inferred=("period",),
        ),
    ),
    DemoClaim(
        "VI7",
        ("In February alone, the Belarusian courts handled at least 671 cases",),
        DemoFigure(
            TRIALS,
            _n(671),
            "cases",
            "at least",
            ("2024-02-01", "2024-02-29"),
            "human rights defenders",
            inferred=("authority", "period"),
        ),
    ),
    DemoClaim("VI9", ("This article has not been used in Belarus before",)),
)
DEMO_ARTICLES: dict[str, tuple[DemoClaim, ...]] = {
    "red-cross-hygiene-kits": _red_cross,
    "belarus-frees-detainees": _frees,
    "viasna-first-quarter-2024": _viasna,
}
"""By the slug of each article, in the order of the text's claims."""
