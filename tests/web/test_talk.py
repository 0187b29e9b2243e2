"""What is done in a page besides answering: awkward texts, corrections, long pastes, files, large letters."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect
from web_page import Chat
from web_site import Site

from flows.campaign import Unit
from flows.wording import plain

AWKWARD = '<img src=x onerror="document.title=1"> <b>&amp;</b> *sao* _gạch_ 👨‍👩‍👧 Tiê\u0301ng Viê\u0323t \\ "\' {{x}}'
PASTE = "\n".join(f"Đoạn {number}. " + "Công tác thi đua, khen thưởng được quan tâm." * 6 for number in range(1, 50))


def begun(chat: Chat) -> Unit:
    """Somebody has come in and is asked the first question; the unit."""
    unit = chat.site.new_unit()
    chat.enters(unit=unit)
    chat.waits_for("Khi đã sẵn sàng")
    chat.presses("Bắt đầu")
    chat.waits_for("câu 1/")
    return unit


def kept(site: Site, unit: Unit) -> list[str]:
    """What the unit's draft holds of the first question."""
    return [text for passages in site.kept(unit).values() for text in passages]


def test_text_is_shown_as_it_was_typed_and_never_as_markup(phone: Chat, site: Site) -> None:
    unit = begun(phone)
    title = phone.page.title()
    phone.says(AWKWARD)
    phone.waits_for("Đã lưu 1 đoạn")
    assert phone.own == [AWKWARD]
    assert AWKWARD[:40] in phone.said[-1]
    assert kept(site, unit) == [AWKWARD]
    assert phone.page.locator("#log img").count() == 0
    assert phone.page.title() == title


def test_a_long_paste_is_one_message(phone: Chat, site: Site) -> None:
    assert len(PASTE) > 12_000
    unit = begun(phone)
    phone.says(PASTE)
    phone.waits_for("Đã lưu 49 đoạn")
    assert phone.own == [PASTE]
    assert kept(site, unit) == PASTE.splitlines()


def test_an_own_message_is_changed_and_so_is_what_was_kept_of_it(phone: Chat, site: Site) -> None:
    unit = begun(phone)
    phone.says("Sở có 54 công chức.")
    phone.waits_for("Đã lưu 1 đoạn")
    phone.page.locator("#log .own").get_by_role("button", name=plain("web.edit"), exact=True).click()
    expect(phone.page.locator("#text")).to_have_value("Sở có 54 công chức.")
    phone.says("Sở có 45 công chức.")
    expect(phone.page.locator("#log .own .text")).to_have_text(["Sở có 45 công chức."])
    expect(phone.page.locator("#log .own")).to_contain_text(plain("web.edited"))
    site.until(lambda: kept(site, unit) == ["Sở có 45 công chức."])
    phone.reloads()
    assert phone.own == ["Sở có 45 công chức."]


def test_at_a_desk_enter_sends_and_with_shift_it_breaks_the_line(desktop: Chat, site: Site) -> None:
    unit = begun(desktop)
    text = desktop.page.locator("#text")
    text.press_sequentially("Sở có 45 công chức.")
    text.press("Shift+Enter")
    text.press_sequentially("Có 05 phòng.")
    text.press("Enter")
    desktop.waits_for("Đã lưu 2 đoạn")
    assert desktop.own == ["Sở có 45 công chức.\nCó 05 phòng."]
    assert kept(site, unit) == ["Sở có 45 công chức.", "Có 05 phòng."]


def test_on_a_phone_enter_breaks_the_line(phone: Chat) -> None:
    begun(phone)
    phone.page.locator("#text").press_sequentially("Sở có 45 công chức.")
    phone.page.locator("#text").press("Enter")
    phone.page.locator("#text").press_sequentially("Có 05 phòng.")
    expect(phone.page.locator("#text")).to_have_value("Sở có 45 công chức.\nCó 05 phòng.")
    assert phone.own == []


def test_several_files_go_up_in_order_and_each_is_answered(phone: Chat, tmp_path: Path) -> None:
    begun(phone)
    paths = [tmp_path / "Biểu số 1.xlsx", tmp_path / "Công văn số 2.docx"]
    for path in paths:
        path.write_bytes(b"no such file")
    phone.attaches(*paths)
    names = phone.page.locator("#log .own .file-name")
    expect(names).to_have_text([path.name for path in paths])
    expect(phone.waiting).to_have_count(0)
    # What was sent up is handed on to be read, and not handed out again.
    assert phone.page.locator("#log .own a").count() == 0


def test_a_file_that_is_too_large_is_refused_before_it_goes_up(phone: Chat, tmp_path: Path) -> None:
    begun(phone)
    large = tmp_path / "ban-quet.pdf"
    large.write_bytes(b"")
    with large.open("r+b") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    phone.attaches(large)
    phone.sees(plain("web.upload_too_big"))
    assert not [url for url in phone.watch.requests if url.endswith("/api/files")]


def test_nothing_that_is_done_while_the_page_still_loads_is_lost(phone: Chat, site: Site) -> None:
    """The log is shown before the module that sends is there."""
    unit = begun(phone)
    held: list[Route] = []
    phone.page.route("**/chat.js", lambda route: held.append(route))  # noqa: PLW0108 - a built-in takes no mark
    phone.page.reload()
    expect(phone.page.locator("#log .message").last).to_be_visible()
    phone.says("Sở có 45 công chức.")
    phone.page.wait_for_function("() => true")
    assert held
    for route in held:
        route.continue_()
    phone.waits_for("Đã lưu 1 đoạn")
    assert kept(site, unit) == ["Sở có 45 công chức."]


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_is_wider_than_the_screen(phone: Chat, width: int) -> None:
    phone.page.set_viewport_size({"width": width, "height": 740})
    begun(phone)
    phone.says("x" * 300)
    phone.waits_for("Đã lưu 1 đoạn")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # The commands below the chat are a row of their own that is pushed sideways.
    buttons = phone.page.locator("#chat button:visible:not(#keyboard *)")
    boxes = [one.bounding_box() for one in buttons.all()]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)


def test_what_is_touched_is_large_enough(phone: Chat) -> None:
    begun(phone)
    phone.says("Sở có 45 công chức.")
    phone.waits_for("Đã lưu 1 đoạn")
    for knob in phone.page.locator("#chat button:visible:not(.edit)").all():
        box = knob.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 40, knob.inner_text()


def test_letters_twice_as_large_hide_nothing(phone: Chat) -> None:
    begun(phone)
    phone.page.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(phone.page.locator("#send")).to_be_in_viewport()
    expect(phone.page.locator("#text")).to_be_in_viewport()
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
