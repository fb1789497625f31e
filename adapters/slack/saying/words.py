"""Every word of the interface on Slack, in one place: warm, short, plain."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Step
from bot.rendering import ordinal

LOOKING = "Looking at your picture…"
STEPS: dict[Step, str] = {
    "reading": "Reading what is written…",
    "looking": "Looking at the picture…",
    "answering": "Writing the answer…",
    "drawing": "Drawing the numbers…",
}
BROKEN = "Something went wrong on our side and was noted; please ask again."
NOT_IN_CHANNEL = (
    "I cannot see that message, since I am not in its channel. Invite me there with "
    "/invite @Sightline, then ask again."
)
GONE = "That answer is not kept any more; please ask again in the thread."
FORBIDDEN = {
    "channel": "I am not switched on in this channel. A direct message to me works.",
    "user": "I am not switched on for you here. Your admins can change that.",
    "guest": "I am not switched on for guests here. Please ask a member of the team.",
    "partner": (
        "I am not switched on for people of other workspaces. Please ask the team here."
    ),
    "bot": "I do not answer other apps here.",
    "help": (
        "Post a picture with your question, or mention me under one, and I answer in "
        "the thread, with numbers on the picture. /sightline help says more."
    ),
}
NO_PICTURE_DRAWN = "The picture could not be attached this time; the words stand."
ATTACHED = "Attached: {names}"
AGAIN = "Try again"
HUMAN = "Get a human"
HUMAN_CALLED = "A human was asked. They will answer here."
HELPED, NOT_HELPED = "This helped", "This did not help"
DELETE = "Delete this answer"
DELETE_TITLE = "Delete this answer?"
DELETE_TEXT = "It goes for everyone, with its pictures and your question."
KEEP = "Keep it"

FORM_TITLE = "Ask about this picture"
FORM_LABEL = "Your question"
FORM_HINT = "What does the error say? Which bar is the tallest? Leave it empty to have "
FORM_HINT += "the picture described."
ASK, CANCEL = "Ask", "Cancel"
FORM_LOST = "This form has lost its picture; please close it and try once more."

PROMPTS_TITLE = "Send a picture with your question. For example:"
PROMPTS = (
    ("Read a screenshot", "What does the error say, and what should I check first?"),
    ("Look at a chart", "What is the trend, and where is the peak?"),
    ("Read a form or a receipt", "Read the text. What is the total?"),
    ("What can you do?", "help"),
)

HELP_TITLE = "Ask about a picture, get an answer that points"
HELP = (
    (
        "Post a screenshot, chart, form or photo with your question and mention me, or "
        "mention me in the thread below one."
    ),
    "Ask on in the thread: “and the bottom right one?”, “what is in box 2?”",
    (
        "Send me pictures in a direct message, or choose “Ask about this picture” in "
        "the menu of any message."
    ),
    "Edit your question and the answer changes with it; delete it and the answer goes.",
)
HELP_COMMANDS = (
    "/sightline status says how busy I am. /sightline forget me forgets all that you "
    "asked, /sightline forget this thread one thread. All else is forgotten by itself "
    "within a day."
)

NOTHING_WAITS = "Nothing is waiting: ask away."
NO_WORKER = (
    "Nobody is answering just now. What you ask is kept for two minutes; our team can "
    "see that."
)
FORGOT_ME = (
    "Done: I have forgotten every picture, question and answer of yours here. My "
    "answers stay in Slack until you press the bin under them."
)
FORGOT_THREAD = (
    "Done: I have forgotten that thread, its pictures, questions and answers. My "
    "answers stay in Slack until you press the bin under them."
)
NOTHING_TO_FORGET = "I keep no thread of yours in this channel."
WHICH_THREAD = "You have several threads here. Which one should I forget?"

ASKED_FOR_HELP = "{who} asks for a human."
NO_QUESTION = "(a picture without words)"
OPEN_THREAD = "Open the thread"
ANSWERED = "Sightline answered:"
HOW_TO_REPLY = "Reply in this thread, and I bring your words back to them."
RELAYED = "{name} from the team:"
A_TEAMMATE = "Somebody"
FILES_THERE = "(They attached {files}, which only the team's channel shows.)"


def waiting(position: int) -> str:
    """Return what a person reads while their question is the *position*-th in line."""
    if position <= 1:
        return LOOKING
    return f"You are {ordinal(position)} in line…"


def look_closer(number: int) -> str:
    return f"Look closer at {number}"


def how_busy(count: int) -> str:
    if count == 0:
        return NOTHING_WAITS
    return f"{count} question{'' if count == 1 else 's'} waiting."


def your_places(positions: Sequence[int]) -> str:
    """Return how a person's own questions stand, 0 for one that is being answered."""
    told = [
        f"{ordinal(each)} in line" if each else "being answered" for each in positions
    ]
    if not told:
        return ""
    return f"Yours: {', '.join(told)}."


def some_files(count: int) -> str:
    return "a file" if count == 1 else f"{count} files"
