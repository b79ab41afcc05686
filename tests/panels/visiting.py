"""Members at their own pages, in tests."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.panels.models import PanelMember
from portal.panels.operations.membership import link_of
from tests.forms import submit


def arrive(client: FlaskClient, session: Session, member: PanelMember) -> None:
    """Opens the member's own page in this browser."""
    session.commit()
    submit(client, link_of(member, base_url=""))
