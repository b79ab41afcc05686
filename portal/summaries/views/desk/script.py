"""The summary as a script: read out on the phone, or typed in from paper, statement by statement."""

from collections.abc import Mapping

from wtforms import Form
from wtforms.fields.choices import SelectChoice

from portal.shared.database import db
from portal.shared.forms import AtMost, Radios, TextArea
from portal.shared.i18n import _
from portal.summaries import queries
from portal.summaries.enums import VerdictKind
from portal.summaries.forms import SendAnswersForm
from portal.summaries.models import CheckInvitation, SummaryVersion
from portal.summaries.pictures import gallery
from portal.summaries.reading import ReadStatement, as_read, quote_ids


def script_of(invitation: CheckInvitation, version: SummaryVersion) -> list[ReadStatement]:
    """What the person is asked about, in their language."""
    quotes = queries.quotes_by_id(db.session, ids=quote_ids(version.content))
    read = as_read(
        version.content,
        language=invitation.language,
        quotes=quotes,
        without=gallery.no_longer_shown(db.session, content=version.content),
    )
    return [one for one in read.statements if one.section.is_checked]


def script_form(statements: list[ReadStatement]) -> type[SendAnswersForm]:
    """One question per statement; a statement nothing is chosen for gets no verdict."""
    choices = [SelectChoice(kind.value, str(kind.label)) for kind in VerdictKind]
    fields: dict[str, object] = {}
    for number, _statement in enumerate(statements):
        fields[f"verdict_{number}"] = Radios(_("What did they say?"), choices=choices)
        fields[f"comment_{number}"] = TextArea(_("Their own words"), [AtMost(4000)], rows=2)
    fields["missing"] = TextArea(_("Is something missing?"), [AtMost(4000)], rows=2)
    return type("ScriptForm", (SendAnswersForm,), fields)


def said_of(form: Form, statements: list[ReadStatement]) -> Mapping[str, tuple[VerdictKind, str]]:
    said = {}
    for number, statement in enumerate(statements):
        chosen = form[f"verdict_{number}"].data
        if chosen:
            said[str(statement.id)] = (VerdictKind(chosen), form[f"comment_{number}"].data or "")
    return said
