"""The words of `/sightline`: what Discord's menus say of it, and what it answers to the
moderators of a server.

What begins with *about_* or *option_* stands in a menu: at most 100 characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Setting = Literal[
    "tutor", "persona", "language", "has_thread", "every_picture", "follow", "humans"
]
Following = Literal["always", "pictures", "mention"]
Listed = Literal[
    "allow_channels",
    "block_channels",
    "allow_roles",
    "block_roles",
    "allow_users",
    "block_users",
]
Scope = Literal["channel", "server", "lists", "everything"]


class CommandTexts(Struct, frozen=True, kw_only=True):
    """*settings* names what can be set, *lists* says whom a list lets ask."""

    # In the menus
    about_sightline: str
    about_help: str
    about_status: str
    about_forget: str
    about_forget_me: str
    about_forget_thread: str
    about_settings: str
    about_show: str
    about_channel: str
    about_allow: str
    about_block: str
    about_unlist: str
    about_reset: str
    option_tutor: str
    option_persona: str
    option_language: str
    option_thread: str
    option_every_picture: str
    option_follow: str
    option_humans: str
    option_where: str
    option_undo: str
    option_setting: str
    option_role: str
    option_person: str
    option_place: str

    # Which conversation is to be forgotten
    the_latest: str

    # What is set
    settings: dict[Setting, str]
    scopes: dict[Scope, str]
    following: dict[Following, str]
    lists: dict[Listed, str]
    settings_title: str
    lists_title: str
    anybody: str
    all_must_hold: str
    others_title: str
    on: str
    off: str
    none: str
    no_channel: str
    set_here: str
    set_server_wide: str
    and_more: str
    no_content: str
    moderators_help: str

    # Why nothing was set
    no_server: str
    no_guest: str
    no_moderator: str
    nobody_named: str
    everyone_named: str
    list_full: str
    rooms_full: str

    def switch(self, *, is_on: bool) -> str:
        return self.on if is_on else self.off

    def names(self, shown: Sequence[str], more: int) -> str:
        """Return *shown* as a list, with how many *more* there are."""
        told = ", ".join(shown)
        return self.and_more.format(names=told, count=more) if more else told
