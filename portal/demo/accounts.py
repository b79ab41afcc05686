"""One member of staff for each role. Their passwords are public, so these accounts exist in a demonstration only."""

from sqlalchemy.orm import Session

from portal.people import operations, queries
from portal.people.enums import Role
from portal.people.models import Account

NAMES = {
    Role.ADMINISTRATOR: "Alex Administrator",
    Role.ORGANISER: "Olu Organiser",
    Role.ANALYST: "Ana Analyst",
    Role.APPROVER: "Amir Approver",
    Role.TRANSLATOR: "Tegan Translator",
    Role.SAFEGUARDING: "Sam Safeguarding",
    Role.COMMISSIONER: "Cerys Commissioner",
    Role.AUDITOR: "Audrey Auditor",
}
PASSWORD = "three words remembered"  # noqa: S105  (public on purpose)


def email_of(role: Role) -> str:
    return f"{role.value}@example.org"


def make_accounts(session: Session) -> dict[str, Account]:
    """An account per role, by the role's name."""
    return {
        role.value: operations.create_account(
            session, email=email_of(role), display_name=name, password=PASSWORD, roles=[role]
        )
        for role, name in NAMES.items()
    }


def account_of(session: Session, role: Role) -> Account | None:
    return queries.account_by_email(session, email=email_of(role))
