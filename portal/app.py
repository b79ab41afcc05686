"""The hall: makes the application and hangs up the rooms. It knows no rule of any room."""

import importlib
import time
from typing import Any

from flask import Flask, abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

from portal import errors_pages
from portal.contact.channels import use_carriers
from portal.contact.channels.choose import carriers_for
from portal.contact.round_names import tell_names
from portal.navigation import Navigation, desk_places
from portal.panels.dangers import offer_look
from portal.panels.queries.keeping import is_in_a_pool, is_of_a_panel
from portal.panels.queries.panels import names_of_panels
from portal.panels.views.member.door import open_by_code
from portal.panels.views.member.join.mine import open_interest_by_code
from portal.people.access import AccessRule, may_open
from portal.people.keeping import offer_reason
from portal.people.operations import refusals_heard
from portal.promises.dates import promise_dates
from portal.promises.operations.alarms import offer_promises
from portal.questions.desk.uses import tell_uses
from portal.rooms import ROOMS, TABLES_AND_TASKS
from portal.rounds.operations.changing import words_taken_back
from portal.rounds.operations.panel_visits import offer_visits
from portal.rounds.promised_dates import offer_dates
from portal.rounds.queries.uses import names_of, rounds_asking
from portal.rounds.rules.worrying import risk_words
from portal.rounds.views.participant.door import other_doors
from portal.shared import crypto, i18n, logs, queue
from portal.shared.database import db, prepare_engine
from portal.shared.migrate import prepare_migrations
from portal.shared.preferences import Preferences
from portal.shared.queue_consumer import connect_queue
from portal.shared.security import csp_nonce, protect, refuse_unsafe, trust_proxies
from portal.shared.settings import ROOT, Settings, use_settings
from portal.shared.statics import serve_statics
from portal.shared.storage import FolderStorage, use_storage
from portal.shared.transactions import hold_transactions
from portal.summaries.dates import check_dates
from portal.summaries.expert_panels import offer_experts
from portal.summaries.operations.alarms import offer_checks
from portal.summaries.operations.quotes import remove_quotes_of_answers, remove_quotes_of_who_says_no
from portal.summaries.round_source import offer_rounds


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application for these settings (by default those of the environment)."""
    settings = settings or Settings()
    refuse_unsafe(settings)
    take_up(settings)
    logs.start_logging()
    app = Flask("portal", static_folder=None, template_folder=str(ROOT / "templates"))
    app.config.from_mapping(_flask_config(settings))
    app.extensions["settings"] = settings
    app.extensions["open_places"] = desk_places
    db.init_app(app)
    prepare_migrations(app)
    with app.app_context():
        prepare_engine(db.engine)
    _prepare_templates(app, settings)
    _prepare_sign_in(app)
    # Order matters: language first (errors speak it), then forgery, then the form's key, then the access rule.
    _prepare_language(app, settings)
    forgery = CSRFProtect(app)
    hold_transactions(app)
    app.before_request(_enforce_access)
    protect(app, settings)
    errors_pages.hang_up(app)
    for name in TABLES_AND_TASKS:
        importlib.import_module(name)
    for name in ROOMS:
        app.register_blueprint(importlib.import_module(name).blueprint)
    # Leaving must work when the session is already gone; ending a visit harms nobody.
    forgery.exempt(app.view_functions["front.leave"])
    serve_statics(app)
    trust_proxies(app, settings)
    connect_queue(app, settings)
    _log_requests(app)
    app.extensions["warm_up"] = lambda: _compile_templates(app.jinja_env)
    return app


def take_up(settings: Settings) -> None:
    """What is the same for the whole process: jobs and domain code need it as much as requests do."""
    use_settings(settings)
    crypto.use_keys(crypto.read_key_file(settings.instance / "keys.json"))
    use_storage(FolderStorage(settings.instance / "files"))
    use_carriers(carriers_for(settings))
    offer_rounds()
    offer_experts()
    offer_visits()
    offer_checks()
    offer_promises()
    tell_names(names_of)
    tell_names(names_of_panels)
    offer_look(risk_words)
    offer_reason(is_of_a_panel)
    offer_reason(is_in_a_pool)
    other_doors.extend(door for door in (open_by_code, open_interest_by_code) if door not in other_doors)
    tell_uses(rounds_asking)
    offer_dates(check_dates)
    offer_dates(promise_dates)
    if remove_quotes_of_answers not in words_taken_back:
        words_taken_back.append(remove_quotes_of_answers)
    if remove_quotes_of_who_says_no not in refusals_heard:
        refusals_heard.append(remove_quotes_of_who_says_no)


# What people without an account open. The rest is compiled where it is first wanted.
WARM = ("shared/base", "shared/participant", "shared/errors/", "rounds/participant/", "questions/field")


def _compile_templates(environment: Environment) -> None:
    for name in environment.list_templates(filter_func=lambda name: name.startswith(WARM)):
        environment.get_template(name)


def _flask_config(settings: Settings) -> dict[str, Any]:
    ring = crypto.keys()
    return {
        "SECRET_KEY": ring.session_key,
        # Forms stay valid over a change of the session key: someone may be halfway through writing.
        "WTF_CSRF_SECRET_KEY": ring.form_key,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "SQLALCHEMY_DATABASE_URI": settings.resolved_database_url,
        # Errors of the database quote the statement, never its values: those are what people typed.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "SESSION_COOKIE_NAME": "__Host-heard" if settings.is_https else "heard",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "MAX_CONTENT_LENGTH": 40 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "TRUSTED_HOSTS": settings.answered_hosts,
        "TESTING": settings.testing,
    }


def _prepare_templates(app: Flask, settings: Settings) -> None:
    environment = app.jinja_env
    environment.loader = ChoiceLoader(  # type: ignore[assignment]
        [
            FileSystemLoader(str(ROOT / "templates")),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(
        _=i18n.template_gettext,
        ngettext=i18n.template_ngettext,
        format_date=i18n.format_date,
        format_moment=i18n.format_moment,
        format_time=i18n.format_time,
        format_number=i18n.format_number,
        format_percent=i18n.format_percent,
        format_list=i18n.format_list,
        best_text=i18n.best_text,
        csp_nonce=csp_nonce,
        portal_name=settings.name,
        organisation=settings.organisation,
        contact_phone=settings.contact_phone,
        contact_email=settings.contact_email,
        is_demo=settings.demo,
        quick_exit_to=settings.leave_to,
        languages=list(i18n.LANGUAGES.values()),
        has_page=lambda endpoint: endpoint in app.view_functions,
        may_open=may_open,
    )

    @app.context_processor
    def spoken() -> dict[str, Any]:
        return {
            "language": i18n.current(),
            "preferences": g.get("preferences", Preferences()),
            "current_account": current_user,
            "navigation": Navigation(),
        }


def _prepare_language(app: Flask, settings: Settings) -> None:
    Babel(app, locale_selector=lambda: str(i18n.current().locale), configure_jinja=False)

    @app.before_request
    def choose_language() -> None:
        asked = request.args.get("lang")
        if (asked in i18n.LANGUAGES and session.get("language") != asked) or (
            settings.pseudo_locale and asked == i18n.PSEUDO.code
        ):
            session["language"] = asked
        chosen = session.get("language") or _browser_language() or settings.default_language
        g.preferences = Preferences.read(session.get("preferences"))
        i18n.speak(chosen)


def _browser_language() -> str | None:
    header = request.headers.get("Accept-Language")
    return request.accept_languages.best_match([code for code in i18n.LANGUAGES if "-" not in code]) if header else None


def _prepare_sign_in(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None  # the sessions table decides, not a fingerprint of the browser
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(importlib.import_module("portal.people.views.signed_in").signed_in_account)


def _enforce_access() -> ResponseReturnValue | None:
    """Nothing is open by accident: a route without a rule is closed to everyone."""
    if request.endpoint is None:
        return None
    rule: AccessRule | None = getattr(app_view(request.endpoint), "access", None)
    if rule is None:
        abort(403)
    if rule.anyone:
        return None
    if rule.demo_only:
        return None if _settings().demo else abort(404)
    if rule.session_kinds:
        return _enforce_invited(rule)
    if not current_user.is_authenticated:
        if request.method == "POST" and errors_pages.has_words():
            return errors_pages.signed_out()
        return redirect(url_for("sign_in.sign_in", next=request.full_path.rstrip("?")), code=303)
    if not rule.roles & current_user.roles:
        abort(403)
    return None


def _enforce_invited(rule: AccessRule) -> ResponseReturnValue | None:
    from portal.people.views.signed_in import invited_session

    g.browser_session = invited_session()
    if g.browser_session is None or g.browser_session.kind not in rule.session_kinds:
        if request.method == "POST" and request.form:
            return errors_pages.visit_ended()
        return redirect(url_for("participant.enter_code"), code=303)
    return None


def app_view(endpoint: str) -> Any:
    from flask import current_app

    return current_app.view_functions[endpoint]


def _settings() -> Settings:
    from flask import current_app

    settings: Settings = current_app.extensions["settings"]
    return settings


def _log_requests(app: Flask) -> None:
    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        i18n.speak("en")

    if not app.testing:
        line = logs.log.bind()  # once: every request writes one

        @app.after_request
        def note(response: Any) -> Any:
            elapsed = round((time.perf_counter() - g.started) * 1000, 1) if "started" in g else None
            line.info("request", method=request.method, path=request.path, status=response.status_code, ms=elapsed)
            return response


def run_jobs_now(app: Flask) -> int:
    """Runs what is queued in this process: for seeding and tests."""
    with app.app_context():
        return queue.run_everything(db.session)
