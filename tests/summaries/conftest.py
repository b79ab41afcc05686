import pytest

from portal.summaries import operations
from portal.summaries.queries import statements_of
from tests.summaries.factories import WRITER, askable, make_source, make_summary, quote_of, send_out


@pytest.fixture
def source(session):
    """A source with one person who agreed to check and be quoted, one who agreed to nothing, one who is silent."""
    source_id, source = make_source()
    source.id = source_id
    source.agreed = askable(session, answered=True, agreed=True)
    source.refused = askable(session, answered=True, agreed=False)
    source.silent = askable(session, answered=False, agreed=None)
    source.people = [source.agreed, source.refused, source.silent]
    source.quote = quote_of(source.agreed)
    source.said = [source.quote]
    session.commit()
    return source


@pytest.fixture
def summary(session, source):
    summary = make_summary(session, source.id)
    session.commit()
    return summary


@pytest.fixture
def phone(session, summary):
    """The statement about the phone."""
    return next(one for one in statements_of(session, summary_id=summary.id) if one.picture == "phone")


@pytest.fixture
def check(session, summary, phone, source):
    """(version, invitations) of a check that is out, with a quote of the person who agreed."""
    operations.attach_quote(session, summary=summary, statement=phone, answer_id=source.quote.answer_id, by=WRITER)
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    sent = send_out(session, summary, sample=1)
    session.commit()
    return sent
