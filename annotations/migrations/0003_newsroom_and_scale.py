"""The newsroom's row and the default rating scale (numbers are schema.org's ratingValue)."""

from django.db import migrations

# slug, label, number, needs, definition
OTHERS = [
    (
        "true",
        "True",
        5,
        "corroborates",
        "The statement is accurate and nothing significant is missing.",
    ),
    (
        "mostly-true",
        "Mostly true",
        4,
        "corroborates",
        "Accurate, but needs clarification or context.",
    ),
    (
        "half-true",
        "Half true",
        3,
        "",
        "Partly accurate; it leaves out or distorts important details.",
    ),
    (
        "mostly-false",
        "Mostly false",
        2,
        "contradicts",
        "It has an element of truth but misleads on the facts that matter.",
    ),
    ("false", "False", 1, "contradicts", "The statement is not accurate."),
    ("misleading", "Misleading", None, "", "Accurate words that lead to a wrong conclusion."),
    (
        "conflicting-evidence",
        "Conflicting evidence",
        None,
        "",
        "Reliable sources contradict each other.",
    ),
    (
        "not-enough-evidence",
        "Not enough evidence",
        None,
        "",
        "What could be found neither supports nor refutes it.",
    ),
]
OWN = [
    ("confirmed", "Confirmed", "corroborates", "true", "The copy is right as it stands."),
    ("change", "Change", "", "mostly-false", "The copy must be changed as proposed."),
    ("attribute", "Attribute", "", "half-true", "The copy must say who says so."),
    ("cut", "Cut", "", "false", "The passage must go."),
    ("unresolved", "Unresolved", "", "not-enough-evidence", "It could not be settled."),
]


def fill(apps, schema_editor):
    Rating = apps.get_model("annotations", "Rating")
    Newsroom = apps.get_model("annotations", "Newsroom")
    for position, (slug, label, number, needs, definition) in enumerate(OTHERS):
        Rating.objects.create(
            slug=slug,
            label=label,
            number=number,
            needs_evidence=needs,
            definition=definition,
            look=slug,
            position=position,
            purpose="others",
        )
    for position, (slug, label, needs, look, definition) in enumerate(OWN):
        Rating.objects.create(
            slug=slug,
            label=label,
            needs_evidence=needs,
            definition=definition,
            look=look,
            position=position,
            purpose="own",
        )
    Newsroom.objects.create(
        pk=1,
        name="Factcheck newsroom",
        methodology=(
            "Every statement we check is quoted as it was made, with a link to where it appeared.\n\n"
            "We look for the original source of every figure and quotation, name the sources that "
            "corroborate or contradict it, and give it one rating of our scale with an explanation. "
            "No check is published before a second person, who did not write it, has read the claim, "
            "its evidence and its explanation together and approved exactly what you see."
        ),
        corrections_policy=(
            "When we get something wrong we say so: the check is corrected openly, the earlier version "
            "stays in our record, and a check that cannot stand is withdrawn with the reason."
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_rules")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
