"""A moment is stored as whole microseconds since 1970 in UTC: one sortable number on every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def stored(moment: datetime) -> int:
    """The number that stands for a moment; a moment without a time zone is refused (TypeError).

    >>> stored(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (moment - _START) // _MICROSECOND


def read(number: int) -> datetime:
    """The moment, in UTC, that a stored number stands for.

    >>> read(1_000_000).isoformat()
    '1970-01-01T00:00:01+00:00'
    """
    return _START + timedelta(microseconds=number)
