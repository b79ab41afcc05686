"""Every column says what it holds; every table says why and for how long."""

import sqlalchemy as sa

from portal.shared.database import APPEND_ONLY, Base
from portal.shared.privacy import DataClass

SEALED = (DataClass.IDENTITY, DataClass.CONTACT)
# A name staff gave themselves at work, and the reference a service uses instead of a name.
MAY_BE_READABLE = {("account", "display_name"), ("roster_entry", "reference"), ("frame_entry", "reference")}


def tables() -> list[sa.Table]:
    return [mapper.local_table for mapper in Base.registry.mappers]


def test_every_column_is_classified(one_app):
    unmarked = [f"{c.table.name}.{c.name}" for t in tables() for c in t.columns if "data_class" not in c.info]
    assert unmarked == []


def test_every_table_says_why_and_for_how_long(one_app):
    classes = [mapper.class_ for mapper in Base.registry.mappers]
    silent = [c.__name__ for c in classes if not (getattr(c, "__purpose__", "") and getattr(c, "__retention__", ""))]
    assert silent == []


def test_names_and_contacts_are_sealed_or_keyed(one_app):
    readable = [
        (c.table.name, c.name)
        for t in tables()
        for c in t.columns
        if c.info["data_class"] in SEALED and not c.name.endswith(("_sealed", "_index"))
    ]
    assert set(readable) <= MAY_BE_READABLE


def test_what_may_be_challenged_cannot_be_changed(session):
    names = set(sa.inspect(session.get_bind()).get_table_names())
    assert set(APPEND_ONLY) <= names
    assert "draw" in APPEND_ONLY
