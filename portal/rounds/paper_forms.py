"""A round's questions on paper: tagged, in every language, in three sizes; each kind of question has a paper shape.

Made through the one PDF worker, a few forms to a file: a form in very large letters is many pages.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from portal.people.enums import ASKED_WITH_ANSWERS
from portal.questions.enums import Helper, Provenance
from portal.questions.rules import AskedSet
from portal.rounds.door_enums import PaperSize, PaperState
from portal.rounds.models import PaperBatch, Round, WalkIn
from portal.rounds.paper_shapes import FACES, shapes_of
from portal.rounds.queries import doors
from portal.shared import audit, clock, i18n, sealed_files, tokens
from portal.shared.pdf import Document, FaultKind, PdfFault, RenderedPdf, Rules, render
from portal.shared.pdf.page import FORM_STYLE, is_foreign, print_templates, square_code
from portal.shared.settings import ROOT, current_settings
from portal.shared.storage import checksum, storage

PRINT_TASK = "rounds.print_paper"
# Forms to a file: typesetting has half a minute.
FORMS_IN_FILE = {PaperSize.NORMAL: 8, PaperSize.LARGE: 5, PaperSize.VERY_LARGE: 3}
RULES = Rules(least_text_pt=16, most_pages=400)
PICTURES = ROOT / "portal" / "shared" / "static" / "pictures"
STYLE = """
.form { break-before: page; }
.form:first-child { break-before: auto; }
.form .top { margin-bottom: 6mm; }
.form .ways { margin-bottom: 6mm; }
html[dir="rtl"] .form [lang="en"] { text-align: right; }
.ask .only { font-weight: 700; }
.tick .picture { flex: none; width: 14mm; height: 14mm; margin-inline-end: 4mm; }
.tick .picture img { width: 14mm; height: 14mm; object-fit: contain; }
.tick .words .goes { color: #12435a; font-weight: 700; }
.scale { list-style: none; padding: 0; display: flex; flex-wrap: wrap; }
.scale .tick { width: 14mm; margin-inline-end: 1mm; }
.large28 .scale .tick { width: 24mm; }
.scale .tick .paper-box { margin: 0 0 1mm; }
.scale .tick p { margin: 0; }
.drawn { border: 0.5mm solid #1a1a1a; border-radius: 3mm; height: 70mm; }
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


def document_of(
    forms: Sequence[Form], *, asked: AskedSet, round_: Round, size: PaperSize, language: str, number: int
) -> Document:
    """Forms in one language as one document. Its title says nothing: it may be seen on a screen."""
    settings = current_settings()
    with i18n.speaking(language):
        shapes = shapes_of(asked)
        html = (
            print_templates()
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
                purposes=[one.label for one in ASKED_WITH_ANSWERS],
                is_foreign=is_foreign,
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
        stylesheets=[FORM_STYLE, STYLE],
        images={
            **{one: _drawing(one) for one in drawings},
            **{one.picture: square_code(one.link) for one in forms if one.link},
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
) -> list[PaperBatch]:
    """Sets these forms into files and keeps them; what does not pass a gate is noted with its faults, never offered.

    Commits before setting: that takes seconds, and no write lock waits for it.
    """
    number = doors.last_batch_number(session, round_id=round_.id) + 1
    document = document_of(forms, asked=asked, round_=round_, size=size, language=language, number=number)
    session.commit()
    made: RenderedPdf | PdfFault
    try:
        made = render(document)
    except PdfFault as fault:
        if fault.kind is FaultKind.LIMIT and len(forms) > 1:
            half, common = len(forms) // 2, {"size": size, "language": language, "by": by}
            parts = (forms[:half], forms[half:])
            return [
                batch
                for part in parts
                for batch in print_file(session, round_=round_, asked=asked, forms=part, **common)  # type: ignore[arg-type]
            ]
        made = fault
    batch = PaperBatch(round_id=round_.id, number=number, language=language, size=size, forms=len(forms))
    batch.is_blank, batch.asked_at, batch.asked_by = not forms[0].link, clock.now(), by
    _keep(session, batch, made)
    return [batch]


def _keep(session: Session, batch: PaperBatch, made: RenderedPdf | PdfFault) -> None:
    if isinstance(made, PdfFault):
        batch.state, batch.faults = PaperState.REFUSED, list(made.reasons)
    else:
        batch.storage_key = sealed_files.put(made.pdf, belongs_to=batch.id)
        batch.sha256, batch.pages, batch.state = checksum(made.pdf), made.pages, PaperState.READY
        batch.proof = {**asdict(made.proof), "conditions": list(made.proof.conditions)}
    session.add(batch)
    session.flush()
    audit.record(
        session, action="print", subject="paper_batch", subject_id=batch.id, actor_id=batch.asked_by, forms=batch.forms
    )
    session.commit()


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
