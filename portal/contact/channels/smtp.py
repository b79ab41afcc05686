"""E-mail by SMTP: neutral sender, plain text and a simple page saying the same words, nothing that tracks."""

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from portal.contact.channels import Parcel
from portal.contact.errors import NotKnown
from portal.shared import clock
from portal.shared.i18n import language_or_default

TIMEOUT = 30.0
ADDRESS = re.compile(r"(https?://[^\s<>]+)")
PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="{lang}" dir="{direction}">\n'
    '<head><meta charset="utf-8"><title>{title}</title></head>\n'
    '<body>\n<div lang="{lang}" dir="{direction}">\n{paragraphs}\n</div>\n</body>\n</html>\n'
)


@dataclass(frozen=True, kw_only=True)
class MailServer:
    host: str
    port: int
    user: str = ""
    password: str = ""
    uses_tls: bool = False

    @classmethod
    def read(cls, url: str) -> "MailServer":
        """Reads `smtp://user:password@host:port` (STARTTLS where offered, and always before a password is said) or
        `smtps://…` (TLS from the first byte).

        Raises:
            ValueError: it is not such an address. The message never quotes it.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("PORTAL_MAIL_URL must look like smtp://user:password@host:port")
        uses_tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if uses_tls else 587 if parts.username else 25),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            uses_tls=uses_tls,
        )

    def connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self.uses_tls:
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            server.ehlo_or_helo_if_needed()
            if not self.uses_tls and (self.user or server.has_extn("starttls")):
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


class SmtpCarrier:
    def __init__(self, server: MailServer, *, sender: str, sender_name: str) -> None:
        self._server, self._sender, self._sender_name = server, sender, sender_name

    def carry(self, parcel: Parcel) -> bool:
        """Raises OSError (every smtplib error is one) while the message has not left, NotKnown once it may have."""
        content = self.compose(parcel).as_bytes()
        server = self._server.connect()
        try:
            return self._say(server, to=parcel.to, content=content)
        finally:
            server.close()

    def _say(self, server: smtplib.SMTP, *, to: str, content: bytes) -> bool:
        _insist(*server.mail(parseaddr(self._sender)[1]))
        code, reply = server.rcpt(to)
        if 550 <= code <= 553 and not _is_policy(reply):
            return False  # no such mailbox, or not a mailbox at all (RFC 5321, section 4.2.3)
        _insist(code, reply)
        _insist(*server.docmd("data"), wanted=354)
        try:
            server.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
            code, reply = server.getreply()
        except OSError as error:
            raise NotKnown from error
        _insist(code, reply)
        return True

    def compose(self, parcel: Parcel) -> EmailMessage:
        """The message as it goes out. Its id is that of our record, so that it is the same message if it is ever seen
        twice."""
        message = EmailMessage(policy=SMTP)
        message["From"] = formataddr((self._sender_name, parseaddr(self._sender)[1]))
        message["To"] = parcel.to
        message["Subject"] = " ".join(parcel.headline.split())
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = f"<{parcel.message_id}@{self._sender.rpartition('@')[2].strip('> ') or 'localhost'}>"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
        message["Content-Language"] = language_or_default(parcel.language).lang
        message.set_content(parcel.words + "\n", cte="quoted-printable")
        message.add_alternative(page_of(parcel), subtype="html", cte="quoted-printable")
        return message


def page_of(parcel: Parcel) -> str:
    """The same words as a page: language and direction said, addresses as links, no picture and nothing fetched."""
    language = language_or_default(parcel.language)
    paragraphs = Markup("\n").join(
        Markup("<p>{}</p>").format(_with_links(text)) for text in parcel.words.split("\n\n") if text.strip()
    )
    return str(
        PAGE.format(lang=language.lang, direction=language.direction, title=parcel.headline, paragraphs=paragraphs)
    )


def _with_links(text: str) -> Markup:
    parts = ADDRESS.split(text)
    return Markup("").join(
        Markup('<a href="{0}" dir="ltr">{0}</a>').format(part) if place % 2 else Markup.escape(part)
        for place, part in enumerate(parts)
    )


def _insist(code: int, reply: bytes, *, wanted: int = 250) -> None:
    """Anything but the wanted answer: it has not left; try again later (our own fault, or theirs for now)."""
    if code != wanted and not (wanted == 250 and code == 251):
        raise smtplib.SMTPResponseException(code, reply)


def _is_policy(reply: bytes) -> bool:
    """5.7.x speaks of us (blocked, not allowed to send), not of the mailbox (RFC 3463, section 3.8)."""
    return reply.lstrip().startswith(b"5.7.")
