"""What an installation needs to work: each thing is looked at by itself, and what is wrong comes with what to do."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import httpx
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from bot.channel import Gone, Refused, TryLater
from bot.clock import Clock
from bot.opening import sqlite_file
from bot.settings import Settings
from bot.telegram_link import IMPATIENT, TokenRejected, bot_name
from bot.web_chat.guard import HEALTH, WELL
from bot.web_chat.server import bound
from flows.wording import plain
from storage.databases import BadUrl
from storage.store import Store
from storage.tables import REVISION

State = Literal["good", "note", "bad"]

GIGABYTE = 1_000_000_000
LEAST_FREE = 1.0
"""Gigabytes that have to be free where the database is."""

MOST_SKEW = 60.0
"""Seconds that the machine's clock may be off."""


@dataclass(frozen=True)
class Finding:
    """How one thing stands: good, bad, or worth a note; `advice` is what to do about it."""

    state: State
    what: str
    found: str
    advice: str = ""


@dataclass(frozen=True)
class Reached:
    """A server that was asked over the web: what time it said it was, or why it gave no answer."""

    at: datetime | None = None
    why: str = ""


def look(settings: Settings, clock: Clock) -> list[Finding]:
    """How everything stands."""
    reached = reach(settings)
    return [
        Finding("good", plain("doctor.settings"), plain("doctor.settings_good")),
        database(settings.database_url),
        disk(settings.database_url),
        network(settings, reached),
        time_of_day(reached, clock.now()),
        asyncio.run(token(settings)),
        web(settings),
        libreoffice(),
    ]


def database(url: str) -> Finding:
    """Whether the database can be written to, and whether its tables are those of this program."""
    what = plain("doctor.database")
    file = sqlite_file(url)
    if file and not file.exists():
        return Finding("good", what, plain("doctor.database_new", file=str(file.resolve())))
    try:
        revision = _revision(url)
    except (sa.exc.SQLAlchemyError, BadUrl) as fault:
        why = " ".join(str(getattr(fault, "orig", None) or fault).split())
        advice = "doctor.database_sqlite_advice" if file else "doctor.database_server_advice"
        return Finding("bad", what, plain("doctor.database_bad", why=why), plain(advice))
    if revision > REVISION:
        found = plain("doctor.database_newer", revision=revision)
        return Finding("bad", what, found, plain("doctor.database_newer_advice"))
    return Finding(
        "good", what, plain(f"doctor.database_{'good' if revision == REVISION else 'old'}", revision=revision)
    )


def _revision(url: str) -> str:
    """The migration that the database is at, having written to it and taken that back."""
    store = Store(url)
    try:
        with store.engine.connect() as connection:
            connection.execute(sa.text("CREATE TABLE decuong_doctor (one INTEGER)"))
            connection.rollback()
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        store.close()


def disk(url: str) -> Finding:
    """Whether there is room where the database is, or here where it is elsewhere."""
    folder = (sqlite_file(url) or Path("here")).resolve().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / GIGABYTE
    found = plain("doctor.disk_free", free=f"{free:.1f}".replace(".", ","), folder=str(folder))
    if free >= LEAST_FREE:
        return Finding("good", plain("doctor.disk"), found)
    return Finding("bad", plain("doctor.disk"), found, plain("doctor.disk_advice"))


def reach(settings: Settings) -> Reached:
    """What the Bot API server answers at its root, through the proxy where one is set; any answer will do."""
    try:
        with httpx.Client(proxy=settings.proxy or None, timeout=IMPATIENT) as client:
            answer = client.get(settings.telegram_base_url)
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        return Reached(why=type(fault).__name__)
    return Reached(_moment(answer.headers.get("Date", "")))


def _moment(date: str) -> datetime | None:
    try:
        return parsedate_to_datetime(date)
    except ValueError:
        return None


def network(settings: Settings, reached: Reached) -> Finding:
    """Whether the Bot API server can be reached."""
    what, address = plain("doctor.network"), settings.telegram_base_url
    if not reached.why:
        return Finding("good", what, plain("doctor.network_good", address=address))
    found = plain("doctor.network_bad", address=address, why=reached.why)
    if settings.web_url and not settings.token:
        return Finding("note", what, found, plain("doctor.network_unused"))
    return Finding("bad", what, found, plain("doctor.network_advice"))


def time_of_day(reached: Reached, now: datetime) -> Finding:
    """Whether the machine's clock agrees with the server's."""
    what = plain("doctor.clock")
    if reached.at is None:
        return Finding("note", what, plain("doctor.clock_unknown"), plain("doctor.clock_unknown_advice"))
    skew = abs((now - reached.at).total_seconds())
    found = plain("doctor.clock_good", seconds=round(skew))
    if skew <= MOST_SKEW:
        return Finding("good", what, found)
    return Finding("bad", what, found, plain("doctor.clock_advice"))


async def token(settings: Settings) -> Finding:
    """Whether Telegram knows the token, and whose it is."""
    what = plain("doctor.token")
    if not settings.token:
        return Finding("note", what, plain("doctor.token_none"), plain("doctor.token_none_advice"))
    try:
        name = await bot_name(settings)
    except TokenRejected:
        return Finding("bad", what, plain("doctor.token_bad"), plain("doctor.token_bad_advice"))
    except (TryLater, Gone, Refused):
        return Finding("bad", what, plain("doctor.token_unknown"), plain("doctor.token_unknown_advice"))
    return Finding("good", what, plain("doctor.token_good", name=name))


def web(settings: Settings) -> Finding:
    """Whether pages can be served where they are to be, and who can open them there."""
    what, url, where = plain("doctor.web"), settings.web_url, settings.web_listen
    if not url:
        return Finding("note", what, plain("doctor.web_none"), plain("doctor.web_none_advice"))
    runs = _answers(where)
    why = "" if runs else _unbound(where)
    if why:
        return Finding("bad", what, plain("doctor.web_taken", where=where, why=why), plain("doctor.web_taken_advice"))
    found = plain("doctor.web_runs" if runs else "doctor.web_good", url=url, where=where)
    if url.startswith("https:"):
        return Finding("good", what, found)
    return Finding("note", what, found, plain("doctor.web_local_advice", where=where))


def _answers(where: str) -> bool:
    """A program like this one serves pages there already."""
    try:
        # What is on this machine is asked without any proxy.
        with httpx.Client(trust_env=False, timeout=IMPATIENT) as client:
            return client.get(f"http://{where}{HEALTH}").text == WELL
    except (httpx.HTTPError, httpx.InvalidURL):
        return False


def _unbound(where: str) -> str:
    """Why nobody can listen there; nothing, where one can."""
    host = urlsplit(f"//{where}")
    try:
        bound(host.hostname or "", host.port or 0).close()
    except OSError as fault:
        return fault.strerror or str(fault)
    return ""


def libreoffice() -> Finding:
    """Whether LibreOffice is there, which only the tests need."""
    what = plain("doctor.libreoffice")
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path:
        return Finding("good", what, plain("doctor.libreoffice_good", path=path))
    return Finding("note", what, plain("doctor.libreoffice_none"), plain("doctor.libreoffice_advice"))
