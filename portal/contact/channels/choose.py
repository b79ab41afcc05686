"""Which carrier each channel has, from the settings."""

from portal.contact.channels import Carrier, Outbox
from portal.contact.channels.notify import NotifyCarrier
from portal.contact.channels.smtp import MailServer, SmtpCarrier
from portal.contact.enums import Channel
from portal.shared.settings import Settings


def carriers_for(settings: Settings) -> dict[Channel, Carrier]:
    """The demonstration sends nothing, whatever else is set. A mail server of one's own goes before GOV.UK Notify.

    A channel that is missing here is not offered to anyone: a message that goes nowhere must not be noted as sent.
    """
    if settings.demo or settings.testing:
        return {Channel.EMAIL: Outbox(), Channel.SMS: Outbox()}
    carriers: dict[Channel, Carrier] = {}
    if settings.notify_api_key:
        notify = NotifyCarrier(
            api_key=settings.notify_api_key,
            templates={Channel.EMAIL: settings.notify_email_template, Channel.SMS: settings.notify_sms_template},
        )
        carriers = {Channel.EMAIL: notify, Channel.SMS: notify}
    if settings.mail_url:
        carriers[Channel.EMAIL] = SmtpCarrier(
            MailServer.read(settings.mail_url), sender=settings.mail_from, sender_name=settings.name
        )
    return carriers
