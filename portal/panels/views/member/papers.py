"""Papers as a member reads them: as a page, as a PDF in three sizes, as plain words."""

import uuid
from collections.abc import Iterable

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.enums.papers import PaperState, PrintState
from portal.panels.enums.thanks import ClaimKind
from portal.panels.forms.asks import AcceptForm
from portal.panels.models import Meeting, MeetingPrint, PanelMember, Paper, PaperVersion
from portal.panels.operations.papers import say_read
from portal.panels.operations.reading import over_reading_limit, thanks_for_reading
from portal.panels.queries import papers as queries
from portal.panels.queries.claims import claim_about
from portal.panels.queries.meetings import attendance_of
from portal.panels.rules.paper_words import blocks_of, plain
from portal.panels.views.member.sections import Section, sections
from portal.panels.views.member.visit import member_here
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.shared import sealed_files
from portal.shared.database import db
from portal.shared.i18n import _, best_text, ngettext
from portal.shared.pictures import catalogue
from portal.shared.web import file_answer, page, see_other, the

blueprint = Blueprint("member_papers", __name__, url_prefix="/member/papers")


@blueprint.route("/<uuid:paper_id>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def show_paper(paper_id: uuid.UUID) -> ResponseReturnValue:
    member, paper, version = _sent(paper_id)
    form, read = AcceptForm(), queries.reading_of(db.session, paper_id=paper.id, member_id=member.id)
    over = None if read else over_reading_limit(db.session, member=member, minutes=version.reading_minutes)
    if form.validate_on_submit():
        if over is None or form.limit_choice.data:
            is_past = over is not None and form.limit_choice.data == "all"
            say_read(db.session, paper=paper, version=version, member=member, past_limit=is_past)
            return see_other("member_papers.show_paper", paper_id=paper.id)
        form.limit_choice.errors = [_("Choose one of the answers")]
    words, spoken = best_text(version.words)
    return page(
        "panels/member/papers/show.html",
        paper=paper,
        version=version,
        blocks=blocks_of(words),
        spoken=spoken,
        drawing=catalogue.static_name,
        alt=catalogue.alt_text,
        prints=[one for one in queries.ready_prints(db.session, version_id=version.id) if one.language == spoken.code],
        read=read,
        pence=_pence(member, version, claimed_for=paper.id if read else None),
        over=over,
        form=form,
    )


@blueprint.route("/<uuid:paper_id>/words.txt")
@invited(SessionKind.MEMBER)
def plain_words(paper_id: uuid.UUID) -> ResponseReturnValue:
    _member, _paper, version = _sent(paper_id)
    text = f"{best_text(version.title)[0]}\n\n{plain(best_text(version.words)[0])}\n"
    return file_answer(text.encode(), name="paper.txt", media_type="text/plain")


@blueprint.route("/<uuid:paper_id>/<uuid:print_id>.pdf")
@invited(SessionKind.MEMBER)
def download_print(paper_id: uuid.UUID, print_id: uuid.UUID) -> ResponseReturnValue:
    _member, _paper, version = _sent(paper_id)
    row = the(MeetingPrint, print_id)
    if row.version_id != version.id or row.state is not PrintState.READY:
        abort(404)
    content = sealed_files.get(row.storage_key, belongs_to=row.id)
    return file_answer(content, name="paper.pdf", media_type="application/pdf")


@blueprint.route("/<uuid:paper_id>/more.pdf")
@invited(SessionKind.MEMBER)
def download_file(paper_id: uuid.UUID) -> ResponseReturnValue:
    _member, _paper, version = _sent(paper_id)
    if not version.file_key:
        abort(404)
    content = sealed_files.get(version.file_key, belongs_to=version.id)
    return file_answer(content, name="paper-more.pdf", media_type="application/pdf")


def _pence(member: PanelMember, version: PaperVersion, *, claimed_for: uuid.UUID | None) -> int | None:
    """What reading it comes to: as it was claimed, or as it would be now."""
    if claimed_for is None:
        return thanks_for_reading(db.session, member=member, minutes=version.reading_minutes)
    claim = claim_about(db.session, member_id=member.id, kind=ClaimKind.READING, about_id=claimed_for)
    return claim.pence if claim else None


def _sent(paper_id: uuid.UUID) -> tuple[PanelMember, Paper, PaperVersion]:
    """The edition members have, if whoever is here was asked to its meeting."""
    member, paper = member_here(), the(Paper, paper_id)
    versions = queries.versions_of(db.session, paper_id=paper.id)
    sent = next((one for one in versions if one.state is PaperState.SENT), None)
    if sent is None or attendance_of(db.session, meeting_id=paper.meeting_id, member_id=member.id) is None:
        abort(404)
    return member, paper, sent


def papers_section(session: Session, member: PanelMember) -> Iterable[Section]:
    """What there is to read, with the time it takes."""
    rows: list[tuple[queries.PaperNow, Meeting]] = queries.unread_papers(session, member_id=member.id)
    if rows:
        minutes = sum(one.version.reading_minutes for one, _meeting in rows)
        yield Section(
            20,
            _("Papers to read"),
            (ngettext("%(num)s minute to read", "%(num)s minutes to read", minutes),),
            tuple(
                (best_text(one.version.title)[0], url_for("member_papers.show_paper", paper_id=one.paper.id))
                for one, _meeting in rows
            ),
            "document",
            is_new=True,
        )


sections.append(papers_section)
