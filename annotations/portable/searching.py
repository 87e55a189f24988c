"""What search looks into: made anew from the words, as the rooms that bring them in make it."""

from django.db import connection

# The same as annotations.imports.revise.put_in_force and annotations.earlier.receive make.
_ARTICLES = """
UPDATE annotations_article a SET search =
    setweight(to_tsvector('simple', a.title), 'A') ||
    setweight(to_tsvector('simple', left(r.text, 200000)), 'D')
FROM annotations_articlerevision r WHERE r.id = a.current_revision_id
"""
_CHECKS = """
UPDATE annotations_earliercheck SET search =
    setweight(to_tsvector('simple', claim_reviewed), 'A') ||
    setweight(to_tsvector('simple', title || ' ' || publisher || ' ' || claimant), 'D')
"""


def make_searchable() -> None:
    """Fill the columns that no export holds."""
    with connection.cursor() as cursor:
        cursor.execute(_ARTICLES)
        cursor.execute(_CHECKS)
