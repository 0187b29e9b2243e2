"""What a reviewer demanded may be met without a change: the officer lets an answer stand as it is."""

from __future__ import annotations

from flows.screens import show_place
from flows.step import Step
from flows.turn import Press
from flows.wording import say


def keep_as_it_is(step: Step, press: Press) -> Step:
    """Puts the same answer again, so that what was demanded of it is met."""
    place = step.here.find(press.key)
    held = step.here.answer(place) if place else None
    if place is None or held is None or not held.done or not step.here.paper(place).wanted(press.key):
        return show_place(step, say("trouble.old_button"))
    if held.rev != press.rev:
        return show_place(step.go(press.key), say("trouble.changed_since"))
    return show_place(step.put(held).onward(place), say("saved.as_it_is", short=place.question.short), edit=True)
