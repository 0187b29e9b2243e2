"""`decuong doctor` looks at everything that the assistant needs and says what to do about each."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from bot import log
from bot.clock import SystemClock
from bot.console import FAILED, FINE, complain, tell
from bot.doctor import Finding, look
from bot.settings import WrongSettings, load
from flows.wording import plain


def run(asked: argparse.Namespace) -> int:
    """Says how everything stands; fails where something has to be put right."""
    log.start("error", "plain")
    try:
        findings = look(load(), SystemClock())
    except WrongSettings as wrong:
        advice = plain("doctor.settings_advice")
        findings = [Finding("bad", plain("doctor.settings"), fault, advice) for fault in wrong.faults]
    return report(findings)


def report(findings: Sequence[Finding]) -> int:
    """Says each finding, with what to do about it, and how many have to be put right."""
    for one in findings:
        tell(f"doctor.{one.state}", what=one.what, found=one.found)
        if one.advice:
            tell("doctor.advice", advice=one.advice)
    bad = sum(one.state == "bad" for one in findings)
    if bad:
        complain("doctor.some_bad", count=bad)
        return FAILED
    tell("doctor.all_good")
    return FINE
