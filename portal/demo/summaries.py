"""What the finished round led to: themes, findings, a release, two summaries, a promise."""

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.demo import promises
from portal.demo.words import COMMENTS, THEMES
from portal.people.models import Account, Person
from portal.questions.models import Answer
from portal.rosters.models import RosterEntry
from portal.rounds.models import Round
from portal.rounds.operations import coding, findings, releasing
from portal.shared import clock, queue
from portal.summaries import operations, queries
from portal.summaries.enums import PrintSize, ReplyKind, VerdictKind, WhoHelped
from portal.summaries.examples import TITLE, WHAT_CHANGED, write_example
from portal.summaries.models import CheckInvitation, CheckPanel, Statement, Summary
from portal.summaries.operations import panels
from portal.summaries.operations.verdicts import to_check
from portal.summaries.round_source import KIND

FINDINGS = (
    ("Staff", "Most people find the staff kind and say that they are listened to."),
    ("Waiting", "People wait too long, and nobody tells them what comes next."),
    ("Letters", "Letters are hard to read, most of all for people who read in easy English or in Urdu."),
    ("Travel", "Getting to the service is hard for people without a car."),
    ("Breaks", "Time off from caring is what helps most."),
)
WAITING_TITLE = {
    "en": "What you told us about waiting and letters",
    "en-easy": "What you told us about waiting and letters",
    "cy": "Beth ddywedoch chi wrthym am aros ac am lythyrau",
    "ur": "آپ نے ہمیں انتظار اور خطوں کے بارے میں کیا بتایا",
}
CHANGED = {
    "en": "We changed the words.",
    "en-easy": "We changed the words.",
    "cy": "Newidion ni’r geiriau.",
    "ur": "ہم نے الفاظ بدل دیے۔",
}
# Days before today: promises made in it have had time to be kept, or not.
PUBLISHED = dt.timedelta(days=75)
EXPLAINED = {
    "en": "We say it in easier words now.",
    "en-easy": "We use easier words now.",
    "cy": "Rydyn ni’n ei ddweud mewn geiriau haws nawr.",
    "ur": "اب ہم اسے زیادہ آسان الفاظ میں کہتے ہیں۔",
}
PANEL, ON_PANEL = "Carers who check what we write", 3
TALK_TO = {"name": "Olu Organiser", "phone": "0300 000 0000"}

WritesMore = Callable[..., None]


def make_summaries(session: Session, *, round_: Round, staff: dict[str, Account]) -> None:
    """Codes the comments, writes findings, releases the figures; then one summary all the way, and one to check."""
    organiser, approver = staff["organiser"].id, staff["approver"].id
    _code(session, round_=round_, by=organiser)
    releasing.release(session, round_=round_, by=organiser)
    session.commit()
    with clock.moved_to(clock.now() - PUBLISHED):
        published = _sent_for_check(
            session, round_=round_, title=TITLE, writer=organiser, approver=approver, more=promises.write_more
        )
        _check(session, summary=published)
        _publish(session, summary=published, writer=organiser, approver=approver)
    session.commit()
    promises.make_promises(session, summary=published, staff=staff)
    panel = _panel(session, round_=round_, by=organiser)
    _sent_for_check(session, round_=round_, title=WAITING_TITLE, writer=organiser, approver=approver, panel=panel)


def _panel(session: Session, *, round_: Round, by: uuid.UUID) -> CheckPanel:
    """Three people of the service who said yes to checking what is written."""
    panel = panels.start_panel(session, name=PANEL, by=by)
    known = sa.select(RosterEntry).join(Person, Person.id == RosterEntry.person_id)
    known = known.where(RosterEntry.service_id == round_.service_id, Person.do_not_contact.is_(False))
    for entry in session.scalars(known.order_by(RosterEntry.reference).limit(ON_PANEL)).all():
        panels.put_on_panel(session, panel=panel, person_id=entry.person_id, agreed_on=clock.today(), by=by)
    session.commit()
    return panel


def _code(session: Session, *, round_: Round, by: uuid.UUID) -> None:
    theme_of = {words: theme for theme, _language, words in COMMENTS}
    themes = coding.themes_named(session, round_id=round_.id, names=list(THEMES.values()))
    for answer in session.scalars(sa.select(Answer).where(Answer.asked_in == round_.id)):
        if answer.words in theme_of:
            chosen = themes[THEMES[theme_of[answer.words]]]
            coding.put_under(session, theme_id=chosen.id, answer_ids=[answer.id], under=True, by=by)
    for theme, words in FINDINGS:
        theme_ids = [str(themes[THEMES[theme]].id)]
        findings.create_finding(session, round_id=round_.id, words=words, theme_ids=theme_ids, by=by)
    session.commit()


def _sent_for_check(
    session: Session,
    *,
    round_: Round,
    title: dict[str, str],
    writer: uuid.UUID,
    approver: uuid.UUID,
    more: WritesMore | None = None,
    panel: CheckPanel | None = None,
) -> Summary:
    summary = operations.start_summary(session, source_kind=KIND, source_id=round_.id, title=title, by=writer)
    write_example(session, summary=summary, by=writer)
    if more is not None:
        more(session, summary=summary, by=writer)
    operations.hand_in(session, summary=summary, by=writer)
    operations.approve(session, summary=summary, by=approver)
    operations.send_for_check(
        session,
        summary=summary,
        until=clock.today() + dt.timedelta(days=28),
        talk_to=TALK_TO,
        sample_size=20,
        seed="demonstration",
        by=writer,
        panel_id=panel.id if panel else None,
    )
    session.commit()
    queue.run_everything(session)
    session.refresh(summary)
    return summary


def _check(session: Session, *, summary: Summary) -> None:
    """Two thirds of those asked say what they think; now and then something is wrong."""
    version = queries.versions_of(session, summary_id=summary.id)[0]
    statements = to_check(version)
    asked = sa.select(CheckInvitation).where(CheckInvitation.version_id == version.id).order_by(CheckInvitation.id)
    for number, invitation in enumerate(session.scalars(asked).all()):
        if number % 3 == 2:
            continue
        for place, statement_id in enumerate(statements):
            kind = VerdictKind.RIGHT
            if (number + place) % 9 == 0:
                kind = VerdictKind.NEARLY
            if place == 2 and number in (1, 4):
                kind = VerdictKind.WRONG
            if place == 5 and number in (3, 7):
                kind = VerdictKind.NOT_UNDERSTOOD
            operations.keep_verdict(
                session, invitation=invitation, statement_id=statement_id, verdict=kind, comment="", visit=""
            )
        wants_news = (True, False, None)[number // 3 % 3]
        operations.submit_check(session, invitation=invitation, helped=WhoHelped.NOBODY, wants_news=wants_news)
    session.commit()


def _publish(session: Session, *, summary: Summary, writer: uuid.UUID, approver: uuid.UUID) -> None:
    operations.close_check(session, summary=summary, by=writer)
    check = queries.latest_check(session, summary_id=summary.id)
    assert check is not None
    for statement_id in check.unanswered:
        statement = session.get_one(Statement, statement_id)
        is_hard = check.to_answer(statement_id).of(VerdictKind.NOT_UNDERSTOOD) > 0
        kind, words = (ReplyKind.EXPLAINED, EXPLAINED) if is_hard else (ReplyKind.CHANGED, CHANGED)
        operations.reply_to(session, summary=summary, statement=statement, kind=kind, words=words, by=writer)
    operations.edit_summary(session, summary=summary, title=summary.title, what_changed=WHAT_CHANGED)
    operations.mark_checked(session, summary=summary, by=writer)
    version = operations.publish(session, summary=summary, by=approver)
    for language in ("en", "en-easy", "cy", "ur"):
        operations.order_pdf(session, version=version, language=language, size=PrintSize.NORMAL, by=writer)
    operations.order_pdf(session, version=version, language="en-easy", size=PrintSize.LARGE, by=writer)
