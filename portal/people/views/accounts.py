"""Staff accounts, for the administrator."""

import uuid

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from portal.people import operations, queries
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.errors import EmailTaken, WeakPassword
from portal.people.forms import ConfirmForm, NewAccountForm, RolesForm
from portal.people.models import Account
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import editing, page, see_other, the

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")


@blueprint.route("/")
@allowed(Role.ADMINISTRATOR)
def list_accounts() -> ResponseReturnValue:
    return page("people/accounts.html", accounts=queries.all_accounts(db.session))


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(Role.ADMINISTRATOR)
def new_account() -> ResponseReturnValue:
    form = NewAccountForm()
    if form.validate_on_submit() and _create(form):
        return see_other("accounts.list_accounts")
    return page("people/new_account.html", form=form)


@blueprint.route("/<uuid:account_id>", methods=["GET", "POST"])
@allowed(Role.ADMINISTRATOR)
def edit_account(account_id: uuid.UUID) -> ResponseReturnValue:
    account = the(Account, account_id)
    form = RolesForm(obj=account, roles=[role.value for role in account.roles])
    if form.validate_on_submit():
        with editing(account, form):
            roles = [Role(value) for value in form.roles.data]
            operations.grant_roles(db.session, account=account, roles=roles, by=current_person_id())
            operations.let_in(db.session, account=account, active=form.active.data, by=current_person_id())
        return see_other("accounts.list_accounts")
    return page("people/edit_account.html", form=form, account=account, reset=_reset_form(account))


@blueprint.route("/<uuid:account_id>/authenticator", methods=["POST"])
@allowed(Role.ADMINISTRATOR)
def reset_authenticator(account_id: uuid.UUID) -> ResponseReturnValue:
    account = the(Account, account_id)
    if account.id == current_person_id():
        abort(409)
    operations.reset_authenticator(db.session, account=account, by=current_person_id())
    flash(_("At the next sign-in %(name)s sees a new picture for their app.", name=account.display_name), "success")
    return see_other("accounts.list_accounts")


def _create(form: NewAccountForm) -> bool:
    try:
        operations.create_account(
            db.session,
            email=form.email.data,
            display_name=form.display_name.data,
            password=form.password.data,
            roles=[Role(value) for value in form.roles.data],
            by=current_person_id(),
        )
    except WeakPassword:
        form.password.errors = [_("Use at least 12 letters, and not a password that everybody tries")]
    except EmailTaken:
        form.email.errors = [_("There is an account with this e-mail address")]
    else:
        return True
    return False


def _reset_form(account: Account) -> ConfirmForm | None:
    """Not for one's own: whoever sits down at an open desk could take the account over."""
    return ConfirmForm(formdata=None) if account.id != current_person_id() else None
