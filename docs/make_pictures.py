"""The pictures of the guides show what the program itself makes, of sample answers that the tests use.

Run `.venv/bin/python docs/make_pictures.py` from anywhere; it needs LibreOffice and poppler-utils.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 100_000
COLOURS = 128
SHARP = 90
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "flows")]

from flows.draft import Answer  # noqa: E402

# The last of each line is in the picture of progress alone.
GROUPS = {
    "Khối các sở, ban, ngành": ("Sở Giáo dục và Đào tạo", "Sở Tài chính", "Sở Tư pháp", "Sở Xây dựng", "Sở Y tế"),
    "Khối các huyện": ("Huyện Bắc Sơn", "Huyện Cao Lộc", "Huyện Chi Lăng", "Huyện Văn Lãng", "Huyện Văn Quan"),
    "Khối doanh nghiệp": (
        "Công ty Cấp nước",
        "Công ty Điện lực",
        "Công ty Môi trường",
        "Công ty Than",
        "Công ty Xi măng",
    ),
    "Khối lực lượng vũ trang": ("Bộ Chỉ huy Quân sự", "Bộ đội Biên phòng", "Công an tỉnh", "Cục Hải quan", "Kiểm lâm"),
}
OFFICERS = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung", "")
STATES = ("saasa", "wsarn", "saswn", "gawns")
"""How far the units of each group are; see progress_samples."""


def of_one_unit() -> tuple[bytes, bytes]:
    """A finished report, and a filled sheet."""
    from compile_samples import FULL, HEAD, TABLE, filled_table, form, paper

    from exports.sheets import write_sheet
    from exports.word_report import render
    from flows.compile import compile_report

    report = render(compile_report(paper(FULL), form(HEAD), draft=False))
    return report, write_sheet(TABLE, filled_table(), outline="chi-thi-34/1")


def consolidated() -> bytes:
    """The consolidated report of a small province, the last two units of which have sent nothing."""
    from province import AT, province

    from exports.word_report import render
    from flows.consolidate import consolidate

    names = [name for units in GROUPS.values() for name in units[:-1]]
    gathered = province(len(names), late=2)
    known = zip((one.unit for one in gathered.standings), names, strict=True)
    units = {unit.id: unit.model_copy(update={"name": name}) for unit, name in known}
    papers = tuple(
        replace(one, unit=units[one.unit.id], answers=told(one.answers, n)) for n, one in enumerate(gathered.papers)
    )
    standings = tuple(replace(one, unit=units[one.unit.id]) for one in gathered.standings)
    return render(consolidate(replace(gathered, papers=papers, standings=standings), AT))


def told(answers: Mapping[str, Answer], number: int) -> dict[str, Answer]:
    """The answers of the unit of that number, worded as people would, with figures that agree with each other."""
    from compile_samples import TABLE, filled_table

    as_text = {key: without_chance(answer.model_dump_json()) for key, answer in answers.items()}
    spoken = {key: Answer.model_validate_json(text) for key, text in as_text.items()}
    table = filled_table()
    cells = [one.model_copy(update={"amount": one.amount and one.amount * (number % 4 + 1)}) for one in table.cells]
    value = table.model_copy(update={"cells": tuple(cells)})
    return {
        **spoken,
        TABLE.key: spoken[TABLE.key].model_copy(update={"value": value, "state": "closed", "reason": None}),
    }


def without_chance(text: str) -> str:
    """Each paragraph without the sentences that it says twice, and the number that sets it apart in tests."""
    once = re.sub(r'(?<="text":")[^"]*', lambda said: ". ".join(dict.fromkeys(said[0].rstrip(".").split(". "))), text)
    return re.sub(r"\.? \(0\.\d+\)", ".", once)


def of_progress() -> tuple[bytes, bytes]:
    """The picture of how far a campaign is, and the list of those who are late."""
    from progress_samples import NOW, campaign, looking, standing

    from exports.progress_chart import draw
    from exports.word_report import render
    from flows.late_list import late_list
    from flows.progress import Progress

    units, number, officers = [], 0, cycle(OFFICERS)
    for (group, names), states in zip(GROUPS.items(), STATES, strict=True):
        for name, state in zip(names, states, strict=True):
            one = standing(number, state, group)
            unit = one.unit.model_copy(update={"name": name, "officer": next(officers)})
            units.append(replace(one, unit=unit))
            number += 1
    every = tuple(units)
    return draw(campaign(every), Progress(every, NOW)), render(late_list(looking(every), NOW))


def tool(name: str) -> str:
    """Where a program is. Ends this one where it is not installed."""
    return shutil.which(name) or sys.exit(f"{name} is not installed; see .ci/run")


def run(*command: str | Path) -> bytes:
    """What a program says."""
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout  # noqa: S603


def printed(content: bytes, path: Path) -> Path:
    """The document as LibreOffice prints it."""
    path.write_bytes(content)
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    run(tool("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", path.parent, path)
    return path.with_suffix(".pdf")


def annex(pdf: Path) -> int:
    """On which page, counted from 0, the annex begins."""
    texts = run(tool("pdftotext"), "-layout", pdf, "-").decode().split("\f")
    return next(n for n, text in enumerate(texts) if text.strip().startswith("Phụ lục"))


def page(pdf: Path, number: int, name: str) -> None:
    """Keeps one page, counted from 0."""
    which = ("-f", str(number + 1), "-l", str(number + 1), "-singlefile")
    keep(run(tool("pdftoppm"), "-png", "-r", str(SHARP), *which, pdf), name)


def keep(picture: bytes, name: str, width: int = 0) -> None:
    """Keeps a picture in few colours, and no wider than that. Ends the program where it is too big for a page."""
    seen, path = Image.open(BytesIO(picture)).convert("RGB"), PICTURES / name
    if width:
        seen = seen.resize((width, seen.height * width // seen.width), Image.Resampling.LANCZOS)
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        sys.exit(f"{name} has {path.stat().st_size} bytes; {MOST_BYTES} is the most")


def main() -> None:
    """Makes every picture anew."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        word, excel = of_one_unit()
        report, sheet = printed(word, folder / "report.docx"), printed(excel, folder / "sheet.xlsx")
        page(report, 0, "trang-dau.png")
        page(report, annex(report) - 1, "trang-cuoi.png")
        page(report, annex(report), "phu-luc.png")
        page(sheet, 0, "bieu-excel.png")
        joined = printed(consolidated(), folder / "consolidated.docx")
        page(joined, 0, "tong-hop.png")
        page(joined, annex(joined), "tong-hop-phu-luc.png")
        chart, late = of_progress()
        page(printed(late, folder / "late.docx"), 0, "chua-gui.png")
        keep(chart, "tien-do.png", width=540)


if __name__ == "__main__":
    main()
