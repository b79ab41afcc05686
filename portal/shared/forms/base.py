"""The form every form of ours is: safe against forgery, double clicks and two people editing at once."""

from typing import Any, ClassVar

from flask_wtf import FlaskForm

from portal.shared.forms.hidden import IdempotencyKey, RecordVersion
from portal.shared.forms.widgets import PlainHiddenWidget

_NEVER_POPULATED = frozenset({"csrf_token", "idempotency_key", "version"})


class PortalForm(FlaskForm):
    """Subclass and add fields. `has_version = True` carries `obj.version` along, for `editing(obj, form)`."""

    has_version: ClassVar[bool] = False

    class Meta(FlaskForm.Meta):
        csrf_time_limit = None  # slow writers: the token lives as long as the session

        def get_translations(self, form: FlaskForm) -> None:
            """All messages are our own words; WTForms adds none."""
            return None

    idempotency_key = IdempotencyKey()

    def __init_subclass__(cls, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        if cls.has_version and not hasattr(cls, "version"):
            cls.version = RecordVersion()

    def populate_obj(self, obj: Any) -> None:
        """Copies answers onto `obj`, never the hidden machinery."""
        for name, field in self._fields.items():
            if name not in _NEVER_POPULATED:
                field.populate_obj(obj, name)

    @property
    def hidden_values(self) -> list[tuple[str, str]]:
        """Name and value of each hidden input, for `form_start`."""
        hidden = [
            (field.name, field._value())
            for field in self
            if isinstance(field.widget, PlainHiddenWidget) and field.name != "csrf_token"
        ]
        token = self._fields.get("csrf_token")
        return [(token.name, token.current_token), *hidden] if token is not None else hidden

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id to jump to, words) for each thing to put right, in page order."""
        found = [(field.id, str(words)) for field in self for words in field.errors if field.name != "csrf_token"]
        return found + [("", str(words)) for words in self.form_errors]
