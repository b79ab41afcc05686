from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy

NOT_KNOWN = "not_known"
PREFER_NOT_TO_SAY = "prefer_not_to_say"


class ServiceStatus(StrEnum):
    """How someone stands to a service, as the service says."""

    ACTIVE = "active"
    COMPLETED = "completed"
    DISENGAGED = "disengaged"
    NEVER_STARTED = "never_started"

    @property
    def label(self) -> Any:
        return {
            "active": lazy("Using the service"),
            "completed": lazy("Finished"),
            "disengaged": lazy("Stopped coming"),
            "never_started": lazy("Never started"),
        }[self.value]


class Exclusion(StrEnum):
    """Why someone of the roster is not in the frame. The first that applies counts, in this order."""

    DECEASED = "deceased"
    REMOVED = "removed"
    MOVED = "moved"
    NO_CAPACITY = "no_capacity"
    SAFEGUARDING = "safeguarding"
    OPEN_COMPLAINT = "open_complaint"
    DO_NOT_CONTACT = "do_not_contact"
    UNDER_AGE = "under_age"

    @property
    def label(self) -> Any:
        return {
            "deceased": lazy("Died"),
            "removed": lazy("No longer on the roster"),
            "moved": lazy("Moved away"),
            "no_capacity": lazy("Cannot decide about taking part"),
            "safeguarding": lazy("Safeguarding work under way"),
            "open_complaint": lazy("Open complaint"),
            "do_not_contact": lazy("Asked not to be contacted"),
            "under_age": lazy("Too young to be asked"),
        }[self.value]


# What a roster file may say about a person; the other exclusions are worked out from the record.
FLAGS = (
    Exclusion.DECEASED,
    Exclusion.MOVED,
    Exclusion.NO_CAPACITY,
    Exclusion.SAFEGUARDING,
    Exclusion.OPEN_COMPLAINT,
)


class ReportingField(StrEnum):
    """What results may be broken down by."""

    AREA = "area"
    UNIT = "unit"
    AGE_BAND = "age_band"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    LANGUAGE = "language"

    @property
    def label(self) -> Any:
        return {
            "area": lazy("Area"),
            "unit": lazy("Place or team"),
            "age_band": lazy("Age"),
            "sex": lazy("Sex"),
            "ethnicity": lazy("Ethnicity"),
            "disability": lazy("Disability"),
            "language": lazy("Language"),
        }[self.value]


class ImportState(StrEnum):
    """Where an uploaded file stands. Nothing of it is in the roster before `imported`."""

    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    IMPORTED = "imported"
    DISCARDED = "discarded"

    @property
    def label(self) -> Any:
        return {
            "mapping": lazy("Say what the columns are"),
            "checking": lazy("Being checked"),
            "checked": lazy("Checked"),
            "importing": lazy("Being brought in"),
            "imported": lazy("Brought in"),
            "discarded": lazy("Thrown away"),
        }[self.value]

    @property
    def is_open(self) -> bool:
        return self not in (ImportState.IMPORTED, ImportState.DISCARDED)


class RosterField(StrEnum):
    """What a column of a roster file can be."""

    REFERENCE = "reference"
    STATUS = "status"
    NAME = "name"
    AREA = "area"
    UNIT = "unit"
    AGE = "age"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    LANGUAGE = "language"
    EMAIL = "email"
    MOBILE = "mobile"
    ADDRESS = "address"
    POSTCODE = "postcode"
    HOUSEHOLD = "household"
    DO_NOT_CONTACT = "do_not_contact"
    SAFE_CONTACT = "safe_contact"
    NO_VOICEMAIL = "no_voicemail"
    SEEN_BY_OTHERS = "seen_by_others"
    SAFE_DAYS = "safe_days"
    SAFE_HOURS = "safe_hours"
    SAY_ONLY = "say_only"
    SAFE_CONTACT_CONFIRMED = "safe_contact_confirmed"
    FLAG = "flag"

    @property
    def label(self) -> Any:
        return {
            "reference": lazy("Reference"),
            "status": lazy("Status"),
            "name": lazy("Name"),
            "area": lazy("Area"),
            "unit": lazy("Place or team"),
            "age": lazy("Age"),
            "birth_date": lazy("Date of birth"),
            "sex": lazy("Sex"),
            "ethnicity": lazy("Ethnicity"),
            "disability": lazy("Disability"),
            "language": lazy("Language"),
            "email": lazy("E-mail"),
            "mobile": lazy("Mobile number"),
            "address": lazy("Address"),
            "postcode": lazy("Postcode"),
            "household": lazy("Household"),
            "do_not_contact": lazy("Do not contact"),
            "safe_contact": lazy("Safe contact rules"),
            "no_voicemail": lazy("No voicemail"),
            "seen_by_others": lazy("What others see (phone, e-mail, post)"),
            "safe_days": lazy("Safe days"),
            "safe_hours": lazy("Safe hours"),
            "say_only": lazy("The only words for whoever picks up the phone"),
            "safe_contact_confirmed": lazy("Day the safe contact rules were confirmed"),
            "flag": lazy("Reason not to ask (died, moved, …)"),
        }[self.value]

    @property
    def is_needed(self) -> bool:
        return self in (RosterField.REFERENCE, RosterField.STATUS)

    @property
    def is_category(self) -> bool:
        return self in CATEGORIES

    @property
    def is_contact(self) -> bool:
        return self in CONTACTS


CATEGORIES = (RosterField.STATUS, RosterField.SEX, RosterField.ETHNICITY, RosterField.DISABILITY)
CONTACTS = (
    RosterField.NAME,
    RosterField.EMAIL,
    RosterField.MOBILE,
    RosterField.ADDRESS,
    RosterField.POSTCODE,
    RosterField.HOUSEHOLD,
    RosterField.SAY_ONLY,
)


class DateStyle(StrEnum):
    """In which order a file writes day, month and year."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"

    @property
    def label(self) -> Any:
        return {
            "day_first": lazy("Day, month, year (31/12/1990)"),
            "month_first": lazy("Month, day, year (12/31/1990)"),
            "year_first": lazy("Year, month, day (1990-12-31)"),
        }[self.value]
