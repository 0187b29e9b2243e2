"""What is left of a report when one's own part is done, and whose it is."""

from __future__ import annotations

from flows.here import Here
from flows.paper import Place
from flows.report import Run
from flows.wording import plain, say


def others_left(here: Here) -> tuple[Run, ...]:
    """That the own part is done, and how much there still is of whom."""
    names = [here.holder(key) or here.name(here.team.responsible) for key in here.waiting]
    counts = {name: names.count(name) for name in names}
    whose = ", ".join(plain("overview.of", name=name, count=count) for name, count in counts.items())
    done = say("overview.own_done", total=len(here.mine)) if here.mine else say("overview.no_part")
    return (*done, *say("overview.others_left", left=len(here.waiting), whose=whose))


def whose(here: Here, place: Place) -> str:
    """What an item is called in the contents: with the name of the other one who alone is asked it."""
    short, name = place.question.short, here.holder(place.question.key)
    return plain("contents.theirs", short=short, name=name) if name else short
