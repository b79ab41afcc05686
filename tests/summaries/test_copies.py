"""Personal copies for people we write to on paper."""

import datetime as dt
import io

import pikepdf
import pytest
import sqlalchemy as sa

from portal.contact.enums import Channel
from portal.people.enums import Role
from portal.shared import queue, sealed_files, tokens
from portal.shared.database import db
from portal.shared.pdf.tag_tree import TreeReader
from portal.summaries import copies, operations
from portal.summaries.enums import FileState, PrintSize
from portal.summaries.models import CheckCopy, CopyBatch
from portal.summaries.queries import TOKEN_KIND
from tests.forms import submit
from tests.people.factories import signed_in
from tests.summaries.factories import askable, send_out

HOME = "12 Long Street\nNorthshire\nAB1 2CD"


@pytest.fixture
def posted(session, source, summary):
    """A check that went to three people by letter and to one by e-mail."""
    for number in range(3):
        source.people.append(
            askable(session, answered=True, agreed=True, email=None, address=f"{number} {HOME}", name=f"Ana {number}")
        )
    source.people.append(askable(session, answered=True, agreed=True))
    version, invitations = send_out(session, summary)
    session.commit()
    return version, [one for one in invitations if one.sent_by == Channel.LETTER]


def wish_for(version, **changes):
    values = {"language": "en", "size": PrintSize.NORMAL, "without_colour": False, **changes}
    return copies.Wish(version_id=version.id, **values)


def printed(app, session, version, **changes):
    copies.order_copies(session, version=version, wish=wish_for(version, **changes), by=version.made_by)
    session.commit()
    with app.app_context():
        queue.run_everything(db.session)
    session.expire_all()
    return copies.batches_of(session, version_id=version.id)


def words_of(batch):
    with pikepdf.open(io.BytesIO(sealed_files.get(batch.storage_key, belongs_to=batch.id))) as pdf:
        return " ".join(piece.text.replace("\u2028", " ") for piece in TreeReader(pdf).back.pieces)


@pytest.mark.slow
def test_everyone_we_write_to_on_paper_gets_one_copy_with_their_code(app, session, posted):
    version, invitations = posted
    assert len(invitations) == 3
    [batch] = printed(app, session, version)
    assert (batch.state, batch.faults, batch.copies) == (FileState.READY, [], 3)
    assert batch.pages % 6 == 0
    said = words_of(batch)
    in_pile = session.scalars(sa.select(CheckCopy.invitation_id).order_by(CheckCopy.place)).all()
    codes = [tokens.short_code(TOKEN_KIND, one) for one in in_pile]
    assert sorted(in_pile) == sorted(one.id for one in invitations)
    assert [said.count(code) for code in codes] == [1, 1, 1]
    assert sorted(codes, key=said.index) == codes
    assert said.count("Amina Shah can help you with this.") == 3
    assert printed(app, session, version) == [batch]


@pytest.mark.slow
def test_who_answered_or_said_stop_gets_none_and_is_taken_out_of_the_pile(app, session, posted):
    version, (first, second, _third) = posted
    first.answered_at = version.made_at
    session.commit()
    [batch] = printed(app, session, version, without_colour=True)
    assert batch.copies == 2
    assert copies.places_to_take_out(session, batch=batch) == []
    place = session.scalar(sa.select(CheckCopy.place).where(CheckCopy.invitation_id == second.id))
    second.answered_at = version.made_at
    session.commit()
    assert copies.places_to_take_out(session, batch=batch) == [place]


@pytest.mark.slow
def test_the_pile_is_ordered_taken_and_noted_on_the_desk(app, session, posted):
    version, _invitations = posted
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER)
    path = f"/desk/summaries/versions/{version.id}/copies"
    assert "3 people wait for a copy." in client.get(path).text
    answer = submit(client, path, language="en", size="large20", ink="black")
    assert answer.headers["Location"].startswith("/jobs/")
    with app.app_context():
        queue.run_everything(db.session)
    session.expire_all()
    batch = session.scalars(sa.select(CopyBatch)).one()
    assert (batch.size, batch.without_colour, batch.copies) == (PrintSize.LARGE, True, 3)
    assert "3 copies" in client.get(path).text
    got = submit(client, f"/desk/summaries/copies/{batch.id}")
    assert got.data[:5] == b"%PDF-"
    assert got.headers["Content-Disposition"].endswith('"copies-1.pdf"')


def test_a_pile_is_thrown_away_90_days_after_the_check(session, posted):
    version, _invitations = posted
    batch = CopyBatch(
        version_id=version.id,
        number=1,
        language="en",
        size=PrintSize.NORMAL,
        asked_at=version.made_at,
        asked_by=version.made_by,
    )
    session.add(batch)
    session.flush()
    batch.storage_key = sealed_files.put(b"%PDF-", belongs_to=batch.id)
    last_day = version.check_until + dt.timedelta(days=90)
    assert copies.forget_old_piles(session, today=last_day) == 0
    assert copies.forget_old_piles(session, today=last_day + dt.timedelta(days=1)) == 1
    assert session.scalars(sa.select(CopyBatch)).all() == []


def test_a_published_version_has_no_personal_copies(session, source, summary):
    operations.hand_in(session, summary=summary, by=summary.writer_id)
    version, _ = send_out(session, summary)
    version.kind = "published"
    with pytest.raises(copies.WrongState):
        copies.order_copies(session, version=version, wish=wish_for(version), by=version.made_by)
