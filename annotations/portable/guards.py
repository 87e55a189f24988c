"""What the database guards while a newsroom is read back: which triggers rest, and what is proved in their place."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from annotations.portable.archive import Unfit

RESTING: dict[str, tuple[str, str]] = {
    "annotations_historyentry": (
        "factcheck_history_seal",
        "it would number and hash the entries anew; history is verified to the noted head instead",
    ),
    "annotations_claim": (
        "factcheck_claim_guard",
        "a claim begins as a draft, and these are in every state; their approvals are proved below",
    ),
    "annotations_reviewdecision": (
        "factcheck_decision_steps",
        "it asks what the newsroom and the claim are now, and these decisions are of other days",
    ),
    "annotations_signoff": (
        "factcheck_sign_off_guard",
        "a sign-off begins in force, of the newest text; these are of other days",
    ),
    "annotations_rating": (
        "factcheck_never_deleted",
        "the scale that the migrations made gives way to the newsroom's own",
    ),
}
"""By table: the one trigger that rests there, and why. All others stay on, constraints and references too."""

_PROOFS: dict[str, str] = {
    "claim {}: its approval judged other content": """
        SELECT c.id FROM annotations_claim c
        JOIN annotations_reviewdecision d ON d.id = c.approval_decision_id
        WHERE d.claim_id <> c.id OR d.kind <> 'approve' OR d.step <> d.steps
           OR d.content_sha256 <> c.content_sha256""",
    "claim {}: it is approved by no decision": """
        SELECT id FROM annotations_claim WHERE approval <> 'none' AND approval_decision_id IS NULL""",
    "claim {}: in its state it has no approval": """
        SELECT id FROM annotations_claim
        WHERE state IN ('draft', 'in_review', 'changes_requested') AND approval <> 'none'""",
    "claim {}: what is public of it is another claim's": """
        SELECT c.id FROM annotations_claim c JOIN annotations_publication p ON p.id = c.publication_id
        WHERE p.claim_id <> c.id""",
    "claim {}: it says that it is published, and nothing is": """
        SELECT id FROM annotations_claim WHERE state = 'published' AND publication_id IS NULL""",
    "publication {}: our own copy is never published": """
        SELECT p.id FROM annotations_publication p JOIN annotations_claim c ON c.id = p.claim_id
        JOIN annotations_article a ON a.id = c.article_id
        WHERE a.purpose <> 'others' AND p.withdrawn_at IS NULL AND p.superseded_at IS NULL""",
    "sign-off {}: the hash is not that of the content": """
        SELECT id FROM annotations_signoff
        WHERE content_sha256 <> encode(sha256(convert_to(content, 'UTF8')), 'hex')""",
    "text {}: the hash or the length is not that of the text": """
        SELECT id FROM annotations_articlerevision
        WHERE text_sha256 <> encode(sha256(convert_to(text, 'UTF8')), 'hex')
           OR length <> char_length(text)""",
}
"""What would have been refused: each query finds the rows that are wrong."""


@contextmanager
def resting() -> Iterator[None]:
    """Let the triggers of `RESTING` rest until the end of the block; all within the caller's transaction."""
    _switch("DISABLE")
    yield
    with connection.cursor() as cursor:
        # Every reference is looked at now; a table with checks that still wait cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _switch("ENABLE")


def prove() -> None:
    """See that what was read back is what the resting triggers would have let in.

    Raises:
        Unfit: the first row that is not.
    """
    with connection.cursor() as cursor:
        for words, query in _PROOFS.items():
            cursor.execute(f"{query} LIMIT 1")
            if found := cursor.fetchone():
                raise Unfit(f"The export does not hold: {words.format(found[0])}.")


def _switch(verb: str) -> None:
    with connection.cursor() as cursor:
        for table, (trigger, _why) in RESTING.items():
            cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER {trigger}")


def refuse_unless_owner() -> None:
    """See that the connected role may switch triggers.

    Raises:
        Unfit: it does not own the tables.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class"
            " WHERE oid = ANY (%s::text[]::regclass[])",
            [list(RESTING)],
        )
        role, owns = cursor.fetchone() or ("", False)
    if not owns:
        raise Unfit(
            f"{role} does not own the tables. Run this as the role that migrates: "
            "OWNER_DATABASE_URL=… manage.py import_newsroom FILE"
        )
