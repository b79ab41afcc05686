"""What the public notices say: what we keep about people, and what is not accessible yet.

Both are dated. A test fingerprints their words, so that nobody changes them and leaves the old date standing.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from portal.people.gaps import GAPS, Gap
from portal.shared.i18n import lazy

__all__ = ["ACCESSIBILITY", "GAPS", "KINDS", "PRIVACY", "Dated", "Gap", "Kind"]


@dataclass(frozen=True)
class Dated:
    """The day a notice was last read and changed by a person, and the fingerprint of its words on that day."""

    on: dt.date
    sha256: str


@dataclass(frozen=True)
class Kind:
    """One kind of information in a participant's words.

    `tables` are those it stands for, each with the retention its model names: when a model changes, a test says that
    this notice must be read again.
    """

    what: Any
    why: Any
    how_long: Any
    who: Any
    tables: dict[str, str] = field(default_factory=dict)


ACCESSIBILITY = Dated(dt.date(2026, 11, 24), "146e8d04c39b0c60")
PRIVACY = Dated(dt.date(2026, 11, 24), "fd6269c8b02da187")

AFTER_RELEASE = "Six years after release"
SIX_AND_TWO = "Six years after release, without the person after two"

KINDS: tuple[Kind, ...] = (
    Kind(
        lazy("Your name, phone number, e-mail, address and language"),
        lazy("To ask you what you think, and to reach you safely"),
        lazy("Two years after we last asked you, and after the service last named you"),
        lazy("Only staff who send letters and messages. It is kept encrypted."),
        {"person": "Two years after their last round, and after the service last named them"},
    ),
    Kind(
        lazy("How it is safe to reach you, and if you said “never contact me”"),
        lazy("So that we do not put you in danger, and respect a no"),
        lazy("As long as we have your name. A “never” stays until you ask us to change it."),
        lazy("The program that sends, and staff who must know. Each look at it is written down."),
        {"person": "Two years after their last round, and after the service last named them"},
    ),
    Kind(
        lazy("What the service told us: if you still go there, your area, age, sex, ethnic group, disability"),
        lazy("So that the people we ask are a fair mix, and nobody is left out"),
        lazy("Two years after the service last named you. The list we drew from stays, without your name."),
        lazy("Staff who plan the asking"),
        {
            "roster_entry": "Two years after they were last on the roster",
            "roster_import": "Two years; the file itself until it is brought in or thrown away",
            "roster_problem": "With the uploaded file",
            "frame_entry": "Kept with the draws made from it",
            "sample_member": "Two years after release, then without the person",
            "draw": "Kept: anyone can repeat the draw",
            "sample_plan": AFTER_RELEASE,
            "replacement": AFTER_RELEASE,
        },
    ),
    Kind(
        lazy("Your invitation, what we sent you and when we tried to reach you"),
        lazy("So that you can answer without an account, and we do not ask too often"),
        lazy("The words of a message: 90 days. Your link and code: one year. That we asked and tried: two years."),
        lazy("Staff who send letters and messages"),
        {
            "invitation": "Its link and code one year after release; without the person after two",
            "contact_message": "90 days after sending",
            "contact_attempt": SIX_AND_TWO + "; what ends contact with the person",
            "held_back": SIX_AND_TWO,
            "left_in_peace": SIX_AND_TWO,
            "peace_step": SIX_AND_TWO,
            "contact_pause": SIX_AND_TWO,
            "go_between": "Two years after their last round, and after the service last named them",
        },
    ),
    Kind(
        lazy("Your answers, and who helped you to give them"),
        lazy("To learn what is good and what must change"),
        lazy("Six years, without your name. Answers you started and did not send: 30 days after we stop asking."),
        lazy("Staff who read answers. They do not see your name. Others see only numbers that cannot point at you."),
        {
            "answer": AFTER_RELEASE,
            "response": AFTER_RELEASE,
            "draft": "The answers until sent or 30 days after the round closes; the rest with the invitation",
            "draft_answer": "Until sent, or 30 days after the round closes",
            "door_visit": "One year after release",
            "walk_in": "One year after release",
            "paper_entry": "One year after release; what was typed until it is counted",
            "attachment": "Until sent, or 30 days after the round closes; once sent, as long as the answer",
            "tally": "Until it is counted again; six years after release",
            "filtered_tally": "Until it is counted again; six years after release",
            "release": "For good",
            "comment_import": "Six years after release; the file itself until it is brought in or thrown away",
            "redaction": "With the answer",
            "research_file": "The file two years; what it was and who took it six years",
        },
    ),
    Kind(
        lazy("If you write that someone is in danger: that we were worried, and what we did"),
        lazy("To help, and to show that we did"),
        lazy("Six years after we have dealt with it"),
        lazy("Someone here who keeps people safe. They see your name only if they must, and that is noted."),
        {
            "worry": "Six years after it was closed",
            "worry_step": "Six years after it was closed",
            "risk_alarm": AFTER_RELEASE,
            "risk_alarm_end": AFTER_RELEASE,
        },
    ),
    Kind(
        lazy("What you said yes or no to"),
        lazy("To do only what you agreed to"),
        lazy("As long as your answers"),
        lazy("Staff who write summaries, without your name"),
        {"consent": "With the response it belongs to"},
    ),
    Kind(
        lazy("Words of yours that we may show"),
        lazy("To show what people said in their own words"),
        lazy("Until you take your yes back"),
        lazy("Everyone, without your name"),
        {"shared_quote": "Until the person takes it back"},
    ),
    Kind(
        lazy("If you are in a photo of ours: your name, and what you agreed to"),
        lazy("To show the photo only as long as you say yes"),
        lazy("The photo until you take your yes back or its day has come. That you agreed: six years after that."),
        lazy("Everyone sees the photo. Only staff who write summaries see your name. It is kept encrypted."),
        {"photo_consent": "Six years after it ended"},
    ),
    Kind(
        lazy("What you say when you check a summary"),
        lazy("To know if we understood you right"),
        lazy("Right or wrong: six years. Your remarks: one year."),
        lazy("The staff who write the summary, without your name"),
        {
            "check_invitation": "One year after publication",
            "check_draft": "Until it is sent, or 30 days after the check ends",
            "verdict": "Six years after publication; comments one year",
            "missing_remark": "One year after publication",
            "voice_note": "One year after publication",
            "check_photo": "One year after publication",
            "check_paper": "Until it is counted, or 30 days after the check ends",
        },
    ),
    Kind(
        lazy("If you check summaries for us: that you are on our list, and what we paid you"),
        lazy("To ask you again, and to pay you"),
        lazy("That you were on the list: two years after you left it. What we paid: six years."),
        lazy("Staff who ask and pay you"),
        {
            "check_panel_member": "Two years after they left",
            "check_thanks": "Six years after it was paid",
        },
    ),
    Kind(
        lazy("If you would like to be on a panel: what you told us for the draw, and that you were in it"),
        lazy("To draw members fairly, and to tell you what came of it"),
        lazy("One year if you want to stay on our list, else 30 days after the draw. The draw itself: six years."),
        lazy("Staff who look after the panel. Everyone sees the draw, with numbers in place of names."),
        {
            "panel_interest": "A year at most, or 30 days after they go; that someone was drawn: six years",
            "panel_pool_import": "Two years; the file itself until it is brought in or thrown away, at most 30 days",
            "panel_selection": "The tickets six years; what they showed is kept",
            "panel_selection_entry": "Six years; without the person when they go",
            "panel_addition": "Six years; the reason two years",
        },
    ),
    Kind(
        lazy("What you say when we ask if we kept a promise"),
        lazy("To know if we kept our word"),
        lazy("Yes, partly or no: six years. Your remarks: one year."),
        lazy("The staff who ask, without your name. Others see only numbers that cannot point at you."),
        {
            "promise_invitation": "One year after the asking ends",
            "promise_verdict": "Six years after the asking ends; remarks one year",
        },
    ),
    Kind(
        lazy("If you work elsewhere and keep a promise for us: your name, work e-mail and language"),
        lazy("To remind you, and to give you a page of your own"),
        lazy("One year after your last promise ended"),
        lazy("Staff who look after promises. Your e-mail is kept encrypted."),
        {
            "outside_owner": "One year after their last promise ended",
            "outside_notice": "90 days after sending",
        },
    ),
    Kind(
        lazy("What you said in passing, if you told us that we may use it"),
        lazy("To hear what people say when nobody asks"),
        lazy("Six years, without your name"),
        lazy("Staff who read answers. Your name is not written down."),
        {"remark": AFTER_RELEASE},
    ),
    Kind(
        lazy("If you try out a service for us: your name, how we reach you, what you saw and what we paid you"),
        lazy("To see a service as you see it, and to pay you"),
        lazy("Your name: two years after your last visit. What you saw: six years."),
        lazy("Staff who plan visits. Your name is not with what you saw."),
        {
            "visitor": "Two years after their last visit",
            "visit": "Six years after release, without the visitor after two",
            "visit_answer": AFTER_RELEASE,
        },
    ),
    Kind(
        lazy(
            "If you are on a panel: your place, what you agreed to and learnt, what you need, and if you are all right"
        ),
        lazy("To make it work for you, and to notice when it is too much"),
        lazy("What you need: until you leave. If you are all right: one year. The rest: two years after you leave."),
        lazy("Staff of the panel. They see what you need only when they must, and you see who looked."),
        {
            "panel_member": "Two years after they left, then without the person",
            "member_step": "Six years; the reason in words two years",
            "member_agreement": "Two years after they left",
            "member_learning": "Two years after they left",
            "member_support": "Two years after they left",
            "passport_need": "Until they leave their last panel",
            "all_right_check": "One year after it was asked",
        },
    ),
    Kind(
        lazy("If you are on a panel: how we thank you, what you claim, your bank account, and what we asked of you"),
        lazy("To pay you, never more than you want, and to spread the work fairly"),
        lazy(
            "What we paid: six years. Your bank account: 90 days after you leave. Letters: 30 days. "
            "Your words to what we asked: two years."
        ),
        lazy("Staff who look after claims, and the person who pays. Your bank account is kept encrypted."),
        {
            "thanks_choice": "Six years",
            "thanks_claim": "Six years after it was settled; the words and receipts too",
            "thanks_claim_step": "With the claim",
            "bank_details": "90 days after they left and nothing is owed",
            "bank_details_change": "Six years",
            "payee": "Six years; name and bank numbers 90 days",
            "pay_line": "Six years",
            "thanks_letter": "30 days: it can be made again",
            "ask_answer": "Six years; their words two years",
        },
    ),
    Kind(
        lazy("If you are on a panel: your ideas, what you say of them, and which votes you could take part in"),
        lazy("To decide together, and to tell you what became of your ideas"),
        lazy("Your words: six years, without your name after two. Who could vote, and the votes: two years after."),
        lazy("The panel and its staff. Nobody sees how you vote. Your name is there only if you want that."),
        {
            "panel_idea": "Six years, without the member after two",
            "panel_idea_remark": "Six years, without the member after two",
            "panel_vote_roll": "Two years after the vote closed",
            "panel_ballot": "Two years after the vote closed",
            "panel_ballot_typing": "Two years after the vote closed",
        },
    ),
    Kind(
        lazy("If you are on a panel: which meetings you come to, what you need there, and what you say"),
        lazy("To make each meeting work for you, to hear you, and to thank you for your time"),
        lazy(
            "What you need and what you say before: two years after the meeting. If you came: two years after you "
            "leave. Your name card: until you leave."
        ),
        lazy("Staff of the panel. The meeting hears your words with your name only if you want that."),
        {
            "attendance": "Two years after the member left",
            "paper_read": "Two years after the member left",
            "meeting_need": "Two years after the meeting",
            "meeting_booking": "Two years after the meeting",
            "view_ahead": "Two years after the meeting",
            "meeting_wishes": "Until the member leaves",
            "note_verdict": "Two years",
            "note_reply": "Two years",
        },
    ),
    Kind(
        lazy("If you work here: your work e-mail, name and language"),
        lazy("To let you sign in, and to show who did what"),
        lazy("As long as what you did here is kept"),
        lazy("Administrators. Your name is shown to colleagues."),
        {"account": "As long as what they did here is kept"},
    ),
)
