from flask import Blueprint

blueprint = Blueprint("question_desk", __name__, url_prefix="/questions")
