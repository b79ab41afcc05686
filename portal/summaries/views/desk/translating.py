"""The translator's desk: English and translation side by side, files for agencies out and in."""

from uuid import UUID

from flask import abort, flash
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.queries import all_accounts
from portal.shared import clock
from portal.shared.database import db
from portal.shared.export import hand_out
from portal.shared.forms import (
    AtMost,
    FileInput,
    HiddenValue,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
)
from portal.shared.i18n import LANGUAGES, Language, best_text, lazy, ngettext
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the
from portal.summaries.enums import HOW_MADE, SpeakerKind, TextStatus
from portal.summaries.errors import NotReady, WrittenMeanwhile, WrongState
from portal.summaries.forms import MOST_SIGNS, StepForm, choices_of
from portal.summaries.models import Summary, TranslationImport
from portal.summaries.operations import translating, translation_files
from portal.summaries.operations.languages import note_check, sha
from portal.summaries.views.desk.blueprint import READERS, WRITERS, blueprint
from portal.summaries.views.refusals import refusals_in_words, words_of

TRANSLATORS = (*WRITERS, Role.TRANSLATOR)
MEDIA_TYPES = {"xlf": "application/xliff+xml", "po": "text/x-gettext-translation"}


class UnitForm(PortalForm):
    source_seen = HiddenValue()
    target_seen = HiddenValue()
    text = TextArea(lazy("Translation"), [Needed(lazy("Write the translation")), AtMost(MOST_SIGNS)], rows=4)
    status = SelectBox(
        lazy("Who translated it?"),
        choices=[SelectChoice(one.value, one.label) for one in HOW_MADE],
        blank=False,
        default=TextStatus.TRANSLATED.value,
    )
    named = TextInput(
        lazy("Who has checked these words?"),
        [AtMost(120)],
        hint=lazy("It is printed. A name, a first name, or a group. Leave it empty if nobody has checked them."),
    )
    kind = Radios(lazy("Who is it?"), choices=choices_of(SpeakerKind), default=SpeakerKind.SPEAKER.value)


class FileForm(PortalForm):
    file = FileInput(
        lazy("A file that came back"),
        [Needed(lazy("Choose a file"))],
        hint=lazy("XLIFF 2.0 or PO, made from the file that left here."),
    )


@blueprint.route("/<uuid:summary_id>/translate/<language>", methods=["GET", "POST"])
@allowed(*READERS)
def translate(summary_id: UUID, language: str) -> ResponseReturnValue:
    summary, spoken, form = the(Summary, summary_id), _language(language), FileForm()
    if form.validate_on_submit():
        try:
            read = translation_files.read_file(
                db.session,
                summary=summary,
                language=language,
                content=form.file.data.read(),  # type: ignore[union-attr]
                by=current_person_id(),
            )
            return see_other("summary_desk.preview_translations", import_id=read.id)
        except NotReady as refusal:
            form.file.errors = refusal.reasons
    names = {one.id: one.display_name for one in all_accounts(db.session)}
    return page(
        "summaries/desk/translate.html",
        summary=summary,
        title=best_text(summary.title)[0],
        spoken=spoken,
        others=[LANGUAGES[code] for code in translating.languages_to_translate() if code != language],
        units=translating.units_of(db.session, summary=summary, language=language),
        status_label=lambda code: TextStatus(code).label,
        checker_label=lambda kind: SpeakerKind(kind).label,
        name_of=lambda account_id: names.get(account_id, ""),
        form=form,
        step=StepForm(),
    )


@blueprint.route("/<uuid:summary_id>/translate/<language>/<key>", methods=["GET", "POST"])
@allowed(*TRANSLATORS)
def translate_one(summary_id: UUID, language: str, key: str) -> ResponseReturnValue:
    summary, spoken = the(Summary, summary_id), _language(language)
    units = translating.units_of(db.session, summary=summary, language=language)
    unit = next((one for one in units if one.key == key), None) or abort(404)
    now, mine = sha(unit.source), sha(unit.target)
    status = TextStatus(unit.status or TextStatus.TRANSLATED).as_made.value
    form = UnitForm(text=unit.target, source_seen=now, target_seen=mine, status=status)
    if form.validate_on_submit():
        try:
            if form.target_seen.data != mine:
                raise WrittenMeanwhile
            _save(form, unit, summary, language, source_seen=unit.source if form.source_seen.data == now else "")
            return see_other("summary_desk.translate", summary_id=summary.id, language=language)
        except NotReady as refusal:
            form.text.errors, form.source_seen.data = refusal.reasons, now
        except WrittenMeanwhile as refusal:
            form.text.errors, form.target_seen.data = words_of(refusal), mine
        except WrongState as refusal:
            flash(words_of(refusal)[0], "error")
    return page("summaries/desk/translate_one.html", summary=summary, spoken=spoken, unit=unit, form=form)


def _save(form: UnitForm, unit: translating.Unit, summary: Summary, language: str, *, source_seen: str) -> None:
    """The words, and who has checked them if someone has."""
    translating.save_translation(
        db.session,
        summary=summary,
        key=unit.key,
        language=language,
        text=form.text.data or "",
        status=TextStatus(str(form.status.data)),
        source_seen=source_seen,
        by=current_person_id(),
    )
    if form.named.data:
        note_check(
            db.session,
            summary=summary,
            language=language,
            keys=[unit.key],
            named=form.named.data,
            kind=SpeakerKind(str(form.kind.data)),
            on=clock.today(),
            by=current_person_id(),
        )


@blueprint.route("/<uuid:summary_id>/translate/<language>/file.<any(xlf, po):kind>", methods=["POST"])
@allowed(*TRANSLATORS)
def download_texts(summary_id: UUID, language: str, kind: str) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    _language(language)
    made = hand_out(
        db.session,
        name=f"summary-{language}.{kind}",
        media_type=MEDIA_TYPES[kind],
        content=translation_files.file_for_translators(db.session, summary=summary, language=language, kind=kind),
        taken_by=current_person_id(),
        why="summary_texts",
        about_id=summary.id,
    )
    keep_even_though_refused()  # the answer is a file, not a redirect; who took it must be kept all the same
    return file_answer(made.content, name=made.name, media_type=made.media_type)


@blueprint.route("/translations/<uuid:import_id>", methods=["GET", "POST"])
@allowed(*TRANSLATORS)
def preview_translations(import_id: UUID) -> ResponseReturnValue:
    read = the(TranslationImport, import_id)
    summary, form = the(Summary, read.summary_id), StepForm()
    if form.validate_on_submit():
        with refusals_in_words():
            count = translation_files.take_over(db.session, summary=summary, read=read, by=current_person_id())
            flash(ngettext("%(num)s text was taken over.", "%(num)s texts were taken over.", count), "success")
        return see_other("summary_desk.translate", summary_id=summary.id, language=read.language)
    return page(
        "summaries/desk/translations.html",
        summary=summary,
        read=read,
        spoken=LANGUAGES[read.language],
        units=translation_files.preview_of(read),
        form=form,
    )


def _language(code: str) -> Language:
    return LANGUAGES[code] if code in translating.languages_to_translate() else abort(404)
