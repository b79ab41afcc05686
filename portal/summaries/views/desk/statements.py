"""One statement: its words in each language, its picture, what it rests on, the coach, and how readers see it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the
from portal.summaries import operations, queries
from portal.summaries.advising import advice_on, judgement_in
from portal.summaries.coach import entries_of
from portal.summaries.desk_enums import RestsOn, StatementDeed
from portal.summaries.enums import Section, TextStatus
from portal.summaries.errors import FigureNotFound, FixGone, NotReady, QuoteNotAllowed, WrittenMeanwhile
from portal.summaries.evidence import Evidence, answers_words, gather, said_with_base
from portal.summaries.forms import StatementForm
from portal.summaries.freezing import freeze
from portal.summaries.models import SharedQuote, Statement, Summary
from portal.summaries.operations.advised import fixed_text
from portal.summaries.pictures import gallery, searching
from portal.summaries.reading import ReadSummary
from portal.summaries.sources import source_of
from portal.summaries.views.desk.blueprint import WRITERS, blueprint, summary_of
from portal.summaries.views.desk.conflict import both_texts
from portal.summaries.views.desk.looking import Looking, looking_from, read_content
from portal.summaries.views.refusals import words_of

MOST_PICTURES = 12
REFUSED = (NotReady, FixGone, FigureNotFound, QuoteNotAllowed)


@blueprint.route("/<uuid:summary_id>/statements/add", methods=["GET", "POST"])
@allowed(*WRITERS)
def add_statement(summary_id: UUID) -> ResponseReturnValue:
    """With `?figure=` or `?quote=` in its address the new statement begins with that number or those words."""
    summary = the(Summary, summary_id)
    form = StatementForm()
    del form.version  # there is nothing yet that someone else could have changed
    evidence = _evidence_of(summary)
    _offer_choices(form, evidence)
    if request.method == "GET":
        form.section.process_data(request.args.get("section", Section.TOLD.value))
        form.evidence.data = [*request.args.getlist("finding"), *request.args.getlist("theme")]
    wish = _wish(form)
    if wish:
        try:
            statement = operations.add_statement(
                db.session, summary=summary, by=current_person_id(), **_values(form, wish)
            )
            _begin_with(summary, statement)
            return _after_saving(summary, statement, wish)
        except REFUSED as error:
            db.session.rollback()
            form.form_errors.extend(words_of(error))
    return _statement_page(form, the(Summary, summary_id), None)


@blueprint.route("/statements/<uuid:statement_id>", methods=["GET", "POST"])
@allowed(*WRITERS)
def edit_statement(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary = summary_of(statement)
    form = StatementForm(obj=statement)
    _offer_choices(form, _evidence_of(summary), statement)
    if request.method == "GET":
        _show(form, statement)
    wish = _wish(form)
    if wish:
        try:
            operations.edit_statement(
                db.session,
                summary=summary,
                statement=statement,
                by=current_person_id(),
                seen=form.version.data,
                deed=StatementDeed.FIXED if wish.do == "fix" else StatementDeed.CHANGED,
                **_values(form, wish),
            )
            return _after_saving(summary, statement, wish)
        except (WrittenMeanwhile, StaleDataError):
            db.session.rollback()
            return both_texts(form, the(Statement, statement_id))
        except REFUSED as error:
            form.form_errors.extend(words_of(error))
    return _statement_page(form, summary, statement)


class Wish(NamedTuple):
    """What the pressed button asks for; `language` and `key` say which fix, or which hard word."""

    do: str
    language: str = ""
    key: str = ""


def _wish(form: StatementForm) -> Wish | None:
    """None for "find pictures" and "show": they send the form too, but save nothing."""
    wish = Wish(*request.form.get("do", "").split("|", 2))
    return wish if wish.do in ("save", "fix", "word") and form.validate_on_submit() else None


def _values(form: StatementForm, wish: Wish) -> dict[str, Any]:
    texts = form.texts("text")
    if wish.do == "fix":
        texts[wish.language] = fixed_text(texts.get(wish.language, ""), language=wish.language, key=wish.key)
    return {
        "section": Section(str(form.section.data)),
        "texts": texts,
        "statuses": form.statuses(),
        "picture": form.picture.data or "",
        "evidence": form.evidence.data or [],
    }


def _begin_with(summary: Summary, statement: Statement) -> None:
    told: dict[str, Any] = {"summary": summary, "statement": statement, "by": current_person_id()}
    if request.args.get("figure"):
        operations.insert_number(db.session, ref=request.args["figure"], **told)
    quote = request.args.get("quote", type=UUID)
    if quote:
        operations.attach_quote(db.session, answer_id=quote, **told)


def _after_saving(summary: Summary, statement: Statement, wish: Wish) -> ResponseReturnValue:
    if wish.do == "word" and entries_of(wish.key, wish.language):
        operations.add_word_to_know(
            db.session, summary=summary, word=wish.key, language=wish.language, by=current_person_id()
        )
    is_new = request.endpoint == "summary_desk.add_statement"
    if wish.do == "save" and not is_new:
        return see_other("summary_desk.show_summary", summary_id=summary.id, _anchor=f"statement-{statement.id}")
    return see_other("summary_desk.edit_statement", statement_id=statement.id)


def _evidence_of(summary: Summary) -> Evidence:
    return gather(source_of(db.session, kind=summary.source_kind, source_id=summary.source_id))


def _show(form: StatementForm, statement: Statement) -> None:
    form.show_texts("text", statement.texts)
    for code, status in statement.statuses.items():
        getattr(form, f"status_{code.replace('-', '_')}").data = TextStatus(status).as_made.value


def _offer_choices(form: StatementForm, evidence: Evidence, statement: Statement | None = None) -> None:
    form.evidence.choices = _evidence_choices(evidence, kept=statement.evidence if statement else ())
    chosen = form.picture.data or (statement.picture if statement and request.method == "GET" else "")
    words = form.find.data or form.text_en.data or (statement.texts.get("en", "") if statement else "")
    had = searching.shown(db.session, names=[chosen] if chosen else [], language="en")
    found = searching.search(db.session, words=words, language="en", most=MOST_PICTURES)
    form.picture.choices = [
        SelectChoice(one.name, one.label, render_kw={"hint": one.alt, "address": one.address})
        for one in [*had, *(one for one in found if one.name != chosen)]
    ]
    form.picture.data = chosen or None


def _evidence_choices(evidence: Evidence, *, kept: Sequence[str]) -> list[SelectChoice]:
    """Findings and themes; and what the statement rests on that the source does not know any more."""
    choices = [
        SelectChoice(
            str(one.id),
            i18n.best_text(one.words)[0],
            render_kw={"hint": _hint(RestsOn.FINDING, one.count, one.base_n)},
        )
        for one in evidence.findings
    ]
    choices += [
        SelectChoice(str(one.id), one.name, render_kw={"hint": _hint(RestsOn.THEME, one.count, one.base_n)})
        for one in evidence.themes
    ]
    known = {one.value for one in choices}
    return choices + [SelectChoice(ref, _("Not in the results any more")) for ref in kept if ref not in known]


def _hint(kind: RestsOn, count: int | None, base_n: int | None) -> str:
    return ". ".join(part for part in (str(kind.label), answers_words(count, base_n)) if part)


def _statement_page(form: StatementForm, summary: Summary, statement: Statement | None) -> str:
    rows = queries.statements_of(db.session, summary_id=summary.id)
    quotes = queries.quotes_by_id(db.session, ids=[statement.quote_id] if statement and statement.quote_id else [])
    typed = {code: text for code, text in form.texts("text").items() if text.strip()}
    own = gallery.own_pictures(db.session, names=[form.picture.data or "", *(one.picture for one in rows)])
    return page(
        "summaries/desk/statement.html",
        form=form,
        summary=summary,
        statement=statement,
        quote=quotes.get(statement.quote_id) if statement and statement.quote_id else None,
        advice=advice_on(rows, typed, picture=form.picture.data or "", of=statement, own=own),
        judgements=[judgement_in(one) for one in i18n.LANGUAGES.values()],
        number=said_with_base(statement.number) if statement and statement.number else "",
        looking=_looking(form),
        read=_as_typed(form, statement, summary, typed, quotes),
    )


def _looking(form: StatementForm) -> Looking:
    return looking_from(
        MultiDict({"as": form.look_as.data or "", "language": form.look_language.data or ""})  # type: ignore[arg-type]
    )


def _as_typed(
    form: StatementForm,
    statement: Statement | None,
    summary: Summary,
    typed: dict[str, str],
    quotes: Mapping[UUID, SharedQuote],
) -> ReadSummary:
    """The statement as its readers would see it, with the words that stand in the form now."""
    picture = form.picture.data or ""
    section = form.section.data or (statement.section if statement else Section.TOLD)
    as_it_would_be = Statement(
        id=statement.id if statement else UUID(int=0),
        summary_id=summary.id,
        section=Section(str(section)),
        place=0,
        texts=typed or {"en": ""},
        statuses=form.statuses(),
        picture=picture,
        number=statement.number if statement else None,
        quote_id=statement.quote_id if statement else None,
        evidence=[],
        version=0,
    )
    content = freeze(
        summary,
        statements=[as_it_would_be],
        quotes=quotes,
        own_pictures=gallery.frozen(db.session, names=[picture]),
    )
    return read_content(content, _looking(form))
