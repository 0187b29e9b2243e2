"""A channel with links is a door: an invitation's code behind its link lets one in, and people are told each way."""

from __future__ import annotations

from dataclasses import dataclass

from flows.wording import lines, plain


@dataclass(frozen=True)
class Door:
    """The link that opens a chat in a channel; with an invitation's code behind it, as whoever was invited."""

    channel: str
    link: str

    def by(self, code: str) -> Door:
        """The same with the code behind its link."""
        return Door(self.channel, f"{self.link}{code}")


def way_in(links: tuple[Door, ...], code: str) -> str:
    """What somebody is told who is invited: the only link, or each with what it opens in; without one, the code.

    >>> way_in((), "ABC")
    'Đồng chí mở trợ lý và gửi tin nhắn: /start ABC'
    """
    if not links:
        return plain("invitations.by_code", code=code)
    if len(links) == 1:
        return plain("invitations.by_link", link=links[0].link)
    return "\n".join([plain("link.several"), *(plain(_line("way", one), link=one.link) for one in links)])


def column(door: Door, *, alone: bool) -> str:
    """The heading of the links of a channel in a sheet: its name only where there are others."""
    return plain("link.column" if alone else _line("column", door))


def _line(what: str, door: Door) -> str:
    """The line of a channel, where it has one of its own."""
    own = f"link.{what}_{door.channel}"
    return own if own in lines() else f"link.{what}"
