"""Pages with many short texts, each of them a spot that somebody may ask about.

Every spot is marked ``data-part="spot"``; none of them shows a chart or an error.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape

from tests.benchmarks.seeing.surroundings import top_bar
from tests.benchmarks.seeing.themes import Theme, part

Body = Callable[[random.Random, Theme], str]
SPOT = "spot"

_SENTENCES = (
    "The meeting on Thursday begins at half past nine.",
    "Please bring the signed contract and a photo.",
    "All prices include delivery within two days.",
    "The old bridge is closed until the end of May.",
    "Our office moves to the second floor in June.",
    "Visitors leave their bags at the entrance.",
    "The new schedule starts after the holidays.",
    "Returned goods are refunded within ten days.",
    "The library opens on Saturdays from ten to four.",
    "Each team sends one person to the workshop.",
    "The water is turned off on Monday morning.",
    "Parking is free for guests of the hotel.",
    "The concert was moved to the large hall.",
    "Members receive the magazine four times a year.",
)
_FIELDS = (
    ("Customer number", ("40718-22", "55210-04", "91337-10", "20045-87")),
    ("Delivery date", ("14 March 2025", "2 June 2024", "29 August 2025")),
    ("Contact", ("Maria Lindqvist", "Tom Okafor", "Ines Moreau", "Jan Novak")),
    ("Telephone", ("+44 20 7946 0018", "+49 30 901820", "+1 212 555 0147")),
    ("Order total", ("1,284.50 EUR", "96.20 EUR", "740.00 EUR", "58.75 EUR")),
    ("Payment", ("Bank transfer", "Credit card", "Cash on delivery")),
    ("Warehouse", ("Rotterdam 3", "Leipzig West", "Porto South")),
    ("Priority", ("Normal", "Urgent", "Low")),
)
_TALK = (
    "Could you send me the invoice again?",
    "The parcel arrived this morning, thank you.",
    "Which cable do I need for the old model?",
    "I have changed the address in your account.",
    "Is the blue one still in stock?",
    "We will call you back tomorrow at noon.",
    "Everything works now, you can close it.",
)
_TASKS = (
    "Order new chairs",
    "Call the plumber",
    "Translate chapter 4",
    "Book the train",
    "Check the invoices",
    "Water the plants",
    "Write the minutes",
    "Repair the gate",
    "Print the posters",
)


def spot(words: str, tag: str = "span", style: str = "") -> str:
    return part(SPOT, words, tag, style)


def letter(chance: random.Random, theme: Theme) -> str:
    lines = chance.sample(_SENTENCES, chance.randint(5, 8))
    rows = "".join(
        f"<div style='margin-top:{chance.choice((10, 16, 22))}px'>{spot(line)}</div>"
        for line in lines
    )
    return f"""<div class="card" style="max-width:680px;margin:36px auto;padding:40px">
      <h1>{escape(chance.choice(("Notice", "To all members", "House rules")))}</h1>
      {rows}</div>"""


def record(chance: random.Random, theme: Theme) -> str:
    rows = "".join(
        f"<div style='display:flex;padding:11px 0;"
        f"border-bottom:1px solid {theme.edge}'>"
        f"<div class='faint' style='width:220px'>{label}</div>"
        f"{spot(chance.choice(values))}</div>"
        for label, values in chance.sample(_FIELDS, chance.randint(5, 8))
    )
    return f"""{top_bar(chance, theme)}
    <div class="card" style="width:620px;margin:28px;padding:24px">
      <h2>Order {chance.randint(1000, 9999)}</h2>{rows}</div>"""


def talk(chance: random.Random, theme: Theme) -> str:
    rows = "".join(
        f"<div style='text-align:{side};margin:14px 0'>"
        f"<span style='display:inline-block;padding:9px 14px;border-radius:14px;"
        f"background:{ground};color:{ink}'>"
        f"{spot(line)}</span></div>"
        for line, (side, ground, ink) in zip(
            chance.sample(_TALK, chance.randint(4, 7)),
            [("left", theme.card, theme.ink), ("right", theme.accent, "#ffffff")] * 4,
            strict=False,
        )
    )
    return f"<div style='max-width:640px;margin:20px auto'>{rows}</div>"


def board(chance: random.Random, theme: Theme) -> str:
    tasks = chance.sample(_TASKS, 8)
    columns = "".join(
        f"<div style='flex:1;margin:8px'><b>{name}</b>"
        + "".join(
            f"<div class='card' style='margin-top:14px'>{spot(task)}</div>"
            for task in tasks[place::3]
        )
        + "</div>"
        for place, name in enumerate(("To do", "Doing", "Done"))
    )
    return f"""{top_bar(chance, theme)}
    <div style="display:flex;padding:18px;max-width:980px">{columns}</div>"""


DOCUMENTS: tuple[Body, ...] = (letter, record, talk, board)
