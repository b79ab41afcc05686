"""What the coach says of the statement being written, language by language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.shared.i18n import LANGUAGES, Language
from portal.summaries.coach import Advice, CoachRule, StatementContext, advise, cannot_judge, words_to_know
from portal.summaries.enums import Section
from portal.summaries.models import Statement
from portal.summaries.pictures import catalogue


@dataclass(frozen=True, kw_only=True)
class LanguageAdvice:
    """`about` pairs each piece of advice with the words it is about; `silent` are rules that do not run here."""

    language: Language
    about: tuple[tuple[Advice, str], ...]
    silent: tuple[CoachRule, ...]


def advice_on(rows: Sequence[Statement], texts: Mapping[str, str], *, picture: str) -> list[LanguageAdvice]:
    """Advice on `texts`; `rows` are all statements of the summary, of which the hard words explained count."""
    return [
        _advice(rows, text, language=LANGUAGES[code], picture=picture)
        for code, text in texts.items()
        if text and code in LANGUAGES
    ]


def _advice(rows: Sequence[Statement], text: str, *, language: Language, picture: str) -> LanguageAdvice:
    explained = [row.texts.get(language.code, "") for row in rows if row.section is Section.WORDS]
    known = frozenset(word.word for word in words_to_know(explained, language.code))
    is_known = picture in {one.id for one in catalogue.all_concepts()}
    context = StatementContext(
        words_to_know=known,
        explained_nearby=known,
        picture_alt=catalogue.alt_text(picture, language.code) if is_known else None,
        picture_alt_language=language.code if is_known else "",
    )
    found = advise(text, language=language.code, context=context)
    return LanguageAdvice(
        language=language,
        about=tuple((one, text[slice(*one.span)] if one.span else text) for one in found),
        silent=tuple(sorted(cannot_judge(language.code))),
    )
