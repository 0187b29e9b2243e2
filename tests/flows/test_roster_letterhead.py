"""What the list of units says of a letterhead stands in the report, and is offered, until the unit says otherwise."""

from __future__ import annotations

import pytest
from chat import chat, goto
from compile_samples import FULL, STTTT, choice, form, line, paper, prose

from flows.compile import compile_report
from flows.report import Letterhead
from flows.values import Value
from flows.wording import plain

LISTED = STTTT.model_copy(
    update={"authority": "q", "post": "Giám đốc", "signer": "Nông Văn Cao", "recipients": ("UBND tỉnh", "Lưu: VT")}
)


def head(said: dict[str, Value]) -> Letterhead:
    return compile_report(paper(FULL), form(said, LISTED), draft=False).letterhead


def test_the_list_is_printed_where_the_unit_has_not_answered() -> None:
    known = head({})
    assert (known.authority, known.post, known.signer, known.recipients) == (
        "Q.",
        "Giám đốc",
        "Nông Văn Cao",
        ("UBND tỉnh", "Lưu: VT"),
    )


def test_the_units_own_answers_come_first() -> None:
    own = head(
        {
            "tt-quyen-han": choice("truc-tiep"),
            "tt-chuc-vu": line("Phó Giám đốc"),
            "tt-nguoi-ky": line("Vi Thị Dung"),
            "tt-noi-nhan": prose("Lưu: VP"),
        }
    )
    assert (own.authority, own.post, own.signer, own.recipients) == ("", "Phó Giám đốc", "Vi Thị Dung", ("Lưu: VP",))


@pytest.mark.parametrize(("key", "value"), [("tt-chuc-vu", "Giám đốc"), ("tt-nguoi-ky", "Nông Văn Cao")])
def test_the_list_is_offered_as_the_answer(key: str, value: str) -> None:
    one = chat(LISTED)
    goto(one, key)
    one.presses(f"Dùng “{value}”")
    assert one.answer(key).value.text == value


@pytest.mark.parametrize(
    ("authority", "proposed"),
    [("q", "Q. (quyền)"), ("kt", "KT. (ký thay)"), ("", "Thủ trưởng ký trực tiếp"), ("?", "Thủ trưởng ký trực tiếp")],
)
def test_the_authority_of_the_list_is_proposed(authority: str, proposed: str) -> None:
    one = chat(STTTT.model_copy(update={"authority": authority}))
    goto(one, "tt-quyen-han")
    assert [button.label for button in one.buttons() if "gợi ý" in button.label] == [
        plain("button.proposed", label=proposed)
    ]
