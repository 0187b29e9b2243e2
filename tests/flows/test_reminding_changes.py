"""What is changed of an open campaign loses no reminder and doubles none; a chain that broke is begun again."""

from __future__ import annotations

from datetime import time, timedelta

from clockwork import OFFICE, UNIT, Clockwork, at, nudges, officer, text

from flows.alarm import Alarm
from flows.campaign import Person, Plan
from flows.chain import watch

DRAFT = f"dot/{UNIT.id}"
MOMENT = timedelta(seconds=2)
COORDINATOR = Person(id="anh", name="Anh", unit=OFFICE, role="coordinator")


def office(*people: Person, **rest) -> Clockwork:
    """A campaign that is due on Tuesday, 15 December at 17:00, opened on Tuesday the 1st at eight."""
    known = people or (officer("hoa"),)
    clockwork = Clockwork(people={one.id: one for one in known}, **rest)
    clockwork.begin()
    return clockwork


def when(clockwork: Clockwork, person: str = "hoa") -> list:
    return [moment for moment, _ in nudges(clockwork, person)]


def news(clockwork: Clockwork) -> list[str]:
    """What the unit was told of its campaign, in order."""
    return [one.about.split(":")[2].partition("@")[0] for _, one in clockwork.letters if one.to == "hoa"]


def changed(clockwork: Clockwork, name: str = "begin", **changes) -> None:
    """The campaign as a coordinator has changed it, with a further stage."""
    ahead = clockwork.campaign.n + 1
    clockwork.campaign = clockwork.campaign.model_copy(update={"n": ahead, **changes})
    clockwork.begin(name)


def ordered(clockwork: Clockwork, name: str, units: tuple[str, ...]) -> None:
    """The unit left the campaign, or came back: nobody else's stage is another for it."""
    clockwork.campaign = clockwork.campaign.model_copy(update={"units": units})
    clockwork.set(Alarm(subject=DRAFT, name=f"{name}:{clockwork.campaign.stage()}", due_at=clockwork.now))
    clockwork.wake_up()


def watched(clockwork: Clockwork) -> None:
    clockwork.set(watch(clockwork.campaign, clockwork.now))
    clockwork.wake_up()


def test_a_moment_that_is_due_in_the_instant_of_a_change_is_taken_up() -> None:
    clockwork = office(officer("hoa"), COORDINATOR)
    clockwork.go_to(at(15, 7))
    clockwork.now = at(15) + MOMENT
    changed(clockwork, plan=Plan(before=(5,)))
    assert when(clockwork)[-1] == when(clockwork, "anh")[-1] == at(15) + MOMENT
    clockwork.begin()
    assert len(when(clockwork, "anh")) == 4


def test_an_own_hour_that_is_still_to_come_outlives_a_change_and_whoever_was_reminded_is_not_again() -> None:
    clockwork = office(officer("hoa", hour=time(16)), officer("lan"))
    clockwork.go_to(at(15, 10))
    changed(clockwork, plan=Plan(before=(5,)))
    clockwork.go_to(at(15, 17))
    assert when(clockwork)[-1] == at(15, 16)
    assert when(clockwork, "lan")[-1] == at(15)


def test_what_a_change_makes_the_last_reminder_reaches_who_wants_none() -> None:
    clockwork = office(officer("hoa", muted=True))
    clockwork.go_to(at(14, 10))
    assert when(clockwork) == []
    changed(clockwork, plan=Plan(before=(1,), on_day=False))
    assert when(clockwork) == [at(14, 10)]


def test_another_step_of_the_same_day_is_no_second_reminder() -> None:
    clockwork = office()
    clockwork.go_to(at(11, 10))
    # Three days before is a Saturday, two a Sunday: for both the Friday before them.
    changed(clockwork, plan=Plan(before=(2,)))
    assert when(clockwork) == [at(8), at(11)]
    assert clockwork.why("hoa")[-1] == ("before-2", "reminded")


def test_a_moment_of_before_the_campaign_was_opened_is_not_owed() -> None:
    clockwork = office(officer("hoa"), COORDINATOR, now=at(8, 9))
    clockwork.go_to(at(8, 11))
    changed(clockwork, plan=Plan(before=(7, 1)))
    assert when(clockwork) == when(clockwork, "anh") == []


def test_a_change_after_office_hours_brings_nothing_of_that_day() -> None:
    clockwork = office(plan=Plan(before=()))
    clockwork.go_to(at(8, 18))
    changed(clockwork, plan=Plan(before=(7,)))
    clockwork.go_to(at(14))
    assert when(clockwork) == []


def test_a_promised_reminder_comes_whatever_is_changed() -> None:
    clockwork = office()
    clockwork.go_to(at(8, 9))
    clockwork.press("hoa", "snooze", draft=DRAFT, arg="2h")
    changed(clockwork, plan=Plan(before=(5,)))
    clockwork.go_to(at(8, 12))
    assert when(clockwork) == [at(8), at(8, 11)]


def test_a_deadline_that_was_set_at_night_is_told_in_the_morning_whatever_is_changed_after_it() -> None:
    clockwork = office()
    clockwork.go_to(at(2, 22))
    changed(clockwork, "extended", deadline=at(22, 17))
    clockwork.now = at(2, 23)
    changed(clockwork, plan=Plan(before=(5,)))
    changed(clockwork, "extended", deadline=at(23, 17))
    clockwork.go_to(at(3))
    assert news(clockwork) == ["begin", "extended"]
    assert (clockwork.letters[-1][0], "17:00 23/12/2026" in text(clockwork.letters[-1][1])) == (at(3, 6), True)


def test_a_deadline_whose_news_was_lost_is_told_on_the_next_look() -> None:
    clockwork = office()
    clockwork.campaign = clockwork.campaign.model_copy(update={"n": 2, "deadline": at(22, 17)})
    clockwork.go_to(at(3))
    assert news(clockwork) == ["begin", "extended"]


def test_a_unit_that_is_left_out_is_told_once_and_again_when_it_comes_back() -> None:
    clockwork = office()
    clockwork.go_to(at(2, 9))
    ordered(clockwork, "removed", ())
    assert "không còn trong đợt báo cáo: Báo cáo năm" in text(clockwork.letters[-1][1])
    assert "Nội dung đã làm vẫn được giữ" in text(clockwork.letters[-1][1])
    clockwork.now = at(3, 9)
    ordered(clockwork, "removed", ())
    assert clockwork.go_to(at(8, 9)) == []
    ordered(clockwork, "added", (UNIT.id,))
    clockwork.now = at(8, 10)
    ordered(clockwork, "removed", ())
    assert news(clockwork) == ["begin", "removed", "added", "removed"]


def test_who_has_sent_hears_of_leaving_and_of_coming_back() -> None:
    clockwork = office()
    clockwork.became(state="accepted")
    clockwork.now += MOMENT
    ordered(clockwork, "removed", ())
    clockwork.now += MOMENT
    ordered(clockwork, "added", (UNIT.id,))
    assert news(clockwork) == ["begin", "removed", "added"]


def test_a_unit_that_left_and_came_back_in_one_night_hears_nothing_of_it_but_that_it_was_added() -> None:
    clockwork, fresh = office(), Clockwork(now=at(2, 22), people={"hoa": officer("hoa")})
    clockwork.go_to(at(2, 22))
    for one in (clockwork, fresh):
        for name, units in (("added", (UNIT.id,)), ("removed", ()), ("added", (UNIT.id,))):
            ordered(one, name, units)
            one.now += MOMENT
        one.go_to(at(3))
    # An order of the night that comes to be played only now tells nothing that was told since.
    clockwork.set(Alarm(subject=DRAFT, name="added:0.0", due_at=at(3, 8), arg=at(2, 22).isoformat()))
    clockwork.go_to(at(3, 9))
    assert (news(clockwork), news(fresh)) == (["begin", "added"], ["begin"])


def test_a_unit_that_never_heard_of_a_campaign_is_not_told_that_it_left() -> None:
    clockwork = Clockwork(people={"hoa": officer("hoa")})
    ordered(clockwork, "removed", ())
    assert clockwork.letters == []


def test_a_chain_that_broke_is_begun_again_on_the_same_day_and_its_moment_taken_up() -> None:
    clockwork = office(officer("hoa"), COORDINATOR)
    clockwork.go_to(at(8, 7))
    clockwork.alarms = {key: one for key, one in clockwork.alarms.items() if one.name.startswith("mend")}
    clockwork.go_to(at(31))
    assert when(clockwork)[:3] == [at(8, 8, 30), at(11), at(14)]
    digests = [moment for moment, one in clockwork.letters if one.to == "anh"]
    assert digests[:3] == [at(8, 8, 30), at(11), at(14)]
    assert clockwork.alarms == {}


def test_where_every_alarm_was_lost_one_look_at_the_campaign_begins_all_again() -> None:
    clockwork = office()
    clockwork.alarms = {}
    clockwork.now = at(8, 12)
    watched(clockwork)
    assert when(clockwork) == [at(8, 12)]
    clockwork.go_to(at(15, 9))
    assert when(clockwork) == [at(8, 12), at(11), at(14), at(15)]


def test_a_chain_that_lives_is_left_alone_however_often_it_is_looked_at() -> None:
    clockwork = office(officer("hoa"), officer("lan", hour=time(14)))
    clockwork.go_to(at(8, 8, 10))
    clockwork.people["mai"] = officer("mai")
    clockwork.go_to(at(8, 9))
    assert when(clockwork, "mai") == []
    for _ in range(3):
        watched(clockwork)
        clockwork.begin()
        clockwork.now += MOMENT
    clockwork.go_to(at(8, 16))
    assert (when(clockwork), when(clockwork, "lan")) == ([at(8)], [at(8, 14)])


def test_who_was_never_told_that_a_campaign_began_is_told_on_the_first_look() -> None:
    clockwork = Clockwork(people={"hoa": officer("hoa")})
    late = Clockwork(people={"hoa": officer("hoa").model_copy(update={"joined_at": at(2)})})
    for one in (clockwork, late):
        one.now = at(2, 9)
        watched(one)
    assert (news(clockwork), news(late)) == (["begin"], [])


def test_a_campaign_that_rests_is_not_looked_after() -> None:
    clockwork = office()
    clockwork.campaign = clockwork.campaign.model_copy(update={"state": "closed"})
    clockwork.now = at(2, 9)
    watched(clockwork)
    clockwork.go_to(at(31))
    assert (clockwork.alarms, len(clockwork.letters)) == ({}, 1)
