"""The foot of a report: who receives it on the left, who signs it on the right."""

from __future__ import annotations

from collections.abc import Sequence

from exports.letterhead import ended_list
from exports.word_look import Look, twips
from exports.word_markup import columns, line
from flows.report import Letterhead

_SIGNATURE_LINES = 6
"""About three and a half centimetres for the signature and the seal."""
_FILE = "Lưu: VT"


def foot(letterhead: Letterhead, look: Look) -> str:
    """The recipients beside the signature."""
    left = twips(look.text_width) // 2
    widths = (left, twips(look.text_width) - left)
    return line("Rule", "", '<w:keepNext/><w:spacing w:before="120"/>') + columns(
        widths, ((_recipients(letterhead.recipients, look), _signature(letterhead)),)
    )


def _recipients(names: Sequence[str], look: Look) -> str:
    kept = list(names)
    if not look.party and not any("lưu:" in name.casefold() for name in names):
        kept.append(_FILE)
    items = "".join(line("Recipient", item) for item in ended_list(kept, "- "))
    return line("RecipientsHead", "Nơi nhận:") + items


def _signature(letterhead: Letterhead) -> str:
    post = (letterhead.post or "Thủ trưởng đơn vị").upper()
    over = letterhead.post_over.upper()
    authority = letterhead.authority.upper()
    above = line("Authority", f"{authority} {over}") if authority and over else ""
    own = post if above or not authority else f"{authority} {post}"
    return above + line("Post", own) + line("Signer", "") * _SIGNATURE_LINES + line("Signer", letterhead.signer)
