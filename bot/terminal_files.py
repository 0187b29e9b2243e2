"""Files come to a terminal from any place that is named, and go into one folder only, never over another file."""

from __future__ import annotations

import itertools
import re
from pathlib import Path, PurePath

from bot.channel import Gone, Refused, TooBig
from flows.text import nfc

# A file system counts bytes, and takes 255 of them.
_LONGEST_STEM, _LONGEST_SUFFIX = 200, 20
# The last ones have a name read in another order than it is written in, its ending too.
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')


def safe_name(name: str) -> str:
    """A name without any path that may be given to a file, its ending kept; empty where nothing is left of it.

    >>> safe_name("../../Báo cáo: quý I.docx"), safe_name("..")
    ('Báo cáo quý I.docx', '')
    """
    plain = nfc(name.encode("utf-8", "replace").decode())
    last = PurePath(_UNFIT.sub("", plain.replace("\\", "/").rpartition("/")[2]))
    stem = last.stem.strip(" .")
    return f"{_clipped(stem, _LONGEST_STEM)}{_clipped(last.suffix, _LONGEST_SUFFIX)}" if stem else ""


def _clipped(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip()


def keep(folder: Path, name: str, content: bytes) -> Path:
    """Where the file was put; a number tells it from those of the same name. Raises Refused."""
    wanted = PurePath(safe_name(name) or "file")
    numbered = (f"{wanted.stem}-{n}{wanted.suffix}" for n in itertools.count(2))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return next(
            path for one in itertools.chain([str(wanted)], numbered) if (path := _written(folder / one, content))
        )
    except OSError as fault:
        raise Refused(f"{folder} takes no file: {fault.strerror}") from fault


def _written(path: Path, content: bytes) -> Path | None:
    """The path, or None where there is something already."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return None
    return path


def contents(path: Path, most: int) -> bytes:
    """The bytes of a file, `most` at the most. Raises Gone or TooBig."""
    try:
        with path.open("rb") as file:
            read = file.read(most + 1)
    except OSError as fault:
        raise Gone(f"{path.name} cannot be read: {fault.strerror}") from fault
    if len(read) > most:
        raise TooBig(f"the file is larger than {most} bytes")
    return read
