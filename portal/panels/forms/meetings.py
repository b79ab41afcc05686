import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

from wtforms import Field, Form
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.panels.enums.doors import TYPED, SaidBy
from portal.panels.enums.meetings import BookingKind, BookingState, ComesWith, Coming, NeedState
from portal.panels.forms.wording import Wording, in_languages
from portal.questions.enums import Provenance
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    Holds,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
    WholeNumber,
    YesNo,
)
from portal.shared.forms.cleaning import western_digits
from portal.shared.home_time import NoSuchTime, TwiceThatTime, moment_at
from portal.shared.i18n import _, lazy

_TIME = re.compile(r"(\d{1,2})(?:[:. ](\d{2}))?\s*(am|pm)?", re.IGNORECASE | re.ASCII)
FIRST, SECOND = "first", "second"


def read_time(text: str) -> dt.time:
    """A time of day as people write it: 14:30, 14.30, 2:30pm, 9am.

    Raises:
        ValueError
    """
    found = _TIME.fullmatch(western_digits(text.strip()))
    if found is None:
        raise ValueError("not a time")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError("not an hour of half a day")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return dt.time(hour, minute)


def labelled(kind: Any, *, for_staff: bool = False) -> list[SelectChoice]:
    return [SelectChoice(one.value, one.for_staff if for_staff else one.label) for one in kind]


class RealTime:
    """Looks like a time of day."""

    def __call__(self, form: Form, field: Field) -> None:
        try:
            read_time(field.data or "")
        except ValueError as problem:
            raise StopValidation(str(_("Enter a time, like 14:30"))) from problem


class TimesForm(PortalForm):
    """From when until when, as the clocks at home show it. On the night the clocks go back an hour comes twice: then it
    is asked which one is meant."""

    day = DateParts(lazy("Day"), [Needed(lazy("Enter the day"))])
    begins = TextInput(
        lazy("It begins at"), [Needed(lazy("Enter when it begins")), RealTime()], hint=lazy("For example, 14:30")
    )
    ends = TextInput(lazy("It ends at"), [Needed(lazy("Enter when it ends")), RealTime()])
    which = Radios(
        lazy("The clocks go back that night, and this hour comes twice. Which one do you mean?"),
        choices=lambda: [
            SelectChoice(FIRST, lazy("The first, before the clocks go back")),
            SelectChoice(SECOND, lazy("The second, after the clocks go back")),
        ],
    )
    starts_at: dt.datetime
    ends_at: dt.datetime
    asks_which = False

    def validate(self, extra_validators: Any = None) -> bool:
        is_fine = super().validate(extra_validators)
        if not is_fine:
            self.asks_which = bool(self.which.data)
            return False
        begins, ends = self._moment(self.begins), self._moment(self.ends)
        if begins is None or ends is None:
            return False
        self.starts_at, self.ends_at = begins, ends
        if ends <= begins:
            self._say(self.ends, _("The end must be after the beginning"))
        return not self.errors

    def _moment(self, field: Any) -> dt.datetime | None:
        second = self.which.data == SECOND if self.which.data else None
        try:
            assert self.day.data is not None
            return moment_at(self.day.data, read_time(field.data), second=second)
        except NoSuchTime:
            self._say(field, _("The clocks go forward that night, and there is no such time. Choose another."))
        except TwiceThatTime:
            self.asks_which = True
            self._say(self.which, _("Say which of the two hours you mean"))
        return None

    @staticmethod
    def _say(field: Any, words: str) -> None:
        field.errors = [*field.errors, words]


def _is_https(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname)


PLACES = (
    Wording("directions", lazy("How do people get there?"), most=1000, rows=3),
    Wording(
        "place_access",
        lazy("How accessible is the place?"),
        most=1000,
        rows=3,
        hint=lazy("Steps, lifts, toilets, hearing loop, light, a quiet room"),
    ),
)
TITLE = Wording("title", lazy("What is the meeting called?"), needed=lazy("Say what the meeting is called"), most=120)


class _Where(PortalForm):
    place = TextArea(lazy("Place"), [AtMost(300)], rows=2, hint=lazy("Leave empty if nobody meets in a room"))
    video_link = TextInput(
        lazy("Link for video"),
        [AtMost(500), Holds(_is_https, lazy("Enter an address that begins with https://"))],
        spellcheck=False,
    )
    phone = TextInput(lazy("Phone number to dial in"), [AtMost(60)])

    def validate(self, extra_validators: Any = None) -> bool:
        is_fine = super().validate(extra_validators)
        if not (self.place.data or self.video_link.data or self.phone.data):
            self.place.errors = [*self.place.errors, _("Enter a place, a link for video or a phone number")]
            return False
        return bool(is_fine)


@in_languages(TITLE, *PLACES)
class MeetingForm(TimesForm, _Where):
    anyway = Checkboxes(
        lazy("Some members have another meeting then"),
        choices=lambda: [SelectChoice("yes", lazy("Plan it all the same"))],
    )


@in_languages(TITLE, *PLACES)
class ChangeMeetingForm(_Where):
    has_version = True


@in_languages(Wording("why", lazy("Why?"), needed=lazy("Say why: everyone is told"), most=500, rows=2))
class MoveMeetingForm(TimesForm):
    has_version = True
    anyway = Checkboxes(
        lazy("Some members have another meeting then"),
        choices=lambda: [SelectChoice("yes", lazy("Move it all the same"))],
    )


@in_languages(Wording("why", lazy("Why?"), needed=lazy("Say why: everyone is told"), most=500, rows=2))
class CancelMeetingForm(PortalForm):
    has_version = True


MINUTES = (Needed(lazy("Enter how many minutes")), Between(1, 480, lazy("Enter a number from 1 to 480")))


@in_languages(
    Wording("title", lazy("What is it about?"), needed=lazy("Say what it is about"), most=200),
    Wording("question", lazy("What do we ask the members?"), most=500, rows=2),
)
class ItemForm(PortalForm):
    has_version = True
    minutes = WholeNumber(lazy("How many minutes?"), MINUTES)
    is_break = YesNo(lazy("Is it a break?"))


NEEDED = [Needed(lazy("Choose one of the answers"))]


class AnswerForm(PortalForm):
    coming = Radios(lazy("Do you come?"), [Needed(lazy("Choose one of the answers"))], choices=lambda: labelled(Coming))
    comes_with = Radios(lazy("Does someone come with you?"), choices=lambda: labelled(ComesWith), default="nobody")


class NotedAnswerForm(PortalForm):
    coming = Radios(
        lazy("What do they say?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=lambda: labelled(Coming, for_staff=True),
    )
    comes_with = Radios(lazy("Does someone come with them?"), choices=lambda: labelled(ComesWith), default="nobody")
    via = Radios(
        lazy("How did they tell you?"),
        [Needed(lazy("Say how they told you"))],
        choices=lambda: [SelectChoice(one.value, one.label) for one in TYPED],
    )


class AttendanceForm(PortalForm):
    came = Radios(
        lazy("How did they take part?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=lambda: labelled(Coming, for_staff=True),
    )
    minutes = WholeNumber(
        lazy("For how many minutes?"),
        [Between(0, 720, lazy("Enter a number from 0 to 720"))],
        hint=lazy("Leave empty for the whole meeting"),
    )
    supporter_came = YesNo(lazy("Was someone with them?"))


class WishesForm(PortalForm):
    calendar_words = TextInput(
        lazy("What should your calendar say?"),
        [AtMost(60)],
        hint=lazy("Others may read your calendar. If you leave this empty it says “Meeting”."),
    )
    card_name = TextInput(
        lazy("Which name should be on your card?"), [AtMost(40)], hint=lazy("Your first name is enough")
    )
    card_picture = SelectBox(lazy("Which picture do you want on your card?"), choices=list)


class SettleForm(PortalForm):
    state = Radios(
        lazy("How does it stand?"), [Needed(lazy("Choose one of the answers"))], choices=lambda: labelled(NeedState)
    )
    words = TextArea(
        lazy("What do we tell the member?"),
        [AtMost(500)],
        rows=2,
        hint=lazy("How it is arranged, or why it could not be"),
    )
    booking = SelectBox(lazy("Which task is it part of?"), choices=list)


class BookingForm(PortalForm):
    kind = SelectBox(
        lazy("What is needed?"), [Needed(lazy("Choose what is needed"))], choices=lambda: labelled(BookingKind)
    )
    owner = SelectBox(lazy("Who arranges it?"), [Needed(lazy("Choose who arranges it"))], choices=list)
    due = DateParts(lazy("By which day?"), [Needed(lazy("Enter the day"))])
    words = TextArea(lazy("What must they know?"), [AtMost(500)], rows=2)


class ChangeBookingForm(PortalForm):
    has_version = True
    state = Radios(
        lazy("How does it stand?"), [Needed(lazy("Choose one of the answers"))], choices=lambda: labelled(BookingState)
    )
    owner = SelectBox(lazy("Who arranges it?"), [Needed(lazy("Choose who arranges it"))], choices=list)
    due = DateParts(lazy("By which day?"), [Needed(lazy("Enter the day"))])
    words = TextArea(lazy("What must they know?"), [AtMost(500)], rows=2)


class ViewForm(PortalForm):
    words = TextArea(lazy("What do you think?"), [Needed(lazy("Write what you think")), AtMost(4000)], rows=6)
    with_name = YesNo(
        lazy("Shall we say that it comes from you?"),
        [Needed(lazy("Choose yes or no"))],
        yes=lazy("Yes, with my name"),
        no=lazy("No, without my name"),
    )
    provenance = Radios(
        lazy("Did someone help you?"), choices=lambda: labelled(Provenance), default=Provenance.OWN_WORDS.value
    )


class NotedViewForm(ViewForm):
    member = SelectBox(lazy("Whose words are they?"), [Needed(lazy("Choose whose words they are"))], choices=list)
    via = Radios(
        lazy("How did they tell you?"),
        [Needed(lazy("Say how they told you"))],
        choices=lambda: [SelectChoice(one.value, one.label) for one in (*TYPED, SaidBy.VOICE)],
    )


class HoldForm(PortalForm):
    why = TextArea(
        lazy("Why are these words not shown?"),
        [Needed(lazy("Say why: the member is told")), AtMost(500)],
        rows=2,
    )
