"""The bundled outlines ask all that the seed asks, in its own words and order, and are fit for use."""

from __future__ import annotations

from pathlib import Path

import pytest
from compile_samples import FORM, FULL, OUTLINE, STTTT, TABLE, choice, paper

from flows.campaign import Unit
from flows.grid import Grid
from flows.grid_names import find_rows, words_of
from flows.lint import problems
from flows.lint_known import Known
from flows.outline import Outline
from flows.paper import Paper
from flows.questions import Choice, Question, Sentence
from flows.text import nfc

SEED = " ".join(nfc((Path(__file__).parent / "seed-chi-thi-34.txt").read_text(encoding="utf-8")).split())
PLAIN = Unit(id="u", name="Sở Nội vụ")

# What the seed says to those who write, and which question passes it on.
GUIDANCE = {
    "Nêu khái quát đặc điểm, tình hình của cơ quan, đơn vị": "dac-diem-tinh-hinh",
    "nêu bật những việc đã làm và những điểm mới trong triển khai thực hiện": "tuyen-truyen",
    "Nêu kết quả thực hiện, cách làm sáng tạo": "nong-thon-moi",
    "Lưu ý: Nội dung báo cáo các phong trào do ngành dọc trung ương phát động thực hiện đối với các cơ quan, đơn vị có "
    "chức năng, nhiệm vụ triển khai đến cơ sở trong phạm vi ngành ở địa phương.": "co-nganh-doc",
    "Nêu kết quả thực hiện, cách làm sáng tạo, đánh giá chủ đề, tên gọi, tiêu chí, nội dung thi đua": (
        "phong-trao-don-vi"
    ),
    "Việc đôn đốc, kiểm tra, sơ kết, tổng kết các phong trào thi đua, lựa chọn các tập thể, cá nhân có thành tích tiêu "
    "biểu để biểu dương, tôn vinh, khen thưởng và đề nghị cấp trên khen thưởng.": "don-doc-so-ket",
    "số tập thể, cá nhân được phát hiện, giới thiệu nhân rộng": "so-dien-hinh",
    "Nêu cụ thể tên, hiệu quả các mô hình, điển hình tiên tiến": "mo-hinh",
    "Riêng đối với Báo Lạng Sơn, Đài Phát thanh và Truyền hình tỉnh, Sở Thông tin và Truyền thông báo cáo bổ sung việc "
    "mở chuyên trang, chuyên mục về công tác thi đua, khen thưởng; số liệu tuyên truyền các gương điển hình tiên "
    "tiến": ("chuyen-trang-chuyen-muc"),
}


def titles(outline: Outline) -> list[str]:
    """Each section's number and title, in print order."""
    return [f"{section.number} {section.title}" for _, section in Known(outline).sections]


def question(key: str) -> Question:
    found = OUTLINE.question(key)
    assert found is not None
    return found


def keys(unit: Unit, **chosen: str) -> list[str]:
    """What a unit is asked after these choices."""
    held = paper({key.replace("_", "-"): choice(option) for key, option in chosen.items()}, unit)
    return [asked.key for _, asked in held.asked.values()]


@pytest.mark.parametrize("outline", [OUTLINE, FORM], ids=lambda outline: outline.id)
def test_a_bundled_outline_is_fit_for_use(outline: Outline) -> None:
    assert problems(outline) == ()


def test_every_number_and_heading_is_the_seeds_own_and_in_its_order() -> None:
    guidance = " (nêu bật những việc đã làm và những điểm mới trong triển khai thực hiện)"
    seed = SEED.replace(guidance, "")
    assert seed != SEED
    places = [seed.find(title) for title in titles(OUTLINE)]
    assert -1 not in places
    assert places == sorted(places)
    assert len(places) == 19


def test_the_subject_is_the_seeds() -> None:
    assert OUTLINE.subject in SEED


ADDED = ("phong-trao-khac", "nganh-doc-khac")  # The seed only says "…" of other movements.


def test_every_printed_label_is_the_seeds_own() -> None:
    labels = [asked.label for _, asked in OUTLINE.every if asked.label and asked.key not in ADDED]
    assert len(labels) == 18
    for label in labels:
        assert label.rstrip(";.").casefold() in SEED.casefold(), label


def test_the_computed_sentence_is_the_seeds_with_its_dots_filled() -> None:
    computed = question("ty-le-chenh-lech")
    said = getattr(computed, "template", "").replace(" {ty-le-2018}", "….").split("{")[0]
    assert said.strip() in SEED


@pytest.mark.parametrize(("guidance", "key"), GUIDANCE.items(), ids=GUIDANCE.values())
def test_guidance_is_passed_on_as_help_and_never_printed(guidance: str, key: str) -> None:
    assert guidance in SEED
    assert guidance.casefold() in question(key).help.casefold()
    assert all(guidance not in asked.label for _, asked in OUTLINE.every)


def test_every_key_is_unlike_those_of_the_other_outline() -> None:
    ours, theirs = ({asked.key for _, asked in one.every} for one in (OUTLINE, FORM))
    assert not ours & theirs
    assert all(key.startswith("tt-") for key in theirs)


def test_every_question_speaks_politely_and_shortly() -> None:
    for _, asked in (*OUTLINE.every, *FORM.every):
        assert asked.text[0].isupper(), asked.key
        assert asked.text[-1] in "?.", asked.key
        assert asked.help or asked.kind == "computed", asked.key
        assert len(asked.text) <= 180, asked.key


def test_documents_are_asked_one_by_one_or_as_prose_as_chosen() -> None:
    one_by_one = keys(PLAIN, van_ban_cach_neu="tung-van-ban")
    assert "van-ban" in one_by_one
    assert "van-ban-doan-van" not in one_by_one
    as_prose = keys(PLAIN, van_ban_cach_neu="doan-van")
    assert "van-ban" not in as_prose
    assert "van-ban-doan-van" in as_prose


def test_movements_of_the_sector_wait_behind_the_gate() -> None:
    behind = ["vi-an-ninh-to-quoc", "lao-dong-gioi", "doi-song-van-hoa", "nganh-doc-khac"]
    assert [key for key in keys(PLAIN, co_nganh_doc="co") if key in behind] == behind
    assert not set(behind) & set(keys(PLAIN, co_nganh_doc="khong"))


@pytest.mark.parametrize(("tags", "expected"), [(("cong-an",), ["co"]), (("co-quan-bao-chi",), []), ((), [])])
def test_the_gate_is_proposed_open_by_the_units_tags(tags: tuple[str, ...], expected: list[str]) -> None:
    gate = question("co-nganh-doc")
    assert isinstance(gate, Choice)
    held = Paper(OUTLINE, paper({}).draft, PLAIN.model_copy(update={"tags": tags}), {})
    assert [one.option for one in gate.proposed if held.holds(one.when)] == expected
    assert gate.fallback == "khong"


def test_only_the_press_is_asked_about_its_columns_and_others_never_hear_of_it() -> None:
    press = ["chuyen-trang-chuyen-muc", "so-guong-dien-hinh"]
    assert [key for key in keys(STTTT) if key in press] == press
    assert not set(press) & set(keys(PLAIN))
    said = [
        text
        for _, asked in paper({}, PLAIN).asked.values()
        for text in (asked.text, asked.short, asked.label, asked.help)
    ]
    said += [section.title + section.guidance for path, _ in OUTLINE.every for section in path]
    assert not [text for text in said if "chuyên trang" in text or "Báo Lạng Sơn" in text]


def test_a_unit_is_asked_about_forty_questions() -> None:
    assert len(keys(STTTT, **{"van_ban_cach_neu": "tung-van-ban", "co_nganh_doc": "co"})) == 39
    assert len(keys(PLAIN, **{"van_ban_cach_neu": "tung-van-ban", "co_nganh_doc": "khong"})) == 33
    assert set(FULL) <= set(keys(STTTT, **{"van_ban_cach_neu": "tung-van-ban", "co_nganh_doc": "khong"}))


def test_training_asks_for_classes_people_and_what_was_new() -> None:
    training = question("tap-huan")
    assert isinstance(training, Sentence)
    assert [(field.key, field.kind) for field in training.fields] == [
        ("so-lop", "number"),
        ("so-nguoi", "number"),
        ("noi-dung", "prose"),
    ]


def test_the_annex_has_eight_titles_and_eleven_forms_twice() -> None:
    filled = [row for row in TABLE.rows if row.key]
    assert len(filled) == 8 + 2 * 11
    assert sum("tap-the" in row.tags for row in filled) == sum("ca-nhan" in row.tags for row in filled) == 15
    grid = Grid(TABLE)
    cells = [(row, column.key) for row in grid.rows for column in TABLE.columns if grid.has(row, column.key)]
    assert len(cells) == 30 * 7 + 15 * 2


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Giấy khen tập thể", "gk-tap-the"),
        ("BK tỉnh cá nhân", "bk-tinh-ca-nhan"),
        ("CSTĐ cơ sở", "cstd-co-so"),
        ("LĐTT", "ld-tien-tien"),
        ("Cờ tỉnh", "co-bo-tinh"),
        ("HCLĐ hạng Ba tập thể", "hcld-ba-tap-the"),
        ("Chiến sĩ tiên tiến", "ld-tien-tien"),
        ("kỷ niệm chương cá nhân", "ky-niem-ca-nhan"),
    ],
)
def test_rows_go_by_the_names_that_officers_type(said: str, key: str) -> None:
    assert [row.key for row in find_rows(TABLE, words_of(said))] == [key]


def test_the_rates_are_prefilled_from_the_annex_and_name_their_denominator() -> None:
    for year in ("2014", "2018"):
        rate = question(f"ty-le-{year}")
        assert getattr(rate, "prefill", "") == f"khen-thuong.ty-le.{year}"
        assert "chia cho tổng số lượt cá nhân được khen thưởng" in rate.help


def test_whom_one_signs_for_is_asked_only_where_one_signs_for_somebody() -> None:
    def asked(option: str) -> bool:
        answers = paper({"tt-quyen-han": choice(option)}).answers
        held = Paper(FORM, paper({}).draft, PLAIN, answers)
        return any(one.key == "tt-chuc-vu-tren" for _, one in held.asked.values())

    assert [option for option in ("truc-tiep", "tm", "kt", "q", "tl", "tuq") if asked(option)] == [
        "tm",
        "kt",
        "tl",
        "tuq",
    ]


def test_number_and_date_may_stay_blank() -> None:
    for key in ("tt-so", "tt-ngay"):
        asked = FORM.question(key)
        assert asked is not None
        assert not asked.required
        assert "Để trống nếu chưa phát hành" in asked.help
