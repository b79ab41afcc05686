"""Forms about worrying answers."""

from wtforms.fields.choices import SelectChoice

from portal.rounds.coding_enums import IdentityPurpose, WorryOutcome, WorryUrgency
from portal.shared.forms import AtMost, Needed, PortalForm, Radios, SelectBox, TextArea
from portal.shared.i18n import lazy

NOTE = lazy("What did you do?")


class WorryForm(PortalForm):
    urgency = Radios(
        lazy("How soon must someone look at it?"),
        [Needed(lazy("Choose one"))],
        choices=[SelectChoice(one.value, one.label) for one in WorryUrgency],
    )
    note = TextArea(
        lazy("What worries you? (if you want to say)"),
        [AtMost(2000)],
        rows=3,
        hint=lazy("Only the safeguarding lead reads it. It is kept encrypted."),
    )


class SetupForm(PortalForm):
    """`lead` gets its choices from the view."""

    lead = SelectBox(lazy("Who hears of it first?"), choices=[])
    words = TextArea(
        lazy("More words to look out for"),
        [AtMost(5000)],
        rows=6,
        hint=lazy("One word or phrase on each line, in any language. They only make a coder look twice."),
    )


class NoteForm(PortalForm):
    note = TextArea(lazy("Note"), [Needed(lazy("Write a note")), AtMost(4000)], rows=3)


class NoDangerForm(PortalForm):
    why_no_danger = TextArea(
        lazy("Why is there no sign of danger?"),
        [Needed(lazy("Say why")), AtMost(2000)],
        rows=3,
        hint=lazy("It is kept encrypted, with your name and the time. Messages and calls go on after this."),
    )


class AllowContactForm(PortalForm):
    why_contact = TextArea(
        lazy("Why is it safe to reach this person again?"),
        [Needed(lazy("Say why")), AtMost(2000)],
        rows=3,
        hint=lazy("Another safeguarding lead reads it and must agree."),
    )


class RefuseContactForm(PortalForm):
    why_not = TextArea(lazy("Why not?"), [Needed(lazy("Say why")), AtMost(2000)], rows=2)


class HandOverForm(PortalForm):
    """`to` gets its choices from the view."""

    to = SelectBox(lazy("Give it to whom?"), [Needed(lazy("Choose someone"))], choices=[])
    given_note = TextArea(lazy("Note"), [AtMost(4000)], rows=2)


class EscalateForm(PortalForm):
    passed_on = TextArea(
        lazy("To whom did you pass it on, and how?"), [Needed(lazy("Say to whom and how")), AtMost(4000)], rows=3
    )


class CloseForm(PortalForm):
    outcome = Radios(
        lazy("How did it end?"),
        [Needed(lazy("Choose one"))],
        choices=[SelectChoice(one.value, one.label) for one in WorryOutcome],
    )
    done = TextArea(NOTE, [Needed(lazy("Say what you did")), AtMost(4000)], rows=3)


class ReopenForm(PortalForm):
    why = TextArea(lazy("Why is it open again?"), [Needed(lazy("Say why")), AtMost(4000)], rows=2)


class IdentityForm(PortalForm):
    purpose = Radios(
        lazy("Why must you know who it is?"),
        [Needed(lazy("Choose one"))],
        choices=[SelectChoice(one.value, one.label) for one in IdentityPurpose],
    )
    looked_up_note = TextArea(lazy("Note"), [AtMost(4000)], rows=2)
