"""300 web workers die by `kill -9` while answers are sent: nothing acknowledged is lost, nothing is there twice."""

import queue
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import psutil
import pytest
import sqlalchemy as sa

from portal.questions import queries as questions
from portal.questions.models import Answer, Response
from portal.rounds.enums import InvitationState
from portal.rounds.models import Invitation
from portal.shared import tokens
from tests.journeys.live import Served, serving
from tests.journeys.phone import Phone, whole_journey
from tests.journeys.world import make_world

KILLS = 300
PEOPLE = 900  # more than are needed: people stop coming once everyone who is to die is dead
AT_ONCE = 8
AT_MOST_SECONDS = 400  # on a machine that is busy with other things too
# What breaks first when bytes are mishandled: accents, right to left, joiners, astral letters, spaces, line ends.
WORDS = "Nobody rang back — “ever”. {number}\n  انتظار بہت لمبا تھا \u200d👩🏽‍🦽 e\u0301 \t end"

pytestmark = [pytest.mark.serial, pytest.mark.slow, pytest.mark.database]


@dataclass
class Killer(threading.Thread):
    """Kills a web worker shortly after someone pressed “Send my answers”; how shortly is left to chance."""

    served: Served
    pressed: threading.Event = field(default_factory=threading.Event)
    finished: threading.Event = field(default_factory=threading.Event)
    killed: set[tuple[int, float]] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.chance = random.Random(20)

    def run(self) -> None:
        while len(self.killed) < KILLS and not self.finished.is_set():
            if self.pressed.wait(0.1):
                self.pressed.clear()
                time.sleep(self.chance.uniform(0, 0.025))  # where in the request it strikes: the point of the test
                self.kill_one()
        self.finished.set()

    def kill_one(self) -> None:
        workers = self.served.web_workers()
        victim = self.chance.choice(workers) if workers else None
        if victim is not None and (victim.pid, victim.create_time()) not in self.killed:
            self.killed.add((victim.pid, victim.create_time()))
            victim.kill()

    __hash__ = threading.Thread.__hash__


@dataclass
class Sent:
    """What the people of this test know: their receipts, their words, and whatever went wrong."""

    receipts: dict[str, str] = field(default_factory=dict)  # receipt code → words
    broken_while_sending: int = 0
    faults: list[str] = field(default_factory=list)


def answer_until_all_are_dead(killer: Killer, waiting: "queue.SimpleQueue[tuple[int, str]]", sent: Sent) -> None:
    deadline = time.monotonic() + AT_MOST_SECONDS
    while not killer.finished.is_set() and time.monotonic() < deadline:
        try:
            number, link = waiting.get_nowait()
        except queue.Empty:
            return
        words = WORDS.format(number=number)
        phone = Phone(killer.served.port, before_send=lambda path: _note(killer, path))
        try:
            sent.receipts[whole_journey(phone, link, words)] = words
        except Exception as problem:  # a thread cannot fail a test; what it met is judged below
            sent.faults.append(f"{number}: {problem!r}")
        sent.broken_while_sending += phone.broken
        phone.close()


def _note(killer: Killer, path: str) -> None:
    if path == "/answer/check":
        killer.pressed.set()


def test_300_killed_workers_lose_no_acknowledged_answer_and_double_none(session, settings, record_property):
    world = make_world(session, people=PEOPLE)
    waiting: queue.SimpleQueue[tuple[int, str]] = queue.SimpleQueue()
    for numbered in enumerate(world.links):
        waiting.put(numbered)
    sent, began = Sent(), time.monotonic()
    with serving(settings) as served:
        killer = Killer(served)
        people = [
            threading.Thread(target=answer_until_all_are_dead, args=(killer, waiting, sent), daemon=True)
            for _ in range(AT_ONCE)
        ]
        for thread in (killer, *people):
            thread.start()
        for thread in people:
            thread.join()
        killer.finished.set()
        killer.join()
    record_property("seconds", round(time.monotonic() - began, 1))
    record_property("receipts", len(sent.receipts))
    record_property("broken lines", sent.broken_while_sending)
    print(len(killer.killed), len(sent.receipts), sent.broken_while_sending, round(time.monotonic() - began, 1))
    assert sent.faults == []
    assert len(killer.killed) == KILLS
    assert sent.broken_while_sending >= KILLS / 10  # the kills did strike people in the middle of something
    assert_all_is_there_once(session, world, sent)


def assert_all_is_there_once(session, world, sent: Sent) -> None:
    session.rollback()
    responses = questions.responses_of(session, asked_in=world.round.id)
    by_receipt = {response.receipt_index: response for response in responses}
    asked = [q for q in questions.asked_set(session, set_id=world.question_set.id).questions if q.kind.is_asked]
    said = {
        receipt: [answer.words for answer in by_receipt[tokens.code_index("receipt", receipt)].answers if answer.words]
        for receipt in sent.receipts
    }
    assert said == {receipt: [words] for receipt, words in sent.receipts.items()}
    assert Counter(response.alias for response in responses).most_common(1)[0][1] == 1
    answers = session.execute(sa.select(Answer.response_id, sa.func.count()).group_by(Answer.response_id)).all()
    assert dict(answers) == {response.id: len(asked) for response in responses}
    answered = sa.select(sa.func.count()).where(Invitation.state == InvitationState.ANSWERED)
    assert session.scalar(answered) == len(responses) == session.scalar(sa.select(sa.func.count(Response.id)))


def test_a_killed_worker_is_replaced(session, settings):
    """The ground the test above stands on."""
    with serving(settings) as served:
        first = served.web_workers()[0]
        first.kill()
        psutil.wait_procs([first], timeout=30)
        phone = Phone(served.port)
        assert phone.get("/code").status == 200
        assert len(served.web_workers()) == 2
        phone.close()
