"""The worker with every carrier a portal can have, at an hour at which messages leave: tests run at night too.

E-mail goes to the mail server of PORTAL_MAIL_URL as it always does; texts go to a GOV.UK Notify at an address of ours.
"""

import datetime as dt
import os

import time_machine

from portal.app import create_app
from portal.contact.channels import use_carriers
from portal.contact.channels.choose import carriers_for
from portal.contact.channels.notify import NotifyCarrier
from portal.contact.enums import Channel
from portal.contact.operations.gate import good_time
from portal.shared import clock
from portal.shared.queue_consumer import run_worker

NOTIFY = "HEARD_TEST_NOTIFY"
KEY = "name-" + "11111111-1111-1111-1111-111111111111-" + "22222222-2222-2222-2222-222222222222"
LATE = dt.timedelta(minutes=15)  # what is begun just before people are left alone must be over in time


def work() -> None:
    app = create_app()
    notify = NotifyCarrier(api_key=KEY, templates={Channel.SMS: "t-text"}, address=os.environ[NOTIFY])
    use_carriers({**carriers_for(app.extensions["settings"]), Channel.SMS: notify})
    run_worker(app)


if __name__ == "__main__":
    now = clock.now()
    soon = good_time(now + LATE)
    if soon == now + LATE:
        work()
    else:
        with time_machine.travel(soon + LATE, tick=True):
            work()
