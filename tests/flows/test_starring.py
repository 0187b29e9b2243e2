"""A coordinator stars what the short report keeps; a star given twice by mistake does not go again."""

from __future__ import annotations

from dataclasses import replace

from province import AT, OFFICE, OUTLINE, form, paper_of, prose

from flows.act import act
from flows.campaign import Campaign, Contact, Person, Unit
from flows.consolidate_stars import mark, pieces
from flows.coordinator import coordinator
from flows.draft import Review
from flows.turn import Press, Pressed
from flows.view import View

KEY = "han-che"
UNIT = Unit(id="a", name="Sở A", kind="so")
COORDINATOR = Person(id="p", name="Lan", unit=OFFICE.id, role="coordinator")


def view(*paragraphs: str, review: Review | None = None) -> View:
    paper = paper_of(UNIT, {KEY: prose(*paragraphs)} if paragraphs else {})
    campaign = Campaign(id="c", title="Đợt", outline=OUTLINE.id, version=1)
    contact = Contact(channel="test", address="1", at=AT, person="p")
    return View(contact, COORDINATOR, unit=UNIT, campaign=campaign, papers=(paper, form(UNIT)), review=review)


def presses(seen: View, do: str, **rest):
    return coordinator(act(seen, AT), Pressed(Press(do=do, draft="c/a", key=KEY, **rest)))


def shown(done) -> str:
    return "".join(run.text for run in done.effects[-1].runs)


def buttons(done, do: str = "star"):
    return [button for row in done.effects[-1].buttons for button in row if button.press.do == do]


def kept(done) -> Review:
    return next(change for change in done.changes if isinstance(change, Review))


def test_each_paragraph_has_a_button():
    done = presses(view("Còn chậm.", "Thiếu người."), "stars")
    assert [button.label for button in buttons(done)] == ["☆ 1", "☆ 2"]
    assert "☆ 1. Còn chậm." in shown(done)
    assert "đã đánh dấu 0/2" in shown(done)
    assert not done.changes


def test_a_press_stars_and_the_next_one_takes_the_star_back():
    seen = view("Còn chậm.", "Thiếu người.")
    first = buttons(presses(seen, "stars"))[0]
    done = coordinator(act(seen, AT), Pressed(first.press))
    [piece, _] = pieces(OUTLINE.question(KEY), seen.papers[0].answers[KEY].value)
    assert kept(done).starred == (mark(KEY, piece),)
    assert [event.name for event in done.events] == ["star.set"]
    assert [button.label for button in buttons(done)] == ["★ 1", "☆ 2"]
    saved = kept(done).model_copy(update={"rev": 1})
    again = coordinator(act(replace(seen, review=saved), AT), Pressed(buttons(done)[0].press))
    assert kept(again).starred == ()
    assert [event.name for event in again.events] == ["star.removed"]


def test_a_button_pressed_twice_or_late_changes_nothing_and_shows_what_is():
    seen = view("Còn chậm.")
    press = buttons(presses(seen, "stars"))[0].press
    saved = kept(coordinator(act(seen, AT), Pressed(press))).model_copy(update={"rev": 1})
    twice = coordinator(act(replace(seen, review=saved), AT), Pressed(press))
    assert not twice.changes
    assert "★ 1. Còn chậm." in shown(twice)
    gone = coordinator(act(view("Đã viết lại."), AT), Pressed(press))
    assert not gone.changes
    assert "Đồng chí xem lại dưới đây" in shown(gone)


def test_stars_of_other_items_and_of_the_same_paragraph_spaced_anew_stay():
    other = Review(draft="c/a", rev=3, starred=("bai-hoc-kinh-nghiem:ff",))
    seen = view("Còn chậm.", review=other)
    done = coordinator(act(seen, AT), Pressed(buttons(presses(seen, "stars"))[0].press))
    assert kept(done).starred[0] == "bai-hoc-kinh-nghiem:ff"
    saved = kept(done).model_copy(update={"rev": 4})
    assert [b.label for b in buttons(presses(view("  Còn  chậm. ", review=saved), "stars"))] == ["★ 1"]


def test_many_paragraphs_are_turned_by_pages_and_a_star_stays_on_its_page():
    seen = view(*(f"Đoạn thứ {n}." for n in range(1, 15)))
    second = presses(seen, "stars", arg="1")
    assert [button.label for button in buttons(second)] == [f"☆ {n}" for n in range(7, 13)]
    done = coordinator(act(seen, AT), Pressed(buttons(second)[0].press))
    assert [button.label for button in buttons(done)] == ["★ 7", *(f"☆ {n}" for n in range(8, 13))]
    assert [button.press.arg for button in buttons(second, "stars")] == ["0", "2"]


def test_what_holds_no_paragraphs_says_so():
    assert "không có đoạn nào để đánh dấu" in shown(presses(view(), "stars"))
    done = coordinator(act(view(), AT), Pressed(Press(do="stars", draft="c/a", key="khong-co")))
    assert "không còn dùng được" in shown(done)


def test_an_officer_may_not_star():
    officer = COORDINATOR.model_copy(update={"role": "officer"})
    done = coordinator(
        act(replace(view("Còn chậm."), person=officer), AT), Pressed(Press(do="star", draft="c/a", key=KEY))
    )
    assert not done.changes
    assert "không còn dùng được" in shown(done)
