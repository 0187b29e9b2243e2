"""Messages as pages are told them; what a page is not told, it cannot show."""

from __future__ import annotations

from typing import Any

from flows.report import Run
from storage.messages import Message


def told(message: Message) -> dict[str, Any]:
    """A message as JSON can say it; of one that was removed only that."""
    gone = message.removed
    return {
        "position": message.position,
        "change": message.change,
        "own": message.own,
        "at": message.at.isoformat(),
        "nonce": message.nonce,
        "runs": [] if gone else [_run(run) for run in message.runs],
        "buttons": [] if gone else _buttons(message),
        "file": {"name": message.name, "size": message.size} if message.name and not gone else None,
        "edited": message.edited,
        "removed": gone,
    }


def _run(run: Run) -> dict[str, Any]:
    styles = {"bold": run.bold, "italic": run.italic, "underline": run.underline}
    return {"text": run.text} | {name: True for name, true in styles.items() if true}


def _buttons(message: Message) -> list[list[dict[str, Any]]]:
    rows, place = [], 0
    for row in message.buttons:
        rows.append([{"label": knob.label, "place": place + n, "grid": knob.grid} for n, knob in enumerate(row)])
        place += len(row)
    return rows
