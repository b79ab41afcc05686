"""The database is gone, held or full while someone sends an answer: they keep their words, and send them again."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.app import create_app
from portal.questions.models import DraftAnswer
from portal.shared.database import Base, db
from portal.shared.settings import use_settings
from tests.databases import server_in
from tests.forms import filled, forms_on
from tests.journeys.world import make_world
from tests.people.factories import PASSWORD, make_account

WORDS = "Nobody rang back — “ever”.  انتظار\r\n  بہت لمبا تھا\t."


class Writer:
    """Someone at a question about words, in Urdu, with the page open."""

    def __init__(self, app, link: str) -> None:
        self.client = app.test_client()
        self.client.get("/?lang=ur")
        self.page = self.client.get(link).text
        self.send()
        self.path, self.page = "/answer/7", self.client.get("/answer/7").text

    def send(self, **values):
        form = next(f for f in forms_on(self.page) if f["method"] == "post" and f["action"] != "/leave")
        data: dict[str, list[str]] = {}
        for name, value in filled(form, values):
            data.setdefault(name, []).append(value)
        self.path = form["action"] or getattr(self, "path", "/")
        return self.client.post(self.path, data=data)

    def sends_words(self):
        return self.send(**{"answer-text": WORDS, "do": "next"})

    def sends_what_the_page_gives_back(self, page: str):
        self.page = page
        return self.send()


def assert_words_are_given_back(answer) -> None:
    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert '<html lang="ur" dir="rtl"' in page
    [form] = [f for f in forms_on(page) if f["action"] == "/answer/7"]
    assert dict(form["fields"])["answer-text"] == WORDS


def in_a_browser(words: str) -> str:
    """Line ends as we keep them, whatever a browser sends."""
    return words.replace("\r\n", "\n")


def kept_words(session: Session) -> list[str]:
    session.rollback()
    session.expire_all()
    words = [row.words for row in session.scalars(sa.select(DraftAnswer))]
    session.rollback()
    return words


@pytest.fixture
def own_postgresql(settings) -> Iterator[tuple]:
    """A server that can be stopped, and the portal on it."""
    with tempfile.TemporaryDirectory(prefix="heard-postgresql-", ignore_cleanup_errors=True) as folder:
        server = server_in(Path(folder) / "pg", cleanup_mode="stop")
        own = settings.model_copy(update={"database_url": server.get_uri()})
        own.__dict__.pop("resolved_database_url", None)
        app = create_app(own)
        with app.app_context():
            engine = db.engine
        Base.metadata.create_all(engine)
        yield app, server, engine
        engine.dispose()
        server.cleanup()
    use_settings(settings)


def test_postgresql_is_stopped_while_someone_writes_and_started_again(own_postgresql):
    app, server, engine = own_postgresql
    with Session(engine, expire_on_commit=False) as session:
        writer = Writer(app, make_world(session, people=20).links[0])
        session.close()
        server.stop()
        away = writer.sends_words()
        assert_words_are_given_back(away)
        assert writer.client.get("/answer/7").status_code == 503
        still_away = writer.sends_what_the_page_gives_back(away.text)
        assert_words_are_given_back(still_away)
        server.ensure_postgres_running()
        first = writer.sends_what_the_page_gives_back(still_away.text)
        again = writer.sends_what_the_page_gives_back(still_away.text)
        assert [one.headers["Location"] for one in (first, again)] == ["/answer/who"] * 2
        assert kept_words(session) == [in_a_browser(WORDS)]


def test_the_very_form_that_could_not_be_sent_works_when_postgresql_is_back(own_postgresql):
    app, server, engine = own_postgresql
    with Session(engine, expire_on_commit=False) as session:
        writer = Writer(app, make_world(session, people=20).links[0])
        session.close()
        server.stop()
        assert writer.sends_words().status_code == 503
        server.ensure_postgres_running()
        assert writer.sends_words().headers["Location"] == "/answer/who"
        assert kept_words(session) == [in_a_browser(WORDS)]


def test_the_line_breaks_at_the_very_moment_of_keeping(own_postgresql):
    """Neither side knows then whether it counted: sent again with the same key, it counts once."""
    app, server, engine = own_postgresql
    broken: list[int] = []

    def cut(connection: sa.Connection) -> None:
        if not broken:
            broken.append(connection.connection.driver_connection.info.backend_pid)
            with psycopg.connect(server.get_uri(), autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", broken)

    with Session(engine, expire_on_commit=False) as session:
        writer = Writer(app, make_world(session, people=20).links[0])
        session.close()
        sa.event.listen(engine, "commit", cut)
        away = writer.sends_words()
        assert_words_are_given_back(away)
        assert len(broken) == 1
        assert writer.sends_what_the_page_gives_back(away.text).headers["Location"] == "/answer/who"
        assert kept_words(session) == [in_a_browser(WORDS)]


@pytest.fixture
def small_sqlite(settings, instance_folder) -> Iterator[tuple]:
    """The portal on a SQLite file of its own, whose connections can be told to be impatient."""
    own = settings.model_copy(update={"database_url": f"sqlite:///{instance_folder / 'away.sqlite3'}"})
    own.__dict__.pop("resolved_database_url", None)
    app = create_app(own)
    with app.app_context():
        engine = db.engine
    Base.metadata.create_all(engine)
    yield app, engine
    engine.dispose()
    for file in instance_folder.glob("away.sqlite3*"):
        file.unlink()
    use_settings(settings)


@contextmanager
def every_connection(engine: sa.Engine, pragma: str) -> Iterator[None]:
    def say(connection, _record, _proxy) -> None:
        connection.execute(f"PRAGMA {pragma}").close()

    engine.dispose()
    sa.event.listen(engine, "checkout", say)
    try:
        yield
    finally:
        sa.event.remove(engine, "checkout", say)
        engine.dispose()


def test_sqlite_is_held_by_someone_else_for_too_long(small_sqlite):
    app, engine = small_sqlite
    with Session(engine, expire_on_commit=False) as session:
        writer = Writer(app, make_world(session, people=20).links[0])
        session.close()
        with every_connection(engine, "busy_timeout = 100"):
            holder = sqlite3.connect(engine.url.database, isolation_level=None)
            holder.execute("BEGIN IMMEDIATE")
            away = writer.sends_words()
            assert_words_are_given_back(away)
            assert writer.client.get("/answer/7").status_code == 200  # reading goes on
            holder.rollback()
            holder.close()
            assert writer.sends_what_the_page_gives_back(away.text).headers["Location"] == "/answer/who"
        assert kept_words(session) == [in_a_browser(WORDS)]


def test_the_disk_is_full(small_sqlite):
    app, engine = small_sqlite
    with Session(engine, expire_on_commit=False) as session:
        writer = Writer(app, make_world(session, people=20).links[0])
        before = {table.name: count(session, table) for table in Base.metadata.sorted_tables}
        session.close()
        long = WORDS * 300
        with every_connection(engine, "max_page_count = 1"):  # never less than there are: not one page more
            away = writer.send(**{"answer-text": long, "do": "next"})
        assert away.status_code == 503
        [form] = [f for f in forms_on(away.text) if f["action"] == "/answer/7"]
        assert dict(form["fields"])["answer-text"] == long
        assert {table.name: count(session, table) for table in Base.metadata.sorted_tables} == before
        session.close()
        assert writer.sends_what_the_page_gives_back(away.text).headers["Location"] == "/answer/who"
        assert kept_words(session) == [in_a_browser(long)]


def count(session: Session, table: sa.Table) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_password_is_not_written_into_the_page(small_sqlite):
    app, engine = small_sqlite
    with Session(engine) as session:
        make_account(session)
    client = app.test_client()
    form = forms_on(client.get("/sign-in").text)[-1]
    data = dict(filled(form, {"email": "staff@example.org", "password": PASSWORD}))
    with every_connection(engine, "busy_timeout = 100"):
        holder = sqlite3.connect(engine.url.database, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        answer = client.post("/sign-in", data=data)
        holder.rollback()
        holder.close()
    assert answer.status_code == 503
    assert "staff@example.org" in answer.text
    assert PASSWORD not in answer.text
