"""A panel's own PDFs: forms of a call to fill in, and its influence record. Through every gate of the worker."""

import datetime as dt

import pytest
from markupsafe import Markup

from portal.panels.enums import DecisionAnswer, InterestState, LetterSize, PanelPrintKind, PrintState, Stage
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import WrongState
from portal.panels.models import Interest, Panel, PanelPrint
from portal.panels.operations.interest import code_of, say, stay, type_in
from portal.panels.operations.ledger import note_reply
from portal.panels.operations.printing import ask_for_call_form, ask_for_influence, content_of, forget_old_prints
from portal.panels.panel_prints import document_of, make_panel_print
from portal.panels.queries.voting import home_today
from portal.panels.rules.interest import as_profile
from portal.panels.views.staff.calls.todo import renewals_waiting
from portal.people.enums import Role
from portal.people.models import Person
from portal.shared import clock, queue
from portal.shared.i18n import LANGUAGES
from portal.shared.storage import storage
from tests.forms import submit
from tests.panels.calls import come_forward, make_call, on_day
from tests.panels.deciding import make_advice
from tests.panels.factories import make_panel
from tests.people.factories import signed_in


@pytest.mark.parametrize(
    ("language", "size"),
    [*((code, LetterSize.NORMAL) for code in LANGUAGES), ("en", LetterSize.LARGEST), ("ur", LetterSize.LARGE)],
)
def test_a_form_of_a_call_passes_every_gate(session, language, size):
    panel = make_panel(session)
    call = make_call(session, panel)
    with on_day(call):
        row = ask_for_call_form(session, call=call, language=language, size=size, by=panel.coordinator_id)
        make_panel_print(session, row=row)
    assert (row.faults, row.state) == ([], PrintState.READY)
    assert content_of(row).startswith(b"%PDF-")


def a_form(session, call, *, language="en"):
    """A printed form's row, and whose form it is."""
    panel = session.get_one(Panel, call.panel_id)
    row = ask_for_call_form(session, call=call, language=language, size=LetterSize.NORMAL, by=panel.coordinator_id)
    return row, session.get_one(Interest, row.interest_id)


def words_of(session, row) -> str:
    """What was set: the gates compare the PDF's own words with it."""
    return " ".join(Markup(document_of(session, row=row).html).striptags().split())


def test_a_form_asks_everything_the_web_asks_and_bears_its_code(session):
    call = make_call(session, make_panel(session))
    with on_day(call):
        row, interest = a_form(session, call)
        words = words_of(session, row)
    for said in (
        "Which breaks are paid for.",
        "Gender, Woman: At least 2, At most 4",
        "Do not leave a voice message",
        "Large print",
        "I would rather not say",
        "May we keep you on our list for a year, if you are not drawn?",
    ):
        assert said in words
    assert words.count(code_of(interest)) == 2
    assert interest.came_by is SaidBy.PAPER


def test_staff_have_a_form_made_in_a_language_and_download_it(session, client):
    panel = make_panel(session)
    call = make_call(session, panel)
    address = f"/panels/{panel.id}/calls/{call.id}/paper"
    with on_day(call):
        signed_in(client, session, Role.ORGANISER)
        session.commit()
        assert f'href="{address}"' in client.get(f"/panels/{panel.id}/calls/{call.id}").text
        assert submit(client, address, language="cy", size="large20").status_code == 303
        queue.run_everything(session)
        row = session.query(PanelPrint).one()
        assert (row.language, row.size, row.faults, row.state) == ("cy", LetterSize.LARGE, [], PrintState.READY)
        assert f"{address}/{row.id}.pdf" in client.get(address).text
        file = client.get(f"{address}/{row.id}.pdf")
    assert (file.mimetype, file.data[:5]) == ("application/pdf", b"%PDF-")


def test_a_form_of_another_call_is_not_found(session, client):
    panel = make_panel(session)
    call, other = make_call(session, panel), make_call(session, panel)
    with on_day(call):
        row, _ = a_form(session, call)
        row.state = PrintState.READY
        signed_in(client, session, Role.ORGANISER)
        session.commit()
        assert client.get(f"/panels/{panel.id}/calls/{other.id}/paper/{row.id}.pdf").status_code == 404
        row.state = PrintState.REFUSED
        session.commit()
        assert client.get(f"/panels/{panel.id}/calls/{call.id}/paper/{row.id}.pdf").status_code == 404


def test_a_paper_typed_in_by_its_code_fills_the_page_it_was_printed_for(session, client):
    panel = make_panel(session)
    call = make_call(session, panel)
    with on_day(call):
        _row, interest = a_form(session, call, language="cy")
        account = signed_in(client, session, Role.ORGANISER)
        session.commit()
        found = submit(client, f"/panels/{panel.id}/calls/{call.id}/people/code", code=code_of(interest).lower())
        typing = found.headers["Location"]
        assert code_of(interest) in client.get(typing).text
        refused = submit(client, typing, name="Ann", stays="yes")
        assert "Enter at least one way to reach them" in refused.text
        done = submit(client, typing, name="Ann", mobile="07700 900123", about_gender="woman", stays="yes")
        assert done.headers["Location"].endswith("/people")
    session.expire_all()
    (only,) = session.query(Interest).all()
    assert (only.id, only.state, only.came_by) == (interest.id, InterestState.INTERESTED, SaidBy.PAPER)
    assert (only.typed_by, only.language) == (account.id, "cy")
    assert as_profile(only.profile) == {"gender": "woman", "area": "prefer_not_to_say"}


def test_a_paper_typed_twice_is_said_in_words_and_changes_nothing(session, client):
    panel = make_panel(session)
    call = make_call(session, panel)
    with on_day(call):
        _row, interest = a_form(session, call)
        signed_in(client, session, Role.ORGANISER)
        session.commit()
        typing = f"/panels/{panel.id}/calls/{call.id}/people/{interest.id}/type"
        submit(client, typing, name="Ann", mobile="07700 900123", stays="yes")
        again = client.get(typing)
        assert again.headers["Location"].endswith(f"/people/{interest.id}")
        assert "This was sent in already. Nothing was changed." in client.get(again.headers["Location"]).text
        with pytest.raises(WrongState):
            type_in(
                session,
                call=call,
                interest_id=interest.id,
                said={"name": "Else", "email": "e@example.org"},
                door=SaidBy.PAPER,
                stays=True,
                by=panel.coordinator_id,
            )
    session.expire_all()
    assert session.get_one(Person, session.query(Interest).one().person_id).name == "Ann"


def test_whoever_began_on_the_web_with_the_paper_in_hand_is_in_once(session, client):
    """What the paper leaves out stays as they said it on the web."""
    panel = make_panel(session)
    call = make_call(session, panel)
    with on_day(call):
        _row, interest = a_form(session, call)
        say(session, interest=interest, step="about-area", answers={"about": {"area": "North"}})
        counts, was_there = type_in(
            session,
            call=call,
            interest_id=interest.id,
            said={"name": "Ann", "email": "a@example.org", "about": {"gender": "woman"}},
            door=SaidBy.PAPER,
            stays=True,
            by=panel.coordinator_id,
        )
    assert (counts.id, was_there) == (interest.id, False)
    assert as_profile(counts.profile) == {"gender": "woman", "area": "North"}


def test_a_code_of_another_call_or_of_nobody_is_not_known(session, client):
    panel = make_panel(session)
    call, other = make_call(session, panel), make_call(session, panel)
    with on_day(call):
        _row, interest = a_form(session, other)
        signed_in(client, session, Role.ORGANISER)
        session.commit()
        for code in (code_of(interest), "XXXX-YYY-ZZZ"):
            answer = submit(client, f"/panels/{panel.id}/calls/{call.id}/people/code", code=code)
            assert "We do not know this code." in answer.text
            assert f'value="{code}"' in answer.text


def test_forms_are_deleted_after_thirty_days(session):
    call = make_call(session, make_panel(session))
    with on_day(call):
        row, _ = a_form(session, call)
        make_panel_print(session, row=row)
        key = row.storage_key
        assert forget_old_prints(session) == 0
    with on_day(call, plus=31):
        assert (forget_old_prints(session), forget_old_prints(session)) == (1, 0)
        queue.run_everything(session)
    assert session.query(PanelPrint).count() == 0
    with pytest.raises(FileNotFoundError):
        storage().get(key)


def test_whose_year_on_the_list_ends_is_a_todo_of_the_coordinator(app, session):
    panel = make_panel(session)
    call = make_call(session, panel)
    with on_day(call):
        for name in ("Ann", "Bob"):
            interest, _ = come_forward(session, call, name=name)
            interest.state = InterestState.NOT_CHOSEN
        last = interest.keep_until
    for plus, expected in (
        (330, []),
        (340, [("Ask 2 people whether they want to stay on the list.", last)]),
    ):
        with on_day(call, plus=plus), app.test_request_context():
            assert [(one.what, one.due) for one in renewals_waiting(session, panel)] == expected
    with on_day(call, plus=340), app.test_request_context():
        stay(session, interest=interest)
        assert [one.what for one in renewals_waiting(session, panel)] == [
            "Ask 1 person whether they want to stay on the list."
        ]


def a_record(session):
    """A panel that advised three times: one reply everyone may know, one only the panel may know yet, one awaited."""
    panel = make_panel(session)
    decided = {"answer": DecisionAnswer.PARTLY, "decided_by": "The board", "by": panel.coordinator_id}
    for ago, words, why in ((60, "Buy longer beds.", "Too little room."), (10, "Open at night.", "A secret for now.")):
        advice = make_advice(session, panel, ago=ago, words={"en": words})
        day = home_today() - dt.timedelta(days=ago - 5)
        with clock.moved_to(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)):
            note_reply(session, advice=advice, why={"en": why}, decided_on=day, **decided)
    make_advice(session, panel, ago=1, words={"en": "Ask us first."}, stage=Stage.REVIEW)
    return panel


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_influence_record_passes_every_gate_with_its_tables(session, language):
    panel = a_record(session)
    (row,) = ask_for_influence(session, panel=panel, language=language, by=panel.coordinator_id)
    make_panel_print(session, row=row)
    assert (row.faults, row.state) == ([], PrintState.READY)
    assert document_of(session, row=row).html.count("<table>") == 3


def test_the_record_of_a_panel_without_advice_says_so(session):
    panel = make_panel(session)
    (row,) = ask_for_influence(session, panel=panel, language="ur", by=panel.coordinator_id)
    make_panel_print(session, row=row)
    assert (row.faults, row.state) == ([], PrintState.READY)


def test_what_everyone_may_read_keeps_back_a_reply_that_is_new(session):
    panel = a_record(session)
    panel.is_public = True
    ours, theirs = ask_for_influence(session, panel=panel, language="en", by=panel.coordinator_id)
    ours, theirs = words_of(session, ours), words_of(session, theirs)
    assert "Of 2 decisions, 2 took up all or some of it. 1 has no decision yet." in ours
    assert "A secret for now." in ours
    assert "Of 1 decisions, 1 took up all or some of it. 2 have no decision yet." in theirs
    assert "Too little room." in theirs
    assert "A secret for now." not in theirs


def test_everyone_has_the_record_as_long_as_the_panel_agrees(session, client):
    panel = a_record(session)
    panel.is_public = True
    signed_in(client, session, Role.COMMISSIONER)
    session.commit()
    address = f"/panels/{panel.id}/influence"
    for _twice in range(2):
        assert submit(client, address, with_field="language", language="ur").status_code == 303
        queue.run_everything(session)
    session.expire_all()
    rows = session.query(PanelPrint).all()
    assert sorted((row.kind, row.language, row.state) for row in rows) == [
        (PanelPrintKind.INFLUENCE, "ur", PrintState.READY),
        (PanelPrintKind.INFLUENCE_FOR_ALL, "ur", PrintState.READY),
    ]
    (ours,) = [row for row in rows if row.kind is PanelPrintKind.INFLUENCE]
    assert f"{address}/{ours.id}.pdf" in client.get(address).text
    assert client.get(f"{address}/{ours.id}.pdf").data.startswith(b"%PDF-")
    public = f"/panel/{panel.id}/ur.pdf"
    assert public in client.get(f"/panel/{panel.id}").text
    assert client.get(public).data.startswith(b"%PDF-")
    assert client.get(f"/panel/{panel.id}/cy.pdf").status_code == 404
    session.get_one(Panel, panel.id).is_public = False
    session.commit()
    assert client.get(public).status_code == 404
