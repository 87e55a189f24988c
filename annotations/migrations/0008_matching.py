"""What claims are matched by: their terms, made by the database, so that no row can miss them.

The columns are the database's alone and not fields of the models: no list has to fetch them. `factcheck_terms` is
declared immutable, which it is: the configuration is named with its schema, and Unicode forms are PostgreSQL's own.
"""

from django.db import migrations

# Accents off, figures in one form ("3,000", "3 000" and "3000"; "3,5" and "3.5"), Chinese and Japanese by the
# character, Cyrillic words cut to five letters (Russian and Belarusian endings), then English stems.
_TERMS = r"""
CREATE FUNCTION factcheck_terms(given text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector('pg_catalog.english'::regconfig,
        regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        regexp_replace(regexp_replace(regexp_replace(
            lower(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f]', '', 'g')),
            '(?<=\d),(?=\d{3}(?!\d))', '', 'g'),
            '(?<!\d)(\d{1,3})[ ’''](?=\d{3}(?!\d))', '\1', 'g'),
            '(?<=\d),(?=\d{1,2}(?!\d))', '.', 'g'),
            '-(?=\d)', ' ', 'g'),
            '%', ' percent ', 'g'),
            '([\u3040-\u30ff\u3400-\u9fff])', ' \1 ', 'g'),
            '([\u0400-\u04ff]{5})[\u0400-\u04ff]+', '\1', 'g'))
$$;
CREATE FUNCTION factcheck_sha256(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT encode(sha256(convert_to(given, 'UTF8')), 'hex')
$$;
ALTER TABLE annotations_earliercheck ADD COLUMN terms tsvector GENERATED ALWAYS AS (
    setweight(public.factcheck_terms(claim_reviewed), 'A')
    || setweight(public.factcheck_terms(title), 'B')) STORED;
ALTER TABLE annotations_claim ADD COLUMN terms tsvector GENERATED ALWAYS AS (
    setweight(public.factcheck_terms(statement), 'A')) STORED;
CREATE INDEX earlier_check_terms ON annotations_earliercheck USING gin (terms) WITH (fastupdate = off);
CREATE INDEX claim_terms ON annotations_claim USING gin (terms)
    WHERE verdict_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX earlier_check_sha256 ON annotations_earliercheck (public.factcheck_sha256(claim_reviewed));
CREATE INDEX claim_sha256 ON annotations_claim (public.factcheck_sha256(statement))
    WHERE verdict_id IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX match_choice_of_text ON annotations_matchchoice (public.factcheck_sha256(text));
"""
_WITHOUT = """
DROP INDEX match_choice_of_text;
DROP INDEX claim_sha256;
DROP INDEX earlier_check_sha256;
ALTER TABLE annotations_claim DROP COLUMN terms;
ALTER TABLE annotations_earliercheck DROP COLUMN terms;
DROP FUNCTION factcheck_sha256(text);
DROP FUNCTION factcheck_terms(text);
"""


class Migration(migrations.Migration):
    """Terms of claims and earlier checks."""

    dependencies = [("annotations", "0007_evidence_and_figures")]

    operations = [migrations.RunSQL(_TERMS, _WITHOUT)]
