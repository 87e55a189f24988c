"""The product's catalogues of words: found in code and templates, merged, checked, compiled (see docs/adr/0043)."""
