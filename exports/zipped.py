"""Many reports become few archives that a messenger takes: the same reports always give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from flows.compile_letterhead import ascii_name

MOST_BYTES = 45_000_000
"""The size of an archive, below the 50 MB that Telegram takes."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_ENTRY = 512
"""More bytes than an archive spends on a file besides its content."""


@dataclass(frozen=True)
class Packed:
    """A Word file for an archive: its ordinal number and whose report it is."""

    number: int
    whose: str
    content: bytes

    @property
    def name(self) -> str:
        """A name that every system can unpack, unique by its number: 003-So-Noi-vu.docx."""
        return f"{self.number:03}-{ascii_name(self.whose) or 'don-vi'}.docx"


def archives(files: Iterable[Packed], most: int = MOST_BYTES) -> Iterator[bytes]:
    """The files in archives of no more than so many bytes each; one that is larger by itself stands alone."""
    batch: list[Packed] = []
    size = 0
    for file in files:
        room = len(file.content) + _ENTRY
        if batch and size + room > most:
            yield _archive(batch)
            batch, size = [], 0
        batch.append(file)
        size += room
    if batch:
        yield _archive(batch)


def _archive(files: Iterable[Packed]) -> bytes:
    packed = BytesIO()
    # Nothing is compressed: a Word file is an archive already.
    with ZipFile(packed, "w") as target:
        for file in files:
            # The archive would otherwise carry the time of writing.
            entry = ZipInfo(file.name, _EARLIEST)
            entry.external_attr = _READABLE
            target.writestr(entry, file.content)
    return packed.getvalue()
