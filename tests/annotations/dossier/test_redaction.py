"""History's redaction is one registry: a noun without an entry is refused."""

from django.apps import apps

from annotations.dossier.redaction import OPEN, RULES, UNTOLD


def test_every_noun_says_who_reads_of_it() -> None:
    nouns = {
        model._meta.model_name
        for model in apps.get_app_config("annotations").get_models(include_auto_created=False)
    }
    said = RULES.keys() | OPEN | UNTOLD
    assert nouns - said == set(), "say in dossier/redaction.py who may read of these"
    assert said - nouns == set(), "these are no nouns any more"


def test_no_noun_is_said_twice() -> None:
    assert not RULES.keys() & OPEN
    assert not (RULES.keys() | OPEN) & UNTOLD
