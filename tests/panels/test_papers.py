"""Papers and cards of a meeting: in plain words, in time or with a reason, printed through every gate."""

import datetime as dt
import io

import pikepdf
import pytest
import time_machine
from markupsafe import Markup

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.meetings import Coming
from portal.panels.enums.papers import LetterSize, PaperState, PrintKind, PrintState
from portal.panels.enums.thanks import ClaimKind, Offer
from portal.panels.errors import MustSayWhy, NeedsAnotherPerson, NothingToSend
from portal.panels.meeting_prints import MAKERS, make_print
from portal.panels.models import Claim, MeetingPrint, PaperVersion
from portal.panels.operations import agendas, attending, papers
from portal.panels.operations.claims import approve
from portal.panels.operations.membership import link_of
from portal.panels.queries.attended import papers_read
from portal.panels.queries.claimable import things_to_claim
from portal.panels.queries.meetings import attendance_of
from portal.panels.queries.papers import sent_papers, unread_papers, versions_of
from portal.panels.queries.workload import workload_of_member
from portal.panels.rules.paper_words import Block, blocks_of, minutes_to_read, plain, unknown_pictures
from portal.panels.rules.workload import quarter_of
from portal.people.enums import Role
from portal.shared import clock, sealed_files
from tests.forms import submit
from tests.panels.factories import make_member, make_panel
from tests.panels.test_meetings import make_meeting
from tests.panels.thanks_factories import SOMEONE, chose, make_rate
from tests.people.factories import signed_in

WORDS = "# Buses\nMany buses are late.\nThis is why.\n\n- Line 4\n- Line 7\n[picture: bus]\nTell us more."


def a_meeting(session, *, by=None):
    panel = make_panel(session, by=by)
    member, meeting = make_member(session, panel, name="Ana Longname"), make_meeting(session, panel)
    attending.invite(session, meeting=meeting, by=panel.coordinator_id)
    return panel, member, meeting


def send(session, panel, meeting, version, **values) -> None:
    paper = session.get_one(papers.Paper, version.paper_id)
    papers.send_paper(
        session, panel=panel, meeting=meeting, paper=paper, version=version, by=panel.coordinator_id, **values
    )


def printed(session, meeting, kind, *, language="en", size=LetterSize.NORMAL, version=None) -> MeetingPrint:
    row = papers.ask_for_print(
        session, meeting=meeting, kind=kind, language=language, size=size, by=meeting.made_by, version=version
    )
    make_print(session, row=row)
    assert (row.faults, row.state) == ([], PrintState.READY)
    return row


def words_of(session, row) -> str:
    """What was set: the gates compare the PDF's own words with it."""
    return " ".join(Markup(MAKERS[row.kind](session, row).html).striptags().split())


def test_simple_signs_become_headings_lists_and_pictures():
    assert blocks_of(WORDS) == [
        Block("heading", ("Buses",)),
        Block("text", ("Many buses are late. This is why.",)),
        Block("list", ("Line 4", "Line 7")),
        Block("picture", ("bus",)),
        Block("text", ("Tell us more.",)),
    ]
    assert plain(WORDS) == "Buses\n\nMany buses are late. This is why.\n\n- Line 4\n- Line 7\n\nTell us more."
    assert unknown_pictures("[picture: unicorn]\n[picture: bus]", known=["bus"]) == ["unicorn"]
    assert (minutes_to_read(""), minutes_to_read("word " * 81)) == (1, 2)


def test_a_paper_in_time_needs_no_reason_and_a_late_one_does(session):
    panel, _member, meeting = a_meeting(session)
    by = panel.coordinator_id
    for days, is_late in ((8, False), (6, True)):
        version = papers.write_paper(
            session, meeting=meeting, item=None, title={"en": "Buses"}, words={"en": WORDS}, by=by
        )
        with time_machine.travel(meeting.starts_at - dt.timedelta(days=days), tick=False):
            if is_late:
                with pytest.raises(MustSayWhy):
                    send(session, panel, meeting, version)
                send(session, panel, meeting, version, late_because={"en": "The council was slow."})
            else:
                send(session, panel, meeting, version)
        assert version.state is PaperState.SENT
    assert len(sent_papers(session, meeting_id=meeting.id)) == 2


def test_what_was_sent_stays_and_a_new_edition_says_what_is_new(session):
    panel, _member, meeting = a_meeting(session)
    by = panel.coordinator_id
    first = papers.write_paper(session, meeting=meeting, item=None, title={"en": "A"}, words={"en": "Old"}, by=by)
    paper = session.get_one(papers.Paper, first.paper_id)
    with time_machine.travel(meeting.starts_at - dt.timedelta(days=20), tick=False):
        send(session, panel, meeting, first)
        new = {"title": {"en": "A"}, "words": {"en": "New"}, "by": by}
        with pytest.raises(MustSayWhy):
            papers.change_paper(session, paper=paper, version=first, **new)
        second = papers.change_paper(session, paper=paper, version=first, what_changed={"en": "The price"}, **new)
        assert [one.version.id for one in sent_papers(session, meeting_id=meeting.id)] == [first.id]
        send(session, panel, meeting, second)
    assert (first.words, first.state) == ({"en": "Old"}, PaperState.REPLACED)
    assert [one.number for one in versions_of(session, paper_id=paper.id)] == [2, 1]


def test_reading_counts_once(session):
    panel, member, meeting = a_meeting(session)
    version = papers.write_paper(
        session,
        meeting=meeting,
        item=None,
        title={"en": "A"},
        words={"en": "word " * 200},
        by=panel.coordinator_id,
    )
    paper = session.get_one(papers.Paper, version.paper_id)
    with time_machine.travel(meeting.starts_at - dt.timedelta(days=20), tick=False):
        send(session, panel, meeting, version)
    assert len(unread_papers(session, member_id=member.id)) == 1
    for _twice in range(2):
        papers.say_read(session, paper=paper, version=version, member=member)
    assert [(one.member_id, one.minutes) for one in papers_read(session, panel.id)] == [(member.id, 3)]
    assert unread_papers(session, member_id=member.id) == []


@pytest.mark.parametrize(
    ("language", "size"),
    [("en", LetterSize.NORMAL), ("en", LetterSize.LARGE), ("en", LetterSize.LARGEST), ("ur", LetterSize.NORMAL)],
)
def test_a_paper_passes_every_gate_in_each_size(session, language, size):
    panel, _member, meeting = a_meeting(session)
    words = {"en": WORDS, "ur": "# بسیں\nبسیں دیر سے آتی ہیں۔\n\n- پہلی بس\n- دوسری بس\n[picture: bus]"}
    version = papers.write_paper(
        session,
        meeting=meeting,
        item=None,
        title={"en": "Late buses", "ur": "بسیں"},
        words=words,
        by=panel.coordinator_id,
    )
    version.late_because = {"en": "The council was slow."}
    row = printed(session, meeting, PrintKind.PAPER, language=language, size=size, version=version)
    if language == "en":
        assert "This paper came late because: The council was slow." in words_of(session, row)
        assert "Many buses are late." in words_of(session, row)


@pytest.mark.parametrize("language", ["en", "cy", "ur"])
def test_cards_pass_every_gate_and_name_nobody_who_does_not_come(session, language):
    panel, member, meeting = a_meeting(session)
    stays = make_member(session, panel, name="Zelda Secret")
    attending.invite(session, meeting=meeting, by=panel.coordinator_id)
    agendas.add_item(
        session,
        meeting=meeting,
        title={"en": "Buses", "ur": "بسیں", "cy": "Bysiau"},
        question={"en": "What is good?"},
        minutes=20,
        by=panel.coordinator_id,
    )
    for one, coming in ((member, Coming.IN_PERSON), (stays, Coming.NOT_THIS_TIME)):
        row = attendance_of(session, meeting_id=meeting.id, member_id=one.id)
        attending.answer_invitation(session, meeting=meeting, attendance=row, coming=coming)
    attending.wish(session, member=member, calendar_words="", card_name="Annie", card_picture="cat")
    names = words_of(session, printed(session, meeting, PrintKind.NAME_CARDS, language=language))
    assert ("Annie" in names, "Longname" in names, "Zelda" in names) == (True, False, False)
    questions = words_of(session, printed(session, meeting, PrintKind.QUESTION_CARDS, language=language))
    assert "What is good?" in questions
    lights = printed(session, meeting, PrintKind.LIGHT_CARDS, language=language)
    assert lights.pages == 3
    if language == "en":
        assert "Red: Stop" in words_of(session, lights)


def test_an_organiser_writes_sends_and_a_member_reads(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, member, meeting = a_meeting(session, by=account)
    session.commit()
    base = f"/panels/{panel.id}/meetings/{meeting.id}/papers"
    with time_machine.travel(meeting.starts_at - dt.timedelta(days=2), tick=True):
        client = client.application.test_client()
        signed_in(client, session, Role.ORGANISER, email="two@example.org")
        answer = submit(client, f"{base}/new", title_en="Buses", words_en="[picture: unicorn]")
        assert "There is no picture called “unicorn”" in answer.text
        assert session.query(PaperVersion).count() == 0
        answer = submit(client, f"{base}/new", title_en="Buses", words_en=WORDS)
        here = answer.headers["Location"]
        assert "Many buses are late." in client.get(here).text
        assert "Say why it comes late" in submit(client, f"{here}/send", late_en="").text
        assert submit(client, f"{here}/send", late_en="We were ill").status_code == 303
        assert (client.get(f"{base}/").status_code, client.get(here).status_code) == (200, 200)
        assert "Say what is new" in submit(client, f"{here}/write", words_en="Other").text
        theirs = client.application.test_client()
        submit(theirs, link_of(member, base_url=""))
        assert "Papers to read" in theirs.get("/member/").text
        paper = f"/member/papers/{here.rsplit('/', 1)[1]}"
        shown = theirs.get(paper).text
        assert "This paper came late because: " in shown
        assert "We were ill" in shown
        assert submit(theirs, paper).status_code == 303
        assert "Your time counts" in theirs.get(paper).text
        assert theirs.get(f"{paper}/words.txt").text.startswith("Buses\n\nBuses\n\nMany buses are late.")
        stranger = client.application.test_client()
        submit(stranger, link_of(make_elsewhere(session), base_url=""))
        assert stranger.get(paper).status_code == 404


def make_elsewhere(session):
    member = make_member(session, make_panel(session))
    session.commit()
    return member


def test_cards_are_asked_for_on_a_page(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, _member, meeting = a_meeting(session, by=account)
    session.commit()
    address = f"/panels/{panel.id}/meetings/{meeting.id}/cards"
    assert submit(client, address, kind="light_cards", language="cy").status_code == 303
    assert session.query(MeetingPrint).one().language == "cy"
    assert "Is being made" in client.get(address).text


def a_paper_sent(session, panel, meeting):
    """Three minutes of reading, sent in time."""
    version = papers.write_paper(
        session,
        meeting=meeting,
        item=None,
        title={"en": "A"},
        words={"en": "word " * 200},
        by=panel.coordinator_id,
    )
    with time_machine.travel(meeting.starts_at - dt.timedelta(days=20), tick=False):
        send(session, panel, meeting, version)
    return session.get_one(papers.Paper, version.paper_id), version


def read_it(session, panel, member, meeting, **values):
    paper, version = a_paper_sent(session, panel, meeting)
    papers.say_read(session, paper=paper, version=version, member=member, **values)
    return paper


def test_reading_is_claimed_once_for_each_paper_by_whoever_wants_money(session):
    make_rate(session, pence=1500)
    panel, member, meeting = a_meeting(session)
    first = read_it(session, panel, member, meeting)
    second = read_it(session, panel, member, meeting)
    version = versions_of(session, paper_id=first.id)[0]
    papers.say_read(session, paper=first, version=version, member=member)
    rows = session.query(Claim).order_by(Claim.claimed_at).all()
    assert [(one.kind, one.about_id, one.minutes, one.pence) for one in rows] == [
        (ClaimKind.READING, first.id, 3, 75),
        (ClaimKind.READING, second.id, 3, 75),
    ]
    assert things_to_claim(session, member=member, kind=ClaimKind.READING) == []


def test_whoever_wants_nothing_gets_nothing_and_their_reading_is_seen_all_the_same(session):
    make_rate(session)
    panel, member, meeting = a_meeting(session)
    chose(session, member, Offer.NONE)
    before = given_by(session, panel, member)
    read_it(session, panel, member, meeting)
    assert session.query(Claim).count() == 0
    assert given_by(session, panel, member) - before == 3


def test_reading_that_is_claimed_counts_once_in_the_workload(session):
    make_rate(session)
    panel, member, meeting = a_meeting(session)
    before = given_by(session, panel, member)
    read_it(session, panel, member, meeting)
    assert session.query(Claim).count() == 1
    assert given_by(session, panel, member) - before == 3


def given_by(session, panel, member):
    today = clock.today()
    found = workload_of_member(session, panel_id=panel.id, member_id=member.id, quarter=quarter_of(today), today=today)
    return found.work.given


def test_the_limit_a_member_set_holds_for_reading_unless_they_say_otherwise(session):
    make_rate(session, pence=1500)
    panel, member, meeting = a_meeting(session)
    chose(session, member, limit=100)
    for past_limit in (False, False, False, True):
        read_it(session, panel, member, meeting, past_limit=past_limit)
    rows = session.query(Claim).order_by(Claim.claimed_at).all()
    assert [one.pence for one in rows] == [75, 25, 75]


def test_what_staff_type_for_a_reader_is_agreed_to_by_someone_else(session):
    make_rate(session)
    panel, member, meeting = a_meeting(session)
    read_it(session, panel, member, meeting, via=SaidBy.PHONE, by=SOMEONE)
    row = session.query(Claim).one()
    assert (row.said_by, row.entered_by) == (SaidBy.PHONE, SOMEONE)
    with pytest.raises(NeedsAnotherPerson):
        approve(session, claim=row, by=SOMEONE)


def test_a_member_sees_what_reading_comes_to_before_they_press_and_chooses_beyond_their_limit(session, client):
    make_rate(session, pence=1500)
    panel, member, meeting = a_meeting(session)
    chose(session, member, limit=50)
    paper, _version = a_paper_sent(session, panel, meeting)
    session.commit()
    submit(client, link_of(member, base_url=""))
    address = f"/member/papers/{paper.id}"
    shown = client.get(address).text
    assert "£0.75" in shown
    assert "£0.50" in shown
    refused = submit(client, address)
    assert refused.status_code == 200
    assert session.query(Claim).count() == 0
    submit(client, address, limit_choice="limit")
    session.expire_all()
    assert session.query(Claim).one().pence == 50
    assert "Your time counts." in client.get(address).text


def packed(**catalog) -> bytes:
    """A small PDF with this in its catalogue, where no one who looks at the bytes finds it."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, value in catalog.items():
            pdf.Root[f"/{name}"] = value
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ a program",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7 and then nothing",
        packed(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")),
        packed(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="run.exe")),
        packed(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=[]))),
        packed() + b"\n" * (papers.MOST_BYTES + 1 - len(packed())),
    ],
    ids=["empty", "program", "page", "half", "script", "launch", "files inside", "a byte too large"],
)
def test_a_pdf_from_elsewhere_that_is_not_whole_too_large_or_runs_something_is_refused(session, content):
    _panel, _member, meeting = a_meeting(session)
    version = papers.write_paper(
        session, meeting=meeting, item=None, title={"en": "A"}, words={"en": "B"}, by=meeting.made_by
    )
    with pytest.raises(NothingToSend):
        papers.add_file(session, version=version, content=content, by=meeting.made_by)
    assert (papers.is_usable(content), version.file_key) == (False, "")


def test_a_pdf_of_exactly_the_most_is_taken():
    assert papers.is_usable(packed() + b"\n" * (papers.MOST_BYTES - len(packed())))


def test_a_pdf_is_uploaded_beside_the_words_and_a_bad_one_saves_nothing(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, _member, meeting = a_meeting(session, by=account)
    session.commit()
    address = f"/panels/{panel.id}/meetings/{meeting.id}/papers/new"
    with clock.moved_to(meeting.starts_at - dt.timedelta(days=20)):
        known = {"title_en": "Buses", "words_en": "Late"}
        answer = submit(client, address, **known, file=(io.BytesIO(b"MZ a program"), "paper.pdf"))
        assert "This file cannot be used." in answer.text
        assert (">Late</textarea>" in answer.text, session.query(PaperVersion).count()) == (True, 0)
        good = packed()
        assert submit(client, address, **known, file=(io.BytesIO(good), "paper.pdf")).status_code == 303
    version = session.query(PaperVersion).one()
    assert sealed_files.get(version.file_key, belongs_to=version.id) == good


def test_a_picture_is_found_by_its_word_and_nothing_typed_is_lost_or_saved(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, _member, meeting = a_meeting(session, by=account)
    session.commit()
    address = f"/panels/{panel.id}/meetings/{meeting.id}/papers/new"
    known = {"title_en": "Late buses", "words_en": "Half a sen", "look": "yes"}
    shown = submit(client, address, **known, find="bus").text
    assert ("[picture: bus]" in shown, ">Half a sen</textarea>" in shown, 'value="Late buses"' in shown) == (
        True,
        True,
        True,
    )
    assert "Say what the paper is called" not in submit(client, address, look="yes", find="bus").text
    assert "No picture was found. Try another word." in submit(client, address, **known, find="qwxyz").text
    assert "[picture: bus]" in submit(client, address, **known, find="bws").text
    assert session.query(PaperVersion).count() == 0
