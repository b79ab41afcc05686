"""E-mail and text messages by GOV.UK Notify. The client is loaded when the first message goes out."""

from collections.abc import Mapping
from typing import Any

from portal.contact.channels import Parcel
from portal.contact.enums import Channel
from portal.contact.errors import NotKnown

FIELD = {Channel.EMAIL: "email_address", Channel.SMS: "phone_number"}
TIMEOUT = 30


class NotifyCarrier:
    """Needs one bare template per channel: an e-mail of ((subject)) and ((words)), a text of ((words))."""

    def __init__(
        self,
        *,
        api_key: str,
        templates: Mapping[Channel, str],
        address: str = "https://api.notifications.service.gov.uk",
    ) -> None:
        self._api_key, self._templates, self._address = api_key, templates, address

    def carry(self, parcel: Parcel) -> bool:
        from notifications_python_client.errors import HTTPError, InvalidResponse

        try:
            self._say(parcel)
        except InvalidResponse as error:
            raise NotKnown from error
        except HTTPError as error:
            return _judge(error, parcel.channel)
        return True

    def _say(self, parcel: Parcel) -> None:
        from notifications_python_client import notifications

        make: Any = notifications.NotificationsAPIClient
        client = make(self._api_key, base_url=self._address, timeout=TIMEOUT)
        told: dict[str, Any] = {
            "template_id": self._templates[parcel.channel],
            "reference": str(parcel.message_id),
        }
        if parcel.channel is Channel.EMAIL:
            words = {"subject": parcel.headline, "words": parcel.words}
            client.send_email_notification(email_address=parcel.to, personalisation=words, **told)
        else:
            client.send_sms_notification(phone_number=parcel.to, personalisation={"words": parcel.words}, **told)


def _judge(error: Any, channel: Channel) -> bool:
    """False when the address is to blame.

    Raises:
        OSError: refused or overloaded, so it did not leave. NotKnown: the line broke after we began to speak.
    """
    if error.response is not None:
        if error.status_code == 400 and FIELD[channel] in str(error.message):
            return False
        raise OSError(f"GOV.UK Notify answered {error.status_code}") from error
    from requests.exceptions import ConnectTimeout

    cause = error.__cause__
    if isinstance(cause, ConnectTimeout) or "NewConnectionError" in repr(cause):
        raise OSError("GOV.UK Notify cannot be reached") from error
    raise NotKnown from error
