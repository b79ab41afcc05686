"""A row is reached only under the round it belongs to: under another one it is not there."""

import pytest

from portal.people.enums import Role
from portal.rounds.operations import coding, findings
from portal.shared import queue
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import make_round


@pytest.fixture
def two_rounds(client, session):
    by = signed_in(client, session, Role.ORGANISER).id
    mine, other = make_round(session).round, make_round(session).round
    theme = coding.create_theme(session, round_id=other.id, name="Staff", description="", by=by)
    finding = findings.create_finding(session, round_id=other.id, words="They listen", theme_ids=[], by=by)
    release = queue.enqueue(session, "rounds.release", asked_by=by, round_id=str(other.id), by=str(by))
    wave = queue.enqueue(session, "rounds.send_wave", asked_by=by, wave_id=str(other.id))
    session.commit()
    paths = [
        f"themes/{theme.id}",
        f"themes/{theme.id}/merge",
        f"themes/{theme.id}/delete",
        f"findings/{finding.id}",
        f"findings/{finding.id}/delete",
        f"results/release/{release.id}",
    ]
    return mine.id, other.id, paths, wave.id


def test_rows_open_under_their_own_round_only(client, two_rounds):
    mine, other, paths, _wave = two_rounds
    assert [client.get(f"/rounds/{other}/{path}").status_code for path in paths] == [200] * len(paths)
    assert [client.get(f"/rounds/{mine}/{path}").status_code for path in paths] == [404] * len(paths)


def test_the_outcome_of_other_work_is_not_shown_as_that_of_a_release(client, two_rounds):
    _mine, other, _paths, wave = two_rounds
    assert client.get(f"/rounds/{other}/results/release/{wave}").status_code == 404
