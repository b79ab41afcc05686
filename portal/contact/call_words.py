"""What callers say: in the language of the person who is rung, and nothing that gives away why we ring."""

from dataclasses import dataclass

from portal.contact.wording import Letterhead
from portal.shared.i18n import _


@dataclass(frozen=True)
class CallScript:
    """What a caller says, line by line, in the language of the person who is rung. Nothing gives away why we ring."""

    first: tuple[str, ...]
    good_time: tuple[str, ...]
    bad_time: tuple[str, ...]
    wrong_person: tuple[str, ...]
    voicemail: tuple[str, ...]


def call_script(
    *, name: str, letterhead: Letterhead, may_say_who: bool, may_leave_voicemail: bool, say_only: str = ""
) -> CallScript:
    """The words for a call in the language being spoken. Yes and no are answers enough: someone may be listening.

    Whoever may not be told of at once is told of only once the person has said that they are alone. `say_only`: the
    only words for whoever picks up; all others wait until it is them and they say that they can talk.
    """
    who = _("I am ringing from %(who)s.", who=letterhead.organisation)
    ask = (
        _("We would like to hear what you think. It takes about 5 minutes."),
        _("You can say no. Nothing changes for you if you say no."),
    )
    listen = _("Is now a good time? Are you alone? You can just say yes or no.")
    hello = _("Hello. Can I talk to %(name)s, please?", name=name)
    return CallScript(
        first=(say_only,) if say_only else (hello, who, listen) if may_say_who else (hello, listen),
        good_time=(listen, who, *ask) if say_only else ask if may_say_who else (who, *ask),
        bad_time=(_("That is fine. When is a better time to ring?"), _("Thank you. Goodbye.")),
        wrong_person=(_("I am sorry, I have the wrong number. Goodbye."),),
        voicemail=(_("Hello. I will ring again another day. Goodbye."),) if may_leave_voicemail else (),
    )
