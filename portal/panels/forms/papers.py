from typing import Any

from portal.panels.enums.papers import LetterSize, PrintKind
from portal.panels.forms.meetings import labelled
from portal.panels.forms.wording import Wording, in_languages
from portal.panels.rules.paper_words import unknown_pictures
from portal.shared.forms import AtMost, FileInput, Needed, PortalForm, Radios, SelectBox, SelectChoice, TextInput
from portal.shared.i18n import LANGUAGES, _, lazy
from portal.shared.pictures import catalogue

MOST_WORDS = 30_000
NO_WORDS = lazy("Write the paper")
HOW = lazy("Short lines. Begin a heading with # and an item of a list with -. A picture: [picture: bus]")


@in_languages(
    Wording("title", lazy("What is the paper called?"), needed=lazy("Say what the paper is called"), most=160),
    Wording("words", lazy("The words of the paper"), needed=NO_WORDS, most=MOST_WORDS, rows=16, hint=HOW),
    Wording("what_changed", lazy("What is new, if members have an older one?"), most=500, rows=2),
)
class PaperForm(PortalForm):
    has_version = True
    item = SelectBox(lazy("What is it for?"), choices=list)
    # A word to look for; nothing of it is kept.
    find = TextInput(lazy("Find a picture"), [AtMost(200)])
    file = FileInput(
        lazy("A PDF as well, if there is one"), accept="application/pdf", hint=lazy("The words above are what counts")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_fine = bool(super().validate(extra_validators))
        known = {one.id for one in catalogue.all_concepts()}
        for code in LANGUAGES:
            field = self[f"words_{code.replace('-', '_')}"]
            for name in unknown_pictures(field.data or "", known=known):
                field.errors = [*field.errors, _("There is no picture called “%(name)s”", name=name)]
                is_fine = False
        return is_fine


@in_languages(Wording("late", lazy("Why does it come late? Members see this."), most=500, rows=2))
class SendPaperForm(PortalForm):
    has_version = True


class PrintForm(PortalForm):
    kind = Radios(
        lazy("What do you want to print?"),
        [Needed(lazy("Choose what to print"))],
        choices=lambda: [one for one in labelled(PrintKind) if one.value != PrintKind.PAPER.value],
    )
    language = SelectBox(
        lazy("In which language?"),
        [Needed(lazy("Choose a language"))],
        choices=lambda: [SelectChoice(one.code, one.name) for one in LANGUAGES.values()],
    )
    size = Radios(lazy("How large?"), choices=lambda: labelled(LetterSize), default=LetterSize.NORMAL.value)
