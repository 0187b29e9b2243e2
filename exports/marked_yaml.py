"""YAML is read as mappings, lists and strings alone, each with its line; what could mislead or harm is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml is slower and otherwise the same.
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Path = tuple[str | int, ...]
Plain = Any
"""A string, or a list or mapping of such."""

LONGEST = 500_000
DEEPEST = 24


class Unfit(ValueError):
    """The text is not YAML that is taken: `line_key` names the line of the wording that says why, with its blanks."""

    def __init__(self, line: int, line_key: str, **blanks: str) -> None:
        super().__init__(f"line {line}: {line_key} {blanks}")
        self.line = line
        self.line_key = line_key
        self.blanks = blanks


@dataclass(frozen=True)
class Marked:
    """What was read, and by path the line on which each thing begins (for a field, the line of its name)."""

    plain: Plain
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of the deepest thing along that path; parts that lead nowhere are passed over."""
        at: Path = ()
        for part in path:
            at = (*at, part) if (*at, part) in self.lines else at
        return self.lines.get(at, 1)


def read(text: str) -> Marked:
    """The one document in the text. Raises Unfit.

    >>> read("a: [no, 1]").plain
    {'a': ['no', '1']}
    """
    if len(text) > LONGEST:
        raise Unfit(1, "too_long", most=str(LONGEST))
    growing = _Growing()
    try:
        for event in yaml.parse(text, Loader=_Loader):
            growing.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unfit(mark.line + 1 if mark else 1, "syntax", reason=str(error.problem)) from error
    except yaml.YAMLError as error:
        raise Unfit(1, "syntax", reason=str(error).splitlines()[0]) from error
    if not growing.lines:
        raise Unfit(1, "no_document")
    return Marked(growing.root, growing.lines)


@dataclass
class _Level:
    """A list or mapping that is still open; `name` is the field that waits for its value."""

    plain: list[Plain] | dict[str, Plain]
    path: Path
    name: str | None = None


@dataclass
class _Growing:
    """The document as it grows, event by event, without recursion, so that no nesting can exhaust the stack."""

    root: Plain = None
    lines: dict[Path, int] = field(default_factory=dict)
    open: list[_Level] = field(default_factory=list)
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Adds what an event of the parser says."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise Unfit(line, "alias")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            self._node(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(line)

    def _document(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise Unfit(line, "two_documents")

    def _node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor is not None:
            raise Unfit(line, "alias")
        if event.tag is not None:
            raise Unfit(line, "yaml_tag", tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event.value, line)
        else:
            self._collection({} if isinstance(event, yaml.MappingStartEvent) else [], line)

    def _scalar(self, value: str, line: int) -> None:
        level = self.open[-1] if self.open else None
        if level and isinstance(level.plain, dict) and level.name is None:
            self._field(level, value, line)
        else:
            self._put(value, line)

    def _field(self, level: _Level, name: str, line: int) -> None:
        if name in level.plain:
            raise Unfit(line, "key_twice", field=name)
        level.name = name
        self.lines[(*level.path, name)] = line

    def _collection(self, plain: list[Plain] | dict[str, Plain], line: int) -> None:
        if len(self.open) >= DEEPEST:
            raise Unfit(line, "too_deep", most=str(DEEPEST))
        self.open.append(_Level(plain, self._put(plain, line)))

    def _put(self, plain: Plain, line: int) -> Path:
        """Puts a value where it belongs, and gives its path."""
        level = self.open[-1] if self.open else None
        if level is None:
            self.root = plain
            path: Path = ()
        elif isinstance(level.plain, list):
            level.plain.append(plain)
            path = (*level.path, len(level.plain) - 1)
        else:
            path = self._put_field(level, plain, line)
        self.lines.setdefault(path, line)
        return path

    def _put_field(self, level: _Level, plain: Plain, line: int) -> Path:
        if level.name is None:
            raise Unfit(line, "key_not_text")
        assert isinstance(level.plain, dict)
        name, level.name = level.name, None
        level.plain[name] = plain
        return (*level.path, name)
