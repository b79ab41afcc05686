"""Keeping the catalogues: collect every message from code and templates, carry translations over, say what is missing.

python -m portal.shared.catalogues update             collects, and updates every translations/*/messages.po
python -m portal.shared.catalogues missing ur         what has no translation yet, as JSON
python -m portal.shared.catalogues fill ur FILE.json  puts translations from such a file in, after checking them
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from portal.shared.i18n import CATALOGUES, LANGUAGES, Language
from portal.shared.settings import ROOT

KEYWORDS = {"_": None, "lazy": None, "ngettext": (1, 2)}
METHODS = [("portal/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
OPTIONS = {"templates/**.html": {"silent": "false"}, "templates/**.txt": {"silent": "false"}}
LEFT_OUT = tuple(
    f'"{name}'
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Report-Msgid",
        "Last-Translator",
        "Language-Team",
    )
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


def collect() -> Catalog:
    """Every message of the code and the templates, in the order of its first place."""
    catalogue = Catalog(charset="utf-8")
    folders = {"portal", "templates"}
    found = extract_from_dir(
        ROOT,
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=KEYWORDS,
        directory_filter=lambda path: Path(path).relative_to(ROOT).parts[0] in folders if Path(path) != ROOT else True,
    )
    for name, _line, message, _comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, None, [(name, 0)], context=context)
    return catalogue


def read(language: Language) -> Catalog:
    if not language.catalogue.exists():
        return Catalog(locale=language.locale, charset="utf-8")
    with language.catalogue.open("rb") as file:
        return read_po(file, locale=language.locale)


def write(language: Language, catalogue: Catalog) -> None:
    text = io.BytesIO()
    write_po(text, catalogue, width=110, omit_header=False, sort_by_file=True, include_lineno=False)
    # The time of the last collecting would make every update a difference.
    lines = [line for line in text.getvalue().decode().splitlines() if not line.startswith(LEFT_OUT)]
    language.catalogue.parent.mkdir(parents=True, exist_ok=True)
    language.catalogue.write_text("\n".join(lines).rstrip() + "\n")


def update() -> dict[str, int]:
    """Brings every catalogue up to date with the messages there are; returns what is missing, by language."""
    wanted, missing_counts = collect(), {}
    for language in LANGUAGES.values():
        before = read(language)
        fresh = _empty(language)
        for message in messages(wanted):
            kept = before.get(message.id)
            text = kept.string if kept is not None and not kept.fuzzy else None
            fresh.add(message.id, message.id if language.code == "en" else text, message.locations)
        write(language, fresh)
        missing_counts[language.code] = len(missing(language))
    return missing_counts


def missing(language: Language) -> list[Any]:
    """Messages without a complete translation: text, or [one, many] for plurals."""
    return [list(m.id) if m.pluralizable else m.id for m in messages(read(language)) if not _is_complete(m)]


def fill(language: Language, translations: list[Any]) -> list[str]:
    """Puts `[message, translation]` pairs in (plural: `[[one, many], [form, form, …]]`). Returns refusals, in words."""
    catalogue, refused = read(language), []
    for source, target in translations:
        message_id = tuple(source) if isinstance(source, list) else source
        message = catalogue.get(message_id)
        if message is None:
            refused.append(f"not a message: {source}")
            continue
        message.string = tuple(target) if isinstance(target, list) else target
        refused += [f"{fault}: {source}" for fault in faults_of(message, forms=catalogue.num_plurals)]
    if not refused:
        write(language, catalogue)
    return refused


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def faults_of(message: Message, *, forms: int) -> list[str]:
    """What would break a page or smuggle something in: a changed placeholder, a tag, a missing plural form."""
    sources, targets, faults = _texts(message.id), _texts(message.string), []
    if not all(targets):
        return []  # missing is another matter
    if message.pluralizable and len(targets) != forms:
        faults.append(f"needs {forms} forms")
    allowed: set[str] = set().union(*(placeholders(text) for text in sources))
    needed = allowed - {"num"} if message.pluralizable else allowed
    for text in targets:
        if not needed <= placeholders(text) <= allowed:
            faults.append("placeholders differ")
        if ("<" in text or ">" in text) and not any("<" in source or ">" in source for source in sources):
            faults.append("holds a tag")
    return faults


def placeholders(text: str) -> set[str]:
    return {match.group(1) for match in PLACEHOLDER.finditer(text) if match.group(1)}


def _empty(language: Language) -> Catalog:
    return Catalog(
        locale=language.locale,
        charset="utf-8",
        fuzzy=False,
        project="Heard",
        version="0",
        header_comment=f"# {language.name}. Who checked it, and when: translations/status.json",
    )


def _is_complete(message: Message) -> bool:
    return all(_texts(message.string))


def _texts(text: Any) -> tuple[str, ...]:
    """One text or several plural forms, always as a tuple."""
    return tuple(text) if isinstance(text, (list, tuple)) else (str(text or ""),)


def main(arguments: list[str]) -> int:
    verb, *rest = arguments or ["update"]
    if verb == "update":
        sys.stdout.write(json.dumps(update()) + "\n")
    elif verb == "missing":
        sys.stdout.write(json.dumps(missing(LANGUAGES[rest[0]]), ensure_ascii=False, indent=0) + "\n")
    elif verb == "fill":
        refused = fill(LANGUAGES[rest[0]], json.loads(Path(rest[1]).read_text()))
        sys.stdout.write("\n".join(refused or ["all in"]) + "\n")
        return 1 if refused else 0
    return 0


__all__ = ["CATALOGUES", "collect", "faults_of", "fill", "messages", "missing", "placeholders", "read", "update"]

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
