"""Notes of a meeting as staff write them, and what members say of them."""

import uuid
from typing import Any

from flask import abort, flash
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.notes import NoteKind, NoteReplyKind, NotesState, NoteVerdictKind
from portal.panels.errors import NobodyAnswered, NothingToSend, StillUnanswered
from portal.panels.forms.notes import LineForm, NotedCheckForm, ReplyForm, SendNotesForm
from portal.panels.forms.wording import as_typed, texts_of
from portal.panels.models import Meeting, NoteLine, Notes, NoteVerdict, PanelMember
from portal.panels.operations import notes as operations
from portal.panels.queries import notes as queries
from portal.panels.queries.meetings import attendances_of, items_of, names_of_staff
from portal.panels.queries.panels import members_of
from portal.panels.rules.notes import changes_between
from portal.panels.views.staff.meetings.blueprint import KEEPERS, blueprint, here, staff_choices
from portal.people.access import allowed, current_person_id
from portal.people.forms import ConfirmForm
from portal.questions.enums import Provenance
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _, best_text
from portal.shared.web import editing, page, see_other, the

# Before a member's id, so that one list holds members and staff.
MEMBER = "member-"


@blueprint.route("/<uuid:meeting_id>/notes")
@allowed(*KEEPERS)
def show_notes(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    versions = queries.versions_of_notes(db.session, meeting_id=meeting.id)
    now = versions[0] if versions else None
    lines = queries.lines_of(db.session, notes_id=now.id) if now else []
    before = queries.lines_of(db.session, notes_id=versions[1].id) if len(versions) > 1 else []
    return page(
        "panels/meetings/notes.html",
        panel=panel,
        meeting=meeting,
        notes=now,
        lines=lines,
        said=queries.verdicts_on(db.session, line_ids=[line.id for line in lines]),
        changes=changes_between({one.key: one.words for one in before}, {one.key: one.words for one in lines})
        if before
        else [],
        items={item.id: item for item in items_of(db.session, meeting_id=meeting.id)},
        who=names_of_staff(db.session, [line.owner_id for line in lines])
        | queries.names_of_members(db.session, [line.member_id for line in lines]),
        confirm=ConfirmForm(),
    )


@blueprint.route("/<uuid:meeting_id>/notes/begin", methods=["POST"])
@allowed(*KEEPERS)
def begin_notes(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    operations.begin_notes(db.session, meeting=meeting, by=current_person_id())
    return see_other("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id)


@blueprint.route("/<uuid:meeting_id>/notes/line", methods=["GET", "POST"])
@blueprint.route("/<uuid:meeting_id>/notes/line/<uuid:line_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def write_line(panel_id: uuid.UUID, meeting_id: uuid.UUID, line_id: uuid.UUID | None = None) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    notes = _notes(meeting, NotesState.WRITING)
    line = _line(notes, line_id) if line_id else None
    form = _line_form(meeting, line)
    if form.validate_on_submit() and _is_whole(form):
        kind = NoteKind(str(form.kind.data))
        said: dict[str, Any] = {
            "kind": kind,
            "words": texts_of(form, "words"),
            "item_id": uuid.UUID(form.item.data) if form.item.data else None,
            **_who_does_it(form),
            "due": form.due.data,
            "by": current_person_id(),
        }
        if line is None:
            operations.write_line(db.session, notes=notes, **said)
        else:
            with editing(line, form):
                operations.write_line(db.session, notes=notes, line=line, **said)
        return see_other("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/line.html", panel=panel, meeting=meeting, form=form, line=line)


@blueprint.route("/<uuid:meeting_id>/notes/line/<uuid:line_id>/drop", methods=["POST"])
@allowed(*KEEPERS)
def drop_line(panel_id: uuid.UUID, meeting_id: uuid.UUID, line_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    notes = _notes(meeting, NotesState.WRITING)
    operations.drop_line(db.session, notes=notes, line=_line(notes, line_id), by=current_person_id())
    return see_other("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id)


@blueprint.route("/<uuid:meeting_id>/notes/send", methods=["GET", "POST"])
@allowed(*KEEPERS)
def send_notes(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    notes, form = _notes(meeting, NotesState.WRITING), SendNotesForm()
    if form.validate_on_submit():
        until = form.until.data
        if until is not None and until > clock.today():
            try:
                operations.send_notes(db.session, meeting=meeting, notes=notes, until=until, by=current_person_id())
            except NothingToSend:
                flash(_("Write a sentence first."), "error")
            return see_other("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id)
        form.until.errors = [_("Choose a day that is still to come")]
    return page("panels/meetings/send_notes.html", panel=panel, meeting=meeting, form=form)


@blueprint.route("/<uuid:meeting_id>/notes/said/<uuid:line_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def note_check(panel_id: uuid.UUID, meeting_id: uuid.UUID, line_id: uuid.UUID) -> ResponseReturnValue:
    """What a member says by phone, on paper or in person."""
    panel, meeting = here(panel_id, meeting_id)
    notes, form = _notes(meeting, NotesState.OUT_FOR_CHECK), NotedCheckForm()
    line = _line(notes, line_id)
    asked = attendances_of(db.session, meeting_id=meeting.id)
    form.member.choices = [SelectChoice(str(member.id), person.name or "") for _a, member, person in asked]
    if form.validate_on_submit():
        operations.say_of_line(
            db.session,
            notes=notes,
            line=line,
            member=the(PanelMember, uuid.UUID(str(form.member.data))),
            verdict=NoteVerdictKind(str(form.verdict.data)),
            words=str(form.words.data or ""),
            provenance=Provenance(str(form.provenance.data or Provenance.OWN_WORDS)),
            via=SaidBy(str(form.via.data)),
            by=current_person_id(),
        )
        return see_other("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/note_check.html", panel=panel, meeting=meeting, line=line, form=form)


@blueprint.route("/<uuid:meeting_id>/notes/reply/<uuid:verdict_id>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def reply_to(panel_id: uuid.UUID, meeting_id: uuid.UUID, verdict_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    verdict, form = the(NoteVerdict, verdict_id), ReplyForm()
    line = the(NoteLine, verdict.line_id)
    if the(Notes, line.notes_id).meeting_id != meeting.id:
        abort(404)
    if form.validate_on_submit():
        operations.reply_to(
            db.session,
            verdict=verdict,
            kind=NoteReplyKind(str(form.kind.data)),
            words=str(form.words.data),
            by=current_person_id(),
        )
        return see_other("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id)
    return page("panels/meetings/reply.html", panel=panel, meeting=meeting, line=line, verdict=verdict, form=form)


@blueprint.route("/<uuid:meeting_id>/notes/confirm", methods=["POST"])
@allowed(*KEEPERS)
def confirm_notes(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    try:
        operations.confirm_notes(db.session, notes=_notes(meeting, NotesState.OUT_FOR_CHECK), by=current_person_id())
    except NobodyAnswered:
        flash(_("Nobody has said anything yet. Silence is never a yes."), "error")
    except StillUnanswered:
        flash(_("Answer everyone who said that something is wrong or should be left out."), "error")
    return see_other("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id)


@blueprint.route("/<uuid:meeting_id>/notes/done/<uuid:line_id>", methods=["POST"])
@allowed(*KEEPERS)
def finish_action(panel_id: uuid.UUID, meeting_id: uuid.UUID, line_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    line = the(NoteLine, line_id)
    if the(Notes, line.notes_id).meeting_id != meeting.id or line.kind is not NoteKind.ACTION:
        abort(404)
    operations.finish_action(db.session, line=line, by=current_person_id())
    return see_other("panel_meetings.show_notes", panel_id=panel.id, meeting_id=meeting.id)


def _notes(meeting: Meeting, state: NotesState) -> Notes:
    """The newest version, if it stands like this."""
    versions = queries.versions_of_notes(db.session, meeting_id=meeting.id)
    if not versions or versions[0].state is not state:
        abort(404)
    return versions[0]


def _line(notes: Notes, line_id: uuid.UUID) -> NoteLine:
    line = the(NoteLine, line_id)
    if line.notes_id != notes.id:
        abort(404)
    return line


def _line_form(meeting: Meeting, line: NoteLine | None) -> LineForm:
    known = {"kind": line.kind.value, "item": str(line.item_id or ""), "owner": _as_chosen(line)} if line else {}
    form = LineForm(obj=line, data={**known, **as_typed(words=line.words if line else {})})
    form.item.choices = [
        SelectChoice("", _("The whole meeting")),
        *(SelectChoice(str(one.id), best_text(one.title)[0]) for one in items_of(db.session, meeting_id=meeting.id)),
    ]
    members = members_of(db.session, panel_id=meeting.panel_id)
    form.owner.choices = [
        SelectChoice("", _("Nobody")),
        *(SelectChoice(f"{MEMBER}{one.id}", f"{_('Members')}: {person.name or ''}") for one, person in members),
        *staff_choices(),
    ]
    return form


def _as_chosen(line: NoteLine) -> str:
    return f"{MEMBER}{line.member_id}" if line.member_id else str(line.owner_id or "")


def _who_does_it(form: LineForm) -> dict[str, uuid.UUID | None]:
    chosen = str(form.owner.data or "")
    name = "member_id" if chosen.startswith(MEMBER) else "owner_id"
    return {name: uuid.UUID(chosen.removeprefix(MEMBER)) if chosen else None}


def _is_whole(form: LineForm) -> bool:
    if form.kind.data != NoteKind.ACTION.value:
        return True
    if not form.owner.data:
        form.owner.errors = [_("Choose who does it")]
    if form.due.data is None:
        form.due.errors = [_("Enter the day")]
    return not form.errors
