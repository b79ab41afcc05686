"""The first lines of a message, by what it is about: who asks, for what, and that a no is fine."""

from portal.contact.rules import KEPT, PANEL_CALL, PANEL_NEWS
from portal.shared.i18n import _


def opening_of(template: str) -> tuple[str, ...]:
    """The paragraphs, in the language being spoken."""
    return {
        "notice": _notice,
        "invitation": _invitation,
        "reminder": _reminder,
        "short_reminder": _short_reminder,
        "last": _last,
        "check_back": _check_back,
        "check_back_others": _check_back_others,
        "check_reminder": _check_reminder,
        "check_result": _check_result,
        KEPT: _promise_kept,
        PANEL_CALL: _panel_call,
        PANEL_NEWS: _panel_news,
    }[template]()


def _notice() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("We will soon ask you what you think. It takes about 5 minutes."),
        _("We picked names by chance, so that everyone has a fair chance to be heard."),
        _("If you do not want this, say no now. Then we do not write again. Nothing changes for you."),
    )


def _short_reminder() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("We wrote to you before. We know that people have little time. Even 3 answers help us: skip all the rest."),
        _("Whatever you say helps us. If you do not want to, that is fine. You do not need to do anything."),
    )


def _last() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("We wrote to you before. This is the last time we write about this."),
        _("You can answer on paper or by phone, if you like that better. Ring us and we send it, or ring you back."),
        _("If you do not want to, that is fine. You do not need to do anything."),
    )


def _invitation() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("We would like to hear what you think. It takes about 5 minutes."),
        _("We picked names by chance, so that everyone has a fair chance to be heard."),
        _("You can skip any question. You can say no. Nothing changes for you if you say no."),
    )


def _reminder() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("We wrote to you before. You can still tell us what you think. It takes about 5 minutes."),
        _("If you do not want to, that is fine. You do not need to do anything."),
    )


def _check_back() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("You helped us with your answers. Thank you."),
        _("We wrote down what we think people told us. Please look at it before we show it to anyone else."),
        _("You can say what is right and what is wrong. We will change it."),
    )


def _check_back_others() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("We asked people what they think. We would like your view too, even if you did not answer before."),
        _("We wrote down what we think people told us. Please look at it before we show it to anyone else."),
        _("You can say what is right and what is wrong. We will change it."),
    )


def _promise_kept() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("You helped us with your answers. You asked us to tell you what came of it."),
        _("We said what we will do. Please tell us if we did it. It takes about 2 minutes."),
        _("You can skip anything. If you do not want to, that is fine. You do not need to do anything."),
    )


def _panel_call() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("We look for people who want to help us decide. You need no special skills. We help you on the way."),
        _("The page says what it is about, how long it takes and what we pay."),
        _("If you do not want to, that is fine. You do not need to do anything."),
    )


def _panel_news() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("There is something new for you on your page. There is no hurry."),
        _("If you want a break, tell us. You do not have to say why."),
    )


def _check_reminder() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("We wrote to you before. You can still look at what we wrote down, and say if it is right."),
        _("If you say nothing, we do not count it as a yes. We will not write about this again."),
    )


def _check_result() -> tuple[str, ...]:
    return (
        _("Hello."),
        _("You asked us to tell you what came of it. Thank you for your help."),
        _("What people told us is on our page now. It says what people found wrong, and what we changed."),
    )
