"""The least app that shows the design system: what the real one provides, with invented words."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask
from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

from portal.shared import i18n
from portal.shared.forms import (
    AnEmailAddress,
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    DecimalNumber,
    EmailInput,
    FileInput,
    HiddenValue,
    Needed,
    PasswordInput,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TelInput,
    TextArea,
    TextInput,
    WholeNumber,
    YesNo,
)
from portal.shared.preferences import Preferences

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "portal" / "shared" / "static"


class KitchenForm(PortalForm):
    has_version = True
    your_name = TextInput("Your name", [Needed("Enter your name"), AtMost(20)], hint="As you like to be called")
    email = EmailInput("Email", [AnEmailAddress()])
    phone = TelInput("Phone")
    password = PasswordInput("Password")
    story = TextArea("Your story", [AtMost(200)], rows=4)
    age = WholeNumber("Your age", [Between(16, 120)])
    hours = DecimalNumber("Hours of care a week", suffix="hours")
    born = DateParts("When were you born?", hint="For example, 27 3 1981")
    way = Radios(
        "How can we reach you?",
        [Needed("Choose how we can reach you")],
        choices=[SelectChoice("sms", "Text message"), SelectChoice("post", "Letter", {"hint": "Two or three days"})],
    )
    needs = Checkboxes(
        "What helps you?",
        choices=[
            SelectChoice("ramp", "A ramp"),
            SelectChoice("bsl", "BSL"),
            SelectChoice("none", "None of these", {"exclusive": True}),
        ],
    )
    again = YesNo("May we ask again?")
    area = SelectBox("Area", choices=[SelectChoice("n", "North"), SelectChoice("s", "South")])
    photo = FileInput("A photo", accept="image/*")
    ticket = HiddenValue()


def asset(path: str) -> str:
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:8]
    return f"/static/{path}?v={digest}"


def make_app() -> Flask:
    app = Flask("kitchen", static_folder=str(STATIC))
    app.config.update(SECRET_KEY="kitchen", TESTING=True)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader([ROOT / "templates", ROOT / "tests" / "design" / "templates"]),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    CSRFProtect(app)
    app.jinja_env.globals.update(
        _=i18n.template_gettext, ngettext=i18n.template_ngettext, asset=asset, format_number=i18n.format_number
    )
    app.before_request(lambda: i18n.speak(flask.request.args.get("lang", "en")))
    app.teardown_request(lambda _error: i18n.speak("en"))
    app.context_processor(context)
    add_pages(app)
    return app


@dataclass
class Account:
    display_name: str = "Amina Invented"
    roles: tuple[str, ...] = ("organiser",)


def context() -> dict[str, Any]:
    return {
        "language": i18n.current(),
        "languages": list(i18n.LANGUAGES.values()),
        "preferences": Preferences.read(flask.request.args),
        "csp_nonce": lambda: "nonce",
        "current_account": Account(),
        "navigation": [("Rounds", "/rounds", True), ("People", "/people", False), ("Summaries", "/summaries", False)],
        "portal_name": "Heard",
        "is_demo": True,
    }


def add_pages(app: Flask) -> None:
    @app.route("/form", methods=["GET", "POST"])
    def form_page() -> Any:
        form = KitchenForm(data={"version": 3, "ticket": "abc"})
        if form.validate_on_submit():
            return {name: str(value) for name, value in form.data.items()}
        return flask.render_template("kitchen_form.html", form=form)

    @app.route("/question/<kind>", methods=["GET", "POST"])
    def question(kind: str) -> Any:
        wrong = "Choose a face" if flask.request.args.get("wrong") else None
        return flask.render_template("kitchen_question.html", kind=kind, wrong=wrong, back_url="/form", form=None)

    @app.route("/staff")
    def staff() -> Any:
        flask.flash("The round is open", "success")
        return flask.render_template(
            "kitchen_staff.html",
            breadcrumbs=[("Rounds", "/rounds"), ("Spring", None)],
            url_for_page="/staff?page={}".format,
        )

    @app.route("/page/<path:name>")
    def any_page(name: str) -> Any:
        both = {"now": [("Title", "Spring round")], "typed": [("Title", "Spring <round>")]}
        typed = [("story", "one\ntwo <b>"), ("csrf_token", "old")]
        return flask.render_template(f"shared/{name}.html", fields=typed, action="/again", fresh_key="k", **both)
