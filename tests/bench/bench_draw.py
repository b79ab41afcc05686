"""Drawing 400 of a frame of 20,000, as the organiser's button does it: strata, minimums, reserves, the record, rows."""

import tempfile
import time
from pathlib import Path

from portal.app import create_app
from portal.rounds.operations import drawing, planning
from portal.shared import crypto
from portal.shared.database import Base, db
from portal.shared.settings import Settings
from tests.bench.figures import Figure
from tests.rounds.asking.factories import make_frame, make_round, make_service

# The statuses of the real roster, rounded.
GROUPS = {"active": 11_000, "completed": 5_000, "disengaged": 2_800, "never_started": 1_200}


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        crypto.new_key_file(Path(folder) / "keys.json")
        app = create_app(Settings(instance=Path(folder), testing=True))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            service = make_service(db.session)
            frame = make_frame(db.session, service, GROUPS)
            round_ = make_round(db.session, service)
            planning.agree_plan(
                db.session,
                round_=round_,
                frame=frame,
                size=400,
                strata_field="ethnicity",
                allocation="square_root",
                minimums={"disengaged": 80, "never_started": 60},
                by=None,
            )
            db.session.commit()
            db.session.expire_all()
            began = time.perf_counter()
            draw = drawing.draw_sample(db.session, round_=round_, by=None)
            db.session.commit()
            seconds = time.perf_counter() - began
            assert drawing.verify_draw(db.session, draw_row=draw) == []
            db.session.rollback()
            db.engine.dispose()
    return [Figure("draw_400_of_20000_s", seconds, "s", 2.0)]
