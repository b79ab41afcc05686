from flask import Blueprint

blueprint = Blueprint("panel_join", __name__, url_prefix="/join")
