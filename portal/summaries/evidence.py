"""What a summary is written from, as the writer's desk shows it, and what each statement rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.shared.i18n import LANGUAGES, Language, _, best_text, format_date, format_number, language_or_default
from portal.summaries.desk_enums import RestsOn
from portal.summaries.models import SharedQuote, Statement
from portal.summaries.operations.numbers import may_be_shown
from portal.summaries.sources import ConsentedQuote, Figure, Source, SourceFinding, SourceTheme
from portal.summaries.wording import base_words, number_words

QUOTES_ON_A_PAGE = 6


@dataclass(frozen=True, kw_only=True)
class Support:
    """One thing a statement rests on, in words, with how many people stand behind it where that may be said."""

    kind: RestsOn
    words: str
    language: Language
    base: str = ""


@dataclass(frozen=True)
class Evidence:
    """Everything of one source, asked for once."""

    findings: Sequence[SourceFinding]
    themes: Sequence[SourceTheme]
    quotes: Sequence[ConsentedQuote]
    numbers: Sequence[Figure]

    @property
    def numbers_to_choose(self) -> list[Figure]:
        return [one for one in self.numbers if may_be_shown(one)]

    def quotes_about(self, theme: str) -> list[ConsentedQuote]:
        """Those under the theme with this id; all when it is empty or unknown."""
        name = next((one.name for one in self.themes if str(one.id) == theme), None)
        return [one for one in self.quotes if name is None or name in one.themes]


def gather(source: Source) -> Evidence:
    return Evidence(source.findings(), source.themes(), source.quotes(), source.numbers())


def supports_of(
    statements: Sequence[Statement], evidence: Evidence, *, quotes: Mapping[UUID, SharedQuote]
) -> dict[UUID, list[Support]]:
    """By statement id: its findings and themes, then its number, then the words someone agreed to show."""
    known = _by_ref(evidence)
    return {one.id: list(_supports(one, known, quotes)) for one in statements}


def answers_words(count: int | None, base_n: int | None) -> str:
    """ "60 of 200 answers", or nothing where that could point at someone."""
    if count is None or base_n is None:
        return ""
    return _("%(count)s of %(base)s answers", count=format_number(count), base=format_number(base_n))


def said_with_base(number: Mapping[str, Any]) -> str:
    return f"{number_words(number)}. {base_words(number)}"


def figure_words(figure: Figure) -> str:
    return said_with_base({"kind": figure.kind, "value": figure.value, "base_n": figure.base_n})


def consent_words(quote: ConsentedQuote) -> str:
    """What the person said yes to, and when; and whether something was taken out of their words."""
    parts = []
    if quote.agreed_to and quote.agreed_on:
        day = format_date(quote.agreed_on)
        parts.append(_("They agreed on %(day)s to: “%(words)s”", day=day, words=quote.agreed_to))
    if not quote.is_whole:
        parts.append(_("A name or a place was taken out."))
    return " ".join(parts)


def _by_ref(evidence: Evidence) -> dict[str, Support]:
    known = {}
    for theme in evidence.themes:
        base = answers_words(theme.count, theme.base_n)
        known[str(theme.id)] = Support(kind=RestsOn.THEME, words=theme.name, language=LANGUAGES["en"], base=base)
    for finding in evidence.findings:
        words, language = best_text(finding.words)
        base = answers_words(finding.count, finding.base_n)
        known[str(finding.id)] = Support(kind=RestsOn.FINDING, words=words, language=language, base=base)
    for figure in evidence.numbers:
        label, language = best_text(figure.label)
        known[figure.ref] = Support(kind=RestsOn.NUMBER, words=label, language=language)
    return known


def _supports(
    statement: Statement, known: Mapping[str, Support], quotes: Mapping[UUID, SharedQuote]
) -> Iterator[Support]:
    yield from (known[ref] for ref in statement.evidence if ref in known)
    if statement.number:
        label = known.get(statement.number["ref"])
        yield Support(
            kind=RestsOn.NUMBER,
            words=label.words if label else _("A number from the results"),
            language=label.language if label else LANGUAGES["en"],
            base=said_with_base(statement.number),
        )
    quote = quotes.get(statement.quote_id) if statement.quote_id else None
    if quote is not None and quote.words:
        yield Support(kind=RestsOn.QUOTE, words=f"“{quote.words}”", language=language_or_default(quote.language))
