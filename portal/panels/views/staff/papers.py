"""Papers for a meeting as staff see them: written in every language, sent in time or with a reason."""

import uuid
from typing import Any

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.meetings import MeetingState
from portal.panels.enums.papers import PaperState, PrintState
from portal.panels.forms.papers import PaperForm, SendPaperForm
from portal.panels.forms.wording import as_typed, texts_of
from portal.panels.models import Meeting, MeetingPrint, Panel, PanelMember, Paper, PaperVersion
from portal.panels.operations import papers as operations
from portal.panels.queries import papers as queries
from portal.panels.queries.meetings import items_of
from portal.panels.rules.meetings import is_late, papers_by
from portal.panels.rules.paper_words import blocks_of
from portal.panels.views.staff.meetings.blueprint import KEEPERS, here, item_of, of_meeting
from portal.people.access import allowed, current_person_id
from portal.people.forms import ConfirmForm
from portal.shared import clock, sealed_files
from portal.shared.database import db
from portal.shared.home_time import day_at_home
from portal.shared.i18n import LANGUAGES, _, best_text, current
from portal.shared.pictures import catalogue
from portal.shared.web import editing, file_answer, page, see_other, the

blueprint = Blueprint("panel_papers", __name__, url_prefix="/panels/<uuid:panel_id>/meetings/<uuid:meeting_id>/papers")

MOST_PICTURES = 24


@blueprint.route("/")
@allowed(*KEEPERS)
def list_papers(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    return page(
        "panels/papers/list.html",
        panel=panel,
        meeting=meeting,
        papers=queries.papers_of(db.session, meeting_id=meeting.id),
        papers_by=papers_by(starts_at=meeting.starts_at, notice_days=panel.notice_days),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(*KEEPERS)
def new_paper(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    form = _with_items(PaperForm(), meeting)
    if meeting.state is not MeetingState.PLANNED:
        form.form_errors.append(_("This meeting was called off or is over. It cannot be changed any more."))
    elif not _looks_for_picture() and form.validate_on_submit() and _file_is_fine(form):
        version = operations.write_paper(
            db.session,
            meeting=meeting,
            item=item_of(meeting, uuid.UUID(form.item.data)) if form.item.data else None,
            title=texts_of(form, "title"),
            words=texts_of(form, "words"),
            by=current_person_id(),
        )
        _keep_file(form, version)
        return see_other("panel_papers.show_paper", panel_id=panel.id, meeting_id=meeting.id, paper_id=version.paper_id)
    return _editor(panel, meeting, form)


@blueprint.route("/<uuid:paper_id>")
@allowed(*KEEPERS)
def show_paper(panel_id: uuid.UUID, meeting_id: uuid.UUID, paper_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    paper = of_meeting(meeting, Paper, paper_id)
    versions = queries.versions_of(db.session, paper_id=paper.id)
    words, spoken = best_text(versions[0].words)
    return page(
        "panels/papers/show.html",
        panel=panel,
        meeting=meeting,
        paper=paper,
        version=versions[0],
        versions=versions,
        blocks=blocks_of(words),
        spoken=spoken,
        drawing=catalogue.static_name,
        alt=catalogue.alt_text,
        prints=queries.prints_of_version(db.session, version_id=versions[0].id),
        readers=queries.readers_of(db.session, paper_id=paper.id),
        confirm=ConfirmForm(),
    )


@blueprint.route("/<uuid:paper_id>/write", methods=["GET", "POST"])
@allowed(*KEEPERS)
def edit_paper(panel_id: uuid.UUID, meeting_id: uuid.UUID, paper_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    paper = of_meeting(meeting, Paper, paper_id)
    version = queries.versions_of(db.session, paper_id=paper.id)[0]
    known = as_typed(title=version.title, words=version.words)
    form = _with_items(PaperForm(obj=version, data={**known, "item": str(paper.item_id or "")}), meeting)
    if not _looks_for_picture() and form.validate_on_submit() and _file_is_fine(form):
        changed = texts_of(form, "what_changed")
        if version.state is PaperState.WRITING or changed:
            with editing(version, form):
                fresh = operations.change_paper(
                    db.session,
                    paper=paper,
                    version=version,
                    title=texts_of(form, "title"),
                    words=texts_of(form, "words"),
                    what_changed=changed,
                    by=current_person_id(),
                )
            _keep_file(form, fresh)
            return see_other("panel_papers.show_paper", panel_id=panel.id, meeting_id=meeting.id, paper_id=paper.id)
        form["what_changed_en"].errors = [_("Say what is new: members have the older one")]
    return _editor(panel, meeting, form, paper)


@blueprint.route("/<uuid:paper_id>/send", methods=["GET", "POST"])
@allowed(*KEEPERS)
def send_paper(panel_id: uuid.UUID, meeting_id: uuid.UUID, paper_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    paper = of_meeting(meeting, Paper, paper_id)
    version = queries.versions_of(db.session, paper_id=paper.id)[0]
    if version.state is not PaperState.WRITING or meeting.state is not MeetingState.PLANNED:
        return see_other("panel_papers.show_paper", panel_id=panel.id, meeting_id=meeting.id, paper_id=paper.id)
    late = is_late(sent_on=day_at_home(clock.now()), starts_at=meeting.starts_at, notice_days=panel.notice_days)
    form = SendPaperForm(obj=version)
    if form.validate_on_submit():
        because = texts_of(form, "late")
        if because or not late:
            with editing(version, form):
                operations.send_paper(
                    db.session,
                    panel=panel,
                    meeting=meeting,
                    paper=paper,
                    version=version,
                    late_because=because,
                    by=current_person_id(),
                )
            return see_other("panel_papers.show_paper", panel_id=panel.id, meeting_id=meeting.id, paper_id=paper.id)
        form["late_en"].errors = [_("Say why it comes late")]
    return page(
        "panels/papers/send.html", panel=panel, meeting=meeting, paper=paper, version=version, form=form, late=late
    )


@blueprint.route("/<uuid:paper_id>/read/<uuid:member_id>", methods=["POST"])
@allowed(*KEEPERS)
def note_read(
    panel_id: uuid.UUID, meeting_id: uuid.UUID, paper_id: uuid.UUID, member_id: uuid.UUID
) -> ResponseReturnValue:
    """A member said by phone that they have read it."""
    panel, meeting = here(panel_id, meeting_id)
    paper, member = of_meeting(meeting, Paper, paper_id), the(PanelMember, member_id)
    version = queries.versions_of(db.session, paper_id=paper.id)[0]
    if member.panel_id != panel.id:
        abort(404)
    operations.say_read(
        db.session, paper=paper, version=version, member=member, via=SaidBy.PHONE, by=current_person_id()
    )
    return see_other("panel_papers.show_paper", panel_id=panel.id, meeting_id=meeting.id, paper_id=paper.id)


@blueprint.route("/files/<uuid:print_id>.pdf")
@allowed(*KEEPERS)
def download_print(panel_id: uuid.UUID, meeting_id: uuid.UUID, print_id: uuid.UUID) -> ResponseReturnValue:
    _panel, meeting = here(panel_id, meeting_id)
    row = of_meeting(meeting, MeetingPrint, print_id)
    if row.state is not PrintState.READY:
        abort(404)
    content = sealed_files.get(row.storage_key, belongs_to=row.id)
    return file_answer(content, name=f"{row.kind.value.replace('_', '-')}.pdf", media_type="application/pdf")


def _looks_for_picture() -> bool:
    """The second button of the editor: nothing is saved, and what was typed stays."""
    return "look" in request.form


def _editor(panel: Panel, meeting: Meeting, form: PaperForm, paper: Paper | None = None) -> ResponseReturnValue:
    looked_for = str(form.find.data or "") if _looks_for_picture() else ""
    return page(
        "panels/papers/write.html",
        panel=panel,
        meeting=meeting,
        form=form,
        paper=paper,
        looked_for=looked_for,
        found=_pictures_for(looked_for),
        drawing=catalogue.static_name,
        alt=catalogue.alt_text,
    )


def _pictures_for(words: str) -> list[catalogue.Concept]:
    """By the language spoken now first: a paper has words in all of them."""
    found = (one for code in (current().code, *LANGUAGES) for one in catalogue.find(words, code))
    return list({one.id: one for one in found}.values())[:MOST_PICTURES]


def _with_items(form: PaperForm, meeting: Meeting) -> PaperForm:
    items = [one for one in items_of(db.session, meeting_id=meeting.id) if not one.is_break]
    form.item.choices = [
        SelectChoice("", _("The whole meeting")),
        *(SelectChoice(str(one.id), best_text(one.title)[0]) for one in items),
    ]
    return form


def _file_of(form: PaperForm) -> bytes | None:
    """What was uploaded, read from its beginning."""
    file: Any = form.file.data
    if file is None:
        return None
    file.seek(0)
    return bytes(file.read())


def _file_is_fine(form: PaperForm) -> bool:
    content = _file_of(form)
    if content is None or operations.is_usable(content):
        return True
    form.file.errors = [_("This file cannot be used. Choose a PDF of at most 10 MB that runs nothing by itself.")]
    return False


def _keep_file(form: PaperForm, version: PaperVersion) -> None:
    content = _file_of(form)
    if content is not None:
        operations.add_file(db.session, version=version, content=content, by=current_person_id())
