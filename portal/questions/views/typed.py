from werkzeug.datastructures import MultiDict

from portal.questions.rules import DATE_PARTS, Typed


def read_form(form: MultiDict[str, str]) -> Typed:
    """What came with a question's form, as it was typed: `answer`, `answer-text`, and `answer-day` and the like."""
    return Typed(
        chosen=tuple(value for value in form.getlist("answer") if value),
        text=form.get("answer-text", ""),
        parts={part: form.get(f"answer-{part}", "")[:20] for part in DATE_PARTS},
    )
