"""What is said on Slack alone, where a conversation is a thread.

All else of the interface is in bot/texts.
"""

from __future__ import annotations

NOT_IN_CHANNEL = (
    "I cannot see that message, since I am not in its channel. Invite me there with "
    "/invite @Sightline, then ask again."
)

PROMPTS_TITLE = "Send a picture with your question. For example:"
PROMPTS = (
    ("Read a screenshot", "What does the error say, and what should I check first?"),
    ("Look at a chart", "What is the trend, and where is the peak?"),
    ("Read a form or a receipt", "Read the text. What is the total?"),
    ("What can you do?", "help"),
)

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

FORGOT_THREAD = (
    "Done: I have forgotten that thread, its pictures, questions and answers. My "
    "answers stay in Slack until you press the bin under them."
)
NOTHING_TO_FORGET = "I keep no thread of yours in this channel."
WHICH_THREAD = "You have several threads here. Which one should I forget?"

OPEN_THREAD = "Open the thread"
HOW_TO_REPLY = "Reply in this thread, and I bring your words back to them."
RELAYED = "{name} from the team:"
FILES_THERE = "(They attached {files}, which only the team's channel shows.)"


def some_files(count: int) -> str:
    return "a file" if count == 1 else f"{count} files"
