from flask import Blueprint

from portal.people.enums import Role
from portal.shared.database import db
from portal.summaries.models import Statement, Summary

blueprint = Blueprint("summary_desk", __name__, url_prefix="/desk/summaries")
WRITERS = (Role.ORGANISER, Role.ANALYST)
READERS = (*WRITERS, Role.APPROVER, Role.TRANSLATOR, Role.COMMISSIONER)
# What people wrote beside their verdict can say who they are: only for those who answer it or approve the answer.
HEARERS = (*WRITERS, Role.APPROVER)


def summary_of(statement: Statement) -> Summary:
    return db.session.get_one(Summary, statement.summary_id)


__all__ = ["HEARERS", "READERS", "WRITERS", "blueprint", "summary_of"]
