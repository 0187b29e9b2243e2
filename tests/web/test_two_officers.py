"""Several people at once, and one person at several windows: everybody sees what concerns them, as it happens."""

from playwright.sync_api import Route, expect
from web_browser import DESKTOP
from web_page import Chat, Window
from web_site import Site

from bot.clock import SystemClock

ASKED = "Sở có đơn vị trực thuộc thì có nêu cả không?"
ANSWERED = "Có, đồng chí nêu gộp cả đơn vị trực thuộc."


def begins(chat: Chat, code: str) -> None:
    chat.enters(code)
    chat.waits_for("Khi đã sẵn sàng")
    chat.presses("Bắt đầu")
    chat.waits_for("câu 1/")


def test_two_officers_and_a_coordinator_at_once(window: Window, site: Site) -> None:
    site.campaign(deadline=SystemClock().now().replace(year=2100))
    unit = site.new_unit("Sở Tư pháp")
    hung, mai, ban = window(), window(), window(**DESKTOP)
    ban.enters(site.new_code("Hoàng Văn Bàn", role="coordinator"))
    ban.waits_for("Khi đã sẵn sàng")
    begins(hung, site.new_code("Đinh Quốc Hùng", unit))
    begins(mai, site.new_code("Nông Thị Mai", unit))
    hung.waits_for("Đồng chí Nông Thị Mai vừa tham gia làm báo cáo của đơn vị.")
    hung.says("Hỏi đầu mối")
    hung.waits_for("Đồng chí gõ câu hỏi gửi đầu mối tổng hợp")
    mai.says("Sở có 46 công chức.")
    hung.says(ASKED)
    hung.waits_for("Đang chờ trả lời.")
    ban.waits_for(f"Sở Tư pháp hỏi về mục I – Đặc điểm tình hình (đồng chí Đinh Quốc Hùng):\n{ASKED}")
    ban.presses("Trả lời")
    ban.waits_for("Đồng chí gõ câu trả lời trong một tin nhắn.")
    mai.waits_for("Đã lưu 1 đoạn")
    ban.says(ANSWERED)
    ban.waits_for("✔ Đã gửi câu trả lời đến cán bộ của Sở Tư pháp.")
    hung.waits_for(f"Trả lời: {ANSWERED}")
    hung.presses("Mở mục này")
    hung.waits_for("Sở có 46 công chức.")
    assert site.kept(unit) == {"dac-diem-tinh-hinh": ["Sở có 46 công chức."]}
    assert not any(ASKED in text for text in mai.said[:-1])


def test_what_one_has_not_seen_of_the_other_is_not_overwritten(window: Window, site: Site) -> None:
    unit = site.new_unit("Sở Tư pháp")
    hung, mai = window(), window()
    for chat, name in ((hung, "Đinh Quốc Hùng"), (mai, "Nông Thị Mai")):
        begins(chat, site.new_code(name, unit))
    for chat in (mai, hung):
        chat.presses("Không có nội dung")
        chat.sees("Vì sao mục này không có nội dung?")
    mai.presses("Không phát sinh")
    mai.sees("câu 2/")
    hung.presses("Không phát sinh")
    hung.sees("Đồng chí Nông Thị Mai vừa trả lời mục này")


def test_two_windows_of_one_person_show_the_same(phone: Chat, site: Site) -> None:
    begins(phone, site.new_code())
    other = phone.another_window()
    other.opens()
    other.waits_for("câu 1/")
    phone.says("Sở có 45 công chức.")
    expect(other.page.locator("#log .own .text")).to_have_text(["Sở có 45 công chức."])
    other.waits_for("Đã lưu 1 đoạn")
    phone.waits_for("Đã lưu 1 đoạn")
    other.presses("Xong mục này")
    phone.waits_for("câu 2/")
    assert (phone.said, phone.own, phone.labels) == (other.said, other.own, other.labels)


def test_a_button_that_both_windows_press_at_once_does_it_once(phone: Chat, site: Site) -> None:
    unit = site.new_unit()
    begins(phone, site.new_code(unit=unit))
    for text in ("Đoạn một.", "Đoạn hai.", "Đoạn ba."):
        phone.says(text)
    phone.waits_for("Đã lưu 3 đoạn")
    other = phone.another_window()
    other.opens()
    other.waits_for("Đã lưu 3 đoạn")
    held: list[Route] = []
    phone.page.context.route("**/api/press", lambda route: held.append(route))  # noqa: PLW0108 - a built-in takes no mark
    for chat in (phone, other):
        with chat.page.expect_request("**/api/press"):
            chat.presses("Bỏ đoạn cuối")
    for press in held:
        press.continue_()
    phone.waits_for("Đã lưu 2 đoạn")
    other.waits_for("Đã lưu 2 đoạn")
    assert len(held) == 2
    assert site.kept(unit) == {"dac-diem-tinh-hinh": ["Đoạn một.", "Đoạn hai."]}
