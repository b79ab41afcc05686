"""The verbs of this room: write and publish sets, keep and send answers, take comments from elsewhere."""

from portal.questions.operations.answering import discard_draft, note_helper, note_provenance, save_answer, submit
from portal.questions.operations.attaching import (
    content_of,
    discard_files_of_answers,
    forget_answer,
    settle_files,
)
from portal.questions.operations.branching import add_test, choose_how, remove_test
from portal.questions.operations.importing import Comment, Imported, alias_of_comment, import_answers
from portal.questions.operations.media import keep_media, media_type_of
from portal.questions.operations.sets import create_question_set, new_edition, publish
from portal.questions.operations.showing import add_media, remove_media, set_option_picture
from portal.questions.operations.translating import save_translation
from portal.questions.operations.writing import (
    Written,
    WrittenOption,
    add_question,
    change_question,
    copy_set,
    move_question,
    remove_question,
    rename_set,
    start_set,
    take_questions,
)

__all__ = [
    "Comment",
    "Imported",
    "Written",
    "WrittenOption",
    "add_media",
    "add_question",
    "add_test",
    "alias_of_comment",
    "change_question",
    "choose_how",
    "content_of",
    "copy_set",
    "create_question_set",
    "discard_draft",
    "discard_files_of_answers",
    "forget_answer",
    "import_answers",
    "keep_media",
    "media_type_of",
    "move_question",
    "new_edition",
    "note_helper",
    "note_provenance",
    "publish",
    "remove_media",
    "remove_question",
    "remove_test",
    "rename_set",
    "save_answer",
    "save_translation",
    "set_option_picture",
    "settle_files",
    "start_set",
    "submit",
    "take_questions",
]
