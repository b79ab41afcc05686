"""10,334 real comments (or an invented crowd of them): brought in, coded, suggested for, looked through, reported.

The comments were written by real people: nothing here prints, keeps or asserts a word of them.
"""

import csv
import io
import random
import time

import pytest

from portal.people.enums import Role
from portal.rounds.coding_enums import ExportWhat
from portal.rounds.operations import code_frame, comments, counting, double_coding, exporting, releasing
from portal.rounds.queries import double_coding as samples
from portal.rounds.queries import suggesting, words
from portal.rounds.rules.redacting import suspects
from portal.rounds.rules.suggesting import learn, suggest
from portal.rounds.rules.worrying import risk_words
from portal.shared.queue import run_everything
from tests.people.factories import make_account, signed_in
from tests.real_data import real_data
from tests.rounds.understanding.factories import make_round

INVENTED = (
    ("Staff", "The {0} worker was kind and listened to me on {0}"),
    ("Access", "Nobody answered the phone for {0} weeks and I waited"),
    ("Information", "The letters were {0} and hard to read"),
    ("Travel", "Two buses each way, {0} miles, no car"),
)


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, str]]:
    """(words, theme) of every comment that has both."""
    path = real_data("feedback", "nhs_patient_feedback.csv")
    if path is None:
        return [(words.format(number), theme) for number in range(2600) for theme, words in INVENTED]
    with path.open(newline="", encoding="utf-8-sig") as file:
        found = [(row["feedback"].strip(), row["label"].strip()) for row in csv.DictReader(file)]
    return [(said, theme) for said, theme in found if said and theme]


def test_suggestions_are_quick_and_far_better_than_the_commonest_theme(rows):
    """Learnt from 2,000 comments as on the page, tried on all others: the right theme is among the three suggested."""
    mixed = random.Random(2026).sample(rows, len(rows))
    known, fresh = mixed[:2000], mixed[2000:]
    began = time.process_time()
    learnt = learn((said, [theme]) for said, theme in known)
    learning = time.process_time() - began
    began = time.process_time()
    found = [[one.theme for one in suggest(learnt, said)] for said, _theme in fresh]
    suggesting_time = time.process_time() - began
    given = [(hints, theme) for hints, (_said, theme) in zip(found, fresh, strict=True) if hints]
    first = sum(hints[0] == theme for hints, theme in given) / len(given)
    among = sum(theme in hints for hints, theme in given) / len(given)
    themes = [theme for _said, theme in rows]
    commonest = max(map(themes.count, set(themes))) / len(themes)
    print(
        f"learnt in {learning:.2f} s, {len(fresh)} suggested for in {suggesting_time:.2f} s: "
        f"{len(given) / len(fresh):.0%} get one, first right {first:.0%}, among three {among:.0%}, "
        f"commonest {commonest:.0%}"
    )
    assert first > commonest + 0.1
    assert among > 0.65
    assert learning < 2
    assert suggesting_time < 10


def test_looking_for_names_and_for_danger_takes_seconds_for_all_of_them(rows):
    began = time.process_time()
    held = sum(bool(suspects(said)) for said, _theme in rows)
    risky = sum(bool(risk_words(said)) for said, _theme in rows)
    taken = time.process_time() - began
    print(f"{len(rows)} looked through in {taken:.2f} s: {held} may hold a name, {risky} a word of danger")
    assert held < len(rows) * 0.5
    assert risky < len(rows) * 0.05
    assert taken < 20


@pytest.mark.slow
def test_all_are_brought_in_coded_by_two_and_reported(client, session, rows):
    asked = make_round(session)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    # The last 60 come without a theme: they are for people to code.
    writer.writerows([("feedback", "label"), *rows[:-60], *((said, "") for said, _theme in rows[-60:])])
    made = comments.take_upload(
        session,
        round_=asked.round,
        question=asked.questions["change"],
        content=file.getvalue().encode(),
        file_name="comments.csv",
        by=None,
    )
    comments.choose_columns(session, comment_import=made, columns=made.columns)
    comments.agree(session, comment_import=made, by=None)
    session.commit()
    run_everything(session)
    session.expire_all()
    faulty = made.preview["faults"]
    assert (made.counts["added"] + faulty, made.counts["coded"] + faulty) == (len(rows), len(rows) - 60)

    coders = [make_account(session, Role.ANALYST, email=f"{number}@example.org").id for number in range(2)]
    themes = words.themes_of(session, round_id=asked.round.id)
    sample = double_coding.draw_for_double_coding(
        session,
        round_id=asked.round.id,
        question_id=asked.questions["change"].id,
        size=40,
        coders=coders,
        by=None,
    )
    for place, item in enumerate(samples.items_of(session, double_coding_id=sample.id)):
        for number, coder in enumerate(coders):
            chosen = themes[(place + (number if place % 8 == 0 else 0)) % len(themes)]
            double_coding.judge(session, double_coding=sample, item=item.row, themes=[chosen.id], by=coder)
    assert 0.7 < sample.agreement["alpha"] < 1
    assert samples.sizes_of(session, double_coding_ids=[sample.id])[sample.id] == (40, 35)
    session.commit()

    began = time.process_time()
    assert suggesting.learnt_from(session, question_id=asked.questions["change"].id).answers == 2000
    learning = time.process_time() - began
    signed_in(client, session, Role.ANALYST)
    began = time.process_time()
    assert client.get(f"/rounds/{asked.round.id}/suggestions/").status_code == 200
    page = time.process_time() - began

    counting.recount(session, round_=asked.round)
    session.commit()
    tally = counting.seen_now(session, round_=asked.round)
    results = releasing.results_of(session, round_=asked.round, content=tally.content)
    taken = exporting.export_of(
        session,
        round_=asked.round,
        results=results,
        what=ExportWhat.THEMES,
        kind="csv",
        language="en",
        reason="For the board",
        by=None,
    )
    lines = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))[1:]
    assert len(lines) == len(themes)
    shown = [int(line[4]) for line in lines if line[4] != "hidden"]
    assert all(number % 5 == 0 and number >= 10 for number in shown)
    coded = made.counts["coded"] + 35
    hidden = len(lines) - len(shown)
    assert coded - 5 * len(lines) - 10 * hidden <= sum(shown) <= coded + 5 * len(lines)
    assert code_frame.freeze(session, round_id=asked.round.id, by=None).number == 1
    print(f"learnt from the database in {learning:.2f} s, page of suggestions in {page:.2f} s")
    assert learning < 5
    assert page < 5
