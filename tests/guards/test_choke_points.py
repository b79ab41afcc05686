"""The four choke points cannot be passed by: what they use is used nowhere else."""

import ast

import pytest

from tests.guards.source import PORTAL, calls, imports, without_launcher

ONLY_IN = {
    # one send gate: what can reach a person
    "smtplib": "contact/channels",
    "notifications_python_client": "contact/channels",
    "urllib.request": "contact/channels",
    "requests": "contact/channels",
    # one PDF worker
    "weasyprint": "shared/pdf",
    "pikepdf": "shared/pdf",
}
ONLY_CALLED_IN = {
    # one export writer
    "csv.writer": "shared/export",
    "csv.DictWriter": "shared/export",
    "Workbook": "shared/export",
}


def strangers(name: str, home: str, part: str) -> list[str]:
    """Modules outside `home` that have it among their `imports` or `calls`."""
    return [
        path
        for path, module in without_launcher().items()
        if not path.startswith(home) and any(n == name or n.startswith(name + ".") for n in getattr(module, part))
    ]


def text_of(path: str) -> str:
    return (PORTAL / path).read_text()


@pytest.mark.parametrize(("name", "home"), ONLY_IN.items())
def test_only_its_choke_point_imports(name, home):
    assert strangers(name, home, "imports") == []


@pytest.mark.parametrize(("name", "home"), ONLY_CALLED_IN.items())
def test_only_its_choke_point_calls(name, home):
    assert strangers(name, home, "calls") == []


def test_the_guard_itself_sees_a_way_round():
    assert imports(ast.parse("import smtplib")) == {"smtplib"}
    assert "weasyprint.HTML" in imports(ast.parse("from weasyprint import HTML"))
    assert calls(ast.parse("csv.writer(file)")) == {"csv.writer"}


# Where files leave: by the export writer, by the PDF worker, or with a note of its own.
FILES_LEAVE = {
    "contact/views/letters.py": 'action="download"',
    "panels/views/member/meetings/upcoming.py": "as_icalendar(",  # for the member's own calendar, in words they chose
    "panels/views/member/papers.py": "_sent(paper_id)",  # papers of meetings this member was asked to
    "panels/views/staff/calls/papers.py": "interest_in(",  # forms of one call on paper, for those who post them
    "panels/views/staff/papers.py": "of_meeting(meeting, MeetingPrint",  # papers and cards, for those who print them
    "panels/views/member/thanks.py": "export_own(",  # and letters of the member's own
    "panels/views/staff/thanks/claims.py": "content_of(",  # receipts, for those who deal with claims
    "panels/views/staff/thanks/members.py": "letters.content_of",  # a member's letter, printed for them
    "panels/views/staff/thanks/paying.py": "paying.take_batch",
    "panels/views/member/join/calls.py": "public_json(",  # tickets of a draw: numbers, and nobody's name
    "panels/views/staff/selection/draw.py": "hand_out(",
    "panels/views/staff/claims_of_change.py": "export(",
    "panels/views/staff/influence.py": "PanelPrintKind.CALL_FORM",  # the record of one panel, and no form of a call
    "panels/views/public.py": "panel.is_public",  # the same for everyone, while the panel agrees
    "promises/views/desk/evidence.py": "content_of(",  # what shows that a promise is kept, for staff
    "promises/views/desk/reports.py": "export_year(",
    "promises/views/public.py": "storage_key",  # the finished PDF of a year of promises: meant for the public
    "questions/views/desk/sheet.py": "export(",
    "rosters/views/imports.py": "export(",
    "rounds/views/calendar.py": "hand_out(",  # promised days, and nobody's name
    "rounds/views/reports.py": "sealed_files.get",  # the PDF of a frozen release: protected numbers only
    "rounds/views/doors/papers.py": 'action="download"',
    "rounds/views/exports.py": "export_of(",
    "rounds/views/filters.py": "export_filters(",
    "rounds/views/research.py": "operations.take(",
    "rounds/views/results.py": "export_results(",
    "rounds/views/staff.py": "hand_out(",
    "summaries/views/desk/copies.py": 'action="download"',
    "summaries/views/desk/panels.py": "export_thanks(",
    "summaries/views/desk/translating.py": "hand_out(",  # texts for translators
    "summaries/views/desk/printing.py": "storage_key",  # the finished PDF of a summary: meant for the public
    "summaries/views/public.py": "storage_key",
}


def test_a_file_leaves_only_where_it_was_reviewed_and_is_noted_there():
    leaving = {path: text_of(path) for path, module in without_launcher().items() if "file_answer" in module.calls}
    assert sorted(leaving) == sorted(FILES_LEAVE)
    for name, noted_by in FILES_LEAVE.items():
        assert noted_by in leaving[name], name


def test_nothing_else_makes_an_answer_a_file():
    assert strangers("send_file", "nowhere", "calls") + strangers("send_from_directory", "nowhere", "calls") == []
    named = [path for path in without_launcher() if "Content-Disposition" in text_of(path)]
    assert named == ["shared/web.py"]


# What is shown or played inside a page, and the look-up that says whose eyes it is for.
SHOWN_INSIDE = {
    # a summary to listen to and to see: for staff, and for everyone while the summary is shown
    "summaries/views/desk/listening.py": "removed_at is not None",
    "summaries/views/media.py": "not in SHOWN",
    # what was said aloud in a check: to the visit that said it until it is sent, then to those who hear summaries
    "summaries/views/checks/statements.py": "note.invitation_id != invited_subject_id()",
    "summaries/views/desk/answers.py": "note.sent_at is None",
    # what staff recorded of a call: to staff who ring people, until it is sent
    "summaries/views/desk/recordings.py": "note.added_by and note.sent_at is None",
    "summaries/views/public.py": "square_code(",  # the address of what is published, and nothing anybody sent
    # what shows that a promise is kept: for staff, and for everyone once it is shown
    "promises/views/desk/evidence.py": "removed_at is not None",
    # pictures and recordings of the questions themselves
    "questions/views/desk/trial.py": "stored_files",
    "questions/views/staff.py": "stored_files",
    "rounds/views/doors/typing_in.py": "key not in allowed",
    # what a visit uploaded, to that visit
    "rounds/views/doors/interviews.py": "attachment_of_draft(",
    "rounds/views/participant/asking.py": "attachment_of_draft(",
    # own pictures: for everyone while they may be shown, for writers while they wait for consent
    "summaries/views/own_pictures.py": "is_usable(",
    "rounds/views/sent_files.py": "sent_file(",  # of this round, for those who read its answers
}


def test_what_people_sent_is_shown_only_where_it_was_reviewed():
    showing = {path: text_of(path) for path, module in without_launcher().items() if "playable" in module.calls}
    assert sorted(showing) == sorted(SHOWN_INSIDE)
    for name, checked_by in SHOWN_INSIDE.items():
        assert checked_by in showing[name], name


def test_files_about_people_are_sealed_before_they_are_stored():
    """Only what is meant for everyone is stored as it is: a summary's finished PDF, what stands beside a question."""
    unsealed = ["promises/printing.py", "questions/operations/media.py", "summaries/operations/media.py"]
    unsealed += ["summaries/printing.py"]
    assert strangers("storage().put", "shared/sealed_files", "calls") == unsealed
