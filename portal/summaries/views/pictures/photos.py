"""Own photos and who agreed to be shown in them."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared import clock
from portal.shared.database import db
from portal.shared.web import editing, page, see_other, the
from portal.summaries.forms import StepForm
from portal.summaries.models import OwnPicture, PhotoConsent
from portal.summaries.operations import photos
from portal.summaries.picture_forms import ConsentForm, NewPhotoForm, PhotoForm, TakeOutForm
from portal.summaries.pictures.enums import AgreedHow, PhotoUse
from portal.summaries.pictures.gallery import is_usable
from portal.summaries.pictures.naming import own_name
from portal.summaries.pictures.packs import LARGEST_PICTURE
from portal.summaries.pictures.problems import PackRefused, problem_words
from portal.summaries.queries import pictures as queries
from portal.summaries.views.desk.blueprint import WRITERS
from portal.summaries.views.pictures.blueprint import blueprint


@blueprint.route("/photos")
@allowed(*WRITERS)
def list_photos() -> ResponseReturnValue:
    today = clock.today()
    rows = queries.all_photos(db.session)
    return page("summaries/pictures/photos.html", photos=[(one, is_usable(one, on=today)) for one in rows])


@blueprint.route("/photos/add", methods=["GET", "POST"])
@allowed(*WRITERS)
def add_photo() -> ResponseReturnValue:
    form = NewPhotoForm()
    if form.validate_on_submit():
        sent: Any = form.file.data
        try:
            picture = photos.add_photo(
                db.session,
                content=sent.stream.read(LARGEST_PICTURE + 1),
                **_values(form),
                by=current_person_id(),
            )
            return see_other("picture_desk.show_photo", picture_id=picture.id)
        except PackRefused as refused:
            form.file.errors = [problem_words(refused.code, (sent.filename or "")[:60])]
    return page("summaries/pictures/photo_form.html", form=form, photo=None)


@blueprint.route("/photos/<uuid:picture_id>")
@allowed(*WRITERS)
def show_photo(picture_id: UUID) -> ResponseReturnValue:
    picture = the(OwnPicture, picture_id)
    return page(
        "summaries/pictures/photo.html",
        photo=picture,
        name=own_name(picture.id),
        is_usable=is_usable(picture, on=clock.today()),
        today=clock.today(),
        consents=queries.consents_of(db.session, picture_id=picture.id),
        use_label=lambda use: PhotoUse(use).label,
        summaries=queries.summaries_with(db.session, picture=own_name(picture.id)),
        form=StepForm(),
    )


@blueprint.route("/photos/<uuid:picture_id>/edit", methods=["GET", "POST"])
@allowed(*WRITERS)
def edit_photo(picture_id: UUID) -> ResponseReturnValue:
    picture = the(OwnPicture, picture_id)
    form = PhotoForm(obj=picture)
    if not form.is_submitted():
        form.show(picture)
    if not form.validate_on_submit():
        return page("summaries/pictures/photo_form.html", form=form, photo=picture)
    with editing(picture, form):
        photos.edit_photo(db.session, picture=picture, **_values(form))
    return see_other("picture_desk.show_photo", picture_id=picture.id)


@blueprint.route("/photos/<uuid:picture_id>/consent", methods=["GET", "POST"])
@allowed(*WRITERS)
def add_consent(picture_id: UUID) -> ResponseReturnValue:
    picture, form = the(OwnPicture, picture_id), ConsentForm()
    if not form.validate_on_submit():
        return page("summaries/pictures/consent.html", form=form, photo=picture)
    photos.note_consent(
        db.session,
        picture=picture,
        name=str(form.name.data),
        uses=[PhotoUse(use) for use in form.uses.data or ()],
        how=AgreedHow(str(form.how.data)),
        said_by=form.said_by.data or "",
        agreed_on=cast(dt.date, form.agreed_on.data),
        until=cast(dt.date, form.until.data),
        by=current_person_id(),
    )
    return see_other("picture_desk.show_photo", picture_id=picture.id)


@blueprint.route("/consents/<uuid:consent_id>/end", methods=["POST"])
@allowed(*WRITERS)
def end_consent(consent_id: UUID) -> ResponseReturnValue:
    consent = the(PhotoConsent, consent_id)
    photos.end_consent(db.session, consent=consent, by=current_person_id())
    return see_other("picture_desk.show_photo", picture_id=consent.picture_id)


@blueprint.route("/photos/<uuid:picture_id>/take-out", methods=["GET", "POST"])
@allowed(*WRITERS)
def take_out_photo(picture_id: UUID) -> ResponseReturnValue:
    picture, form = the(OwnPicture, picture_id), TakeOutForm()
    back = url_for("picture_desk.show_photo", picture_id=picture.id)
    if not form.validate_on_submit():
        return page("summaries/pictures/take_out.html", form=form, name="", back_url=back)
    photos.take_out_photo(db.session, picture=picture, because=str(form.why.data), by=current_person_id())
    return see_other("picture_desk.show_photo", picture_id=picture.id)


def _values(form: PhotoForm) -> dict[str, Any]:
    return {
        "words": form.words,
        "alts": form.alts,
        "licence": str(form.licence.data),
        "credit": str(form.credit.data),
        "people": int(form.people.data or 0),
    }
