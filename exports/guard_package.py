"""A file from outside is weighed and searched before anything parses it; what an honest report never has is refused."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from exports.guard_secret import shows_secret

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_EBCDIC_XML = bytes.fromhex("4c6fa794")
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_MACROS = re.compile(rb"(?i)vbaProject|macroEnabled")
_PLAIN_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}


@dataclass(frozen=True)
class Bounds:
    """How much a package may weigh: as it comes, unpacked, and in parts."""

    file: int = 20_000_000
    unpacked: int = 60_000_000
    parts: int = 3_000


class _Refused(Exception):  # it is one of the answers of this module, not an accident
    """The package is refused for the reason that is this exception's message."""


def check_package(content: bytes, bounds: Bounds | None = None) -> str:
    """Why a .docx or .xlsx is refused, or nothing.

    Hyperlinks may lead outside, since nothing follows them; any other relationship that does is refused.
    """
    bounds = bounds or Bounds()
    if len(content) > bounds.file:
        return "too-big"
    if failure := kind_of(content):
        return failure
    try:
        with ZipFile(BytesIO(content)) as package:
            _weigh(package.infolist(), bounds)
            _search(package, bounds)
    except _Refused as refusal:
        return str(refusal)
    except (BadZipFile, zlib.error, etree.XMLSyntaxError, OSError, EOFError, ValueError, NotImplementedError):
        return "unreadable"
    return ""


def kind_of(content: bytes) -> str:
    """Why a file is no package at all by how it begins, or nothing."""
    if content.startswith(_OLE):
        return "encrypted" if _ENCRYPTED in content else "old-format"
    return "" if content.startswith(_ZIP) else "not-a-package"


def _weigh(parts: list[ZipInfo], bounds: Bounds) -> None:
    """Refuses what says of itself that it is too much, or that it cannot be read."""
    if len(parts) > bounds.parts or sum(part.file_size for part in parts) > bounds.unpacked:
        raise _Refused("too-big")
    if any(part.flag_bits & 1 for part in parts):
        raise _Refused("encrypted")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise _Refused("unreadable")
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise _Refused("forbidden")


def _search(package: ZipFile, bounds: Bounds) -> None:
    """Refuses what must not be in any part, and parts that are not what they say they are."""
    secret = False
    for part in package.infolist():
        with package.open(part) as stream:
            content = stream.read(bounds.unpacked)  # unlike read() this never inflates more than it returns
        _check_part(part.filename.lower(), content)
        secret = secret or (_is_xml(content) and shows_secret(content))
    if secret:
        raise _Refused("secret")


def _check_part(name: str, content: bytes) -> None:
    """Refuses macros, packages within the package, declarations of entities, and ties to other files."""
    plain = content.replace(b"\0", b"")
    lists_parts = name.endswith(".rels") or name == "[content_types].xml"
    if "vbaproject" in name or (lists_parts and _MACROS.search(plain)):
        raise _Refused("macro")
    if content.startswith((_ZIP, _EBCDIC_XML)) or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise _Refused("forbidden")
    encoding = _ENCODING.match(plain.lstrip(_BYTE_ORDER_MARKS))
    if encoding and encoding[1].lower() not in _PLAIN_ENCODINGS:
        raise _Refused("forbidden")
    if name.endswith(".rels") and any(_leads_outside(link) for link in _relationships(content)):
        raise _Refused("external")


def _is_xml(content: bytes) -> bool:
    """Whether a part is XML by how it begins, whatever it is called."""
    return content.lstrip(_BYTE_ORDER_MARKS + b"\0 \t\r\n").startswith(b"<")


def _relationships(content: bytes) -> Iterator[etree._Element]:
    """The relationships of a .rels part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    yield from etree.fromstring(content, parser).iter("{*}Relationship")


def _leads_outside(link: etree._Element) -> bool:
    """Whether a relationship ties the package to another file, as a template or an embedded workbook does."""
    outside = str(link.get("TargetMode", "")).strip().lower() == "external"
    return outside and not str(link.get("Type", "")).endswith("/hyperlink")
