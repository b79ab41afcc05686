"""The verbs of this room: write and publish sets, keep and send answers, take comments from elsewhere."""

from portal.questions.operations.answering import discard_draft, note_helper, note_provenance, save_answer, submit
from portal.questions.operations.attaching import (
    content_of,
    discard_files_of_answers,
    forget_answer,
    settle_files,
)
from portal.questions.operations.importing import Comment, Imported, alias_of_comment, import_answers
from portal.questions.operations.media import keep_media, media_type_of
from portal.questions.operations.sets import create_question_set, new_edition, publish

__all__ = [
    "Comment",
    "Imported",
    "alias_of_comment",
    "content_of",
    "create_question_set",
    "discard_draft",
    "discard_files_of_answers",
    "forget_answer",
    "import_answers",
    "keep_media",
    "media_type_of",
    "new_edition",
    "note_helper",
    "note_provenance",
    "publish",
    "save_answer",
    "settle_files",
    "submit",
]
