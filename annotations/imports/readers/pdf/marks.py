"""What lines begin with: bullets, numbers of a list, labels of figures."""

import re

BULLETS = "•‣▪▫◦●○■□◆◇►▸✓✔➢➤❖·∙"
BULLET = re.compile(rf"^[{BULLETS}]+\s*(?=\S)")
# What may begin an item, but also a line within a sentence.
ITEM = re.compile(
    r"^(?:[-–—*o]|\(?\d{1,3}[.)]|\(?[a-zа-я]\)|\(?[ivx]{1,4}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=\S)"
)
MARKER = re.compile(
    rf"[{BULLETS}\-–—*o]|\(?\d{{1,3}}[.)]?|\(?[a-zа-яA-Z][.)]|\(?[ivxIVX]{{1,4}}[.)]|\d{{1,2}}(?:\.\d{{1,2}})*\.?"
)
CAPTION = re.compile(
    r"^(?:(?:fig(?:ure|\.)?|table|chart|graph|map|box|exhibit|photo|abb(?:ildung|\.)?|tabelle|foto|figura|"
    r"tabla|tableau|carte|graphique|рис(?:унок|\.)?|табл(?:ица|\.)?|график|фото|мал(?:юнок|\.)?)"
    r"\s*(?:№\s*)?\d{1,3}(?:[.–-]\d{1,2})?[a-z]?\s*(?:[.:)–—|-]|$)"
    r"|(?:photo|foto|фото|image|picture|источник фото|photograph)(?:\s+(?:by|credit|courtesy))?\s*:)",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"""[.!?…:;؟۔。！？]["'”’»›)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$""")
