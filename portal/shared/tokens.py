"""Links and short codes that open one thing for one person.

They are derived from the row's id with a key, so that a reminder can carry the same link again; the database keeps
only their keyed fingerprints: who copies the database can open nothing.
"""

import base64
import hashlib
import hmac
import uuid

from portal.shared.crypto import keys

# No letters or digits that look or sound alike (0 O, 1 I L, 5 S, 2 Z, B 8, U V); no vowels, so no words.
LETTERS = "3467CDFGHJKMNPQRTWXY"
CODE_LENGTH = 10  # 20**10 codes: with the throttle, guessing one of a million takes longer than a round lasts


def link_token(kind: str, row_id: uuid.UUID) -> str:
    """128 bits as 22 letters for an address, for example `/i/<token>`."""
    return base64.urlsafe_b64encode(_derived(f"link:{kind}", row_id)[:16]).decode().rstrip("=")


def short_code(kind: str, row_id: uuid.UUID) -> str:
    """Ten letters in groups (`K7MP-QRW-3XC`) to type from a letter or say over the phone."""
    number, letters = int.from_bytes(_derived(f"code:{kind}", row_id)[:16], "big"), ""
    for _ in range(CODE_LENGTH):
        number, digit = divmod(number, len(LETTERS))
        letters += LETTERS[digit]
    return f"{letters[:4]}-{letters[4:7]}-{letters[7:]}"


def link_index(kind: str, token: str) -> str:
    return keys().blind(token, kind=f"link:{kind}")


def code_index(kind: str, code: str) -> str:
    return keys().blind(plain_code(code), kind=f"code:{kind}")


def plain_code(typed: str) -> str:
    """What someone typed, made comparable: capitals, no spaces or dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _derived(what: str, row_id: uuid.UUID) -> bytes:
    return hmac.new(keys().index_key, f"{what}:{row_id}".encode(), hashlib.sha256).digest()
