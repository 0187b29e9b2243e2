"""The command line as it is typed: which commands there are, and what each is told; in Vietnamese throughout."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from bot.console import USAGE, complain
from flows.wording import plain

# What argparse finds wrong, in its English, and the line of the wording that says so.
_FAULTS = (
    (re.compile(r"the following arguments are required: (?P<what>.+)"), "cli.missing"),
    (re.compile(r"unrecognized arguments: (?P<what>.+)"), "cli.unrecognized"),
    (re.compile(r"argument \S+: invalid choice: '?(?P<what>.+?)'? \(.*", re.DOTALL), "cli.bad_choice"),
    (re.compile(r"argument (?P<what>[^:]+): .*", re.DOTALL), "cli.bad_value"),
    (re.compile(r"(?P<what>.*)", re.DOTALL), "cli.unrecognized"),
)


class _Layout(argparse.HelpFormatter):
    """Help as argparse lays it out, beginning in Vietnamese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The line on how the command is typed."""
        super().add_usage(usage, actions, groups, plain("cli.usage") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Vietnamese; `options` is where its options are added."""

    def __init__(self, *, prog: str, description: str) -> None:
        super().__init__(
            prog=prog, description=description, formatter_class=_Layout, add_help=False, allow_abbrev=False
        )
        self.options = self.add_argument_group(plain("cli.options"))
        self.options.add_argument("-h", "--help", action="help", help=plain("cli.help"))

    def error(self, message: str) -> NoReturn:
        """Says what is wrong in one line, where help is, and ends the program."""
        found = ((pattern.fullmatch(message), line) for pattern, line in _FAULTS)
        what, line = next((match["what"], line) for match, line in found if match)
        complain(line, what=what)
        complain("cli.see_help", program=self.prog)
        raise SystemExit(USAGE)


def module(command: str) -> str:
    """The name of the module of a command, and of the line of the wording about it."""
    return command.replace("-", "_")


def parser() -> Parser:
    """The whole command line; `command` names what was asked for."""
    top = Parser(prog="decuong", description=plain("cli.about"))
    top.options.add_argument("--version", action="store_true", help=plain("cli.version"))
    commands = top.add_subparsers(title=plain("cli.commands"), metavar=plain("cli.command"), dest="command")
    demo = _add(commands, "demo")
    demo.options.add_argument("--port", metavar="N", type=int, help=plain("cli.port"))
    _demo_terminal(_add(commands, "demo-terminal"))
    _terminal(_add(commands, "terminal"))
    _add(commands, "run")
    _invite(_add(commands, "invite"))
    _outline(_add(commands, "outline"))
    _add(commands, "doctor")
    backup = _add(commands, "backup")
    backup.options.add_argument("file", metavar="FILE", help=plain("cli.backup_file"))
    return top


def _add(commands: argparse._SubParsersAction[Parser], name: str, line: str = "") -> Parser:
    about = plain(f"cli.about_{line or module(name)}")
    prog = f"decuong {name}" if not line else f"decuong {line.replace('_', ' ')}"
    return commands.add_parser(name, prog=prog, help=about, description=about)


def _demo_terminal(demo: Parser) -> None:
    demo.options.add_argument("--out", metavar="DIR", default="out", help=plain("cli.out"))


def _terminal(terminal: Parser) -> None:
    terminal.options.add_argument("--as", metavar="CODE", dest="code", required=True, help=plain("cli.as"))
    terminal.options.add_argument("--out", metavar="DIR", default="out", help=plain("cli.out"))


def _invite(invite: Parser) -> None:
    options = invite.options
    roles = ("officer", "head", "coordinator")
    options.add_argument("role", metavar="ROLE", nargs="?", choices=roles, default=roles[0], help=plain("cli.role"))
    options.add_argument("--unit", metavar="NAME", required=True, help=plain("cli.unit"))
    options.add_argument("--name", metavar="NAME", required=True, help=plain("cli.name"))
    options.add_argument("--kind", metavar="KIND", help=plain("cli.kind"))
    options.add_argument("--tag", metavar="TAG", action="append", dest="tags", help=plain("cli.tag"))
    options.add_argument("--code", metavar="STTTT", help=plain("cli.code"))
    options.add_argument("--party", action="store_true", help=plain("cli.party"))
    options.add_argument("--superior", metavar="NAME", help=plain("cli.superior"))
    options.add_argument("--place", metavar="NAME", help=plain("cli.place"))
    options.add_argument("--days", metavar="N", type=int, default=30, help=plain("cli.days"))


def _outline(outline: Parser) -> None:
    acts = outline.add_subparsers(title=plain("cli.commands"), metavar=plain("cli.command"), dest="act", required=True)
    check = _add(acts, "check", "outline_check")
    check.options.add_argument("file", metavar="FILE", help=plain("cli.outline_file"))
