"""The heading row: is it one, and what does each column probably hold?"""

import re
import unicodedata
from collections.abc import Sequence

from portal.rosters.enums import RosterField
from portal.rosters.errors import FileRefused
from portal.rosters.rules.tables import MOST_COLUMNS

LONGEST_HEADING = 100
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd<>]")
_DATA = re.compile(
    r"[^@\s]+@[^@\s]+\.[a-z]+|[+-]?[\d\s./:-]*\d[\d\s./:-]*|active|completed|disengaged|never_started", re.I
)

# English first, then Welsh. Compared without accents, case and signs.
SYNONYMS: dict[RosterField, tuple[str, ...]] = {
    RosterField.REFERENCE: (
        "ref",
        "reference",
        "id",
        "client id",
        "person id",
        "unique id",
        "case id",
        "case number",
        "client ref",
        "reference number",
        "customer id",
        "nhs number",
        "service user id",
        "urn",
        "cyfeirnod",
        "rhif",
        "cyf",
    ),
    RosterField.STATUS: ("status", "service status", "case status", "state", "statws", "cyflwr"),
    RosterField.NAME: ("name", "full name", "client name", "enw", "enw llawn"),
    RosterField.AREA: (
        "area",
        "district",
        "ward",
        "locality",
        "borough",
        "county",
        "region",
        "local authority",
        "ardal",
        "sir",
        "dosbarth",
    ),
    RosterField.UNIT: (
        "unit",
        "school",
        "team",
        "site",
        "project",
        "hostel",
        "centre",
        "place",
        "ysgol",
        "tim",
        "canolfan",
    ),
    RosterField.AGE: ("age", "age in years", "age years", "oed", "oedran"),
    RosterField.BIRTH_DATE: ("date of birth", "dob", "birth date", "born", "birthday", "dyddiad geni"),
    RosterField.SEX: ("sex", "gender", "rhyw", "rhywedd"),
    RosterField.ETHNICITY: ("ethnicity", "ethnic group", "ethnic origin", "race", "ethnigrwydd", "grwp ethnig"),
    RosterField.DISABILITY: (
        "disability",
        "disabilities",
        "impairment",
        "disabled",
        "disability category",
        "anabledd",
        "nam",
    ),
    RosterField.LANGUAGE: (
        "language",
        "preferred language",
        "first language",
        "main language",
        "lang",
        "iaith",
        "dewis iaith",
    ),
    RosterField.EMAIL: ("email", "e mail", "email address", "e mail address", "ebost", "e bost", "cyfeiriad ebost"),
    RosterField.MOBILE: (
        "mobile",
        "mobile number",
        "mobile phone",
        "phone",
        "telephone",
        "phone number",
        "tel",
        "ffon",
        "symudol",
        "ffon symudol",
        "rhif ffon",
    ),
    RosterField.ADDRESS: ("address", "postal address", "home address", "cyfeiriad"),
    RosterField.POSTCODE: ("postcode", "post code", "zip", "cod post"),
    RosterField.HOUSEHOLD: ("household", "household id", "household number", "family id", "aelwyd", "cartref"),
    RosterField.DO_NOT_CONTACT: (
        "do not contact",
        "dnc",
        "no contact",
        "opt out",
        "opted out",
        "peidio a chysylltu",
        "dim cysylltu",
    ),
    RosterField.SAFE_CONTACT: (
        "safe contact",
        "safe contact rules",
        "contact rules",
        "contact preferences",
        "cyswllt diogel",
    ),
    RosterField.NO_VOICEMAIL: ("no voicemail", "no voice mail", "no voicemails", "dim neges llais"),
    RosterField.SEEN_BY_OTHERS: (
        "seen by others",
        "others see",
        "others may see",
        "what others see",
        "shared",
        "shared device",
        "eraill yn gweld",
    ),
    RosterField.SAFE_DAYS: ("safe days", "safe day", "days", "contact days", "days to contact", "dyddiau diogel"),
    RosterField.SAFE_HOURS: (
        "safe hours",
        "safe times",
        "safe time",
        "hours",
        "contact hours",
        "times to contact",
        "oriau diogel",
    ),
    RosterField.SAY_ONLY: (
        "say only",
        "agreed words",
        "only say",
        "words to say",
        "what to say",
        "dweud dim ond",
    ),
    RosterField.SAFE_CONTACT_CONFIRMED: (
        "safe contact confirmed",
        "safe contact date",
        "safe contact confirmed on",
        "contact rules confirmed",
    ),
    RosterField.FLAG: ("flag", "exclusion", "reason not to ask", "exclude", "excluded", "eithrio"),
}


def read_headings(cells: Sequence[str]) -> list[str]:
    """The headings, tidied.

    Raises:
        FileRefused: this is no row of headings, or one that could mislead.
    """
    headings = [" ".join(cell.replace("\ufeff", "").split()) if not _ODD.search(cell) else cell for cell in cells]
    while headings and not headings[-1].strip():
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise FileRefused("too_many_columns")
    seen: set[str] = set()
    for place, heading in enumerate(headings, start=1):
        _check_heading(heading, place, seen)
    if len(headings) < 2:
        raise FileRefused("one_column")
    return headings


def _check_heading(heading: str, place: int, seen: set[str]) -> None:
    if not heading.strip():
        raise FileRefused("empty_heading", row=1, column=str(place))
    if len(heading) > LONGEST_HEADING:
        raise FileRefused("long_heading", row=1)
    if _ODD.search(heading) or heading.startswith(("=", "@", "+")):
        raise FileRefused("odd_heading", row=1, column=str(place))
    if _DATA.fullmatch(heading):
        raise FileRefused("no_heading_row", row=1, value=heading)
    if heading.casefold() in seen:
        raise FileRefused("duplicate_heading", row=1, column=heading)
    seen.add(heading.casefold())


def guess_mapping(headings: Sequence[str]) -> dict[str, int]:
    """Column number by field, as far as the headings give it away. No column is guessed to be two things."""
    plain = [comparable_heading(heading) for heading in headings]
    mapping: dict[str, int] = {}
    for field, words in SYNONYMS.items():
        for word in words:
            if word in plain and plain.index(word) not in mapping.values():
                mapping[field.value] = plain.index(word)
                break
    return mapping


def comparable_heading(heading: str) -> str:
    """Lower case, without accents, signs as spaces: "E-Mail_Address" and "e mail address" are one."""
    letters = "".join(s for s in unicodedata.normalize("NFKD", heading.casefold()) if not unicodedata.combining(s))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())
