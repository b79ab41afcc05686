"""What stands beside a question: pictures, recordings, films in sign language, and the pictures of its answers."""

import uuid

from flask import request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed
from portal.people.enums import Role
from portal.questions import operations
from portal.questions.desk.texts import source_of
from portal.questions.enums import MediaKind
from portal.questions.errors import NotMedia
from portal.questions.forms.media import MediaForm, OptionPictureForm, content_of
from portal.questions.models import Question, QuestionSet
from portal.questions.views.desk.blueprint import blueprint
from portal.questions.views.desk.writing import draft_of, question_in
from portal.shared.database import db
from portal.shared.forms import PortalForm, SelectChoice
from portal.shared.i18n import LANGUAGES, best_text
from portal.shared.web import page, see_other


@blueprint.route("/<uuid:set_id>/<uuid:question_id>/media", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def show_media(set_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    question, form = question_in(question_set, question_id), MediaForm()
    if form.validate_on_submit():
        try:
            item = operations.keep_media(**form.to_keep(source_of(question_set)))
            operations.add_media(db.session, question_set=question_set, question=question, item=item)
            return see_other("question_desk.show_media", set_id=set_id, question_id=question_id)
        except NotMedia as refusal:
            form.file.errors = [str(refusal)]
    return _media_page(question_set, question, form, _picture_form(question))


@blueprint.post("/<uuid:set_id>/<uuid:question_id>/media/answer")
@allowed(Role.ORGANISER)
def set_picture(set_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    question = question_in(question_set, question_id)
    form = _picture_form(question)
    if form.validate_on_submit():
        try:
            item = operations.keep_media(kind=MediaKind.PICTURE, content=content_of(form.picture))
            operations.set_option_picture(
                db.session,
                question_set=question_set,
                question=question,
                code=str(form.code.data),
                key=item["key"],
                alt=form.alt.data,
            )
            return see_other("question_desk.show_media", set_id=set_id, question_id=question_id)
        except NotMedia as refusal:
            form.picture.errors = [str(refusal)]
    return _media_page(question_set, question, MediaForm(formdata=None), form)


@blueprint.post("/<uuid:set_id>/<uuid:question_id>/media/take-away")
@allowed(Role.ORGANISER)
def remove_media(set_id: uuid.UUID, question_id: uuid.UUID) -> ResponseReturnValue:
    question_set = draft_of(set_id)
    question = question_in(question_set, question_id)
    operations.remove_media(db.session, question_set=question_set, question=question, key=request.form.get("key", ""))
    return see_other("question_desk.show_media", set_id=set_id, question_id=question_id)


def _picture_form(question: Question) -> OptionPictureForm:
    form = OptionPictureForm()
    form.code.choices = [SelectChoice(one["code"], best_text(one["texts"])[0]) for one in question.options]
    return form


def _media_page(
    question_set: QuestionSet, question: Question, form: MediaForm, picture_form: OptionPictureForm
) -> ResponseReturnValue:
    return page(
        "questions/media.html",
        question_set=question_set,
        question=question,
        form=form,
        picture_form=picture_form,
        plain=PortalForm(),
        kinds={kind.value: kind.label for kind in MediaKind},
        names=LANGUAGES,
    )
