"""Somebody before the grid: how one comes to it, and what stands in its cells."""

from playwright.sync_api import Locator, expect
from web_page import Chat
from web_site import CAMPAIGN, Site

from bot.clock import SystemClock
from flows.campaign import Person, Unit
from flows.letter import Letter
from flows.report import Run
from flows.turn import Button, Press
from flows.values import RowsValue

KEY = "khen-thuong"
AWARD = "Giấy khen cho cá nhân"
LEADING = "Lao động tiên tiến (Chiến sĩ tiên tiến)"
DIRECT = "Trong đó người lao động trực tiếp, {year}"


class Grid:
    """A window with the grid open, or that is to open it."""

    def __init__(self, chat: Chat, unit: Unit) -> None:
        self.chat, self.page, self.unit = chat, chat.page, unit

    def opens(self) -> "Grid":
        """Presses the newest button that opens the table."""
        self.chat.presses("Nhập trên bảng")
        expect(self.table).to_be_visible()
        return self

    @property
    def root(self) -> Locator:
        return self.page.locator("dialog.grid")

    @property
    def table(self) -> Locator:
        return self.root.locator("table")

    @property
    def told(self) -> Locator:
        return self.root.locator(".grid-told")

    @property
    def shown_fault(self) -> Locator:
        """What is said at the cell in which one is."""
        return self.root.locator("td:focus-within .grid-fault")

    def cell(self, row: str, column: str) -> Locator:
        return self.root.get_by_label(f"{row}, cột {column}", exact=True)

    def types(self, row: str, **figures: str) -> None:
        """Types figures into the years of a row: `y2014="12"`."""
        for year, text in figures.items():
            self.cell(row, year.removeprefix("y")).fill(text)

    def total(self, row: str, label: str) -> Locator:
        """What a row's total, or a computed row, shows in a column."""
        line = self.root.locator("tr").filter(has=self.page.locator(f"th:has-text('{row}')"))
        return line.locator("td").filter(has_text=label).locator(".grid-total")

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def sends(self) -> None:
        self.button("Gửi bảng").click()

    def held(self) -> dict[str, str]:
        """The figures that the draft holds, by "row column"."""
        with self.chat.site.store.begin() as ledger:
            answer = ledger.records.answers(f"{CAMPAIGN}/{self.unit.id}").get(KEY)
        value = answer.value if answer else None
        cells = value.cells if isinstance(value, RowsValue) else ()
        return {f"{cell.row} {cell.column}": str(cell.amount) for cell in cells}


def at_the_table(chat: Chat, unit: Unit | None = None) -> Grid:
    """Somebody of a unit who has come in and stands at the table."""
    unit = unit or chat.site.new_unit()
    chat.enters(unit=unit)
    chat.waits_for("Bắt đầu") if "Bắt đầu" not in "".join(chat.labels) else None
    sends_to_the_table(chat.site, unit)
    chat.says("mục lục")
    chat.presses("Tới biểu")
    expect(chat.button("Nhập trên bảng")).to_be_visible()
    return Grid(chat, unit)


def sends_to_the_table(site: Site, unit: Unit) -> None:
    """Has a button come to everybody of the unit that leads to the table, however much stands before it."""
    now = SystemClock().now()
    press = Press(do="jump", draft=f"{CAMPAIGN}/{unit.id}", key=KEY)
    with site.store.begin() as ledger:
        people: list[Person] = [one.person for one in ledger.rosters.people_of(unit.id)]
        for person in people:
            fresh = f"test-{person.id}-{now.timestamp()}.0"
            to = {"id": fresh, "channel": "web", "address": person.id, "person": person.id}
            button = Button(label="Tới biểu", press=press)
            letter = Letter(**to, runs=(Run(text="Biểu"),), buttons=((button,),), not_before=now, at=now)
            ledger.outbox.queue([letter])
