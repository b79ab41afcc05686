"""The translator's desk: side by side, up to date or not, and files that change nothing before someone agrees."""

import datetime as dt
import io

import pytest

from portal.people.enums import Role
from portal.shared import clock
from portal.summaries import operations as summaries
from portal.summaries.enums import SpeakerKind, TextStatus
from portal.summaries.errors import NotReady, WrongState
from portal.summaries.models import Statement, TranslationImport
from portal.summaries.operations import languages, translating, translation_files
from portal.summaries.operations.checking import current_content
from portal.summaries.queries import statements_of
from tests.forms import send, submit
from tests.people.factories import signed_in
from tests.summaries.factories import WRITER, make_source, make_summary


@pytest.fixture
def summary(session):
    made = make_summary(session, make_source()[0])
    session.commit()
    return made


def first(session, summary):
    return statements_of(session, summary_id=summary.id)[0]


def unit(session, summary, key, language="cy"):
    units = translating.units_of(session, summary=summary, language=language)
    return next(one for one in units if one.key == str(key))


def save(session, summary, key, text, *, seen=None, status=TextStatus.TRANSLATED, language="cy"):
    source = unit(session, summary, key, language).source if seen is None else seen
    translating.save_translation(
        session,
        summary=summary,
        key=str(key),
        language=language,
        text=text,
        status=status,
        source_seen=source,
        by=WRITER,
    )


def change_english(session, summary, statement, words="These are other words."):
    summaries.edit_statement(
        session,
        summary=summary,
        statement=statement,
        section=statement.section,
        texts={**statement.texts, "en": words},
        picture=statement.picture,
        by=WRITER,
    )
    session.commit()


def check(session, summary, keys=None, named="Siân Jones", language="cy", on=None):
    return languages.note_check(
        session,
        summary=summary,
        language=language,
        keys=keys,
        named=named,
        kind=SpeakerKind.SPEAKER,
        on=on or clock.today(),
        by=WRITER,
    )


def printed(session, summary):
    statements = statements_of(session, summary_id=summary.id)
    return languages.checks_of(session, summary=summary, statements=statements).as_printed()


def test_a_translation_keeps_who_made_it_and_says_when_the_english_moved_on(session, summary):
    statement = first(session, summary)
    save(session, summary, statement.id, "Geiriau newydd.", status=TextStatus.TRANSLATED)
    now = unit(session, summary, statement.id)
    assert (now.target, now.status, now.needs_update, now.by) == ("Geiriau newydd.", "translated", False, WRITER)
    change_english(session, summary, statement)
    now = unit(session, summary, statement.id)
    assert (now.target, now.status, now.needs_update) == ("Geiriau newydd.", "machine_draft", True)
    save(session, summary, statement.id, "Geiriau eraill.")
    assert unit(session, summary, statement.id).needs_update is False


def test_a_check_of_one_text_and_of_a_language_are_the_same_fact(client, session, summary):
    signed_in(client, session, Role.TRANSLATOR)
    desk = f"/desk/summaries/{summary.id}/translate/cy"
    keys = [one.key for one in translating.units_of(session, summary=summary, language="cy")]
    check(session, summary, keys[1:], on=dt.date(2026, 3, 1))
    assert printed(session, summary) == {}
    assert [one.status for one in translating.units_of(session, summary=summary, language="cy")][:2] == [
        "machine_draft",
        "checked_by_speaker",
    ]
    session.commit()
    answer = submit(client, f"{desk}/title", named="Rhys Evans")
    assert answer.headers["Location"] == desk
    assert [one["named"] for one in printed(session, summary)["cy"]] == ["Siân Jones", "Rhys Evans"]
    page = client.get(desk).text
    assert page.count("<bdi>Siân Jones</bdi>, 1 March 2026.") == len(keys) - 1
    assert page.count("<bdi>Rhys Evans</bdi>") == 1


def test_a_check_counts_no_longer_once_its_words_or_their_english_change(session, summary):
    statement, other = statements_of(session, summary_id=summary.id)[:2]
    check(session, summary)
    assert [one["named"] for one in printed(session, summary)["cy"]] == ["Siân Jones"]
    save(session, summary, other.id, "Geiriau newydd.")
    now = unit(session, summary, other.id)
    assert (now.status, now.needs_update, list(now.checks)) == ("translated", False, [])
    english = statement.texts["en"]
    change_english(session, summary, statement)
    now = unit(session, summary, statement.id)
    assert (now.status, now.needs_update, list(now.checks)) == ("machine_draft", True, [])
    assert printed(session, summary) == {}
    change_english(session, summary, statement, english)
    assert [one.named for one in unit(session, summary, statement.id).checks] == ["Siân Jones"]


def test_nothing_else_says_that_words_were_checked(session, summary):
    statement = first(session, summary)
    save(session, summary, statement.id, "Geiriau newydd.", status=TextStatus.CHECKED_BY_SPEAKER)
    assert statement.statuses["cy"] == "translated"
    check(session, summary, [str(statement.id)])
    frozen = current_content(session, summary=summary)["statements"]
    assert [one["statuses"]["cy"] for one in frozen[:2]] == ["checked_by_speaker", "machine_draft"]
    assert statement.statuses["cy"] == "translated"


def test_words_that_are_not_there_cannot_be_checked(session, summary):
    statement = first(session, summary)
    statement.texts = {code: text for code, text in statement.texts.items() if code != "cy"}
    for keys, words in (
        ([str(statement.id)], "There is no translation here"),
        (None, "Some statements have no words in this language yet"),
    ):
        with pytest.raises(NotReady) as refusal:
            check(session, summary, keys)
        assert refusal.value.reasons == [words]


def test_the_title_is_a_text_like_the_others(session, summary):
    save(session, summary, "title", "Teitl newydd")
    assert summary.title["cy"] == "Teitl newydd"
    assert unit(session, summary, "title").status == "translated"


@pytest.mark.parametrize(
    ("text", "seen", "words"),
    [
        ("x", "Older English", "The English has changed since"),
        ("  ", None, "There is no translation here"),
        ("x" * 401, None, "Make this shorter by 1 letter"),
        ("Dywedodd 68% hyn.", None, "was typed"),
    ],
)
def test_what_cannot_stand_is_refused_in_words(session, summary, text, seen, words):
    with pytest.raises(NotReady) as refusal:
        save(session, summary, first(session, summary).id, text, seen=seen)
    assert words in refusal.value.reasons[0]


@pytest.mark.parametrize("kind", ["xlf", "po"])
def test_a_file_goes_out_comes_back_and_changes_nothing_before_someone_agrees(client, session, summary, kind):
    signed_in(client, session, Role.TRANSLATOR)
    statement, path = first(session, summary), f"/desk/summaries/{summary.id}/translate/cy"
    was = statement.texts["cy"]
    out = send(client, path, action=f"{path}/file.{kind}").data
    back = out.replace(was.splitlines()[0].encode(), b"Cyfieithiad gwell.")
    assert back != out
    answer = send(client, path, action=path, file=(io.BytesIO(back), f"x.{kind}"))
    preview = answer.headers["Location"]
    page = client.get(preview).text
    assert "Nothing is written yet. 1 text is new. 0 texts have a problem" in page
    session.expire_all()
    assert session.get_one(Statement, statement.id).texts["cy"] == was
    assert submit(client, preview).headers["Location"] == path
    session.expire_all()
    assert "Cyfieithiad gwell." in session.get_one(Statement, statement.id).texts["cy"]
    assert "This was taken over already." in client.get(preview).text


def test_english_that_changed_is_never_written_over_not_even_after_the_preview(session, summary):
    first_one, second = statements_of(session, summary_id=summary.id)[:2]
    out = translation_files.file_for_translators(session, summary=summary, language="cy", kind="xlf")
    back = out
    for one in (first_one, second):
        back = back.replace(one.texts["cy"].splitlines()[0].encode(), f"Newydd {one.place}.".encode())
    change_english(session, summary, first_one)
    read = translation_files.read_file(session, summary=summary, language="cy", content=back, by=WRITER)
    found = {one.key: one for one in translation_files.preview_of(read)}
    assert "The English has changed since" in found[str(first_one.id)].problem
    assert found[str(second.id)].problem == ""
    change_english(session, summary, second)
    was = dict(second.texts)
    assert translation_files.take_over(session, summary=summary, read=read, by=WRITER) == 0
    assert second.texts == was
    with pytest.raises(WrongState):
        translation_files.take_over(session, summary=summary, read=read, by=WRITER)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda content: b"", "empty or too big"),
        (lambda content: b"hello", "cannot be read"),
        (lambda content: content.replace(b'trgLang="cy"', b'trgLang="ur"'), "another language"),
        (lambda content: content.replace(b'id="summary-', b'id="summary-0'), "another summary"),
        (lambda content: content.replace(b'version="2.0"', b'version="1.2"'), "no XLIFF 2.0"),
        (lambda content: b"<!DOCTYPE x>" + content, "cannot be read"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_in_words(client, session, summary, change, words):
    signed_in(client, session, Role.TRANSLATOR)
    out = translation_files.file_for_translators(session, summary=summary, language="cy", kind="xlf")
    path = f"/desk/summaries/{summary.id}/translate/cy"
    answer = send(client, path, action=path, file=(io.BytesIO(change(out)), "x.xlf"))
    assert (answer.status_code, words in answer.text) == (200, True)
    assert session.query(TranslationImport).count() == 0


def test_problems_are_told_for_each_text(session, summary):
    out = translation_files.file_for_translators(session, summary=summary, language="cy", kind="xlf")
    known = str(first(session, summary).id).encode()
    strange = out.replace(known, b"7c9e6679-7425-40de-944b-e07fc1f90ae7")
    (bad,) = [
        one
        for one in translation_files.preview_of(
            translation_files.read_file(session, summary=summary, language="cy", content=strange, by=WRITER)
        )
        if one.problem
    ]
    assert bad.problem == "This text is not in the summary any more"


def test_the_page_keeps_what_was_typed_when_the_english_changed_meanwhile(client, session, summary):
    signed_in(client, session, Role.TRANSLATOR)
    statement = first(session, summary)
    path = f"/desk/summaries/{summary.id}/translate/cy/{statement.id}"
    old = translating.sha(statement.texts["en"])
    change_english(session, summary, statement)
    answer = submit(client, path, text="Fy nghyfieithiad i.", source_seen=old)
    assert "The English has changed since" in answer.text
    assert "Fy nghyfieithiad i." in answer.text
    assert submit(client, path, text="Fy nghyfieithiad i.").status_code == 303


def test_a_translation_somebody_wrote_after_the_preview_is_not_written_over(session, summary):
    first_one, second = statements_of(session, summary_id=summary.id)[:2]
    back = translation_files.file_for_translators(session, summary=summary, language="cy", kind="xlf")
    for one in (first_one, second):
        back = back.replace(one.texts["cy"].splitlines()[0].encode(), f"Newydd {one.place}.".encode())
    read = translation_files.read_file(session, summary=summary, language="cy", content=back, by=WRITER)
    save(session, summary, first_one.id, "Gwell fyth.", status=TextStatus.TRANSLATED)
    assert translation_files.take_over(session, summary=summary, read=read, by=WRITER) == 1
    assert first_one.texts["cy"] == "Gwell fyth."
    assert first_one.statuses["cy"] == TextStatus.TRANSLATED


def test_the_second_of_two_translators_keeps_what_was_typed_and_overwrites_nothing(client, session, summary):
    signed_in(client, session, Role.TRANSLATOR)
    statement = first(session, summary)
    path = f"/desk/summaries/{summary.id}/translate/cy/{statement.id}"
    old = translating.sha(statement.texts["cy"])
    save(session, summary, statement.id, "Gwell fyth.")
    session.commit()
    answer = submit(client, path, text="Fy nghyfieithiad i.", target_seen=old)
    assert "Somebody changed this while you were writing" in answer.text
    assert "Fy nghyfieithiad i." in answer.text
    assert ">Gwell fyth.</p>" in answer.text
    session.expire_all()
    assert session.get_one(Statement, statement.id).texts["cy"] == "Gwell fyth."
    assert submit(client, path, text="Fy nghyfieithiad i.").status_code == 303
