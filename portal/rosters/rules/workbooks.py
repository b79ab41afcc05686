"""Excel workbooks as roster files: read by the cellar, refused in the words of this room."""

from collections.abc import Iterator

from portal.rosters.errors import FileRefused
from portal.shared import workbooks
from portal.shared.workbooks import WorkbookRefused, count_rows

__all__ = ["check_before_unpacking", "count_rows", "rows"]


def check_before_unpacking(content: bytes) -> None:
    """
    Raises:
        FileRefused: no workbook, one with macros, one of another program, or one that would unpack to far too much.
    """
    try:
        kind = workbooks.check_before_unpacking(content)
    except WorkbookRefused as refused:
        raise FileRefused(refused.code) from refused
    if kind == "ods":
        raise FileRefused("ods")


def rows(content: bytes, *, most_columns: int) -> Iterator[tuple[int, list[str]]]:
    """Rows of the first sheet as text.

    Raises:
        FileRefused: the workbook is damaged.
    """
    try:
        yield from workbooks.rows(content, most_columns=most_columns)
    except WorkbookRefused as refused:
        raise FileRefused(refused.code) from refused
