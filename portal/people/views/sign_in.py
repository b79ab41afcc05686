"""Staff sign in: password, then the code of an authenticator app."""

import uuid

import segno
from flask import Blueprint, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from portal.people import operations
from portal.people.access import ANY_STAFF, allowed, anyone
from portal.people.enums import SessionKind
from portal.people.errors import SignInRefused, WeakPassword
from portal.people.forms import CodeForm, PasswordForm, SignInForm
from portal.people.models import Account
from portal.people.views.signed_in import SignedIn, end_everything_here
from portal.shared import clock
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.logs import log
from portal.shared.throttle import TooMany
from portal.shared.transactions import keep_even_though_refused, repeatable
from portal.shared.web import own_page, page, see_other

blueprint = Blueprint("sign_in", __name__)
HALFWAY_SECONDS = 600


@blueprint.route("/sign-in", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate_on_submit():
        keep_even_though_refused()
        try:
            account = operations.check_password(
                db.session, email=form.email.data, password=form.password.data, address=request.remote_addr or ""
            )
        except SignInRefused:
            log.warning("sign_in_refused", kind="password")
            form.password.errors = [_("The e-mail address or the password is not right")]
        except TooMany:
            form.password.errors = [_("Too many tries. Wait 15 minutes and try again")]
        else:
            session["halfway"] = [str(account.id), clock.now().timestamp(), own_page(request.args.get("next"))]
            return see_other("sign_in.code")
    return page("people/sign_in.html", form=form)


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@anyone
def code() -> ResponseReturnValue:
    account = _halfway()
    if account is None:
        return see_other("sign_in.sign_in")
    form = CodeForm()
    if form.validate_on_submit():
        keep_even_though_refused()
        try:
            operations.check_code(db.session, account=account, code=form.code.data)
        except SignInRefused:
            log.warning("sign_in_refused", kind="code", account_id=str(account.id))
            form.code.errors = [_("This code is not right. Codes change every 30 seconds")]
        except TooMany:
            form.code.errors = [_("Too many tries. Wait 15 minutes and try again")]
        else:
            return redirect(enter(account) or url_for("desk.desk"), code=303)
    return page("people/code.html", form=form, qr=_first_time_picture(account), account=account)


@blueprint.route("/sign-out", methods=["POST"])
@allowed(*ANY_STAFF)
@repeatable
def sign_out() -> ResponseReturnValue:
    end_everything_here()
    return see_other("front.home")


@blueprint.route("/account/password", methods=["GET", "POST"])
@allowed(*ANY_STAFF)
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate_on_submit() and _change_password(form):
        flash(_("Your password is changed. You are signed out everywhere else."), "success")
        return see_other("desk.desk")
    return page("people/password.html", form=form)


def _change_password(form: PasswordForm) -> bool:
    keep_even_though_refused()
    try:
        operations.change_password(
            db.session,
            account=current_user.account,
            password=form.password.data,
            fresh=form.fresh.data,
            except_session=current_user.session_id,
        )
    except SignInRefused:
        form.password.errors = [_("The password is not right")]
    except TooMany:
        form.password.errors = [_("Too many tries. Wait 15 minutes and try again")]
    except WeakPassword:
        form.fresh.errors = [_("Use at least 12 letters, and not a password that everybody tries")]
    else:
        return True
    return False


def enter(account: Account) -> str:
    """Begins the account's session in this browser; returns where it wanted to go."""
    settings = current_app.extensions["settings"]
    wanted = session.get("halfway", ["", 0, ""])[2]
    kept = {name: session[name] for name in ("language", "preferences") if name in session}
    end_everything_here()  # and a new session gets a new forgery token
    session.update(kept)
    row = operations.begin_session(
        db.session, kind=SessionKind.STAFF, hours=settings.session_hours, account_id=account.id
    )
    db.session.refresh(row, ["account"])
    login_user(SignedIn(row))
    return str(wanted)


def _halfway() -> Account | None:
    account_id, since, _next = session.get("halfway", ["", 0, ""])
    if clock.now().timestamp() - float(since) > HALFWAY_SECONDS:
        return None
    return db.session.get(Account, uuid.UUID(account_id))


def _first_time_picture(account: Account) -> str | None:
    """The QR picture for the authenticator app, until a code has been used once."""
    if account.totp_confirmed:
        return None
    address = operations.totp_address(account, issuer=current_app.extensions["settings"].name)
    return segno.make(address, micro=False).svg_data_uri(scale=5, dark="#000", light="#fff")
