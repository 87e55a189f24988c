"""Catalogues of words and formats of dates and numbers, a folder for each language."""
