"""What the program writes down about itself: to standard error, one line for each event, never a secret.

Events carry ids and counts; what people write is not passed to a logger.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType

import structlog
from structlog.typing import Processor

MASK = "***"
_TOKEN = re.compile(r"[0-9]{5,}:[A-Za-z0-9_-]{20,}|(?<=/bot)[0-9]+:[A-Za-z0-9_-]+")
# They write the URLs that they ask for, with a token in each, or what nobody at a terminal asked to know.
_TALKATIVE = ("httpx", "httpcore", "telegram", "alembic")


class Mask:
    """Puts stars for what looks like a bot token, and for the secrets that it was given."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        known = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else _TOKEN

    def __call__(self, text: str) -> str:
        """The text without them."""
        return _TOKEN.sub(MASK, self._known.sub(MASK, text))


class _Lines(structlog.stdlib.ProcessorFormatter):
    """Every line that leaves the program's log, masked as a whole: message, values and traceback."""

    def __init__(self, mask: Mask, processors: list[Processor]) -> None:
        super().__init__(processors=processors, foreign_pre_chain=_BEFORE)
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return self._mask(super().format(record))


_BEFORE: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def start(level: str, form: str, secrets: Iterable[str] = ()) -> None:
    """Sends our events and those of the libraries to standard error, from that level on, as plain lines or JSON."""
    mask = Mask(secrets)
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(_Lines(mask, _rendered(form)))
    logging.basicConfig(handlers=[lines], level=level.upper(), force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*_BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    sys.excepthook = _last_words


def _rendered(form: str) -> list[Processor]:
    bare = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if form == "json":
        return [bare, structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    plainly = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    return [bare, plainly]


def _last_words(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("decuong").critical("crashed", exc_info=(kind, fault, trace))
