"""The words of `/sightline` in English."""

from __future__ import annotations

from bot.texts.commands import CommandTexts

ENGLISH_COMMANDS = CommandTexts(
    about_sightline="Help, status, forgetting, and the settings of a server",
    about_help="What I can do, and how to ask",
    about_status="How busy I am, and where your questions stand",
    about_forget="Let me forget pictures, questions and answers",
    about_forget_me="Forget all that you asked here",
    about_forget_thread="Forget one conversation: this one, or one of this channel",
    about_settings="How I answer and who may ask: for those who manage the server",
    about_show="Show how I answer here, and who may ask",
    about_channel="Set how I answer in this channel, or on the whole server",
    about_allow="Put somebody on a list; then only those on it may ask",
    about_block="Keep a role, a person or a channel from asking",
    about_unlist="Take a role, a person or a channel off the lists",
    about_reset="Undo what was set",
    option_tutor="Say how to find the answer instead of giving it",
    option_persona="Small print under my answers, such as who runs me; - for none",
    option_language="The language of my buttons and notices",
    option_thread="Open a thread for each question",
    option_every_picture="Treat every picture that is posted as a question",
    option_follow="Which messages I hear without being mentioned, where I answered",
    option_humans="Where people are asked when somebody presses “Get a human”",
    option_where="For this channel, or for the whole server",
    option_undo="How much to undo",
    option_setting="Undo this setting alone",
    option_role="A role",
    option_person="A person",
    option_place="A channel or a thread",
    the_latest="These are the latest. /sightline forget me forgets them all.",
    settings={
        "tutor": "Tutor mode",
        "persona": "Small print",
        "language": "Language",
        "has_thread": "A thread for each question",
        "every_picture": "Every picture is a question",
        "follow": "Heard without a mention, where I answered",
        "humans": "“Get a human” asks in",
    },
    scopes={
        "channel": "this channel",
        "server": "the whole server",
        "lists": "who may ask",
        "everything": "everything, in all channels",
    },
    following={
        "always": "every message",
        "pictures": "messages with a picture",
        "mention": "none",
    },
    lists={
        "allow_channels": "Only in {names}",
        "block_channels": "Not in {names}",
        "allow_roles": "Only with one of the roles {names}",
        "block_roles": "Not with one of the roles {names}",
        "allow_users": "Only these people: {names}",
        "block_users": "Not these people: {names}",
    },
    settings_title="How I answer in {channel}",
    lists_title="Who may ask, and where",
    anybody="Anybody, in every channel",
    all_must_hold="Whoever asks must meet all of these.",
    others_title="Channels with settings of their own: {names}",
    on="on",
    off="off",
    none="none",
    no_channel="no channel",
    set_here="set for this channel",
    set_server_wide="set for the server",
    and_more="{names} and {count} more",
    no_content=(
        "Whoever runs me does not let me read messages that do not mention me. As long "
        "as that is so, “{every_picture}” and “{follow}” change nothing."
    ),
    moderators_help=(
        "With /sightline settings those who manage this server set how I answer and "
        "who may ask."
    ),
    no_server="Settings belong to a server: please use this there.",
    no_guest=(
        "For that I have to be a member of this server: please add me first, or ask "
        "those who manage it."
    ),
    no_moderator="Only those with the permission Manage Server can see and set that.",
    nobody_named="Please name a role, a person or a channel with it.",
    everyone_named=(
        "@everyone cannot be on a list. While no role is allowed, anybody may ask."
    ),
    list_full=(
        "That list is full, it holds {most}. Take something off it first, with "
        "/sightline settings unlist."
    ),
    rooms_full=(
        "{most} channels have settings of their own, and that is the most. Undo those "
        "of one first, with /sightline settings reset, or set it for the whole server."
    ),
)
