"""E-mail and text messages on their way out: what they carry, and what each answer from the other side means."""

import email
import email.policy
import re
import uuid

import html5lib
import pytest

from portal.contact.channels import Parcel
from portal.contact.channels.notify import NotifyCarrier
from portal.contact.channels.smtp import MailServer, SmtpCarrier
from portal.contact.enums import Channel
from portal.contact.errors import NotKnown
from portal.contact.wording import word
from portal.shared.i18n import LANGUAGES, speaking
from tests.contact.factories import LETTERHEAD
from tests.contact.servers import mail_server, notify_server

LINK = "https://heard.example/i/AbCdEfGhIjKlMnOpQrStUv"
KEY = "name-" + "11111111-1111-1111-1111-111111111111-" + "22222222-2222-2222-2222-222222222222"


def parcel(language: str = "en", channel: Channel = Channel.EMAIL, to: str = "ana@example.org") -> Parcel:
    with speaking(language):
        said = word("invitation", channel=channel, link=LINK, code="K7MP-QRW-3XC", letterhead=LETTERHEAD)
    return Parcel(
        message_id=uuid.uuid4(), channel=channel, to=to, headline=said.headline, words=said.text, language=language
    )


def carrier(url: str) -> SmtpCarrier:
    return SmtpCarrier(MailServer.read(url), sender="hello@heard.example", sender_name="Heard")


def read(content: bytes):
    """As a mail program has it: lines end as they do here and not as on the wire."""
    return email.message_from_bytes(content.replace(b"\r\n", b"\n"), policy=email.policy.default)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_email_says_the_same_twice_in_the_language_of_the_person(language):
    sent = parcel(language)
    with mail_server() as box:
        assert carrier(box.url).carry(sent) is True
    mail = read(box.mails[0])
    plain, page = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain.get_content().strip() == sent.words
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.get_content())
    assert (tree.get("lang"), tree.get("dir")) == (LANGUAGES[language].lang, LANGUAGES[language].direction)
    assert ["".join(p.itertext()) for p in tree.iter("p")] == sent.words.split("\n\n")
    assert [a.get("href") for a in tree.iter("a")] == [LINK]


def test_an_email_gives_nothing_away_and_tracks_nobody():
    sent = parcel()
    with mail_server() as box:
        carrier(box.url).carry(sent)
    mail = read(box.mails[0])
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "Heard <hello@heard.example>",
        "ana@example.org",
        "A few questions for you",
    )
    assert mail["Message-ID"] == f"<{sent.message_id}@heard.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    page = mail.get_body(("html",)).get_content()
    assert re.findall(r"<img|<script|<link|src=|url\(", page) == []
    assert LETTERHEAD.organisation not in " ".join(f"{name}: {value}" for name, value in mail.items())


def test_words_that_look_like_markup_stay_words():
    said = Parcel(
        message_id=uuid.uuid4(),
        channel=Channel.EMAIL,
        to="ana@example.org",
        headline="<b>Hi</b>\nBcc: x@example.org",
        words=".\n\n<script>alert(1)</script> & http://a.example/?a=1&b=2",
        language="en",
    )
    with mail_server() as box:
        carrier(box.url).carry(said)
    mail = read(box.mails[0])
    assert mail["Bcc"] is None
    assert mail["Subject"] == "<b>Hi</b> Bcc: x@example.org"
    assert mail.get_body(("plain",)).get_content().strip() == said.words
    assert "<script>" not in mail.get_body(("html",)).get_content()


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "553 bad name"])
def test_an_address_nobody_has_will_never_do(answer):
    with mail_server(RCPT=answer) as box:
        assert carrier(box.url).carry(parcel()) is False
    assert box.mails == []


@pytest.mark.parametrize(
    "says",
    [
        {"RCPT": "450 busy"},
        {"RCPT": "550 5.7.1 you are blocked"},
        {"MAIL": "421 later"},
        {"MAIL": "hang up"},
        {"DATA": "451 full"},
        {"END": "452 full after all"},
        {"END": "554 we think this is spam"},
    ],
)
def test_what_surely_did_not_leave_can_be_tried_again(says):
    with mail_server(**says) as box, pytest.raises(OSError):
        carrier(box.url).carry(parcel())


def test_a_line_that_breaks_before_the_answer_is_not_known():
    with mail_server(END="hang up") as box, pytest.raises(NotKnown):
        carrier(box.url).carry(parcel())
    assert len(box.mails) == 1


def test_a_mail_server_that_is_not_there_can_be_tried_again():
    with mail_server() as box:
        pass
    with pytest.raises(OSError):
        carrier(box.url).carry(parcel())


def test_a_password_is_never_said_in_the_open():
    with mail_server() as box, pytest.raises(OSError):
        carrier(box.url.replace("//", "//me:secret@")).carry(parcel())
    assert [line for line in box.heard if "AUTH" in line] == []


def test_the_address_of_a_mail_server_is_read_with_its_usual_ports():
    assert MailServer.read("smtps://me:p%40ss@mail.example") == MailServer(
        host="mail.example", port=465, user="me", password="p@ss", uses_tls=True
    )
    assert [MailServer.read(url).port for url in ("smtp://m.example", "smtp://a:b@m.example", "smtp://m:2525")] == [
        25,
        587,
        2525,
    ]
    with pytest.raises(ValueError) as refusal:
        MailServer.read("http://me:secret@mail.example")
    assert "secret" not in str(refusal.value)


def notify(url: str) -> NotifyCarrier:
    return NotifyCarrier(api_key=KEY, templates={Channel.EMAIL: "t-mail", Channel.SMS: "t-text"}, address=url)


def test_notify_is_given_the_words_and_our_number_for_them():
    mail, text = parcel("cy"), parcel("cy", Channel.SMS, to="07700 900123")
    with notify_server() as desk:
        assert [notify(desk.url).carry(one) for one in (mail, text)] == [True, True]
    (mail_path, mail_asked), (text_path, text_asked) = desk.asked
    assert (mail_path, text_path) == ("/v2/notifications/email", "/v2/notifications/sms")
    assert mail_asked["personalisation"] == {"subject": mail.headline, "words": mail.words}
    assert (mail_asked["template_id"], mail_asked["reference"]) == ("t-mail", str(mail.message_id))
    assert (text_asked["phone_number"], text_asked["personalisation"]) == ("07700 900123", {"words": text.words})


def test_notify_says_when_an_address_will_never_do():
    wrong = {"errors": [{"error": "ValidationError", "message": "email_address Not a valid email address"}]}
    with notify_server(400, wrong) as desk:
        assert notify(desk.url).carry(parcel()) is False


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
def test_what_notify_refused_or_could_not_do_can_be_tried_again(status):
    with notify_server(status, {"errors": [{"error": "X", "message": "not now"}]}) as desk, pytest.raises(OSError):
        notify(desk.url).carry(parcel())


def test_a_line_to_notify_that_breaks_is_not_known():
    with notify_server(0) as desk, pytest.raises(NotKnown):
        notify(desk.url).carry(parcel())


def test_a_notify_that_is_not_there_can_be_tried_again():
    with notify_server() as desk:
        pass
    with pytest.raises(OSError):
        notify(desk.url).carry(parcel())
