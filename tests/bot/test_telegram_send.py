"""Letters as messages of Telegram: replaced, changed, split, with files and buttons; and what may go wrong."""

import warnings
from typing import Any

import httpx
import pytest
from botapi import TOKEN
from botapi_world import Script, Telegram
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram_memory import CHAT, NOW, Memory, in_memory, parcel, rows, texts

from bot.channel import Gone, Refused, Sent, TryLater
from bot.clock import StoppedClock
from bot.settings import Settings
from bot.telegram_chat import BotApi, TelegramChat, Wire
from bot.telegram_link import telegram as telegram_of
from bot.telegram_post import file_name
from bot.telegram_text import to_runs
from flows.report import Run
from flows.turn import Button, Press
from flows.wording import menu, plain

LONG = "Sở đã tổ chức 12 lớp tập huấn.\n" * 300


async def test_a_letter_is_delivered_with_its_buttons_and_says_where() -> None:
    telegram = Telegram(clock=lambda: int(NOW.timestamp()))
    sent = await in_memory(telegram).send(parcel("Hỏi?", buttons=rows(["Có", "Không"], ["Để sau"])))
    assert sent == Sent(f"{CHAT}/1", 1, NOW)
    pressed = [b for row in telegram.shows(CHAT)[0]["reply_markup"]["inline_keyboard"] for b in row]
    assert [(b["text"], b["callback_data"]) for b in pressed] == [
        ("Có", "12.1:0"),
        ("Không", "12.1:1"),
        ("Để sau", "12.1:2"),
    ]


styled = st.builds(Run, text=st.text("<>&_*[`\\đ👍 ", min_size=1), bold=st.booleans(), underline=st.booleans())


@given(st.lists(styled, max_size=5).map(lambda runs: [Run(text="Ghi:"), *runs]))
async def test_what_was_typed_is_shown_as_it_is(runs: list[Run]) -> None:
    telegram = Telegram()
    await in_memory(telegram).send(parcel(runs))
    (message,) = telegram.shows(CHAT)
    shown = to_runs(message["text"], message.get("entities", []))
    assert [(c, r.bold, r.underline) for r in shown for c in r.text] == [
        (c, r.bold, r.underline) for r in runs for c in r.text
    ]
    assert "parse_mode" not in telegram.calls()[0]


async def test_the_small_keyboard_stays_below_the_chat() -> None:
    telegram = Telegram()
    await in_memory(telegram).send(parcel(keyboard="officer"))
    markup = telegram.shows(CHAT)[0]["reply_markup"]
    labels = [button["text"] for row in markup["keyboard"] for button in row]
    assert labels == [plain(f"keyboard.{name}") for name in ("contents", "draft", "submit", "help")]
    assert markup["is_persistent"]
    assert markup["resize_keyboard"]


@pytest.mark.parametrize("role", ["officer", "head", "coordinator"])
async def test_with_the_keyboard_of_a_role_its_menu_comes_to_that_chat_alone(role: str) -> None:
    telegram = Telegram()
    await in_memory(telegram).send(parcel(keyboard=role))
    (asked,) = telegram.calls("setMyCommands")
    assert asked["scope"] == {"type": "chat", "chat_id": CHAT}
    assert [(one["command"], one["description"]) for one in asked["commands"]] == list(menu(role))
    await in_memory(telegram).send(parcel("Khác"))
    assert len(telegram.calls("setMyCommands")) == 1


@pytest.mark.parametrize("code", [400, 401, 403, 429, 500])
async def test_a_menu_that_cannot_be_set_leaves_the_letter_delivered_once(code: int) -> None:
    telegram = Telegram(scripts=[Script("setMyCommands", code=code)])
    sent = await in_memory(telegram).send(parcel(keyboard="head"))
    assert sent.ref == f"{CHAT}/1"
    assert texts(telegram) == ["Nội dung"]


async def test_a_long_letter_is_split_and_its_buttons_come_last() -> None:
    telegram = Telegram()
    sent = await in_memory(telegram).send(parcel(LONG, buttons=rows(["Xong"])))
    assert "".join(texts(telegram)) == LONG
    assert sent.ref == f"{CHAT}/1,2,3"
    assert sent.position == 3
    assert ["reply_markup" in message for message in telegram.shows(CHAT)] == [False, False, True]


async def test_what_was_delivered_of_a_long_letter_is_not_sent_again() -> None:
    telegram = Telegram()
    chat = in_memory(telegram)
    telegram.script("sendMessage", code=429, after=7, skip=1)
    with pytest.raises(TryLater) as held:
        await chat.send(parcel(LONG))
    assert held.value.after == 7
    assert (await chat.send(parcel(LONG))).ref == f"{CHAT}/1,2,3"
    assert "".join(texts(telegram)) == LONG


async def test_a_replaced_letter_goes_below_and_the_old_one_away() -> None:
    telegram = Telegram()
    chat = in_memory(telegram)
    old = await chat.send(parcel(LONG, id="11.1"))
    telegram.say(CHAT, "trả lời")
    await chat.send(parcel("Đã lưu 5 đoạn", replaces=old.ref))
    assert texts(telegram) == ["trả lời", "Đã lưu 5 đoạn"]
    assert [call["method"] for call in telegram.calls()][-4:] == ["sendMessage"] + ["deleteMessage"] * 3


async def test_a_letter_too_old_to_delete_loses_its_buttons() -> None:
    telegram = Telegram()
    chat = in_memory(telegram)
    old = await chat.send(parcel("cũ", buttons=rows(["Xong"])))
    telegram.age(CHAT, old.position)
    await chat.send(parcel("mới", replaces=old.ref, id="13.1"))
    assert texts(telegram) == ["cũ", "mới"]
    assert "reply_markup" not in telegram.shows(CHAT)[0]


async def test_failing_to_remove_the_old_letter_is_no_failure() -> None:
    telegram = Telegram()
    telegram.script("deleteMessage", code=429, after=9)
    await in_memory(telegram).send(parcel("mới", replaces=f"{CHAT}/88"))
    await in_memory(telegram).send(parcel("mới nữa", replaces=f"{CHAT}/89"))
    assert texts(telegram) == ["mới", "mới nữa"]


async def test_a_letter_is_changed_in_place() -> None:
    telegram = Telegram(clock=lambda: int(NOW.timestamp()) + 60)
    chat = in_memory(telegram)
    old = await chat.send(parcel("1/3", buttons=rows(["Tiếp"])))
    changed = await chat.send(parcel("2/3", buttons=rows(["Tiếp"]), id="13.1", edit=True, replaces=old.ref))
    assert texts(telegram) == ["2/3"]
    assert changed == old
    assert telegram.buttons(CHAT) == ["Tiếp"]
    again = await chat.send(parcel("2/3", buttons=rows(["Tiếp"]), id="13.1", edit=True, replaces=old.ref))
    assert again == Sent(old.ref, old.position, NOW)


async def test_changing_in_place_takes_the_old_buttons_away() -> None:
    telegram = Telegram()
    chat = in_memory(telegram)
    old = await chat.send(parcel("Hỏi?", buttons=rows(["Có"])))
    await chat.send(parcel("Đã ghi", id="13.1", edit=True, replaces=old.ref))
    assert telegram.buttons(CHAT) == []


@pytest.mark.parametrize("ref", [f"{CHAT}/88", f"{CHAT}/1,2,3"])
async def test_what_cannot_be_changed_in_place_is_sent_anew(ref: str) -> None:
    telegram = Telegram()
    chat = in_memory(telegram)
    await chat.send(parcel(LONG, id="11.1"))
    await chat.send(parcel("mới", edit=True, replaces=ref))
    assert texts(telegram)[-1] == "mới"
    assert len(texts(telegram)) == (4 if "88" in ref else 1)


async def test_a_file_goes_with_its_name_and_caption() -> None:
    telegram = Telegram()
    said = [Run(text="Báo cáo "), Run(text="đã gửi", bold=True)]
    await in_memory(telegram).send(parcel(said, file=b"PK", name="BC-STTTT.docx", buttons=rows(["Rút lại"])))
    (message,) = telegram.shows(CHAT)
    assert telegram.files[message["document"]["file_id"]] == ("BC-STTTT.docx", b"PK")
    assert message["caption"] == "Báo cáo đã gửi"
    assert message["caption_entities"] == [{"type": "bold", "offset": 8, "length": 6}]
    assert telegram.buttons(CHAT) == ["Rút lại"]


async def test_a_text_too_long_for_a_caption_follows_the_file() -> None:
    telegram = Telegram()
    await in_memory(telegram).send(parcel("a" * 1025, file=b"PK", name="x.docx", buttons=rows(["Rút lại"])))
    file, text = telegram.shows(CHAT)
    assert file["document"]["file_name"] == "x.docx"
    assert (text["text"], "reply_markup" in file) == ("a" * 1025, False)
    assert telegram.buttons(CHAT) == ["Rút lại"]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Ba\u0301o ca\u0301o.docx", "Báo cáo.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\n.docx", "ab.docx"),
        ("..", "file"),
        ("", "file"),
        (".docx", "docx"),
        ("x" * 300 + ".docx", "x" * 95 + ".docx"),
    ],
)
def test_a_file_name_is_fit_for_any_machine(name: str, given: str) -> None:
    assert file_name(name) == given


async def test_a_button_that_telegram_would_not_carry_is_a_fault_of_ours() -> None:
    with pytest.raises(AssertionError, match="too long for a button"):
        await in_memory(Telegram()).send(parcel(id="9" * 64, buttons=rows(["Có"])))


@pytest.mark.parametrize("said", ["", " \n "])
async def test_a_letter_without_anything_in_it_is_refused(said: str) -> None:
    with pytest.raises(Refused):
        await in_memory(Telegram()).send(parcel(said))


async def test_a_person_who_blocked_the_bot_is_gone() -> None:
    telegram = Telegram()
    telegram.block(CHAT)
    with pytest.raises(Gone):
        await in_memory(telegram).send(parcel())


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"code": 400, "description": "Bad Request: chat not found"}, Gone),
        ({"code": 403, "description": "Forbidden: user is deactivated"}, Gone),
        ({"code": 400, "description": "Bad Request: message is too long"}, Refused),
        ({"code": 413, "description": "Request Entity Too Large"}, Refused),
    ],
)
async def test_what_telegram_will_never_do_is_told_apart(answer: dict[str, Any], kind: type[Exception]) -> None:
    telegram = Telegram()
    telegram.script("sendMessage", **answer)
    with pytest.raises(kind, match=f"(?i){answer['description'].rpartition(': ')[2]}"):
        await in_memory(telegram).send(parcel())


async def test_a_429_holds_one_chat_and_warns_of_nothing() -> None:
    telegram = Telegram()
    telegram.script("sendMessage", code=429, description="Too Many Requests: retry after 3", after=3)
    with warnings.catch_warnings(action="error"), pytest.raises(TryLater) as held:
        await in_memory(telegram).send(parcel())
    assert (held.value.after, held.value.unknown, held.value.whole_channel) == (3, False, False)


def caused(error: TelegramError, cause: Exception | None) -> TelegramError:
    """The error as python-telegram-bot raises it from one of httpx."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "unknown"),
    [
        (caused(TimedOut(), httpx.ReadTimeout("")), True),
        (caused(TimedOut(), httpx.WriteTimeout("")), True),
        (caused(TimedOut(), httpx.ConnectTimeout("")), False),
        (caused(TimedOut(), httpx.PoolTimeout("")), False),
        (caused(NetworkError("x"), httpx.ConnectError("")), False),
        (caused(NetworkError("x"), httpx.ProxyError("")), False),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("")), True),
        (caused(NetworkError("x"), httpx.ReadError("")), True),
        (NetworkError("Bad Gateway"), False),
        (TelegramError("Invalid server response"), True),
    ],
)
async def test_what_may_have_been_delivered_is_told_apart(error: TelegramError, unknown: bool) -> None:
    with pytest.raises(TryLater) as held:
        await in_memory(Telegram(), error).send(parcel())
    assert (held.value.unknown, held.value.whole_channel) == (unknown, not unknown)


def with_table(telegram: Telegram, public: str) -> TelegramChat:
    """A channel that never leaves the process, with pages at that address."""
    request = Memory(telegram)
    return TelegramChat(BotApi(Wire(token=TOKEN, poll=0, pause=0), (request, request)), StoppedClock(NOW), public)


TABLE = ((Button(label="Để sau", press=Press(do="later")),), (Button(label="Nhập trên bảng", press=Press(do="grid")),))


async def test_the_button_of_a_table_opens_it_as_a_mini_app_where_there_are_pages() -> None:
    telegram = Telegram()
    chat = with_table(telegram, "https://baocao.example.vn")
    assert chat.grids
    old = await chat.send(parcel("Biểu", buttons=TABLE))
    await chat.send(parcel("Biểu nữa", buttons=TABLE, id="13.aside-1.5", edit=True, replaces=old.ref))
    for call, letter in zip(telegram.calls(), ("12.1", "13.aside-1.5"), strict=True):
        later, grid = (button for row in call["reply_markup"]["inline_keyboard"] for button in row)
        assert later == {"text": "Để sau", "callback_data": f"{letter}:0"}
        url = f"https://baocao.example.vn/bang?n={letter}.1"
        assert grid == {"text": "Nhập trên bảng", "web_app": {"url": url}}


async def test_without_pages_the_button_of_a_table_is_pressed_like_any_other() -> None:
    telegram = Telegram()
    chat = with_table(telegram, "")
    assert not chat.grids
    await chat.send(parcel("Biểu", buttons=TABLE))
    (call,) = telegram.calls()
    assert call["reply_markup"]["inline_keyboard"][1] == [{"text": "Nhập trên bảng", "callback_data": "12.1:1"}]


@pytest.mark.parametrize(
    ("web_url", "grids"), [("https://baocao.example.vn", True), ("http://127.0.0.1:8080", False), ("", False)]
)
def test_telegram_opens_pages_by_https_alone(web_url: str, grids: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECUONG_WEB_URL", web_url)
    monkeypatch.setenv("DECUONG_TELEGRAM_TOKEN", TOKEN)
    assert telegram_of(Settings(_env_file=None), StoppedClock(NOW)).grids is grids
