"""The steps of a page -> which of them is wrong, and how it goes on from there. Pure.

What is told wrong is pointed at; a step that was not read for certain is not judged.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.marks import is_unsure
from model_worker.draft import Draft
from model_worker.maths.solving import solved
from model_worker.maths.terms import MathsError, Statement
from model_worker.maths.working import Written, first_wrong, steps_of, workings
from model_worker.maths.writing import statement_text
from model_worker.readings import Equation, EquationReading
from model_worker.telling.maths import UNREADABLE, readable

GOES_ON = "From there it goes on:"


Line = tuple[Equation, Statement]
"""A line as it was printed, and what it says."""


class _Page(Struct, frozen=True):
    draft: Draft
    picture: str

    def point(self, line: Equation, statement: Statement) -> None:
        shown = statement_text(statement)
        self.draft.point(shown, [line.box], self.picture, "read", line.confidence)


def tell_working(draft: Draft, reading: EquationReading, picture: str) -> bool:
    """Say whether each step follows; False where there is nothing to be judged."""
    judged = judged_in(reading)
    for place, task in enumerate(judged):
        draft.say("\n\n" if place else "")
        _tell_task(_Page(draft, picture), task)
    return bool(judged)


def judged_in(reading: EquationReading) -> list[list[Line]]:
    """Return the lines of each task that was worked on, or that claims something."""
    read = [(line, readable(line)) for line in reading.equations if not line.system]
    lines = [(line, statement) for line, statement in read if statement is not None]
    written = [Written(statement, line.label) for line, statement in lines]
    tasks = [[lines[place] for place in places] for places in workings(written)]
    return [task for task in tasks if len(task) > 1 or _is_claim(task[0][1])]


def _is_claim(statement: Statement) -> bool:
    """Whether a line of its own is right or wrong: 7 x 6 = 43."""
    if statement.right is None:
        return False
    return not Written(statement).names


def _tell_task(page: _Page, task: Sequence[Line]) -> None:
    label = task[0][0].label
    page.draft.say(f"{label}) " if label else "")
    unsure = [(line, said) for line, said in task if is_unsure(line.confidence)]
    if unsure:
        page.draft.say(f"{UNREADABLE}; it may say ")
        page.point(*unsure[0])
        page.draft.say(".")
        return
    try:
        if len(task) > 1:
            _tell_steps(page, task)
        else:
            _tell_claim(page, *task[0])
    except MathsError as error:
        page.point(*task[0])
        page.draft.say(f": {error.sentence}")


def _tell_claim(page: _Page, line: Equation, statement: Statement) -> None:
    result = solved([statement]).result
    page.point(line, statement)
    page.draft.say(f"{result.removeprefix(statement_text(statement))}.")


def _tell_steps(page: _Page, task: Sequence[Line]) -> None:
    steps = steps_of([statement for _, statement in task])
    wrong = first_wrong(steps)
    if wrong is None:
        page.draft.say("Each step follows from the one above, from ")
        page.point(*task[0])
        page.draft.say(" to ")
        page.point(*task[-1])
        page.draft.say(".")
        return
    at = sum(len(step) for step in steps[:wrong])
    page.point(*task[at])
    page.draft.say(" does not follow from ")
    page.point(*task[at - 1])
    _tell_right(page, steps[wrong - 1], steps[wrong])


def _tell_right(
    page: _Page, before: Sequence[Statement], wrong: Sequence[Statement]
) -> None:
    """Say what the step *before* comes to, unlike the *wrong* one."""
    right = solved([before[-1]])
    others = " or ".join(solved([each]).result for each in wrong)
    page.draft.say(f": that one gives {right.result}, this one {others}.")
    if right.steps and len(before) == 1:
        page.draft.say(f"\n{GOES_ON}")
    for step in right.steps if len(before) == 1 else ():
        page.draft.say(f"\n\u2022 {step}")
