"""A layout becomes discord.py's view."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from adapters.discord.doors.buttons import AnswerButton, Press
from adapters.discord.saying.layouts import (
    Attached,
    Button,
    Gallery,
    Layout,
    Part,
    Row,
    Style,
    Text,
)

STYLES: dict[Style, discord.ButtonStyle] = {
    "plain": discord.ButtonStyle.secondary,
    "main": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


def view(layout: Layout) -> ui.LayoutView:
    """Return *layout* as a view that never times out: its buttons are in their ids."""
    made = ui.LayoutView(timeout=None)
    for part in layout.parts:
        made.add_item(_item(part))
    return made


def _item(part: Part) -> ui.Item[Any]:
    match part:
        case Text(content=content):
            return ui.TextDisplay(content)
        case Gallery(items=items):
            shown = [
                discord.MediaGalleryItem(f"attachment://{i.file}", description=i.alt)
                for i in items
            ]
            return ui.MediaGallery(*shown)
        case Attached(file=file):
            return ui.File(f"attachment://{file}")
        case Row(buttons=buttons):
            row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
            for each in buttons:
                row.add_item(_button(each))
            return row


def _button(each: Button) -> ui.Item[Any]:
    label, emoji = each.label or None, each.emoji or None
    if each.url:
        return ui.Button(label=label, emoji=emoji, url=each.url)
    press = Press(each.what, each.job_id, each.number)
    item: ui.Button[ui.LayoutView] = ui.Button(
        label=label, emoji=emoji, style=STYLES[each.style], custom_id=press.custom_id
    )
    return AnswerButton(item, press)
