"""Real forms on paper, through both gates of the PDF worker."""

import datetime as dt

import pytest

from portal.app import run_jobs_now
from portal.people.models import Person
from portal.questions import queries as questions
from portal.questions.examples import every_kind
from portal.rounds.door_enums import PaperSize, PaperState
from portal.rounds.enums import RoundState
from portal.rounds.models import Round
from portal.rounds.operations.answering import code_of
from portal.rounds.operations.fieldwork import invitation_link
from portal.rounds.operations.forgetting import drop_old_papers
from portal.rounds.paper_forms import Form, document_of, form_for_walk_in, print_file
from portal.rounds.paper_shapes import shapes_of
from portal.shared import clock, i18n, sealed_files
from portal.shared.pdf import render
from tests.forms import forms_on


@pytest.fixture
def every(session, asking):
    """The round asks every kind of question once, with branches."""
    made = every_kind(session)
    asking = session.get(Round, asking.id)
    asking.question_set_id = made.id
    session.commit()
    return questions.asked_set(session, set_id=made.id)


def form_of(invitation) -> Form:
    return Form(subject_id=invitation.id, code=code_of(invitation.id), link=invitation_link(invitation))


@pytest.mark.parametrize(
    ("language", "size"),
    [("en", PaperSize.NORMAL), ("en", PaperSize.VERY_LARGE), ("ur", PaperSize.NORMAL), ("ur", PaperSize.LARGE)],
)
def test_forms_pass_both_gates_in_every_size_from_left_and_from_right(session, asking, every, invite, language, size):
    forms = [form_of(invite(language)), form_of(invite(language))]
    document = document_of(forms, asked=every, round_=asking, size=size, language=language, number=1)
    made = render(document)
    assert made.proof.smallest_text_pt >= {"normal": 16, "large20": 20, "large28": 28}[size.value]
    assert made.proof.profile == "PDF/UA-1"
    assert made.pages >= 4


def test_every_kind_has_a_shape_on_paper_and_branches_are_said_in_words(every):
    shapes = {shape.words: shape for shape in shapes_of(every)}
    stopped = shapes["When did you stop going?"]
    assert stopped.only_if == ["Answer this only if you ticked “No, I stopped” in question 2."]
    go = shapes["Do you go to the centre now?"]
    assert [(tick.words, tick.goes_to) for tick in go.ticks] == [("Yes", 4), ("No, I stopped", None)]
    assert all(one.ticks or one.scale or one.lines or one.draws for one in shapes.values() if one.number)
    assert [one.number for one in shapes.values() if one.number] == list(range(1, 15))


def test_shapes_are_in_the_language_of_the_form(every):
    with i18n.speaking("ur"):
        urdu = [shape.words for shape in shapes_of(every)]
    assert urdu != [shape.words for shape in shapes_of(every)]


def test_a_pile_is_kept_sealed_with_its_proof(session, asking, every, invitation):
    [batch] = print_file(
        session,
        round_=asking,
        asked=every,
        forms=[form_of(invitation)],
        size=PaperSize.NORMAL,
        language="en",
        by=None,
    )
    assert (batch.state, batch.forms, batch.is_blank, batch.number) == (PaperState.READY, 1, False, 1)
    assert sealed_files.get(batch.storage_key, belongs_to=batch.id).startswith(b"%PDF")
    assert batch.proof["profile"] == "PDF/UA-1"
    round_ = session.get(Round, asking.id)
    assert drop_old_papers(session) == 0
    round_.state, round_.closed_at = RoundState.CLOSED, clock.now() - dt.timedelta(seconds=1)
    session.commit()
    assert drop_old_papers(session) == 1
    assert batch.storage_key == ""


def test_a_form_without_a_name_has_a_code_and_no_link(session, asking):
    form = form_for_walk_in(session, round_id=asking.id, language="en")
    assert form.link == ""
    assert len(form.code) == len("K7MP-QRW-3XC")


def test_the_organiser_asks_for_forms_and_takes_them_away(organiser, asking, every, invitation, app):
    staff = organiser()
    staff.get(f"/rounds/{asking.id}/paper/").send(whom="people", language="en", size="normal", copies="10")
    assert staff.path.startswith("/jobs/")
    run_jobs_now(app)
    staff.get(f"/rounds/{asking.id}/paper/")
    assert "1 form, " in staff.page
    action = next(form["action"] for form in forms_on(staff.page) if (form["action"] or "").endswith("/forms.pdf"))
    form = next(form for form in forms_on(staff.page) if form["action"] == action)
    taken = staff.client.post(action, data=dict(form["fields"]))
    assert taken.data.startswith(b"%PDF")
    assert taken.headers["Content-Disposition"] == 'attachment; filename="forms-1.pdf"'


def test_forms_without_names_only_where_the_round_is_open(organiser, asking):
    staff = organiser().get(f"/rounds/{asking.id}/paper/")
    staff.send(whom="blank", language="en", size="normal", copies="2")
    assert "This round asks only people who were drawn" in staff.page


def test_when_nobody_matches_the_page_says_so_and_nothing_is_printed(organiser, asking, every, invitation, session):
    staff = organiser()
    wants = {"language": "en", "size": "normal", "copies": "10"}
    staff.get(f"/rounds/{asking.id}/paper/").send(whom="large_print", **wants)
    assert staff.path == f"/rounds/{asking.id}/paper/"
    assert "Nobody in this language who asked for paper has yet to answer: English" in staff.page
    staff.send(whom="people", **{**wants, "language": "cy"})
    assert "Nobody in this language has yet to answer: Cymraeg" in staff.page
    session.get_one(Person, invitation.person_id).formats = ["large_print"]
    session.commit()
    staff.get(f"/rounds/{asking.id}/paper/").send(whom="large_print", **wants)
    assert staff.path.startswith("/jobs/")
