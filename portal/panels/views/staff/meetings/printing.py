"""Cards to print for a meeting."""

import uuid

from flask.typing import ResponseReturnValue

from portal.panels.enums.papers import LetterSize, PrintKind
from portal.panels.forms.papers import PrintForm
from portal.panels.operations.papers import ask_for_print
from portal.panels.queries.papers import prints_of
from portal.panels.views.staff.meetings.blueprint import KEEPERS, blueprint, here
from portal.people.access import allowed, current_person_id
from portal.shared.database import db
from portal.shared.i18n import language_or_default
from portal.shared.web import page, see_other

CARDS = (PrintKind.QUESTION_CARDS, PrintKind.NAME_CARDS, PrintKind.LIGHT_CARDS)


@blueprint.route("/<uuid:meeting_id>/cards", methods=["GET", "POST"])
@allowed(*KEEPERS)
def show_prints(panel_id: uuid.UUID, meeting_id: uuid.UUID) -> ResponseReturnValue:
    panel, meeting = here(panel_id, meeting_id)
    form = PrintForm()
    if form.validate_on_submit():
        ask_for_print(
            db.session,
            meeting=meeting,
            kind=PrintKind(str(form.kind.data)),
            language=str(form.language.data),
            size=LetterSize(str(form.size.data or LetterSize.NORMAL)),
            by=current_person_id(),
        )
        return see_other("panel_meetings.show_prints", panel_id=panel.id, meeting_id=meeting.id)
    prints = prints_of(db.session, meeting_id=meeting.id, kinds=CARDS)
    return page(
        "panels/meetings/prints.html",
        panel=panel,
        meeting=meeting,
        form=form,
        prints=prints,
        name_of=lambda code: language_or_default(code).name,
    )
