"""Pages with coloured areas that are no charts: tiles, calendars, downloads."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.benchmarks.seeing.surroundings import top_bar
from tests.benchmarks.seeing.themes import Theme

Body = Callable[[random.Random, Theme], str]
HUES = ("#e4572e", "#17bebb", "#ffc914", "#2e86ab", "#76b041", "#a23b72", "#f18f01")
SUBJECTS = ("Maths", "Art", "Latin", "Sport")
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
STAR = "\u2605"
CITIES = ("Oslo", "Lima", "Kyoto", "Porto", "Cairo", "Quito", "Graz", "Turku")


def tiles(chance: random.Random, theme: Theme) -> str:
    """A dashboard of coloured cards with a number each."""
    cards = "".join(
        f"<div style='background:{hue};color:#fff;border-radius:8px;padding:22px'>"
        f"{city}<br><b style='font-size:34px'>{chance.randint(3, 990)}</b></div>"
        for hue, city in zip(_shuffled(chance, HUES), CITIES, strict=False)
    )
    return f"""{top_bar(chance, theme)}<div style="display:grid;gap:18px;padding:24px;
      grid-template-columns:repeat({chance.choice((2, 3, 4))},1fr)">{cards}</div>"""


def progress(chance: random.Random, theme: Theme) -> str:
    """Downloads under way, each with its bar."""
    rows = "".join(
        f"<div style='margin:18px 0'>{city}.zip"
        f"<div style='background:{theme.edge};height:10px;border-radius:5px;"
        f"margin-top:6px'><div style='background:{theme.accent};height:10px;"
        f"border-radius:5px;width:{chance.randint(5, 100)}%'></div></div></div>"
        for city in _shuffled(chance, CITIES)[: chance.randint(3, 7)]
    )
    return f"""{top_bar(chance, theme)}
      <div class="card" style="width:560px;margin:28px">
      <h2>Downloads</h2>{rows}</div>"""


def calendar(chance: random.Random, theme: Theme) -> str:
    """A month with coloured appointments."""
    heads = "".join(f"<b>{day}</b>" for day in DAYS)
    days = "".join(
        f"<div style='border:1px solid {theme.edge};height:84px;padding:5px'>{day}"
        + (
            f"<div style='background:{chance.choice(HUES)};color:#fff;font-size:12px;"
            f"padding:2px 5px;border-radius:3px'>{chance.choice(CITIES)}</div>"
            if chance.random() < 0.4
            else ""
        )
        + "</div>"
        for day in range(1, 31)
    )
    return f"""<div style="padding:20px"><h1>June</h1><div style="display:grid;
      grid-template-columns:repeat(7,1fr);margin-top:12px">{heads}{days}</div></div>"""


def heat_table(chance: random.Random, theme: Theme) -> str:
    """A table whose cells are coloured by what they say."""
    rows = "".join(
        f"<tr><td style='padding:9px 16px'>{city}</td>"
        + "".join(
            f"<td style='padding:9px;background:#2e86ab{n * 255 // 99:02x}'>{n}</td>"
            for n in (chance.randint(5, 95) for _ in range(5))
        )
        + "</tr>"
        for city in CITIES
    )
    heads = "".join(
        f"<th>{day}</th>" for day in ("", "Mon", "Tue", "Wed", "Thu", "Fri")
    )
    return f"<div style='padding:28px'><table><tr>{heads}</tr>{rows}</table></div>"


def swatches(chance: random.Random, theme: Theme) -> str:
    """A palette: coloured boxes of one size side by side, a name under each."""
    boxes = "".join(
        f"<div style='text-align:center'><div style='width:96px;height:96px;"
        f"border-radius:{chance.choice((0, 8, 48))}px;background:{hue}'></div>"
        f"<span class='mono' style='font-size:12px'>{hue}</span></div>"
        for hue in _shuffled(chance, HUES)
    )
    return f"""<div style="padding:40px"><h1>Brand colours</h1>
      <div style="display:flex;gap:22px;margin-top:24px;flex-wrap:wrap">{boxes}</div>
      </div>"""


def timetable(chance: random.Random, theme: Theme) -> str:
    """Lessons of a week, coloured by subject."""
    rows = "".join(
        f"<tr><td style='padding:6px 12px'>{hour}:00</td>"
        + "".join(
            f"<td style='background:{chance.choice(HUES)};color:#fff;padding:14px 18px;"
            f"border:3px solid {theme.paper}'>{chance.choice(SUBJECTS)}</td>"
            for _ in range(5)
        )
        + "</tr>"
        for hour in range(8, 14)
    )
    return f"<div style='padding:24px'><h1>Timetable</h1><table>{rows}</table></div>"


def shop(chance: random.Random, theme: Theme) -> str:
    """Articles with a coloured picture, a name, a price and stars."""
    cards = "".join(
        f"<div class='card'><div style='height:110px;background:linear-gradient(40deg,"
        f"{chance.choice(HUES)},{chance.choice(HUES)})'></div>{city} lamp<br>"
        f"<b>{chance.randint(9, 240)}.00 EUR</b>"
        f"<div style='color:#e0a100'>{STAR * chance.randint(2, 5)}</div></div>"
        for city in CITIES
    )
    return f"""{top_bar(chance, theme)}<div style="display:grid;gap:16px;padding:20px;
      grid-template-columns:repeat(4,1fr)">{cards}</div>"""


def files_list(chance: random.Random, theme: Theme) -> str:
    """A file manager's list with sizes."""
    rows = "".join(
        f"<tr><td style='padding:8px 14px'>{city.lower()}.pdf</td>"
        f"<td style='padding:8px 30px'>{chance.randint(2, 990)} kB</td>"
        f"<td class='faint'>{chance.randint(1, 28)} March 2024</td></tr>"
        for city in _shuffled(chance, CITIES)
    )
    return f"{top_bar(chance, theme)}<table style='margin:24px'>{rows}</table>"


def settings(chance: random.Random, theme: Theme) -> str:
    """Switches and sliders."""
    rail = f"width:240px;height:4px;background:{theme.edge};position:relative"
    knob = f"width:20px;height:20px;border-radius:10px;background:{theme.accent}"
    rows = "".join(
        f"<p style='margin-top:20px'>{name}</p><div style='{rail}'>"
        f"<div style='position:absolute;left:{chance.randint(0, 90)}%;top:-8px;{knob}'>"
        "</div></div>"
        for name in ("Brightness", "Volume", "Contrast", "Speed", "Warmth")
    )
    return f"""<div class="card" style="margin:36px;width:520px"><h1>Sound</h1>
      {rows}<span class="button">Apply</span></div>"""


INTERFACES: tuple[Body, ...] = (
    tiles,
    progress,
    calendar,
    heat_table,
    swatches,
    timetable,
    shop,
    files_list,
    settings,
)


def _shuffled(chance: random.Random, words: tuple[str, ...]) -> list[str]:
    return chance.sample(words, len(words))
