"""A round's questions on paper: tagged, in every language, in three sizes; each kind of question has a paper shape.

Made through the one PDF worker, a few forms to a file: a form in very large letters is many pages.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from io import BytesIO
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy.orm import Session

from portal.people.enums import ConsentPurpose
from portal.questions.enums import Helper, Provenance, QuestionKind
from portal.questions.rules import FACE_WORDS, RATING_WORDS, AskedQuestion, AskedSet, option_words, without_answers
from portal.rounds.door_enums import PaperSize, PaperState
from portal.rounds.models import PaperBatch, Round, WalkIn
from portal.rounds.queries import doors
from portal.rounds.rules import on_paper
from portal.shared import audit, clock, i18n, sealed_files, tokens
from portal.shared.pdf import Document, FaultKind, PdfFault, Rules, render
from portal.shared.pdf.languages import ARABIC
from portal.shared.settings import ROOT, current_settings
from portal.shared.storage import checksum, storage

PRINT_TASK = "rounds.print_paper"
# Forms to a file: typesetting has half a minute.
FORMS_IN_FILE = {PaperSize.NORMAL: 8, PaperSize.LARGE: 5, PaperSize.VERY_LARGE: 3}
RULES = Rules(least_text_pt=16, most_pages=400)
FACES = ("very-unhappy", "unhappy", "in-between", "happy", "very-happy")
PICTURES = ROOT / "portal" / "shared" / "static" / "pictures"
STYLE = """
.form { break-before: page; }
.form:first-child { break-before: auto; }
.form .top { display: flex; align-items: flex-start; margin-bottom: 6mm; }
.form .top .words { flex: 1; }
.form .top .qr { flex: none; width: 34mm; height: 34mm; }
.form .top .qr img { width: 34mm; height: 34mm; }
.big-code { font-size: 1.5em; font-weight: 700; letter-spacing: 0.06em; direction: ltr; }
.big-code:lang(ur) { font-family: "Atkinson Hyperlegible Next"; line-height: 1.4; text-align: right; }
.ask { margin: 0 0 8mm; break-inside: avoid-page; }
.ask.long { break-inside: auto; }
.form .ways { margin-bottom: 6mm; }
html[dir="rtl"] .form [lang="en"] { text-align: right; }
.ask h2 { font-size: 1.2em; margin: 0 0 2mm; }
.ask .only { font-weight: 700; }
.ask .hint { color: #404040; }
.ticks { list-style: none; padding: 0; }
.tick { display: block; margin: 0 0 2.5mm; break-inside: avoid; }
.tick .side-by-side { align-items: center; min-height: 12mm; }
.tick .paper-box { width: 9mm; height: 9mm; margin-inline-end: 4mm; }
.tick .picture { flex: none; width: 14mm; height: 14mm; margin-inline-end: 4mm; }
.tick .picture img { width: 14mm; height: 14mm; object-fit: contain; }
.tick .words { flex: 1; }
.tick .words p { margin: 0; }
.tick .words .goes { color: #12435a; font-weight: 700; }
.scale { list-style: none; padding: 0; display: flex; flex-wrap: wrap; }
.scale .tick { width: 14mm; margin-inline-end: 1mm; }
.large28 .scale .tick { width: 24mm; }
.scale .tick .paper-box { margin: 0 0 1mm; }
.scale .tick p { margin: 0; }
.written { border-bottom: 0.5mm solid #1a1a1a; height: 11mm; }
.large20 .written { height: 13mm; }
.large28 .written { height: 17mm; }
.drawn { border: 0.5mm solid #1a1a1a; border-radius: 3mm; height: 70mm; }
.tick:lang(ur) p, .ask:lang(ur) p { line-height: 2; }
"""


@dataclass(frozen=True, kw_only=True)
class Form:
    """One person's form, ready to set. `link` is empty on a form without a name."""

    subject_id: uuid.UUID
    code: str
    link: str = ""

    @property
    def picture(self) -> str:
        return f"qr-{self.subject_id.hex}"


@dataclass(frozen=True, kw_only=True)
class Tick:
    words: str
    picture: str = ""
    goes_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A question as it stands on paper. `lines` to write on; `draws` a box to draw in."""

    number: int | None
    words: str
    hint: str
    only_if: Sequence[str]
    ticks: Sequence[Tick] = ()
    how: str = ""
    scale: Sequence[int] = ()
    ends: Sequence[str] = ()
    other: bool = False
    lines: int = 0
    line_label: str = ""
    draws: bool = False


def shapes_of(asked: AskedSet) -> list[Shape]:
    """Every question in its paper shape, in the language being spoken."""
    return [_shape(asked, question) for question in asked.questions]


def _shape(asked: AskedSet, question: AskedQuestion) -> Shape:
    make = _SHAPES.get(question.kind)
    return Shape(
        number=on_paper.numbers_of(asked).get(question.id),
        words=_said(question.texts),
        hint=_said(question.hints),
        only_if=on_paper.only_if(asked, question),
        **(make(asked, question) if make else {}),
    )


def _said(texts: Any) -> str:
    return without_answers(i18n.best_text(dict(texts))[0]) if texts else ""


def _one(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    return {
        "ticks": [_tick(asked, question, option.code) for option in question.options],
        "other": question.allows_other,
        "how": i18n._("Tick one box."),
    }


def _tick(asked: AskedSet, question: AskedQuestion, code: str) -> Tick:
    option = next((one for one in question.options if one.code == code), None)
    has_drawing = question.kind is QuestionKind.PICTURES and option is not None and option.picture
    return Tick(
        words=without_answers(option_words(question, code)),
        picture=option.picture or "" if has_drawing and option else "",
        goes_to=on_paper.goes_to(asked, question, code),
    )


def _many(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    most = question.highest
    how = i18n.ngettext("Tick up to %(num)s box.", "Tick up to %(num)s boxes.", most) if most else ""
    how = how or i18n._("Choose all that are true for you")
    return {**_one(asked, question), "how": how}


def _agree(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    return {"ticks": [_tick(asked, question, code) for code in question.codes], "how": i18n._("Tick one box.")}


def _five(words: Sequence[Any], pictures: Sequence[str] = ("",) * 5) -> Any:
    def make(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
        ticks = [
            Tick(words=str(said), picture=picture, goes_to=on_paper.goes_to(asked, question, str(number)))
            for number, (said, picture) in enumerate(zip(words, pictures, strict=True), 1)
        ]
        return {"ticks": ticks, "how": i18n._("Tick one box.")}

    return make


def _zero_to_ten(_asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    ends = ((0, question.low_words), (10, question.high_words))
    told = [f"{number} = {_said(texts)}" for number, texts in ends if texts]
    return {"scale": range(11), "ends": told, "how": i18n._("Tick one box.")}


def _order(asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    how = i18n._("Write 1 in the box of what matters most to you, 2 in the next one, and so on.")
    return {**_one(asked, question), "other": False, "how": how}


def _lines(count: int) -> Any:
    return lambda _asked, _question: {"lines": count}


def _number(_asked: AskedSet, question: AskedQuestion) -> dict[str, Any]:
    return {"lines": 1, "line_label": _said(question.unit) or i18n._("A number")}


def _date(_asked: AskedSet, _question: AskedQuestion) -> dict[str, Any]:
    return {"lines": 1, "line_label": i18n._("Day, month and year")}


def _photo(_asked: AskedSet, _question: AskedQuestion) -> dict[str, Any]:
    return {"draws": True, "how": i18n._("Draw here, or stick a photo on it.")}


def _voice(_asked: AskedSet, _question: AskedQuestion) -> dict[str, Any]:
    return {"lines": 5, "how": i18n._("Write it here, or ring us and say it.")}


_SHAPES: dict[QuestionKind, Any] = {
    QuestionKind.SINGLE: _one,
    QuestionKind.PICTURES: _one,
    QuestionKind.SEVERAL: _many,
    QuestionKind.CONSENT: _agree,
    QuestionKind.FACES: _five(FACE_WORDS, FACES),
    QuestionKind.RATING_5: _five(RATING_WORDS),
    QuestionKind.SCALE: _zero_to_ten,
    QuestionKind.RANKING: _order,
    QuestionKind.SHORT_TEXT: _lines(2),
    QuestionKind.LONG_TEXT: _lines(7),
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.PHOTO: _photo,
    QuestionKind.VOICE: _voice,
}


def document_of(
    forms: Sequence[Form], *, asked: AskedSet, round_: Round, size: PaperSize, language: str, number: int
) -> Document:
    """Forms in one language as one document. Its title says nothing: it may be seen on a screen."""
    settings = current_settings()
    with i18n.speaking(language):
        shapes = shapes_of(asked)
        html = (
            _environment()
            .get_template("rounds/doors/paper.html")
            .render(
                forms=forms,
                shapes=shapes,
                purpose=i18n.best_text(dict(round_.purpose))[0],
                closes_on=round_.closes_on,
                organisation=settings.organisation,
                phone=settings.contact_phone,
                provenances=[one.label for one in Provenance],
                helpers=[one.label for one in Helper],
                purposes=[one.label for one in ConsentPurpose],
                is_foreign=_is_foreign,
                batch_number=number,
            )
        )
        title = i18n._("Questions on paper")
    drawings = {tick.picture for shape in shapes for tick in shape.ticks if tick.picture}
    return Document(
        html=html,
        language=language,
        title=title,
        base_font=size.value,
        stylesheets=[STYLE],
        images={
            **{one: _drawing(one) for one in drawings},
            **{one.picture: _square_picture(one.link) for one in forms if one.link},
        },
        rules=RULES,
    )


def print_file(
    session: Session,
    *,
    round_: Round,
    asked: AskedSet,
    forms: Sequence[Form],
    size: PaperSize,
    language: str,
    by: uuid.UUID | None,
    job_id: uuid.UUID | None = None,
) -> list[PaperBatch]:
    """Sets these forms into files and keeps them; what does not pass a gate is noted with its faults, never offered.

    Commits before setting: that takes seconds, and no write lock waits for it.
    """
    number = doors.last_batch_number(session, round_id=round_.id) + 1
    document = document_of(forms, asked=asked, round_=round_, size=size, language=language, number=number)
    session.commit()
    batch = PaperBatch(
        round_id=round_.id,
        number=number,
        language=language,
        size=size,
        is_blank=not forms[0].link,
        forms=len(forms),
        asked_at=clock.now(),
        asked_by=by,
        job_id=job_id,
    )
    try:
        made = render(document)
    except PdfFault as fault:
        if fault.kind is FaultKind.LIMIT and len(forms) > 1:
            half = len(forms) // 2
            common: dict[str, Any] = {"round_": round_, "asked": asked, "size": size, "language": language, "by": by}
            first = print_file(session, forms=forms[:half], job_id=job_id, **common)
            return first + print_file(session, forms=forms[half:], job_id=job_id, **common)
        batch.state, batch.faults = PaperState.REFUSED, list(fault.reasons)
    else:
        batch.storage_key = sealed_files.put(made.pdf, belongs_to=batch.id)
        batch.sha256, batch.pages, batch.state = checksum(made.pdf), made.pages, PaperState.READY
        batch.proof = {**asdict(made.proof), "conditions": list(made.proof.conditions)}
    session.add(batch)
    session.flush()
    audit.record(session, action="print", subject="paper_batch", subject_id=batch.id, actor_id=by, forms=len(forms))
    session.commit()
    return [batch]


def form_for_walk_in(session: Session, *, round_id: uuid.UUID, language: str) -> Form:
    """A form without a name. Its code makes sure that it is typed in once."""
    row = WalkIn(round_id=round_id, language=language, began_at=clock.now())
    code = tokens.short_code(doors.WALK_IN, row.id)
    row.code_index = tokens.code_index(doors.WALK_IN, code)
    session.add(row)
    session.flush()
    return Form(subject_id=row.id, code=code)


def _drawing(name: str) -> bytes:
    """One of the five faces, one of our own drawings, or a stored picture."""
    if name in FACES:
        return (PICTURES / "faces" / f"{name}.svg").read_bytes()
    if "/" in name:
        path = (PICTURES / name).resolve()
        return path.read_bytes() if path.is_relative_to(PICTURES) else b""
    return storage().get(name)


def _is_foreign(text: str) -> bool:
    """Whether words on a form written from right to left are not: a text nobody has translated yet."""
    return i18n.current().direction == "rtl" and not ARABIC.search(str(text))


def _square_picture(link: str) -> bytes:
    out = BytesIO()
    segno.make(link, error="q").save(out, kind="png", scale=8, border=2)
    return out.getvalue()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(str(ROOT / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=i18n.template_gettext, ngettext=i18n.template_ngettext, format_date=i18n.format_date)
    return environment
