"""What the coach offers and the writer takes: a fix in a sentence, a word for the list of hard words."""

import uuid

from sqlalchemy.orm import Session

from portal.shared.i18n import LANGUAGES
from portal.shared.pictures import catalogue
from portal.summaries import queries
from portal.summaries.coach import StatementContext, advise, apply_fix, entries_of
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.enums import Section
from portal.summaries.errors import FixGone
from portal.summaries.models import Statement, Summary
from portal.summaries.operations.writing import add_statement, edit_statement


def fixed_text(text: str, *, language: str, key: str) -> str:
    """`text` after the fix that belongs to the advice called `key`.

    Raises:
        FixGone: the coach does not give this advice on these words (any more).
    """
    found = advise(text, language=language, context=StatementContext())
    fix = next((one.fixes[0] for one in found if one.key == key and one.fixes), None)
    if fix is None:
        raise FixGone(key)
    return apply_fix(text, fix)


def take_fix(
    session: Session,
    *,
    summary: Summary,
    statement: Statement,
    language: str,
    key: str,
    by: uuid.UUID,
    seen: int | None = None,
) -> None:
    """Makes the change that a piece of advice offers. It can be put back from the history like any other.

    Raises:
        WrongState; WrittenMeanwhile; FixGone; NotReady: it would type a number about people.
    """
    fixed = fixed_text(statement.texts.get(language, ""), language=language, key=key)
    edit_statement(
        session,
        summary=summary,
        statement=statement,
        section=statement.section,
        texts={**statement.texts, language: fixed},
        statuses=statement.statuses,
        picture=statement.picture,
        evidence=statement.evidence,
        by=by,
        seen=seen,
        deed=StatementDeed.FIXED,
    )


def add_word_to_know(session: Session, *, summary: Summary, word: str, language: str, by: uuid.UUID) -> Statement:
    """Explains a hard word in the summary's list, in each language our list explains it in. Once only.

    Raises:
        WrongState; LookupError: the word is not in our list; its meaning has to be written by hand.
    """
    entries = entries_of(word, language)
    if not entries:
        raise LookupError(word)
    texts = {code: f"{one.word[:1].upper()}{one.word[1:]}: {one.meaning}" for code, one in entries.items()}
    if "en" in texts:
        texts["en-easy"] = texts["en"]
    for row in queries.statements_of(session, summary_id=summary.id):
        if row.section is Section.WORDS and row.texts.get(language) == texts[language]:
            return row
    return add_statement(
        session,
        summary=summary,
        section=Section.WORDS,
        texts={code: text for code, text in texts.items() if code in LANGUAGES},
        picture=_picture_of(entries["en"].word) if "en" in entries else "",
        by=by,
    )


def _picture_of(word: str) -> str:
    """Only a concept that is called just so: anything looser finds the railway carriage."""
    return next((one.id for one in catalogue.all_concepts() if word.lower() in map(str.lower, one.words["en"])), "")
