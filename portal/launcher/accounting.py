"""The audit chain from the command line: is it whole, and what is its head, to be noted outside."""

from __future__ import annotations

import importlib

from portal.launcher import inside
from portal.launcher.run import parser
from portal.launcher.words import Trouble, say


def audit(arguments: list[str]) -> int:
    """Walks the whole chain. With --head it also finds an end that was cut off."""
    wishes = parser("audit", "Checks that the record of who did what is whole, and prints its head to note outside.")
    wishes.add_argument("--head", help="the head noted earlier; the chain must still contain it")
    wish = wishes.parse_args(arguments)
    app = inside.new_app()
    chain = importlib.import_module("portal.shared.audit")
    database = importlib.import_module("portal.shared.database")
    with app.app_context():
        faults = chain.verify(database.db.session, head=wish.head)
        count, head = chain.head_of(database.db.session)
    for fault in faults:
        say(f"  {fault}")
    if faults:
        raise Trouble("The record of who did what has been changed.")
    say(f"{count} entries, whole. Head: {head}")
    return 0
