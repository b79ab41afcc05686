import uuid

import pytest
from cryptography.exceptions import InvalidTag

from portal.contact.models import LetterBatch
from portal.people.models import Person
from portal.shared import clock, crypto, sealed_files
from portal.shared.storage import storage


def test_a_sealed_value_opens_only_in_its_own_row(session):
    one, other = (Person(name=name, created_at=clock.now()) for name in ("Ana", "Ben"))
    session.add_all([one, other])
    session.commit()
    assert (one.name, other.name) == ("Ana", "Ben")
    assert b"Ana" not in one.name_sealed
    other.name_sealed = one.name_sealed
    with pytest.raises(InvalidTag):
        _ = other.name
    session.rollback()


def test_rotating_seals_everything_with_the_newest_key_and_nothing_twice(session, settings):
    person = Person(name="Ana", email="ana@example.org", created_at=clock.now())
    session.add(person)
    session.commit()
    path = settings.instance / "keys.json"
    before, text = crypto.keys(), path.read_text()
    try:
        assert crypto.add_data_key(path) == 2
        crypto.use_keys(crypto.read_key_file(path))
        assert crypto.rotate(session, metadata=Person.metadata) == 2
        assert crypto.rotate(session, metadata=Person.metadata) == 0
        session.refresh(person)
        assert person.name == "Ana"
        assert int.from_bytes(person.name_sealed[:2], "big") == 2
    finally:
        crypto.use_keys(before)
        path.write_text(text)


def test_rotating_seals_files_again_too_and_leaves_no_old_one(session, settings):
    """Voice messages and photos of people are the most of what is kept about them."""
    batch_id = uuid.uuid4()
    letters = LetterBatch(
        id=batch_id,
        asked_in=uuid.uuid4(),
        number=1,
        language="en",
        letters=2,
        storage_key=sealed_files.put(b"%PDF" * 400_000, belongs_to=batch_id),
        sha256="",
        made_at=clock.now(),
    )
    session.add(letters)
    session.commit()
    path, old = settings.instance / "keys.json", letters.storage_key
    before, text = crypto.keys(), path.read_text()
    try:
        crypto.add_data_key(path)
        crypto.use_keys(crypto.read_key_file(path))
        assert sealed_files.rotate(session, metadata=Person.metadata) == 1
        assert sealed_files.rotate(session, metadata=Person.metadata) == 0
        session.refresh(letters)
        assert sealed_files.get(letters.storage_key, belongs_to=letters.id) == b"%PDF" * 400_000
        assert int.from_bytes(storage().get(letters.storage_key)[8:10], "big") == 2
        with pytest.raises(FileNotFoundError):
            storage().get(old)
    finally:
        crypto.use_keys(before)
        path.write_text(text)


def test_keys_already_there_are_never_overwritten(tmp_path):
    path = tmp_path / "keys.json"
    crypto.new_key_file(path)
    text = path.read_text()
    crypto.new_key_file(path)
    assert path.read_text() == text
    assert path.stat().st_mode & 0o077 == 0


def test_an_index_for_an_address_is_not_one_for_a_number(app):
    assert crypto.keys().blind("07700 900123", kind="email") != crypto.keys().blind("07700 900123", kind="phone")
