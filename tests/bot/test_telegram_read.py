"""Each kind of update says what it says, and one that is malformed is a ValueError."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from botapi_world import MALFORMED
from hypothesis import given
from hypothesis import strategies as st

from bot.channel import Incoming, Tapped
from bot.telegram_poll import _raw as raw_of
from bot.telegram_read import address_of, query_id, read_update
from flows.report import Run
from flows.turn import Attached, Edited, Joined, Typed

SAID = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
MESSAGE = {"message_id": 41, "date": int(SAID.timestamp()), "chat": {"id": 7, "type": "private"}, "from": {"id": 7}}
GROUP = {"chat": {"id": -100, "type": "supergroup"}}
MEMBER, ABSENT = {"status": "member"}, {"status": "left"}
FILE = {"file_id": "F1", "file_name": "bieu.xlsx", "file_size": 900}


def read(**update: Any) -> Incoming | None:
    """What an update of this content says."""
    return read_update(json.dumps({"update_id": 5} | update).encode())


def said(**content: Any) -> Incoming | None:
    """What a private message of this content says."""
    return read(message=MESSAGE | content)


def test_a_text_says_where_and_when_it_stands() -> None:
    assert said(text="Chào") == Typed((Run(text="Chào"),), source="7/41", said_at=SAID, position=41)


def test_a_text_keeps_its_styles() -> None:
    spans = [{"type": "bold", "offset": 0, "length": 2}, {"type": "bot_command", "offset": 0, "length": 2}]
    heard = said(text="ab c", entities=spans)
    assert isinstance(heard, Typed)
    assert heard.runs == (Run(text="ab", bold=True), Run(text=" c"))


@pytest.mark.parametrize(("text", "whole"), [("a" * 3999, True), ("a" * 4000, False), ("👍" * 2000, False)])
def test_a_text_near_the_limit_may_go_on_in_the_next_message(text: str, whole: bool) -> None:
    heard = said(text=text)
    assert isinstance(heard, Typed)
    assert heard.whole is whole


def test_a_deep_link_and_a_forwarded_message_are_text() -> None:
    assert said(text="/start MA-MOI", forward_origin={"type": "hidden_user"}) == Typed(
        (Run(text="/start MA-MOI"),), source="7/41", said_at=SAID, position=41
    )


def test_an_edited_text_names_the_message_it_changes() -> None:
    assert read(edited_message=MESSAGE | {"text": "13"}) == Edited((Run(text="13"),), "7/41")
    assert read(edited_message=MESSAGE | {"location": {"latitude": 1.0}}) is None


@pytest.mark.parametrize(
    ("data", "tapped"),
    [
        ("12.1:3", Tapped("12.1", 3)),
        ("telegram:12.1:0", Tapped("", 0)),
        ("12.1:1234", Tapped("", 0)),
        ("12.1:٣", Tapped("", 0)),
        ("12.1", Tapped("", 0)),
        ("", Tapped("", 0)),
    ],
)
def test_a_pressed_button_names_its_letter_and_place_or_nothing(data: str, tapped: Tapped) -> None:
    assert read(callback_query={"id": "q", "from": {"id": 7}, "data": data}) == tapped


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"document": FILE}, "document"),
        ({"photo": [{"file_id": "S"}, FILE]}, "photo"),
        ({"voice": FILE}, "voice"),
        ({"audio": FILE}, "voice"),
        ({"video": FILE}, "video"),
        ({"video_note": FILE}, "video"),
        ({"animation": FILE, "document": {"file_id": "D"}}, "video"),
        ({"sticker": FILE}, "sticker"),
        ({"venue": {"title": "Sở"}, "location": FILE}, "location"),
        ({"contact": FILE}, "contact"),
        ({"poll": FILE}, "other"),
        ({"dice": FILE}, "other"),
    ],
)
def test_what_is_not_text_is_named(content: dict[str, Any], what: Any) -> None:
    assert said(**content, caption="Kèm theo") == Attached(
        what, "7/41", SAID, 41, ref="F1", name="bieu.xlsx", size=900, caption="Kèm theo"
    )


@pytest.mark.parametrize(
    "update",
    [
        {"message": MESSAGE | {"pinned_message": {}}},
        {"message": MESSAGE | GROUP | {"new_chat_members": [{"is_bot": True}]}},
        {"message": MESSAGE | GROUP | {"text": "chuyện riêng của nhóm"}},
        {"edited_message": MESSAGE | GROUP | {"text": "/start"}},
        {"my_chat_member": MESSAGE | {"old_chat_member": MEMBER, "new_chat_member": {"status": "kicked"}}},
        {"my_chat_member": MESSAGE | GROUP | {"old_chat_member": MEMBER, "new_chat_member": ABSENT}},
        {
            "my_chat_member": MESSAGE
            | GROUP
            | {"old_chat_member": MEMBER, "new_chat_member": {"status": "administrator"}}
        },
        {"poll": {"id": "1"}},
        {},
    ],
)
def test_some_updates_ask_for_no_answer(update: dict[str, Any]) -> None:
    assert read(**update) is None


@pytest.mark.parametrize(
    "update",
    [
        {"my_chat_member": MESSAGE | GROUP | {"old_chat_member": ABSENT, "new_chat_member": MEMBER}},
        {
            "my_chat_member": {
                "chat": {"id": -1, "type": "channel"},
                "old_chat_member": ABSENT,
                "new_chat_member": MEMBER,
            }
        },
        {
            "message": MESSAGE
            | GROUP
            | {"text": "/start", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
        },
        {"message": MESSAGE | GROUP | {"text": "12", "reply_to_message": {"from": {"is_bot": True}}}},
    ],
)
def test_a_group_is_only_told_apart(update: dict[str, Any]) -> None:
    assert read(**update) == Joined()


@pytest.mark.parametrize("update", [*MALFORMED, {"message": MESSAGE | {"text": "\ud83d"}}, {"message": {}}])
def test_a_malformed_update_is_a_value_error(update: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"Bot API|surrogates"):
        read(**update)


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"5", b'"message"', b"{"])
def test_a_body_that_is_no_update_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_update(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
known_keys = st.sampled_from(
    ["chat", "text", "date", "entities", "message_id", "document", "photo", "data", "from", "id"]
)
mangled = st.fixed_dictionaries(
    {},
    optional={
        "message": json_values | st.dictionaries(known_keys, json_values).map(lambda part: MESSAGE | part),
        "callback_query": json_values | st.dictionaries(known_keys, json_values),
        "my_chat_member": json_values | st.dictionaries(known_keys, json_values),
    },
)


@given(mangled)
def test_no_update_does_worse_than_a_value_error(update: dict[str, Any]) -> None:
    address_of(update)
    try:
        read(**update)
    except ValueError:
        return


@pytest.mark.parametrize(
    ("update", "address"),
    [
        ({"message": MESSAGE}, "7"),
        ({"edited_message": MESSAGE | GROUP}, "-100"),
        ({"callback_query": {"message": MESSAGE, "from": {"id": 9}}}, "7"),
        ({"callback_query": {"from": {"id": 9}}}, "9"),
        ({"my_chat_member": MESSAGE}, "7"),
        ({"message": {"chat": {"id": "7"}}}, ""),
        ({"message": None}, ""),
        ({"poll": {}}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_the_address_is_the_chat_or_nothing(update: Any, address: str) -> None:
    assert address_of(update) == address


def test_only_a_pressed_button_has_a_query_to_answer() -> None:
    assert query_id(b'{"callback_query": {"id": "q7"}}') == "q7"
    with pytest.raises(ValueError, match="no pressed button"):
        query_id(b'{"message": {}}')


def test_what_cannot_even_be_written_down_is_kept_as_unreadable_and_holds_up_no_other() -> None:
    deep: dict[str, object] = {}
    for _ in range(6000):
        deep = {"in": deep}
    assert raw_of({"update_id": 6, "message": deep}).body == b""
    assert raw_of({"update_id": 2**70, "message": {}}).update_id == 0
