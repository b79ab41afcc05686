"""The verbs of this room: write and publish sets, keep and send answers, take comments from elsewhere."""

from portal.questions.operations.answering import discard_draft, note_helper, note_provenance, save_answer, submit
from portal.questions.operations.importing import Comment, Imported, alias_of_comment, import_answers
from portal.questions.operations.sets import create_question_set, new_edition, publish

__all__ = [
    "Comment",
    "Imported",
    "alias_of_comment",
    "create_question_set",
    "discard_draft",
    "import_answers",
    "new_edition",
    "note_helper",
    "note_provenance",
    "publish",
    "save_answer",
    "submit",
]
