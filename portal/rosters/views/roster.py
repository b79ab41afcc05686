"""Services and the people they know. Nobody's contacts are shown here, to anyone."""

import uuid

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.rosters import operations, queries
from portal.rosters.enums import ServiceStatus
from portal.rosters.forms import ServiceForm, ServiceSettingsForm
from portal.rosters.models import USUAL_REPORTING, Service
from portal.rosters.views.wording import category_words
from portal.shared.database import db
from portal.shared.web import editing, page, page_number, see_other, the

blueprint = Blueprint("rosters", __name__, url_prefix="/rosters")


@blueprint.route("/")
@allowed(Role.ORGANISER)
def list_services() -> ResponseReturnValue:
    services = queries.all_services(db.session)
    return page("rosters/services.html", services=services, people=queries.people_per_service(db.session))


@blueprint.route("/new", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def new_service() -> ResponseReturnValue:
    form = ServiceForm(reporting_fields=USUAL_REPORTING)
    if not form.validate_on_submit():
        return page("rosters/new_service.html", form=form)
    service = operations.create_service(
        db.session,
        name=form.names,
        youngest_age=form.youngest_age.data,
        reporting_fields=form.reporting_fields.data,
        by=current_person_id(),
    )
    return see_other("rosters.show_roster", service_id=service.id)


@blueprint.route("/<uuid:service_id>/settings", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def edit_service(service_id: uuid.UUID) -> ResponseReturnValue:
    service = the(Service, service_id)
    names = {f"name_{code.replace('-', '_')}": text for code, text in service.name.items()}
    form = ServiceSettingsForm(obj=service, data=names)
    if not form.validate_on_submit():
        return page("rosters/edit_service.html", form=form, service=service)
    with editing(service, form):
        operations.change_service(
            db.session,
            service=service,
            name=form.names,
            youngest_age=form.youngest_age.data,
            reporting_fields=form.reporting_fields.data,
            by=current_person_id(),
        )
    return see_other("rosters.show_roster", service_id=service.id)


@blueprint.route("/<uuid:service_id>")
@allowed(Role.ORGANISER)
def show_roster(service_id: uuid.UUID) -> ResponseReturnValue:
    service = the(Service, service_id)
    search, status = request.args.get("search", "").strip()[:100], _status()
    found = queries.roster_page(
        db.session, service_id=service_id, number=page_number(), starts_with=search.replace("\x00", ""), status=status
    )
    return page(
        "rosters/roster.html",
        service=service,
        statuses=queries.people_by_status(db.session, service_id=service_id),
        found=found,
        search=search,
        status=status,
        every_status=list(ServiceStatus),
        words=category_words,
        imports=queries.imports_of(db.session, service_id=service_id),
        frames=queries.all_frames(db.session, service_id=service_id),
    )


def _status() -> ServiceStatus | None:
    text = request.args.get("status", "")
    return ServiceStatus(text) if text in list(ServiceStatus) else None
