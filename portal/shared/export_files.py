"""Tables as files: CSV, XLSX, ODS, JSON, with what their columns mean. Only the export writer calls these.

Text that a spreadsheet would run is neutralised; formula cells are never written.
"""

import csv
import datetime as dt
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

# OWASP, CSV injection: also after a line end, and as the wide signs that spreadsheets read like the narrow ones.
RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r", "\n")
# What no file of ours may hold, and what is not seen: it must not hide the sign that comes after it.
_NOT_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
_UNSEEN = " \u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Column:
    """One line of a data dictionary: a column, what it means, and which values it can have."""

    name: str
    means: str
    values: str = ""


@dataclass(frozen=True)
class Table:
    headings: list[str]
    rows: list[list[Any]]
    dictionary: Sequence[Column] = ()
    # The heading of the sheet, and those of the dictionary, in the language of whoever takes the file.
    title: str = "data"
    dictionary_headings: Sequence[str] = ("column", "meaning", "values")

    @property
    def as_dictionary(self) -> "Table":
        """The dictionary as a table of its own."""
        lines: list[list[Any]] = [[one.name, one.means, one.values] for one in self.dictionary]
        return Table(list(self.dictionary_headings), lines, title="columns")


def harmless(value: Any) -> Any:
    """A value no spreadsheet program will execute: a leading apostrophe is the convention they all understand.

    A value that is neither text nor a number (a list, say) is written as its text.
    """
    if value is None or isinstance(value, (bool, int, float, Decimal, dt.date)):
        return value
    text = _NOT_TEXT.sub("", str(value))
    first_seen = unicodedata.normalize("NFKC", text.lstrip(_UNSEEN)[:1])
    return "'" + text if first_seen in RUNS_IN_A_SPREADSHEET else text


def as_csv(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([harmless(cell) for cell in row] for row in [table.headings, *table.rows])
    return text.getvalue().encode("utf-8-sig")


def as_columns(table: Table) -> bytes:
    """Only the dictionary: what stands beside a CSV file, which has room for one table."""
    return as_csv(table.as_dictionary)


def as_xlsx(table: Table) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for part in _sheets(table):
        sheet = book.create_sheet(part.title)
        for row in [part.headings, *part.rows]:
            cells = []
            for value in row:
                plain = harmless(value)
                made = WriteOnlyCell(sheet, value=plain)
                if isinstance(plain, str):
                    made.data_type = "s"
                cells.append(made)
            sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _sheets(table: Table) -> list[Table]:
    return [table, table.as_dictionary] if table.dictionary else [table]


def as_json(table: Table) -> bytes:
    """A list of rows; with a dictionary, {"columns": [...], "rows": [...]}."""
    rows = [dict(zip(table.headings, row, strict=True)) for row in table.rows]
    columns = [{"name": one.name, "means": one.means, "values": one.values} for one in table.dictionary]
    content: Any = {"columns": columns, "rows": rows} if table.dictionary else rows
    return json.dumps(content, default=str, ensure_ascii=False).encode()


def as_ods(table: Table) -> bytes:
    """The least of an OpenDocument 1.3 spreadsheet: typed cells, no styles, no formulas (OASIS, part 2 and 3)."""
    target = io.BytesIO()
    # A fixed date: the same table is the same file.
    made = (1980, 1, 1, 0, 0, 0)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        # The type comes first and is not packed, so that a program knows the file by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype", made), ODS, zipfile.ZIP_STORED)
        for name, text in (("META-INF/manifest.xml", _MANIFEST), ("content.xml", "".join(_content(table)))):
            entry = zipfile.ZipInfo(name, made)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return target.getvalue()


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def _content(table: Table) -> Iterator[str]:
    names = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    yield f'{_XML}<office:document-content {names} office:version="1.3"><office:body><office:spreadsheet>'
    for part in _sheets(table):
        yield f"<table:table table:name={quoteattr(harmless(part.title))}>"
        for row in [part.headings, *part.rows]:
            yield "<table:table-row>"
            yield from (_ods_cell(harmless(value)) for value in row)
            yield "</table:table-row>"
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return _typed("boolean", f'office:boolean-value="{str(value).lower()}"', str(value))
    if isinstance(value, (int, float, Decimal)):
        return _typed("float", f'office:value="{value}"', str(value))
    if isinstance(value, dt.date):
        return _typed("date", f'office:date-value="{value.isoformat()}"', value.isoformat())
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in value.splitlines() or [""])
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _typed(kind: str, attribute: str, text: str) -> str:
    shown = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="{kind}" {attribute}>{shown}</table:table-cell>'


def _spaced(line: str) -> str:
    """White space as OpenDocument keeps it: several blanks and tabs would else become one."""
    text = escape(line).replace("\t", "<text:tab/>")
    return re.sub("  +", lambda blanks: f' <text:s text:c="{len(blanks[0]) - 1}"/>', text)


WRITERS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "ods": (ODS, as_ods),
    "json": ("application/json", as_json),
    "columns": ("text/csv; charset=utf-8", as_columns),
}
