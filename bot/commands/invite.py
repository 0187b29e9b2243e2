"""`decuong invite` makes a code for one person of one unit, and shows it once."""

from __future__ import annotations

import argparse
import asyncio
from typing import Any

from bot import opening
from bot.clock import SystemClock
from bot.console import FINE, USAGE, CannotGoOn, complain, tell
from bot.invite import OUTLINE, Asked, BadInvitation, expiry, invite
from bot.settings import Settings
from bot.view import LETTERHEAD, outline
from flows.clock import VIET_NAM
from flows.wording import plain

LONGEST = 365


def run(asked: argparse.Namespace) -> int:
    """Makes the invitation and says its code, and the link of each channel that is set. Raises CannotGoOn."""
    if not 1 <= asked.days <= LONGEST:
        raise CannotGoOn(USAGE, plain("invite.days_wrong"))
    settings = opening.settings()
    now = SystemClock().now()
    wanted = Asked(asked.unit, asked.name, about(asked), asked.days, role=asked.role)
    outlines = (outline(OUTLINE), outline(LETTERHEAD))
    try:
        with opening.store(settings.database_url) as store, store.begin() as ledger:
            code = invite(ledger, wanted, outlines, now)
    except BadInvitation as bad:
        raise CannotGoOn(USAGE, plain(bad.line, **bad.blanks)) from None
    until = expiry(wanted, now).astimezone(VIET_NAM)
    tell("invite.made", name=asked.name, unit=asked.unit, until=f"{until:%d/%m/%Y}")
    _tell_ways(settings, code)
    tell("invite.shown_once")
    return FINE


def _tell_ways(settings: Settings, code: str) -> None:
    """Says the code, and how one comes in by it: by each link, and by what is typed to a bot or at a terminal."""
    tell("invite.code", code=code)
    if settings.web_url:
        tell("invite.web_link", link=f"{settings.web_url}/#{code}")
    if settings.token or not settings.web_url:
        tell("invite.how", code=code)
    if settings.token:
        _tell_link(settings, code)


def about(asked: argparse.Namespace) -> dict[str, Any]:
    """What is to be set of the unit: only what was given, so that a second invitation takes nothing back."""
    names = ("kind", "code", "superior", "place")
    given = {name: getattr(asked, name) for name in names if getattr(asked, name) is not None}
    if asked.tags:
        given["tags"] = tuple(dict.fromkeys(asked.tags))
    return given | ({"party": True} if asked.party else {})


def _tell_link(settings: Settings, code: str) -> None:
    from bot.channel import Gone, Refused, TryLater
    from bot.telegram_link import TokenRejected, bot_name

    try:
        name = asyncio.run(bot_name(settings))
    except TokenRejected:
        complain("cli.token_rejected")
    except (TryLater, Gone, Refused):
        complain("invite.unreachable")
    else:
        tell("invite.link", link=f"https://t.me/{name}?start={code}")
