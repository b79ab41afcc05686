import uuid

from flask import Blueprint, abort

from portal.panels.models import PanelCall
from portal.shared.web import the

blueprint = Blueprint("panel_calls", __name__, url_prefix="/panels/<uuid:panel_id>/calls")


def call_here(panel_id: uuid.UUID, call_id: uuid.UUID) -> PanelCall:
    call = the(PanelCall, call_id)
    if call.panel_id != panel_id:
        abort(404)
    return call
