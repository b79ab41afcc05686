"""Every template compiles, and every word in it can be translated."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PATHS = sorted(p.relative_to(TEMPLATES).as_posix() for p in TEMPLATES.rglob("*") if p.suffix in (".html", ".txt"))
JINJA = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.S)
TAGS = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", re.S)
ATTRIBUTES = re.compile(r"\b[a-z-]+=\"[^\"]*\"")
SPOKEN_ATTRIBUTES = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"{]*[A-Za-z][^"{]*)"')
# Marks and names that are the same in every language.
UNTRANSLATED = re.compile(r"&[a-z]+;|\bHeard\b|\bISO\b|\bPDF\b|\bCSV\b|\bXLSX\b|\bJSON\b|\bMIT\b|\bSHA-256\b")


@pytest.mark.parametrize("path", PATHS)
def test_a_template_compiles(one_app, path):
    assert one_app.jinja_env.get_template(path) is not None


@pytest.mark.parametrize("path", PATHS)
def test_every_word_of_a_template_can_be_translated(path):
    source = (TEMPLATES / path).read_text()
    bare = ATTRIBUTES.sub(" ", TAGS.sub(" ", JINJA.sub(" ", source)))
    words = re.findall(r"[A-Za-z]{2,}", UNTRANSLATED.sub(" ", bare))
    spoken = SPOKEN_ATTRIBUTES.findall(JINJA.sub("", source))
    assert (words, spoken) == ([], [])


@pytest.mark.parametrize("path", PATHS)
def test_a_template_neither_trusts_nor_styles_by_hand(path):
    source = (TEMPLATES / path).read_text()
    assert "|safe" not in source.replace(" ", "")
    assert not re.search(r"\sstyle=|\son\w+=\"", source)
    assert "{% trans" not in source
