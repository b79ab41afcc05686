from flask import Blueprint

blueprint = Blueprint("picture_desk", __name__, url_prefix="/desk/pictures")

__all__ = ["blueprint"]
