"""A reviewer stars what is worth keeping in the short report: paragraphs, and whole things of a list."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from flows import compile_values
from flows.consolidate_units import gist, text_of
from flows.questions import Question
from flows.report import Block, Table
from flows.values import ItemsValue, RowsValue, Value

_LENGTH = 16


@dataclass(frozen=True)
class Piece:
    """Something that can be starred: a paragraph of an answer, or one thing of a Repeat."""

    text: str
    value: Value
    blocks: tuple[Block, ...]

    @property
    def digest(self) -> str:
        """What tells it from the other pieces of its answer; it lives through changes of spacing alone."""
        return hashlib.sha256(gist(self.text).encode()).hexdigest()[:_LENGTH]


def mark(key: str, piece: Piece) -> str:
    """What a star is kept as, for a piece of the answer to a question."""
    return f"{key}:{piece.digest}"


def pieces(question: Question, value: Value | None) -> tuple[Piece, ...]:
    """What can be starred of an answer, in order; tables of figures stay in any case and cannot."""
    if value is None or isinstance(value, RowsValue) or question.kind in ("number", "choice"):
        return ()
    if question.kind == "repeat" and isinstance(value, ItemsValue):
        things = (ItemsValue(items=(item,)) for item in value.items)
        made = ((thing, tuple(compile_values.blocks(question, thing))) for thing in things)
        return tuple(Piece(_text(blocks), thing, blocks) for thing, blocks in made if blocks)
    return tuple(Piece(_text((block,)), value, (block,)) for block in compile_values.blocks(question, value))


def shown(question: Question, value: Value, stars: Collection[str] | None) -> list[Block]:
    """The value as it stands in the text; where there are `stars`, what is starred alone."""
    if stars is None:
        return compile_values.blocks(question, value)
    starred = [piece for piece in pieces(question, value) if mark(question.key, piece) in stars]
    if question.kind == "repeat" and starred:
        things = (piece.value for piece in starred)
        items = tuple(item for thing in things if isinstance(thing, ItemsValue) for item in thing.items)
        return compile_values.blocks(question, ItemsValue(items=items))
    return [block for piece in starred for block in piece.blocks]


def _text(blocks: tuple[Block, ...]) -> str:
    return " ".join(_row(block) if isinstance(block, Table) else text_of(block) for block in blocks).strip()


def _row(table: Table) -> str:
    """A thing that stands as one row: its fields without its number."""
    return " · ".join(cell.text for row in table.rows[table.head_rows :] for cell in row[1:] if cell and cell.text)
