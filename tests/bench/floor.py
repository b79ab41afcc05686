"""The floor: the least Flask and SQLAlchemy that serves the same number of pages and keeps the same answers.

No languages, no forgery token, no sealing, no roles, no headers; but the same server, the same durability and real
templates. What the portal costs beyond this is what its promises cost. Run by gunicorn as `tests.bench.floor:app`.
"""

import datetime as dt
import os
import uuid

import sqlalchemy as sa
from flask import Flask, abort, g, redirect, render_template, request, session, url_for
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

QUESTIONS = 7


class Base(DeclarativeBase):
    type_annotation_map = {uuid.UUID: sa.Uuid(), dt.datetime: sa.DateTime(timezone=True), str: sa.Text()}


class Invitation(Base):
    __tablename__ = "floor_invitation"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    token: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="sent")


class Visit(Base):
    __tablename__ = "floor_visit"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    invitation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey(Invitation.id))
    began_at: Mapped[dt.datetime]


class Said(Base):
    """One answer. Kept as it is given, and marked as sent at the end."""

    __tablename__ = "floor_said"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    invitation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey(Invitation.id), index=True)
    step: Mapped[str]
    words: Mapped[str]
    sent: Mapped[bool] = mapped_column(default=False)


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False}, disable_autonaming=True)


def create_app(url: str) -> Flask:
    app = Flask("floor", static_folder=None, template_folder=os.path.join(os.path.dirname(__file__), "floor_templates"))
    app.config.update(SECRET_KEY="floor", SQLALCHEMY_DATABASE_URI=url)
    db.init_app(app)
    app.before_request(find_visit)
    app.add_url_rule("/i/<token>", "invitation", invitation)
    app.add_url_rule("/i/<token>", "begin", begin, methods=["POST"])
    app.add_url_rule("/answer", "before", before)
    app.add_url_rule("/answer/<step>", "step", step, methods=["GET", "POST"])
    app.add_url_rule("/healthz", "healthz", lambda: "ok")
    with app.app_context():
        if url.startswith("sqlite"):
            sa.event.listen(db.engine, "connect", durable)
    return app


def durable(connection: object, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def find_visit() -> None:
    if "visit" in session:
        g.visit = db.session.get(Visit, uuid.UUID(session["visit"]))


def invitation(token: str) -> str:
    found = db.session.scalar(sa.select(Invitation).where(Invitation.token == token)) or abort(404)
    return render_template("page.html", heading="Will you tell us what you think?", token=found.token, choices=[])


def begin(token: str):
    found = db.session.scalar(sa.select(Invitation).where(Invitation.token == token)) or abort(404)
    visit = Visit(id=uuid.uuid4(), invitation_id=found.id, began_at=dt.datetime.now(dt.UTC))
    found.state = "opened"
    db.session.add(visit)
    db.session.commit()
    session["visit"] = str(visit.id)
    return redirect(url_for("before"), 303)


def before() -> str:
    return render_template("page.html", heading="What we do with what you say", choices=[], token=None)


NEXT = {str(n): str(n + 1) for n in range(1, QUESTIONS)} | {
    str(QUESTIONS): "who",
    "who": "agree",
    "agree": "check",
    "check": "done",
}


def step(step: str):
    """The seven questions, who helped, what one agrees to, the last look, thank you."""
    if request.method == "GET":
        return show(step)
    if step == "check":
        invitation_id = g.visit.invitation_id
        db.session.execute(sa.update(Said).where(Said.invitation_id == invitation_id).values(sent=True))
        db.session.execute(sa.update(Invitation).where(Invitation.id == invitation_id).values(state="answered"))
    else:
        words = "|".join(value for name, value in request.form.items(multi=True) if name != "do")
        db.session.add(Said(invitation_id=g.visit.invitation_id, step=step, words=words))
    db.session.commit()
    return redirect(url_for("step", step=NEXT[step]), 303)


def show(step: str) -> str:
    mine = sa.select(Said).where(Said.invitation_id == g.visit.invitation_id)
    if step == "check":
        return render_template("page.html", heading="Check", said=db.session.scalars(mine).all(), choices=[])
    if step == "done":
        return render_template("page.html", heading="Thank you", receipt=str(g.visit.invitation_id), choices=[])
    kept = db.session.scalar(mine.where(Said.step == step))
    return render_template("page.html", heading=f"Question {step}", choices=range(6), kept=kept, step=step)


if "FLOOR_DATABASE_URL" in os.environ:
    app = create_app(os.environ["FLOOR_DATABASE_URL"])
