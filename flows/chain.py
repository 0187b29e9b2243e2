"""The alarms of a draft or campaign, each of which sets the next; what one stands for is worked out when it rings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.act import Act
from flows.alarm import Alarm
from flows.campaign import Campaign, Plan
from flows.schedule import ONE_DAY, Moment, allowed, at_hour, following, last_before, missed, moments

NIGHT, MORNING = time(21), time(6)
"""Between these nobody is written to, whoever has ordered it."""

WATCHED = timedelta(minutes=30)
"""How long after the hour of its plan a campaign's chains are looked after each day."""


@dataclass(frozen=True)
class Chain:
    """The plan and deadline that a draft or campaign (`subject`) has at a stage."""

    subject: str
    plan: Plan
    deadline: datetime
    stage: str

    def named(self, moment: Moment) -> str:
        """What the alarm of a moment is called: that of an earlier plan or deadline is another one."""
        return f"{moment.name}:{self.stage}"

    def recorded(self, moment: Moment) -> str:
        """What its reminders are called: that step on that day, whatever was changed in between."""
        return f"{moment.name}@{self.day(moment.at):%Y%m%d}"

    def day(self, at: datetime) -> date:
        """The day of a moment where the plan is kept."""
        return at.astimezone(ZoneInfo(self.plan.zone)).date()

    @property
    def final(self) -> tuple[str, ...]:
        """What the reminders of the last moment before the deadline and of those after it are called."""
        every = moments(self.plan, self.deadline)
        names = [one.name for one in every]
        last = last_before(self.plan, self.deadline)
        return tuple(map(self.recorded, every[names.index(last) if last else 0 :]))


def unit_of(subject: str) -> str:
    """The unit of a draft; none, where the subject is a campaign.

    >>> unit_of("2026/so-y-te"), unit_of("2026")
    ('so-y-te', '')
    """
    return subject.rpartition("/")[2] if "/" in subject else ""


def running(act: Act, subject: str) -> Campaign | None:
    """The campaign of a subject, where it is open and the unit still takes part."""
    campaign, unit = act.view.campaign, unit_of(subject)
    if campaign is None or campaign.state != "open":
        return None
    taking_part = not unit or (unit in campaign.units and bool(act.view.papers))
    return campaign if taking_part else None


def current(act: Act, subject: str) -> Chain | None:
    """The chain that a draft or campaign has now; none, where the campaign rests or has no deadline."""
    campaign, unit = running(act, subject), unit_of(subject)
    deadline = campaign.due(unit) if campaign else None
    return Chain(subject, campaign.plan, deadline, campaign.stage(unit)) if campaign and deadline else None


def chain(act: Act, alarm: Alarm) -> Chain | None:
    """The chain that an alarm belongs to; none, where its plan or deadline was changed since or the campaign rests."""
    course = current(act, alarm.subject)
    return course if course and course.stage == alarm.name.partition(":")[2] else None


def stands_for(chain: Chain, alarm: Alarm, now: datetime) -> Moment | None:
    """The moment that an alarm stands for by now: of those that were slept through the latest, and once.

    None where a closer moment comes on this very day.
    """
    known = {chain.named(one): one for one in moments(chain.plan, chain.deadline)}
    own = known.get(alarm.name)
    if own is None:
        return None
    if own.at > now:
        return own if chain.day(own.at) == chain.day(now) else None
    latest = missed(chain.plan, chain.deadline, own.at, now) or own
    ahead = following(chain.plan, chain.deadline, now)
    slept = chain.day(latest.at) != chain.day(now)
    return None if slept and ahead and chain.day(ahead.at) == chain.day(now) else latest


def closed_now(chain: Chain, alarm: Alarm, now: datetime) -> Alarm | None:
    """The same alarm at the next moment at which offices are open; none, where they are open now."""
    later = allowed(chain.plan, now)
    return None if later == now else alarm.model_copy(update={"due_at": later})


def at_night(plan: Plan, alarm: Alarm, now: datetime) -> Alarm | None:
    """The same alarm in the morning; none, where it is not night."""
    later = by_day(plan, now)
    return None if later == now else alarm.model_copy(update={"due_at": later})


def by_day(plan: Plan, at: datetime) -> datetime:
    """That moment; six in the morning, where it falls in the night.

    >>> by_day(Plan(), datetime(2026, 12, 18, 15, tzinfo=UTC))
    datetime.datetime(2026, 12, 18, 23, 0, tzinfo=datetime.timezone.utc)
    """
    local = at.astimezone(ZoneInfo(plan.zone))
    if MORNING <= local.time() < NIGHT:
        return at
    day = local.date() + timedelta(days=local.time() >= NIGHT)
    return datetime.combine(day, MORNING, local.tzinfo).astimezone(UTC)


def onward(act: Act, chain: Chain) -> Act:
    """Sets the next alarm of a chain, and those of whoever wants to be reminded earlier on that day."""
    moment = following(chain.plan, chain.deadline, act.now)
    if moment is None:
        return act
    act = act.wake(Alarm(subject=chain.subject, name=chain.named(moment), due_at=moment.at))
    return act.wake(*_earlier(act, chain, moment))


def owed(act: Act, chain: Chain) -> Moment | None:
    """The moment of this day that has come, as long as offices are open; none of before the campaign was opened."""
    if allowed(chain.plan, act.now) != act.now:
        return None
    come = [one for one in moments(chain.plan, chain.deadline) if one.at <= act.now]
    today = [one for one in come if chain.day(one.at) == chain.day(act.now)]
    opened = act.campaign.opened_at
    return today[-1] if today and opened and opened < today[-1].at else None


def take_up(act: Act, chain: Chain) -> Act:
    """Sets the next alarm of a chain, and has what is owed of this day considered: its own alarm may count no more."""
    moment = owed(act, chain)
    if moment:
        act = act.wake(Alarm(subject=chain.subject, name=chain.named(moment), due_at=act.now))
    return onward(act, chain)


def mend(act: Act, chain: Chain) -> Act:
    """Does the same for a chain that may have broken: one at whose last moment anybody was considered is left alone."""
    moment = owed(act, chain)
    known = moment and any(one.reminder.name == chain.recorded(moment) for one in act.view.reminders)
    return (onward if known else take_up)(act, chain)


def watch(campaign: Campaign, now: datetime) -> Alarm:
    """The alarm that looks after the chains of a campaign on the day of `now`: however often it is set, it rings once.

    >>> campaign = Campaign(id="2026", title="", outline="", version=1)
    >>> alarm = watch(campaign, datetime(2026, 12, 18, 9, tzinfo=UTC))
    >>> alarm.name, f"{alarm.due_at:%d %H:%M}"
    ('mend:2026-12-18', '18 01:30')
    """
    at = at_hour(campaign.plan, now, campaign.plan.hour) + WATCHED
    day = at.astimezone(ZoneInfo(campaign.plan.zone)).date()
    return Alarm(subject=campaign.id, name=f"mend:{day}", due_at=at)


def next_watch(campaign: Campaign, now: datetime) -> Alarm:
    """The first of these alarms that is still ahead."""
    today = watch(campaign, now)
    return today if today.due_at > now else watch(campaign, now + ONE_DAY)


def _earlier(act: Act, chain: Chain, moment: Moment) -> list[Alarm]:
    people = (one.person for one in act.view.people if one.person.hour) if unit_of(chain.subject) else ()
    hours = ((one.id, at_hour(chain.plan, moment.at, one.hour)) for one in people if one.hour)
    name = chain.named(moment)
    return [
        Alarm(subject=chain.subject, name=name, person=person, due_at=at)
        for person, at in hours
        if act.now < at < moment.at
    ]
