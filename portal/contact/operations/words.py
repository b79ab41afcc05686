"""Which words a message says: those staff wrote and someone who speaks the language found right, else the portal's."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact import words_rules
from portal.contact.enums import Channel, WordingState
from portal.contact.errors import NoSuchTemplate, NotNeutral, WrongState
from portal.contact.models import MessageWording
from portal.contact.wording import VERSIONS, Letterhead, OwnWords, Wording, built_in, neutral, receipt, word
from portal.shared import audit, clock
from portal.shared.i18n import LANGUAGES, language_or_default, speaking

SOURCE = "en"


@dataclass(frozen=True)
class Said:
    """A worded message: in which language, and with which version of the words."""

    wording: Wording
    language: str
    number: int


def words_for(
    session: Session,
    template: str,
    *,
    language: str,
    channel: Channel,
    link: str,
    code: str,
    letterhead: Letterhead,
) -> Said:
    """The message in someone's language. Staff's words count only in languages in which they were checked; in the
    others the portal's own are said, never half of each."""
    with speaking(language) as spoken:
        row = wording_in_use(session, template=template)
        own = own_words(row, spoken.code) if row and spoken.code in row.checked else None
        said = word(template, channel=channel, link=link, code=code, letterhead=letterhead, own=own)
    return Said(said, spoken.code, row.number if row and own else VERSIONS[template])


def neutral_words(language: str, *, channel: Channel, door: str, code: str, letterhead: Letterhead) -> Said:
    """What is said where others see it."""
    with speaking(language) as spoken:
        return Said(neutral(channel, door=door, code=code, letterhead=letterhead), spoken.code, 1)


def receipt_words(language: str, *, channel: Channel, letterhead: Letterhead, last_day: dt.date | None) -> Said:
    """Where the receipt's code comes stands a sign: it is put in when the message leaves, so that no page shows it."""
    with speaking(language) as spoken:
        return Said(receipt(channel, letterhead=letterhead, last_day=last_day), spoken.code, 1)


def own_words(row: MessageWording, language: str) -> OwnWords | None:
    text = row.texts.get(language)
    return OwnWords(headline=text["headline"], opening=text["words"], short=text["short"]) if text else None


def wording_in_use(session: Session, *, template: str) -> MessageWording | None:
    return session.scalar(
        sa.select(MessageWording).where(
            MessageWording.template == template, MessageWording.state == WordingState.IN_USE
        )
    )


def draft_of(session: Session, *, template: str) -> MessageWording | None:
    return session.scalar(
        sa.select(MessageWording).where(MessageWording.template == template, MessageWording.state == WordingState.DRAFT)
    )


def start_draft(session: Session, *, template: str, by: uuid.UUID) -> MessageWording:
    """A draft that begins with the words used now, in every language, none of them checked. There is one at a time.

    Raises:
        NoSuchTemplate
    """
    if template not in VERSIONS:
        raise NoSuchTemplate(template)
    draft = draft_of(session, template=template)
    if draft is not None:
        return draft
    now_used = wording_in_use(session, template=template)
    texts = {language: _text_now(now_used, template, language) for language in LANGUAGES}
    last = session.scalar(sa.select(sa.func.max(MessageWording.number)).where(MessageWording.template == template))
    draft = MessageWording(
        template=template,
        number=(last or VERSIONS[template]) + 1,
        state=WordingState.DRAFT,
        texts=texts,
        checked={},
        made_at=clock.now(),
        made_by=by,
    )
    session.add(draft)
    session.flush()
    _note(session, draft, "draft_wording", by)
    return draft


def save_words(
    session: Session, *, wording: MessageWording, language: str, own: OwnWords, telling: Collection[str]
) -> None:
    """Keeps what was written in one language; a check made before no longer counts. `telling` are words that would say
    what it is about, names of services say.

    Raises:
        NotNeutral: with what is wrong, as (field, problem, word). WrongState: it is in use already.
    """
    if wording.state is not WordingState.DRAFT:
        raise WrongState
    faults = words_rules.faults_of(own, telling=telling)
    if faults:
        raise NotNeutral(faults)
    text = {"headline": own.headline, "words": own.opening, "short": own.short}
    if wording.texts.get(language) != text:
        wording.texts = {**wording.texts, language: text}
        wording.checked = {code: check for code, check in wording.checked.items() if code != language}
    session.flush()


def check_words(session: Session, *, wording: MessageWording, language: str, by: uuid.UUID) -> None:
    """Someone who speaks the language read the words and found them right."""
    if wording.state is not WordingState.DRAFT or language not in wording.texts:
        raise WrongState
    wording.checked = {**wording.checked, language: {"by": str(by), "at": clock.now().isoformat()}}
    session.flush()
    _note(session, wording, "check_wording", by, language=language)


def use_words(session: Session, *, wording: MessageWording, by: uuid.UUID) -> None:
    """From now on messages say this, in the languages that were checked. The words used so far are retired.

    Raises:
        WrongState: it is no draft, or its English has not been checked.
    """
    if wording.state is not WordingState.DRAFT or SOURCE not in wording.checked:
        raise WrongState
    before = wording_in_use(session, template=wording.template)
    if before is not None:
        before.state = WordingState.RETIRED
        session.flush()
    wording.state, wording.used_from, wording.used_by = WordingState.IN_USE, clock.now(), by
    session.flush()
    _note(session, wording, "use_wording", by)


def statuses_of(wording: MessageWording | None) -> Mapping[str, dt.datetime | None]:
    """Per language: when it was checked, None when it was not."""
    checked = wording.checked if wording else {}
    moments = {code: checked.get(code) for code in LANGUAGES}
    return {code: dt.datetime.fromisoformat(m["at"]) if m else None for code, m in moments.items()}


def _text_now(row: MessageWording | None, template: str, language: str) -> dict[str, str]:
    own = own_words(row, language) if row else None
    if own is None:
        with speaking(language_or_default(language).code):
            own = built_in(template)
    return {"headline": own.headline, "words": own.opening, "short": own.short}


def _note(session: Session, row: MessageWording, action: str, by: uuid.UUID, **details: str) -> None:
    audit.record(
        session, action=action, subject="wording", subject_id=row.id, actor_id=by, template=row.template, **details
    )
