"""What an access passport asks: the boxes of each kind of need, and how an answer is said in words. Pure."""

import json
from collections.abc import Collection
from typing import Any

from portal.panels.enums import NeedKind
from portal.shared.i18n import LANGUAGES, format_list, lazy

MOST_WORDS = 600

# The boxes of each kind. Nobody has to tick one; own words can say all of it.
BOXES: dict[NeedKind, dict[str, Any]] = {
    NeedKind.FORMATS: {
        "easy_read": lazy("Easy read with pictures"),
        "large_print": lazy("Large print"),
        "paper": lazy("On paper, by post"),
        "read_aloud": lazy("Read aloud to me"),
        "screen_reader": lazy("For a screen reader"),
        "braille": lazy("Braille"),
    },
    NeedKind.LANGUAGE: {one.code: one.name for one in LANGUAGES.values()},
    NeedKind.INTERPRETER: {
        "spoken": lazy("An interpreter for my language"),
        "bsl": lazy("A British Sign Language interpreter"),
        "lip": lazy("A lip speaker"),
        "captions": lazy("Captions that show what is said"),
        "loop": lazy("A hearing loop"),
    },
    NeedKind.STEP_FREE: {
        "no_steps": lazy("No steps"),
        "wheelchair": lazy("Room for a wheelchair"),
        "toilet": lazy("An accessible toilet close by"),
        "parking": lazy("A parking place at the door"),
        "taxi": lazy("A taxi from door to door"),
    },
    NeedKind.SEATING: {
        "near_door": lazy("Near the door"),
        "back_to_wall": lazy("My back to a wall"),
        "front": lazy("At the front"),
        "chair": lazy("A chair with arms or a high back"),
        "move": lazy("Room to get up and move"),
    },
    NeedKind.LIGHTING: {
        "soft": lazy("Soft light, no flicker"),
        "bright": lazy("Bright light"),
        "quiet": lazy("A quiet room"),
        "quiet_space": lazy("A quiet place to go to"),
        "no_scent": lazy("No strong smells"),
    },
    NeedKind.TIMES: {
        "morning": lazy("Mornings"),
        "afternoon": lazy("Afternoons"),
        "evening": lazy("Evenings"),
        "school": lazy("While children are at school"),
        "weekend": lazy("Weekends"),
    },
    NeedKind.BREAKS: {
        "half_hour": lazy("A break every half hour"),
        "hour": lazy("A break every hour"),
        "any_time": lazy("Leave and come back at any time"),
        "medicine": lazy("Time for medicine or food"),
    },
    NeedKind.FOOD: {
        "vegetarian": lazy("Vegetarian"),
        "vegan": lazy("Vegan"),
        "halal": lazy("Halal"),
        "kosher": lazy("Kosher"),
        "allergy": lazy("I have an allergy"),
        "soft_food": lazy("Soft food"),
    },
    NeedKind.COMPANION: {
        "person": lazy("Someone comes with me"),
        "assistance_dog": lazy("An assistance dog"),
        "meet_me": lazy("Please meet me at the door"),
    },
    NeedKind.CARER_COVER: {
        "adult": lazy("Care for an adult"),
        "child": lazy("Care for children"),
        "at_home": lazy("Care at our home"),
    },
    NeedKind.DATA: {
        "top_up": lazy("A top-up for my phone"),
        "device": lazy("A phone or tablet to borrow"),
        "show_me": lazy("Someone to show me how"),
        "by_phone": lazy("I take part by ordinary phone"),
    },
    NeedKind.UPSET: {
        "leave_me": lazy("Leave me in peace for a while"),
        "ask_me": lazy("Ask me what I need"),
        "step_out": lazy("Step out with me"),
        "ring": lazy("Ring someone I trust"),
    },
}


def packed(*, ticks: Collection[str], own: str) -> str:
    """Ticked boxes and own words as one text, to be sealed."""
    return json.dumps({"ticks": list(ticks), "own": own.strip()[:MOST_WORDS]}, ensure_ascii=False)


def unpacked(said: str | None) -> tuple[tuple[str, ...], str]:
    """Ticked boxes and own words; nothing of either when nothing is needed."""
    if said is None:
        return (), ""
    known = json.loads(said)
    return tuple(known["ticks"]), str(known["own"])


def in_words(kind: NeedKind, *, ticks: Collection[str], own: str) -> str:
    """The labels of the boxes in the language spoken now, then the person's own words as they are."""
    boxes = BOXES[kind]
    labels = [str(boxes[tick]) for tick in ticks if tick in boxes]
    return ". ".join(part for part in (format_list(labels) if labels else "", own) if part)
