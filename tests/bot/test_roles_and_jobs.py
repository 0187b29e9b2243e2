"""Roles change while a job is done, a seat asks, or an invitation is out: nothing goes to whom it is no longer due."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from room import Room, Somebody, a_room
from shorthand import START, lines_of_docx

from bot.view import Papers, outline
from flows.campaign import Contact
from flows.draft import Answer, Draft, Seat, Submission
from flows.here import Here
from flows.paper import Paper
from flows.submitting import report_of
from flows.view import View

DRAFT = "chi-thi-34/stttt"
PDF = b"%PDF-1.4 x"


def changed(room: Room, person: str, **changes: Any) -> None:
    """A person's record is another one from now on."""
    with room.store.begin() as ledger:
        ledger.records.save([ledger.records.person(person).model_copy(update=changes)])


def draft_of(room: Room, draft: str = DRAFT) -> Draft:
    with room.store.begin() as ledger:
        return ledger.records.draft(draft)


def filled(room: Room, unit: str) -> None:
    """Every question of the unit's two papers is answered: nothing has occurred."""
    with room.store.begin() as ledger:
        known = ledger.records.unit(unit)
        for id_, name in ((f"chi-thi-34/{unit}", "chi-thi-34"), (f"the-thuc/{unit}", "the-thuc")):
            asked = outline(name)
            blank = Draft(id=id_, unit=unit, campaign="chi-thi-34", outline=name, version=asked.version)
            if ledger.records.draft(id_) is None:
                ledger.records.save([blank])
            while pending := Paper(asked, ledger.records.draft(id_), known, ledger.records.answers(id_)).pending:
                none = {"state": "none", "reason": "khong-phat-sinh", "by": "x", "at": START}
                ledger.records.save([Answer(draft=id_, key=key, **none) for key in pending])


def in_state(room: Room, state: str, **changes: Any) -> None:
    """The report of the unit stands in that state, sent once."""
    with room.store.begin() as ledger:
        kept = ledger.records.draft(DRAFT)
        sent = {"state": state, "sent": 1, "submitted_at": START, "submitted_by": "stttt.hoa", **changes}
        ledger.records.save([kept.model_copy(update=sent)])
        campaign, unit = ledger.records.campaign("chi-thi-34"), ledger.records.unit("stttt")
        papers = Papers().of(ledger, unit, campaign)
        view = View(contact=Contact(channel="room", address="x", at=START), papers=papers)
        report = report_of(Here(view, START, Seat(person="stttt.hoa", draft=DRAFT)), draft=False)
        ledger.records.save([Submission(draft=DRAFT, n=1, by="stttt.hoa", at=START, report=report)])


def begun(room: Room, **campaign: Any) -> tuple[Somebody, Somebody]:
    """A coordinator and an officer who has begun."""
    coordinator, officer = room.coordinator(), room.officer()
    room.campaign(deadline=START + timedelta(days=10), **campaign)
    officer.says("tiếp tục")
    officer.says("Sở có 45 công chức.")
    return coordinator, officer


def press(one: Somebody, do: str, **where: str) -> list:
    """Presses the newest button that does this, wherever it stands."""
    for message in reversed(one.chat):
        for place, button in enumerate(message.letter.flat_buttons):
            if button.press.do == do and all(getattr(button.press, name) == at for name, at in where.items()):
                return one.does(one.tap(message.letter.id, place))
    raise LookupError(do)


def held(room: Room):
    """No job is done from now on; gives what has them done again."""
    porter = room.assistant.porter
    carry = porter.carry_due

    async def nothing() -> int:
        return 0

    def again() -> None:
        porter.carry_due = carry
        room.wait(timedelta(seconds=1))

    porter.carry_due = nothing
    return again


def told(messages: list) -> str:
    return "\n".join(message.text for message in messages)


# what is signed


def signing(room: Room) -> tuple[Somebody, Somebody, Somebody]:
    coordinator, officer = begun(room, sign_off=True)
    head = room.head()
    in_state(room, "signing")
    return coordinator, officer, head


def test_a_picture_sends_no_report_on_before_whoever_submits_has_said_what_it_is() -> None:
    with a_room() as room:
        _, officer, _ = signing(room)
        colleague = room.officer("LAN", "Lê Lan")
        assert "do đồng chí Trần Thị Hoa gửi" in told(colleague.sends_file("con-meo.png", b"\x89PNG\r\n\x1a\n"))
        assert draft_of(room).state == "signing"
        asked = told(officer.sends_file("ban-ky.pdf", PDF))
        assert "Lý Thị Vân" in asked
        assert "thay cho việc duyệt" in asked
        assert draft_of(room).state == "signing"
        officer.presses("Không phải")
        assert draft_of(room).state == "signing"
        officer.sends_file("ban-ky.pdf", PDF)
        officer.presses("Đúng, bản đã ký")
        assert (draft_of(room).state, draft_of(room).signed_name) == ("submitted", "ban-ky.pdf")


def test_a_signed_copy_takes_the_place_of_another_only_where_that_was_said() -> None:
    with a_room() as room:
        _, officer = begun(room)
        in_state(room, "accepted", reviewed_by="ban-tdkt.ban", reviewed_at=START)
        officer.sends_file("ban-ky.pdf", PDF)
        officer.sends_file("khac.pdf", PDF + b"2")
        officer.presses_old("Đúng, bản đã ký")
        assert draft_of(room).signed_name == "ban-ky.pdf"
        assert "đã có bản ký (ban-ky.pdf)" in told(officer.presses("Đúng, bản đã ký"))
        assert draft_of(room).signed_name == "ban-ky.pdf"
        officer.presses("Đúng, bản đã ký")
        assert draft_of(room).signed_name == "khac.pdf"
        with room.store.begin() as ledger:
            names = [fact.event.name for fact in ledger.events.history(DRAFT)]
        assert sorted(name for name in names if name.startswith("signed")) == ["signed", "signed-again"]


def test_a_copy_that_is_too_large_is_told_as_such() -> None:
    with a_room() as room:
        _, officer, _ = signing(room)
        officer.sends_file("ban-ky.pdf", b"%PDF" + b"x" * 20_000_001)
        answer = told(officer.presses("Đúng, bản đã ký"))
        assert "20 MB" in answer
        assert "biểu" not in answer


def test_a_copy_fetched_for_somebody_who_has_become_the_head_is_not_taken() -> None:
    with a_room() as room:
        _, officer, _ = signing(room)
        officer.sends_file("ban-ky.pdf", PDF)
        again = held(room)
        officer.presses("Đúng, bản đã ký")
        changed(room, "stttt.hoa", role="head")
        again()
        assert (draft_of(room).state, draft_of(room).signed) == ("signing", "")
        assert "không còn dùng được" in told(officer.new())


# jobs that end in another role


def test_whoever_is_no_coordinator_any_more_gets_no_other_units_draft() -> None:
    with a_room() as room:
        _, _ = begun(room, units=("stttt", "ban-tdkt"))
        second = room.coordinator("BON", "Lê Bốn")
        second.says("tiến độ")
        press(second, "units", arg="")
        press(second, "unit", draft=DRAFT)
        again = held(room)
        press(second, "unit-draft", draft=DRAFT)
        changed(room, "ban-tdkt.bon", role="officer")
        second.new()
        again()
        got = second.new()
        assert not [message for message in got if message.file]
        assert len(got) == 1
        assert "không còn dùng được" in got[0].text


def test_the_file_of_what_was_sent_is_kept_although_the_sender_has_become_a_coordinator() -> None:
    with a_room() as room:
        coordinator = room.coordinator()
        sender = room.invite("BON", "Lê Bốn", "ban-tdkt")
        sender.says("/start BON")
        room.campaign(deadline=START + timedelta(days=5), units=("ban-tdkt",))
        filled(room, "ban-tdkt")
        again = held(room)
        sender.says("Gửi báo cáo")
        sender.presses("Gửi báo cáo ngay")
        changed(room, "ban-tdkt.bon", role="coordinator")
        coordinator.new()
        again()
        assert [message for message in coordinator.new() if message.file]
        with room.store.begin() as ledger:
            assert [bool(one.file) for one in ledger.records.submissions("chi-thi-34/ban-tdkt")] == [True]


@pytest.mark.parametrize("now", [{"state": "archived"}, {"units": ()}])
def test_the_file_of_what_was_sent_is_kept_although_the_campaign_is_over_for_the_unit(now: dict) -> None:
    with a_room() as room:
        coordinator, officer = room.coordinator(), room.officer()
        room.campaign(deadline=START + timedelta(days=5))
        filled(room, "stttt")
        again = held(room)
        officer.says("Gửi báo cáo")
        officer.presses("Gửi báo cáo ngay")
        room.campaign(**now)
        coordinator.new()
        again()
        assert not coordinator.new()
        with room.store.begin() as ledger:
            (sent,) = ledger.records.submissions(DRAFT)
            assert sent.file
            content = ledger.files.get(sent.file)
        assert lines_of_docx(content)


# what a seat asks


def test_what_was_asked_of_an_officer_is_not_taken_from_a_head() -> None:
    with a_room() as room:
        coordinator, officer = begun(room)
        officer.says("hỏi đầu mối")
        changed(room, "stttt.hoa", role="head")
        coordinator.new()
        assert "không chuyển đi" in told(officer.says("Số liệu lấy đến ngày nào?"))
        assert not coordinator.new()
        assert "không chuyển đi" not in told(officer.says("Xin chào."))


def test_what_was_asked_of_a_head_is_not_taken_from_an_officer() -> None:
    with a_room() as room:
        _, _, head = signing(room)
        head.says("tiếp tục")
        press(head, "hand-back")
        changed(room, "stttt.van", role="officer")
        head.says("Đề nghị bổ sung số liệu.")
        assert (draft_of(room).state, draft_of(room).returned_by) == ("signing", "")


# invitations


def code_in(messages: list) -> str:
    return re.search(r"start=([A-Za-z0-9_-]+)", told(messages))[1]


def test_a_coordinators_invitation_is_good_only_as_long_as_there_is_that_coordinator() -> None:
    with a_room() as room:
        room.coordinator()
        second = room.coordinator("BON", "Lê Bốn")
        second.says("vai trò")
        press(second, "invite-coordinator")
        second.says("Nguyễn Lạ")
        code = code_in(press(second, "invite-coordinator-now"))
        changed(room, "ban-tdkt.bon", role="officer")
        stranger = room.stranger("la")
        assert "không còn hiệu lực" in told(stranger.says(f"/start {code}"))
        changed(room, "ban-tdkt.bon", role="coordinator")
        assert "Nguyễn Lạ" in told(stranger.says(f"/start {code}"))


def test_a_colleagues_invitation_is_good_only_as_long_as_the_colleague_is_there() -> None:
    with a_room() as room:
        _, officer = begun(room)
        officer.says("mời đồng nghiệp")
        officer.presses("Mời đồng nghiệp")
        code = code_in(officer.says("Kẻ Lạ"))
        changed(room, "stttt.hoa", left_at=START)
        stranger = room.stranger("la")
        assert "không còn hiệu lực" in told(stranger.says(f"/start {code}"))
        changed(room, "stttt.hoa", left_at=None, role="head")
        assert "Kẻ Lạ" in told(stranger.says(f"/start {code}"))


def test_the_links_of_a_sheet_are_good_only_as_long_as_whoever_ordered_it_is_a_coordinator() -> None:
    with a_room() as room:
        coordinator, _ = begun(room, sign_off=True)
        coordinator.says("danh sách đơn vị")
        press(coordinator, "links")
        press(coordinator, "links-now")
        with room.store.begin() as ledger:
            (made,) = ledger.rosters.open_invitations(("stttt",))
        assert (made.by, made.role) == ("ban-tdkt.ban", "head")


# reviews


def reviewed(room: Room) -> tuple[Somebody, Somebody]:
    coordinator, officer = begun(room)
    in_state(room, "submitted")
    coordinator.says("tiến độ")
    press(coordinator, "units")
    press(coordinator, "unit", draft=DRAFT)
    press(coordinator, "review")
    return coordinator, officer


@pytest.mark.parametrize(
    ("now", "why"), [({"state": "archived"}, "đã được lưu trữ"), ({"units": ()}, "không còn tham gia")]
)
def test_a_report_that_counts_no_more_is_not_accepted(now: dict, why: str) -> None:
    with a_room() as room:
        coordinator, _ = reviewed(room)
        room.campaign(**now)
        assert why in told(press(coordinator, "accept"))
        assert draft_of(room).state == "submitted"


def test_what_is_demanded_is_what_was_shown() -> None:
    with a_room() as room:
        coordinator, _ = reviewed(room)
        press(coordinator, "return")
        keys = [one.press.key for one in coordinator.screen[-1].letter.flat_buttons if one.press.do == "pick"]
        press(coordinator, "pick", key=keys[0])
        press(coordinator, "reason-all")
        coordinator.says("Lý do một")
        old = coordinator.screen[-1].letter
        press(coordinator, "return")
        press(coordinator, "pick", key=keys[1])
        press(coordinator, "reason-all")
        coordinator.says("Lý do khác hẳn")
        at = next(at for at, one in enumerate(old.flat_buttons) if one.press.do == "return-now")
        shown = told(coordinator.does(coordinator.tap(old.id, at)))
        assert draft_of(room).state == "submitted"
        assert "Chưa gửi" in shown
        assert "Lý do khác hẳn" in shown
        press(coordinator, "return-now")
        assert [one.reason for one in draft_of(room).demands] == ["Lý do khác hẳn"] * 2


def test_no_row_of_a_keyboard_is_empty_where_there_is_nobody_to_chase() -> None:
    with a_room() as room:
        coordinator, _ = begun(room)
        with room.store.begin() as ledger:
            for person in ledger.rosters.people_in(("stttt",)):
                ledger.records.save([person.person.model_copy(update={"left_at": START})])
        coordinator.says("tiến độ")
        press(coordinator, "chase")
        assert all(all(message.letter.buttons) for message in coordinator.chat)
