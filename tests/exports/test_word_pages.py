"""The report as LibreOffice lays it out: what a person sees on each page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from reports import STATE

from exports.word_report import render

TOOLS = ("soffice", "pdftotext", "pdfinfo", "pdftoppm")
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason="LibreOffice or poppler-utils is not installed"
)
ANNEX_PAGES = 2


def run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "report.docx").write_bytes(render(STATE))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "report.docx")
    return folder / "report.pdf"


@pytest.fixture(scope="module")
def pages(pdf) -> list[str]:
    return run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]


def first_line(page: str) -> str:
    return page.strip().splitlines()[0].strip()


def test_the_report_takes_the_pages_that_its_text_needs(pages):
    assert 4 <= len(pages) - ANNEX_PAGES <= 6


def test_the_first_page_has_no_number_and_the_next_ones_have_theirs(pages):
    main = pages[:-ANNEX_PAGES]
    assert not re.search(r"^\s*1\s*$", main[0].strip().splitlines()[0])
    assert [first_line(page) for page in main[1:]] == [str(n) for n in range(2, len(main) + 1)]


def test_the_annex_counts_its_own_pages_and_repeats_its_heading(pages):
    first, second = pages[-ANNEX_PAGES:]
    assert first_line(first) == "Phụ lục I"
    assert first_line(second) == "2"
    assert "Danh hiệu, hình thức" in first
    assert "Danh hiệu, hình thức" in second


def test_the_pages_of_the_annex_lie_and_the_others_stand(pdf, pages):
    listed = run("pdfinfo", "-f", "1", "-l", str(len(pages)), pdf)
    sizes = [(float(w), float(h)) for w, h in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", listed)]
    lying = [width > height for width, height in sizes]
    assert lying == [False] * (len(pages) - ANNEX_PAGES) + [True] * ANNEX_PAGES


def test_the_signature_stands_on_a_page_with_the_end_of_the_text(pages):
    (signed,) = [page for page in pages if "Nguyễn Thị Hồng Vân" in page]
    assert "./." in signed
    assert "Nơi nhận:" in signed


def test_no_line_ends_within_a_code(pdf):
    written = run("pdftotext", "-raw", pdf, "-")
    assert "34-CT/TW" in written
    assert re.findall(r"[0-9A-ZĐ]{2}-\n.*", written) == []


def box(pdf: Path, first: str, last: str) -> tuple[float, float, float]:
    """Left and right end and lower edge, in points, of the words on page 1 from one to another."""
    listed = run("pdftotext", "-bbox", "-l", "1", pdf, "-")
    words = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<', listed)
    left, _, _, _ = next(word for word in words if word[3] == first)
    _, right, bottom, _ = next(word for word in words if word[3] == last)
    return float(left), float(right), float(bottom)


def drawn_below(pdf: Path, bottom: float) -> tuple[int, int]:
    """Left and right end, in points, of the first line of 30 points or more that is drawn below a height."""
    raw = subprocess.run(
        ("pdftoppm", "-r", "72", "-gray", "-l", "1", "-singlefile", pdf), check=True, capture_output=True
    )
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", raw.stdout)
    width, pixels = int(header[1]), raw.stdout[header.end() :]
    for y in range(round(bottom) - 2, round(bottom) + 12):
        row = bytes(255 if value < 190 else 32 for value in pixels[y * width : (y + 1) * width])
        if found := re.search(rb"\xff{30,}", row):
            return found.start(), found.end()
    raise AssertionError("no line is drawn")


def test_the_motto_has_a_solid_line_below_it_exactly_as_long_as_itself(pdf):
    left, right, bottom = box(pdf, "Độc", "phúc")
    assert drawn_below(pdf, bottom) == pytest.approx((left, right), abs=3)
