"""What comes of an alarm is considered when it rings: who is to be reminded, and what the clock is set to next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flows import chasing, digesting, linking, reminding, reminding_news
from flows.act import Act
from flows.alarm import Alarm
from flows.chain import unit_of

Ringing = Callable[[Act, Alarm], Act]

ALARMS: Mapping[str, Ringing] = {
    "begin": lambda act, alarm: (reminding_news.begin if unit_of(alarm.subject) else digesting.begin)(act, alarm),
    "extended": lambda act, alarm: (reminding_news.begin if unit_of(alarm.subject) else digesting.begin)(act, alarm),
    "mend": lambda act, alarm: (reminding_news.mend if unit_of(alarm.subject) else digesting.mend)(act, alarm),
    "added": reminding_news.begin,
    "reopened": reminding_news.begin,
    "closed": reminding_news.closed,
    "removed": reminding_news.removed,
    "snoozed": reminding.snoozed,
    "chase": chasing.chased,
    "gone": digesting.gone,
    **linking.ALARMS,
}
"""What an alarm does, by the first part of its name; what stands here not is a moment of a plan."""


def woke(act: Act, alarm: Alarm) -> Act:
    """What comes of an alarm that rang."""
    rings = ALARMS.get(alarm.name.partition(":")[0])
    return rings(act, alarm) if rings else _step(act, alarm)


def _step(act: Act, alarm: Alarm) -> Act:
    return (reminding.step if unit_of(alarm.subject) else digesting.step)(act, alarm)
