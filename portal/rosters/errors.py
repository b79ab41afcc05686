class FileRefused(Exception):
    """A file that cannot be read as a roster at all; `rules.problems` says why and what to do."""

    def __init__(self, code: str, *, row: int = 0, column: str = "", value: str = "") -> None:
        super().__init__(code)
        self.code, self.row, self.column, self.value = code, row, column, value


class NotReady(Exception):
    """The file has problems, was not checked yet, or is being worked on."""


class RosterMoved(Exception):
    """The roster changed after this file was checked: what was agreed is no longer what would happen."""


class NobodyToFreeze(Exception):
    """Nobody on the roster may be asked: a frame would be empty."""
