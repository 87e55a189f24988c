"""The part of the claims' query that tells their figures: no further query, however many claims there are."""

FIGURES = """
SELECT json_agg(json_build_object(
           'id', f.id,
           'quantity', CASE WHEN q.id IS NULL THEN NULL ELSE json_build_object('id', q.id, 'label', q.label) END,
           'low', trim_scale(f.low), 'high', trim_scale(f.high),
           'qualifier', f.qualifier, 'unit', f.unit,
           'period', json_build_object('from', f.period_from, 'to', f.period_to),
           'period_words', f.period_words, 'place', f.place, 'population', f.population,
           'authority', f.authority, 'share_of', f.share_of_id, 'inferred', f.inferred,
           'highlight', f.highlight_id, 'confirmed', f.confirmed
       ) ORDER BY f.created_at, f.id)
FROM annotations_figure f LEFT JOIN annotations_quantity q ON q.id = f.quantity_id
WHERE f.claim_id = c.id AND f.removed_at IS NULL
"""
"""An expression for a claim `c`: a JSON array, oldest figure first, null without any; one look into the index of figures by claim.

Values are JSON numbers without needless zeros; days are ISO 8601, both included.
"""
