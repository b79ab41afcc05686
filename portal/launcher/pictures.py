"""Bringing in a picture pack from a folder of this machine."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from portal.launcher import inside
from portal.launcher.run import parser
from portal.launcher.words import Trouble, agreed, say

MOST_SHOWN = 50


def pictures(arguments: list[str]) -> int:
    """Says what is wrong by row and column, or asks and brings the pack in. Nothing is kept without a yes."""
    wishes = parser("pictures", "Brings in a picture pack: a folder with pictures.csv (docs/pictures.md).")
    wishes.add_argument("folder", type=Path)
    wishes.add_argument("--name", default="", help="what the pack is called (default: the folder's name)")
    wishes.add_argument("--yes", action="store_true", help="do not ask")
    wish = wishes.parse_args(arguments)
    if not wish.folder.is_dir():
        raise Trouble(f"There is no folder {wish.folder}.")
    app = inside.new_app()
    with app.app_context():
        return _bring_in(wish.folder, name=wish.name or wish.folder.resolve().name, yes=wish.yes)


def _bring_in(folder: Path, *, name: str, yes: bool) -> int:
    session = importlib.import_module("portal.shared.database").db.session
    packs = importlib.import_module("portal.summaries.operations.packs")
    reading = importlib.import_module("portal.summaries.pictures.packs")
    problems = importlib.import_module("portal.summaries.pictures.problems")
    try:
        pack = packs.check_folder(session, name=name, folder=reading.from_folder(folder))
    except problems.PackRefused as refused:
        raise Trouble(problems.problem_words(refused.code, refused.value)) from refused
    if pack.problems:
        _tell([problems.Problem(**one).words for one in pack.problems])
        session.rollback()
        return 1
    if not agreed(f"{pack.pictures} pictures are fine. Use them?", yes=yes):
        packs.throw_away(session, pack=pack)
        session.rollback()
        say("Nothing was kept.")
        return 1
    packs.agree_pack(session, pack=pack, by=None)
    session.commit()
    say(f"{pack.pictures} pictures of “{name}” can be found now.")
    return 0


def _tell(found: list[Any]) -> None:
    for words in found[:MOST_SHOWN]:
        say(words)
    if len(found) > MOST_SHOWN:
        say(f"… and {len(found) - MOST_SHOWN} more.")
    say("Nothing was kept.")
