from portal.panels.enums.doors import TYPED
from portal.panels.enums.notes import NoteKind, NoteReplyKind, NoteVerdictKind
from portal.panels.forms.meetings import labelled
from portal.panels.forms.wording import Wording, in_languages
from portal.questions.enums import Provenance
from portal.shared.forms import AtMost, DateParts, Needed, PortalForm, Radios, SelectBox, SelectChoice, TextArea
from portal.shared.i18n import lazy


@in_languages(Wording("words", lazy("One sentence in plain words"), needed=lazy("Write a sentence"), most=600, rows=3))
class LineForm(PortalForm):
    has_version = True
    kind = Radios(lazy("What is it?"), [Needed(lazy("Choose one of the answers"))], choices=lambda: labelled(NoteKind))
    item = SelectBox(lazy("What is it about?"), choices=list)
    owner = SelectBox(lazy("Who does it?"), choices=list)
    due = DateParts(lazy("By which day?"))


class SendNotesForm(PortalForm):
    until = DateParts(lazy("Until when can members say if it is right?"), [Needed(lazy("Enter the day"))])


class CheckLineForm(PortalForm):
    verdict = Radios(
        lazy("Is it right?"), [Needed(lazy("Choose one of the answers"))], choices=lambda: labelled(NoteVerdictKind)
    )
    words = TextArea(lazy("What should it say?"), [AtMost(1000)], rows=3)
    provenance = Radios(
        lazy("Did someone help you?"), choices=lambda: labelled(Provenance), default=Provenance.OWN_WORDS.value
    )


class NotedCheckForm(CheckLineForm):
    member = SelectBox(lazy("Whose words are they?"), [Needed(lazy("Choose whose words they are"))], choices=list)
    via = Radios(
        lazy("How did they tell you?"),
        [Needed(lazy("Say how they told you"))],
        choices=lambda: [SelectChoice(one.value, one.label) for one in TYPED],
    )


class ReplyForm(PortalForm):
    kind = Radios(
        lazy("What did you do?"), [Needed(lazy("Choose one of the answers"))], choices=lambda: labelled(NoteReplyKind)
    )
    words = TextArea(lazy("What do we tell the member?"), [Needed(lazy("Answer the member")), AtMost(1000)], rows=3)
