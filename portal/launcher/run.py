"""Commands for a real site: serve, worker, migrate, the first administrator, keys, and proofs."""

from __future__ import annotations

import argparse
import getpass
import importlib
import importlib.util
import json
import os
import pkgutil
import platform
import sys
import time
from pathlib import Path
from typing import Any

from portal.launcher import inside, schema
from portal.launcher.places import CHECKOUT
from portal.launcher.words import Trouble, agreed, say


def parser(name: str, about: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"python3 -m portal {name}", description=about)


def serve(arguments: list[str]) -> int:
    """Becomes gunicorn: signals, exit code and logs are its own from here on."""
    wishes = parser("serve", "Runs the web part.")
    wishes.add_argument("--bind", help="address and port, or unix:PATH (default 127.0.0.1:5080)")
    wishes.add_argument("--port", type=int, help="only the port, on this machine's own address")
    wishes.add_argument("--workers", type=int, help="processes (default 2)")
    wish = wishes.parse_args(arguments)
    if wish.bind or wish.port:
        os.environ["PORTAL_BIND"] = wish.bind or f"127.0.0.1:{wish.port}"
    if wish.workers:
        os.environ["PORTAL_WEB_WORKERS"] = str(wish.workers)
    settings = inside.read_settings()
    if not (settings.instance / "keys.json").exists():
        raise Trouble("This portal is not set up yet. First: python3 -m portal migrate")
    os.chdir(CHECKOUT)
    command = [sys.executable, "-m", "gunicorn", "-c", "python:portal.launcher.gunicorn_settings", "wsgi:app"]
    os.execv(sys.executable, command)


def worker(arguments: list[str]) -> int:
    wishes = parser("worker", "Runs the worker until told to stop.")
    wishes.add_argument("--threads", type=int, default=1, help="jobs at the same time (default 1)")
    wish = wishes.parse_args(arguments)
    run_worker = inside.part_of_portal("portal.shared.queue_consumer:run_worker", "run jobs")
    run_worker(inside.new_app(), threads=wish.threads)
    return 0


def migrate(arguments: list[str]) -> int:
    parser("migrate", "Makes keys and database, or brings the database up to this version.").parse_args(arguments)
    settings = inside.read_settings()
    settings.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    if inside.ensure_keys(settings):
        say(f"Keys made: {settings.instance / 'keys.json'}. Keep a copy elsewhere; without them nothing can be read.")
    inside.compile_translations()
    app = inside.new_app()
    engine = inside.new_engine(settings)
    with app.app_context(), engine.begin() as connection:
        before = schema.revision_of(connection)
        schema.bring_to(connection)
        after = schema.revision_of(connection)
    engine.dispose()
    say(f"The database is up to date ({after or 'no versions yet'}{'' if before == after else f', was {before}'}).")
    return 0


def new_password() -> str:
    given = os.environ.get("PORTAL_ADMIN_PASSWORD")
    if given:
        return given
    if not sys.stdin.isatty():
        raise Trouble("Nobody is here to type a password: set PORTAL_ADMIN_PASSWORD for this one command.")
    first = getpass.getpass("Password (at least 12 characters): ")
    if getpass.getpass("The same password again: ") != first:
        raise Trouble("The two passwords were not the same. Nothing was made.")
    return first


def create_admin(arguments: list[str]) -> int:
    """Makes an administrator, and shows what goes into the authenticator app."""
    wishes = parser("create-admin", "Makes an administrator. Asks for the password, or takes PORTAL_ADMIN_PASSWORD.")
    wishes.add_argument("--email", required=True)
    wishes.add_argument("--name", default="", help="how colleagues see this person (default: the e-mail address)")
    wish = wishes.parse_args(arguments)
    app = inside.new_app()
    people = importlib.import_module("portal.people.operations")
    errors = importlib.import_module("portal.people.errors")
    roles = importlib.import_module("portal.people.enums").Role
    session = importlib.import_module("portal.shared.database").db.session
    with app.app_context():
        try:
            account = people.create_account(
                session,
                email=wish.email,
                display_name=wish.name or wish.email,
                password=new_password(),
                roles=[roles.ADMINISTRATOR],
            )
        except errors.WeakPassword as weak:
            raise Trouble("That password is too short or too common. Nothing was made.") from weak
        except errors.EmailTaken as taken:
            raise Trouble("There is already an account with that e-mail address. Nothing was made.") from taken
        address = people.totp_address(account, issuer=app.extensions["settings"].name)
        session.commit()
        say(f"{wish.email} is an administrator.\nPut this into an authenticator app, by its secret or its address:")
        say(f"  secret:  {account.totp}\n  address: {address}")
    return 0


def seed(arguments: list[str]) -> int:
    parser("seed", "Fills an empty database with invented people. Never on a real portal.").parse_args(arguments)
    if os.environ.get("PORTAL_DEMO") != "1":
        raise Trouble("Invented people belong in a demo only: set PORTAL_DEMO=1, or use python3 -m portal demo.")
    app = inside.new_app()
    if importlib.util.find_spec("portal.demo") is None:
        say("This version has no invented people yet.")
        return 0
    fill = inside.part_of_portal("portal.demo:seed", "invent people")
    fill(app, lambda *said: say(" ".join(map(str, said))))
    return 0


def rotate(arguments: list[str]) -> int:
    """A new data key, and everything sealed again with it."""
    about = "Adds a data key and encrypts everything again with it. Stop serve and worker first, or do it in two steps"
    wishes = parser("rotate", about + ": --only-add, restart them, then --only-seal.")
    step = wishes.add_mutually_exclusive_group()
    step.add_argument("--only-add", action="store_true", help="add a key and stop there")
    step.add_argument("--only-seal", action="store_true", help="seal everything with the newest key there is")
    wishes.add_argument("--yes", action="store_true", help="do not ask")
    wish = wishes.parse_args(arguments)
    settings = inside.read_settings()
    crypto = importlib.import_module("portal.shared.crypto")
    if not (wish.only_add or wish.only_seal) and not agreed("Are serve and worker stopped?", yes=wish.yes):
        raise Trouble("Nothing was changed.")
    if not wish.only_seal:
        number = crypto.add_data_key(settings.instance / "keys.json")
        say(f"Added data key {number}. Keep a copy of keys.json elsewhere.")
    if wish.only_add:
        return 0
    app = inside.new_app()
    database = importlib.import_module("portal.shared.database")
    with app.app_context():
        count = crypto.rotate(database.db.session, metadata=database.Base.metadata)
        sealed_files = importlib.import_module("portal.shared.sealed_files")
        files = sealed_files.rotate(database.db.session, metadata=database.Base.metadata)
    say(f"{count} values encrypted again under key {crypto.keys().newest}.")
    say(f"{files} files encrypted again under key {crypto.keys().newest}.")
    return 0


def redraw(arguments: list[str]) -> int:
    """Repeats a draw from its record alone."""
    wishes = parser("redraw", "Repeats a recorded draw and says whether it comes out the same.")
    wishes.add_argument("record", type=Path)
    wish = wishes.parse_args(arguments)
    read = inside.part_of_portal("portal.sampling.records:DrawRecord", "read a draw's record").from_json
    repeat = inside.part_of_portal("portal.sampling.redraws:redraw", "repeat a draw")
    try:
        differences = repeat(read(read_file(wish.record)))
    except inside.part_of_portal("portal.sampling.errors:DamagedRecord", "read a draw's record") as broken:
        raise Trouble(f"{wish.record} is not the record of a draw.") from broken
    for difference in differences:
        say(f"  {difference}")
    say("The draw does not come out as recorded." if differences else "The draw comes out exactly as recorded.")
    return 1 if differences else 0


def read_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise Trouble(f"{path} cannot be read: {problem}") from problem


def bench(arguments: list[str]) -> int:
    """Runs every module of tests/bench: each has `measure()`, giving `{name, value, unit, limit}` rows."""
    wishes = parser("bench", "Measures speed and size on this machine.")
    wishes.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to a file")
    wishes.add_argument("--only", default="", help="only modules with this in their name")
    wish = wishes.parse_args(arguments)
    say(machine())
    figures: list[dict[str, Any]] = []
    for name in bench_modules():
        if wish.only not in name:
            continue
        began = time.monotonic()
        for figure in importlib.import_module(f"tests.bench.{name}").measure():
            figures.append({key: figure[key] for key in ("name", "value", "unit", "limit", "at_least")})
            say(figure_line(figures[-1]))
        say(f"  ({name}: {time.monotonic() - began:.0f} s)")
    if wish.json:
        wish.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 1 if any(is_over(figure) for figure in figures) else 0


def bench_modules() -> list[str]:
    folder = CHECKOUT / "tests" / "bench"
    found = sorted(module.name for module in pkgutil.iter_modules([str(folder)]) if module.name.startswith("bench_"))
    if not found:
        raise Trouble("This version has nothing to measure yet.")
    return found


def is_over(figure: dict[str, Any]) -> bool:
    """Whether it is on the wrong side of its limit; what was not measured is on neither."""
    if figure["limit"] is None or figure["value"] is None:
        return False
    beyond = figure["value"] < figure["limit"] if figure["at_least"] else figure["value"] > figure["limit"]
    return bool(beyond)


def figure_line(figure: dict[str, Any]) -> str:
    if figure["value"] is None:
        return f"  {figure['name']:<40} {'not measured':>12} ({figure['unit']})"
    bound = "at least" if figure["at_least"] else "at most"
    over = ", OVER" if is_over(figure) and not figure["at_least"] else ", UNDER" if is_over(figure) else ""
    limit = "" if figure["limit"] is None else f"   ({bound} {figure['limit']:g}{over})"
    return f"  {figure['name']:<40} {figure['value']:>12.4g} {figure['unit']}{limit}"


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} cores, {memory:.1f} GB memory, {platform.system()} {platform.machine()}, Python " + (
        platform.python_version()
    )
