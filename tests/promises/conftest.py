import pytest

from tests.promises.factories import make_promise
from tests.summaries.factories import make_source, make_summary


@pytest.fixture
def source_of_summary():
    return make_source()


@pytest.fixture
def summary(session, source_of_summary):
    return make_summary(session, source_of_summary[0])


@pytest.fixture
def source(source_of_summary):
    return source_of_summary[1]


@pytest.fixture
def promise(session, summary):
    return make_promise(session, summary)
