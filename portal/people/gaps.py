"""What is not accessible yet, as the public notice says it (portal/people/notices.py dates it)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.shared.i18n import lazy

FIRST_LOOK = dt.date(2026, 11, 24)
NEXT_LOOK = dt.date(2027, 5, 24)


@dataclass(frozen=True)
class Gap:
    """Something that not everyone can use yet."""

    what: Any
    until_then: Any
    known_since: dt.date
    look_again: dt.date


GAPS: tuple[Gap, ...] = (
    Gap(
        lazy("A computer wrote the easy English, Welsh and Urdu words of this site. No speaker has checked them."),
        lazy("Read the English, or phone us and ask for someone who speaks your language."),
        FIRST_LOOK,
        NEXT_LOOK,
    ),
    Gap(
        lazy("There are no videos in British Sign Language."),
        lazy("Ask us for an interpreter, or answer by phone with a relay service."),
        FIRST_LOOK,
        NEXT_LOOK,
    ),
    Gap(
        lazy("Disabled people have not tested this site yet. Screen readers were not tried by people who use them."),
        lazy("Tell us what does not work. You can always answer by phone."),
        FIRST_LOOK,
        NEXT_LOOK,
    ),
    Gap(
        lazy("“Listen” needs a voice in your browser. Many have none for Welsh or Urdu. Then the button is not there."),
        lazy("Phone us and we read it to you."),
        FIRST_LOOK,
        NEXT_LOOK,
    ),
    Gap(
        lazy("People with a learning disability have not tested yet if our pictures are clear."),
        lazy("You can switch pictures off. Each picture stands beside words that say the same."),
        FIRST_LOOK,
        NEXT_LOOK,
    ),
    Gap(
        lazy("Programs say that our PDF files can be read by screen readers. No person has tried them."),
        lazy("Read the same words on the web page."),
        FIRST_LOOK,
        NEXT_LOOK,
    ),
    Gap(
        lazy("Some wide tables, most of them on pages for staff, must be moved sideways on a small phone."),
        lazy("Turn the phone, or use a bigger screen."),
        FIRST_LOOK,
        NEXT_LOOK,
    ),
)
