import uuid

from flask import Blueprint, abort

from portal.panels.models import Selection
from portal.shared.web import the

blueprint = Blueprint("panel_selection", __name__, url_prefix="/panels/<uuid:panel_id>")


def selection_here(panel_id: uuid.UUID, selection_id: uuid.UUID) -> Selection:
    selection = the(Selection, selection_id)
    if selection.panel_id != panel_id:
        abort(404)
    return selection
