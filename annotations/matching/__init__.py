"""Claims seen before, passages that bear on a claim, sentences worth checking: suggested with reasons, never decided."""
