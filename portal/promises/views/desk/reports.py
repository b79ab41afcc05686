"""The yearly report for staff: its PDFs and its table."""

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.promises import queries
from portal.promises.operations.reports import export_year, order_report
from portal.promises.queries.reports import reports_of
from portal.promises.views.desk.blueprint import KEEPERS, blueprint
from portal.promises.yearly import years_with_promises
from portal.shared import clock
from portal.shared.database import db
from portal.shared.forms import Needed, PortalForm, SelectBox
from portal.shared.i18n import LANGUAGES, lazy
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other
from portal.summaries.forms import StepForm


class ReportForm(PortalForm):
    language = SelectBox(
        lazy("In which language?"),
        [Needed(lazy("Choose a language"))],
        choices=[SelectChoice(one.code, one.name) for one in LANGUAGES.values()],
    )


@blueprint.route("/report")
@allowed(*KEEPERS)
def this_year() -> ResponseReturnValue:
    return see_other("promise_desk.show_report", year=clock.today().year)


@blueprint.route("/report/<int:year>")
@allowed(*KEEPERS)
def show_report(year: int) -> ResponseReturnValue:
    years = years_with_promises(queries.public_promises(db.session))
    if year not in (*years, clock.today().year):
        abort(404)
    return page(
        "promises/desk/report.html",
        year=year,
        years=years,
        has_public=year in years,
        form=ReportForm(),
        step=StepForm(),
        files=reports_of(db.session, year=year),
        language_name=lambda code: LANGUAGES[code].name,
    )


@blueprint.route("/report/<int:year>/pdf", methods=["POST"])
@allowed(*KEEPERS)
def order_pdf(year: int) -> ResponseReturnValue:
    form = ReportForm()
    if not form.validate_on_submit() or not 2000 <= year <= clock.today().year:
        return see_other("promise_desk.show_report", year=year)
    file = order_report(db.session, year=year, language=str(form.language.data), by=current_person_id())
    here = url_for("promise_desk.show_report", year=year)
    return see_other("jobs.show_job", job_id=file.job_id, next=here)


@blueprint.route("/report/<int:year>.<any(csv, ods, xlsx):kind>", methods=["POST"])
@allowed(*KEEPERS)
def download_table(year: int, kind: str) -> ResponseReturnValue:
    made = export_year(db.session, year=year, kind=kind, by=current_person_id())
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)
