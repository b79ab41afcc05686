"""A member reads the notes of a meeting and says of each sentence if it is right."""

import uuid
from collections.abc import Iterable

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.panels.enums.notes import NotesState, NoteVerdictKind
from portal.panels.forms.notes import CheckLineForm
from portal.panels.models import NoteLine, Notes, PanelMember
from portal.panels.operations.notes import say_of_line
from portal.panels.queries import notes as queries
from portal.panels.queries.meetings import items_of
from portal.panels.rules.notes import changes_between
from portal.panels.views.member.meetings.blueprint import asked_here, blueprint
from portal.panels.views.member.sections import Section, sections
from portal.people.access import invited
from portal.people.enums import SessionKind
from portal.questions.enums import Provenance
from portal.shared.database import db
from portal.shared.i18n import _, best_text, format_date
from portal.shared.web import page, see_other, the


@blueprint.route("/<uuid:meeting_id>/notes")
@invited(SessionKind.MEMBER)
def show_notes(meeting_id: uuid.UUID) -> ResponseReturnValue:
    member, meeting, _attendance = asked_here(meeting_id)
    notes = queries.shown_notes(db.session, meeting_id=meeting.id) or abort(404)
    lines = queries.lines_of(db.session, notes_id=notes.id)
    versions = queries.versions_of_notes(db.session, meeting_id=meeting.id)
    earlier = next((one for one in versions if one.number == notes.number - 1), None)
    before = queries.lines_of(db.session, notes_id=earlier.id) if earlier else []
    return page(
        "panels/member/meetings/notes.html",
        meeting=meeting,
        notes=notes,
        lines=lines,
        items={item.id: item for item in items_of(db.session, meeting_id=meeting.id)},
        mine=queries.own_verdicts(db.session, line_ids=[line.id for line in lines], member_id=member.id),
        before=queries.own_verdicts(db.session, line_ids=[line.id for line in before], member_id=member.id),
        changes=changes_between({one.key: one.words for one in before}, {one.key: one.words for one in lines})
        if before
        else [],
    )


@blueprint.route("/<uuid:meeting_id>/notes/<uuid:line_id>", methods=["GET", "POST"])
@invited(SessionKind.MEMBER)
def check_line(meeting_id: uuid.UUID, line_id: uuid.UUID) -> ResponseReturnValue:
    member, meeting, _attendance = asked_here(meeting_id)
    line, form = the(NoteLine, line_id), CheckLineForm()
    notes = the(Notes, line.notes_id)
    if notes.meeting_id != meeting.id or notes.state is NotesState.WRITING:
        abort(404)
    if notes.state is not NotesState.OUT_FOR_CHECK:
        return see_other("member_meetings.show_notes", meeting_id=meeting.id)
    if form.validate_on_submit():
        say_of_line(
            db.session,
            notes=notes,
            line=line,
            member=member,
            verdict=NoteVerdictKind(str(form.verdict.data)),
            words=str(form.words.data or ""),
            provenance=Provenance(str(form.provenance.data or Provenance.OWN_WORDS)),
        )
        return see_other("member_meetings.show_notes", meeting_id=meeting.id)
    return page("panels/member/meetings/check.html", meeting=meeting, line=line, form=form)


def notes_section(session: Session, member: PanelMember) -> Iterable[Section]:
    for notes, meeting in queries.notes_to_check(session, member_id=member.id):
        until = _("You can say it until %(day)s.", day=format_date(notes.check_until)) if notes.check_until else ""
        yield Section(
            15,
            _("Did we write it down right?"),
            tuple(line for line in (best_text(meeting.title)[0], until) if line),
            ((_("Read the notes of this meeting"), url_for("member_meetings.show_notes", meeting_id=meeting.id)),),
            "notes",
            is_new=True,
        )


def actions_section(session: Session, member: PanelMember) -> Iterable[Section]:
    """What the notes say that this member does, with the day."""
    lines, links = [], {}
    for line, meeting in queries.actions_of_member(session, member_id=member.id):
        lines += [best_text(line.words)[0], *([_("By %(day)s", day=format_date(line.due))] if line.due else [])]
        links[url_for("member_meetings.show_notes", meeting_id=meeting.id)] = _("Read the notes of this meeting")
    if lines:
        deeds = tuple((words, address) for address, words in links.items())
        yield Section(16, _("What there is to do"), tuple(lines), deeds, "notes")


sections += [notes_section, actions_section]
