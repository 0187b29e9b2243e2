"""An outline file is YAML that a person writes: it becomes an Outline, or every fault is named with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from exports.marked_yaml import Marked, Unfit, read
from flows.lint import problems
from flows.outline import Outline
from flows.wording import plain

_BUNDLED = re.compile("[a-z0-9-]+")
_MOST_BYTES = 2_000_000

# What pydantic calls a fault, and the line of the wording that says it.
_SAID = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "string_type": "field_text",
    "tuple_type": "field_list",
    "dict_type": "field_group",
    "model_type": "field_group",
    "model_attributes_type": "field_group",
    "int_type": "field_integer",
    "int_parsing": "field_integer",
    "decimal_type": "field_number",
    "decimal_parsing": "field_number",
    "bool_type": "field_bool",
    "bool_parsing": "field_bool",
    "literal_error": "field_one_of",
    "union_tag_not_found": "kind_missing",
    "union_tag_invalid": "kind_unknown",
}


@dataclass(frozen=True)
class LineFault:
    """What is wrong on a line of an outline file, in words."""

    line: int
    message: str


class FaultyOutline(ValueError):
    """The file is not an outline; `faults` says why."""

    def __init__(self, faults: tuple[LineFault, ...]) -> None:
        super().__init__("\n".join(f"{fault.line}: {fault.message}" for fault in faults))
        self.faults = faults


def load(name_or_path: str | Path) -> Outline:
    """The bundled outline of that name ("chi-thi-34"), else the one in that file. Raises FaultyOutline."""
    bundled = _bundled(str(name_or_path))
    if bundled is not None:
        return _outline(_marked(bundled))
    path = Path(name_or_path)
    faults = check(path)
    if faults:
        raise FaultyOutline(faults)
    return _outline(_marked(_text(path)))


def check(path: str | Path) -> tuple[LineFault, ...]:
    """Every fault of an outline file, in the order of its lines; nothing where it is fit for use."""
    try:
        marked = _marked(_text(Path(path)))
        outline = _outline(marked)
    except FaultyOutline as faulty:
        return faulty.faults
    found = (LineFault(marked.line(problem.path), problem.text) for problem in problems(outline))
    return tuple(sorted(found, key=lambda fault: fault.line))


def _bundled(name: str) -> str | None:
    """The text of a bundled outline, if there is one of that name."""
    if not _BUNDLED.fullmatch(name):
        return None
    resource = files("flows.outlines").joinpath(f"{name}.yaml")
    return resource.read_text(encoding="utf-8") if resource.is_file() else None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES)
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _faulty(1, "not_text") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _faulty(1, "unreadable", reason=reason) from error


def _marked(text: str) -> Marked:
    try:
        return read(text)
    except Unfit as unfit:
        raise _faulty(unfit.line, unfit.line_key, **unfit.blanks) from unfit


def _outline(marked: Marked) -> Outline:
    try:
        return Outline.model_validate(marked.plain)
    except ValidationError as error:
        faults = (_fault(marked, dict(one)) for one in error.errors(include_url=False))
        raise FaultyOutline(tuple(sorted(faults, key=lambda fault: fault.line))) from error


def _fault(marked: Marked, error: Mapping[str, Any]) -> LineFault:
    """A fault found by pydantic, on its line and in our words."""
    names = [part for part in error["loc"] if isinstance(part, str)]
    blanks = {"field": names[-1] if names else "", "reason": str(error["type"]), **dict(_expected(error))}
    line = plain(f"lint.{_SAID.get(str(error['type']), 'field_wrong')}", **blanks)
    return LineFault(marked.line(tuple(error["loc"])), line)


def _expected(error: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What pydantic says was expected, without its quotes and its English "or"."""
    found = error.get("ctx", {})
    for key in ("expected", "expected_tags"):
        if key in found:
            yield "expected", str(found[key]).replace("'", "").replace(" or ", ", ")
    if "tag" in found:
        yield "kind", str(found["tag"])


def _faulty(line: int, line_key: str, **blanks: str) -> FaultyOutline:
    return FaultyOutline((LineFault(line, plain(f"lint.{line_key}", **blanks)),))
