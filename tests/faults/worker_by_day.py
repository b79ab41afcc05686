"""The worker at an hour of its own: messages leave by day only, and tests run at night too."""

import datetime as dt
import os

import time_machine

from portal.app import create_app
from portal.shared import clock
from portal.shared.queue_consumer import run_worker

SHIFT = "HEARD_TEST_SHIFT_SECONDS"

if __name__ == "__main__":
    shift = dt.timedelta(seconds=float(os.environ[SHIFT]))
    with time_machine.travel(clock.now() + shift, tick=True):
        run_worker(create_app())
