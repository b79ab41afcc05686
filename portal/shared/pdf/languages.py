"""Language tags as print and screen readers need them, and which scripts need help in a PDF's text layer."""

import re

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
INDIC = re.compile("[\u0900-\u0dff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]")

# Bidi controls steer the eye; they are not part of what is said.
SILENT = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x00AD, 0x2060, 0xFEFF])


def spoken(language: str) -> str:
    """The tag a voice understands: easy read is a way of writing, not a language, so `en-easy` is spoken as `en`."""
    return language.removesuffix("-easy")


def direction(language: str) -> str:
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def is_tag(language: str) -> bool:
    return TAG.fullmatch(language) is not None
