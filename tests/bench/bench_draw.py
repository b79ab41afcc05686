"""Drawing 400 of a frame of 20,000, as the organiser's button does it: strata, minimums, reserves, the record, rows.

Once plain, once with every rule: one person of a household, six months of peace, a systematic list. And the order of
200,000 people by itself.
"""

import tempfile
import time
from pathlib import Path

from portal.app import create_app
from portal.rosters.models import Frame, Service
from portal.rounds.operations import drawing, planning, sparing
from portal.rounds.operations.previewing import work_out
from portal.rounds.rules.designing import Design, Wishes
from portal.sampling.ordering import in_drawn_order
from portal.shared import clock, crypto
from portal.shared.database import Base, db
from portal.shared.settings import Settings
from tests.bench.figures import Figure
from tests.rounds.asking.factories import make_frame, make_round, make_service

# The statuses of the real roster, rounded.
GROUPS = {"active": 11_000, "completed": 5_000, "disengaged": 2_800, "never_started": 1_200}


EVERY_RULE = Design(one_per_household=True, rest_months=6, selection="systematic", sort_field="area")


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        crypto.new_key_file(Path(folder) / "keys.json")
        app = create_app(Settings(instance=Path(folder), testing=True))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            service = make_service(db.session)
            frame = make_frame(db.session, service, GROUPS, home_size=2)
            plain = _seconds_to_draw(service, frame, Design())
            with_rules = _seconds_to_draw(service, frame, EVERY_RULE)
            preview = _seconds_to_preview(frame)
            db.session.rollback()
            db.engine.dispose()
    return [
        Figure("draw_400_of_20000_s", plain, "s", 2.0),
        Figure("draw_400_of_20000_with_every_rule_s", with_rules, "s", 3.0),
        Figure("plan_preview_20000_s", preview, "s", 3.0),
        Figure("order_200000_s", _seconds_to_order(), "s", 4.0),
    ]


def _seconds_to_draw(service: Service, frame: Frame, design: Design) -> float:
    round_ = make_round(db.session, service)
    planning.agree_plan(
        db.session,
        round_=round_,
        frame=frame,
        size=400,
        strata_field="ethnicity",
        allocation="square_root",
        minimums={"disengaged": 80, "never_started": 60},
        design=design,
        by=None,
    )
    db.session.commit()
    db.session.expire_all()
    began = time.perf_counter()
    draw = drawing.draw_sample(db.session, round_=round_, by=None)
    db.session.commit()
    seconds = time.perf_counter() - began
    assert drawing.verify_draw(db.session, draw_row=draw) == []
    return seconds


def _seconds_to_preview(frame: Frame) -> float:
    """What the plan's page works out: strata, whom to spare, precision, how often people were asked."""
    db.session.expire_all()
    began = time.perf_counter()
    wishes = Wishes(400, "ethnicity", "square_root", {"disengaged": 80}, EVERY_RULE)
    work_out(db.session, frame=frame, wishes=wishes, at=clock.now())
    sparing.burden_of(db.session, frame=frame)
    return time.perf_counter() - began


def _seconds_to_order() -> float:
    people = [f"P-{number:06}" for number in range(200_000)]
    began = time.perf_counter()
    ordered = in_drawn_order(people, seed="5eed" * 16)
    seconds = time.perf_counter() - began
    assert len(set(ordered)) == 200_000
    return seconds
