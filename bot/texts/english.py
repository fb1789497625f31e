"""The interface in English."""

from __future__ import annotations

from bot.rendering import ordinal
from bot.texts.catalogue import Plural, Texts
from bot.texts.english_commands import ENGLISH_COMMANDS

ENGLISH = Texts(
    name="English",
    ordinal=ordinal,
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    day="{number} {month}",
    looking="Looking at your picture…",
    in_line="You are {ordinal} in line…",
    steps={
        "reading": "Reading what is written…",
        "looking": "Looking at the picture…",
        "answering": "Writing the answer…",
        "drawing": "Drawing the numbers…",
    },
    cancel="Cancel",
    no_picture_drawn="The picture could not be attached this time; the words stand.",
    attached="Attached: {names}",
    again="Try again",
    human="Get a human",
    human_called="A human was asked. They will answer here.",
    closer="Look closer at {number}",
    helped="This helped",
    not_helped="This did not help",
    thanks_for_verdict="Thank you, that was noted.",
    delete="Delete this answer",
    delete_title="Delete this answer?",
    delete_text="It goes for everyone, with its pictures and the question.",
    delete_it="Delete it",
    keep="Keep it",
    deleted="Done: that answer is gone, and so is all I kept of it.",
    not_yours="Only the person who asked, or a moderator, can do that.",
    asked_already="That was asked already; its answer stands below.",
    gone="That answer is not kept any more; please ask again.",
    outdated=(
        "That belongs to an older version of me. Please reload Discord (Ctrl+R, or "
        "restart the app) and try again."
    ),
    broken="Something went wrong on our side and was noted; please ask again.",
    busy_now="I cannot take questions just now. Please try again in a minute.",
    forbidden_texts={
        "server": "I am not switched on in this server.",
        "channel": (
            "I am not switched on in this channel. A direct message to me works."
        ),
        "user": "I am not switched on for you here. Your admins can change that.",
        "role": (
            "I am not switched on for your roles here. The moderators can change that."
        ),
        "guest": (
            "I am not switched on for guests here. Please ask a member of the team."
        ),
        "partner": (
            "I am not switched on for people of other workspaces. Please ask the team "
            "here."
        ),
        "bot": "I do not answer other apps here.",
        "help": (
            "Post a picture with your question and mention me, or mention me in a "
            "reply to one, and I answer with numbers on the picture. /sightline help "
            "says more."
        ),
    },
    cannot_write=(
        "I may not write in {channel}, so I tell you here. Its moderators can give me "
        "these permissions there: View Channel, Send Messages, Attach Files and Read "
        "Message History."
    ),
    unseen=(
        "I cannot see other people's messages here. Press and hold the picture's "
        "message (or right-click it), choose Apps, then “Ask about this picture”."
    ),
    too_late_private=(
        "Your answer took longer than Discord lets me show it where you asked, so here "
        "it is."
    ),
    file_foreign="“{name}” is not kept at Discord; please upload the picture itself.",
    file_no_picture="“{name}” is not a picture; please send a picture or a PDF.",
    file_too_large="“{name}” is too large; please send a smaller one.",
    file_expired="“{name}” could not be fetched any more; please post it again.",
    file_away="“{name}” could not be fetched just now; please post it again later.",
    form_title="Ask about this picture",
    form_label="Your question",
    form_hint=(
        "Which bar is the tallest? What does step 2 say? Leave it empty to have the "
        "picture described."
    ),
    form_lost="This form has lost its picture; please choose the message once more.",
    ask="Ask",
    ask_description="Ask about a picture, get an answer that points",
    ask_question="What do you want to know? Leave it out to have the picture described",
    ask_picture="A photo, screenshot, chart, worksheet or PDF",
    ask_another="One more picture",
    ask_private="Show the answer to me alone",
    help_title="Ask about a picture, get an answer that points",
    discord_help=(
        "Post a photo, worksheet, diagram or chart with your question and mention me.",
        (
            "Reply to a picture and mention me, or press and hold a message and choose "
            "Apps, “Ask about this picture”."
        ),
        "/ask takes up to five pictures; with private:True you alone see the answer.",
        (
            "Keep asking by replying to me: “and the bottom right one?”, “what is in "
            "box 2?”"
        ),
        "Send me pictures in a direct message; there I need no mention.",
        (
            "Edit your question and the answer changes with it; delete it and the "
            "answer goes."
        ),
    ),
    discord_help_commands=(
        "/sightline status says how busy I am. /sightline forget me forgets all that "
        "you asked here, /sightline forget this-thread one conversation. Everything "
        "else is forgotten by itself within a day."
    ),
    nothing_waits="Nothing is waiting: ask away.",
    waiting_count=Plural("1 question waiting.", "{count} questions waiting."),
    no_worker=(
        "Nobody is answering just now. What you ask is kept for two minutes; our team "
        "can see that."
    ),
    yours="Yours: {places}.",
    place="{ordinal} in line",
    being_answered="being answered",
    forgot_me=(
        "Done: I have forgotten every picture, question and answer of yours here. My "
        "answers stay until you press the bin under them."
    ),
    forgot_thread=(
        "Done: I have forgotten that conversation, its pictures, questions and "
        "answers. My answers stay until you press the bin under them."
    ),
    nothing_to_forget="I keep no conversation of yours here.",
    which_thread="You have several conversations here. Which one should I forget?",
    asked_last="Asked last on {day} at {time} UTC",
    asked_for_help="{who} asks for a human.",
    a_teammate="Somebody",
    no_question="(a picture without words)",
    open_thread="Open the conversation",
    answered="Sightline answered:",
    commands=ENGLISH_COMMANDS,
)
