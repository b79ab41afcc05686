from werkzeug.datastructures import FileStorage, MultiDict

from portal.questions.rules import DATE_PARTS, LARGEST, ReceivedFile, Typed


def read_form(form: MultiDict[str, str], files: MultiDict[str, FileStorage] | None = None) -> Typed:
    """What came with a question's form, as it was typed: `answer`, `answer-text`, `answer-day`, `answer-file`, …"""
    return Typed(
        chosen=tuple(value for value in form.getlist("answer") if value),
        text=form.get("answer-text", ""),
        parts={part: form.get(f"answer-{part}", "")[:20] for part in DATE_PARTS},
        file=_received(files.get("answer-file") if files else None),
        shown=form.get("answer-shown", "")[:64],
        confirmed=form.get("answer-confirmed") == "yes",
    )


def _received(file: FileStorage | None) -> ReceivedFile | None:
    """One byte more than is taken tells that there was more."""
    return ReceivedFile(file.filename, file.stream.read(LARGEST + 1)) if file and file.filename else None
