"""What stands around a message on a screen: bars, lists, menus, other log lines."""

from __future__ import annotations

import random
from html import escape

from tests.benchmarks.seeing.themes import Theme

_APPS = ("Paperflow", "Ledger", "Stockroom", "Helpdesk", "Campus", "Fleet")
_MENUS = ("Home", "Orders", "Customers", "Reports", "Settings", "Help", "Calendar")
_NAMES = ("Anna Berg", "Ben Ito", "Clara Diaz", "David Roth", "Emma Wolf", "Felix Kern")
_STATES = ("Open", "Paid", "Shipped", "Draft", "Closed", "Waiting")
_LINES = (
    "INFO  worker {n} started",
    "INFO  request accepted in {n} ms",
    "DEBUG cache hit for key {n}",
    "INFO  session {n} opened",
    "INFO  stored {n} rows",
    "DEBUG next run in {n} s",
)
_CALLS = (
    ("app/main.py", "run(load_settings())"),
    ("app/orders.py", "total = add_up(rows)"),
    ("app/reader.py", "values = parse(line)"),
    ("lib/store.py", "return self.find(name)"),
    ("app/report.py", "write(rows, target)"),
)


def top_bar(chance: random.Random, theme: Theme) -> str:
    menus = "".join(
        f"<span style='margin-left:22px'>{name}</span>"
        for name in chance.sample(_MENUS, 4)
    )
    return f"""<div style="background:{theme.card};border-bottom:1px solid {theme.edge};
      padding:13px 24px"><b>{chance.choice(_APPS)}</b>{menus}</div>"""


def behind(chance: random.Random, theme: Theme, *, has_bar: bool = True) -> str:
    """Return an ordinary page: a bar, a heading, a list of orders."""
    number = chance.randint(1000, 9000)
    rows = "".join(
        f"<tr>{_cell(str(number + n), theme)}{_cell(chance.choice(_NAMES), theme)}"
        f"{_cell(chance.choice(_STATES), theme)}</tr>"
        for n in range(chance.randint(4, 9))
    )
    bar = top_bar(chance, theme) if has_bar else ""
    return f"""{bar}<div style="padding:22px 24px"><h1>Orders</h1>
      <table style="margin-top:14px;width:70%">{rows}</table></div>"""


def log_lines(chance: random.Random, count: int) -> list[str]:
    start = chance.randint(10, 30)
    return [
        f"14:{start + n // 4}:{10 + 13 * n % 50} "
        + chance.choice(_LINES).format(n=chance.randint(2, 900))
        for n in range(count)
    ]


def trace_lines(chance: random.Random) -> list[str]:
    """Return a Python stack trace but for its last line."""
    lines = ["Traceback (most recent call last):"]
    for file, call in chance.sample(_CALLS, chance.randint(2, 3)):
        name = call.partition("(")[0].split()[-1].rpartition(".")[2]
        lines.append(f'  File "{file}", line {chance.randint(9, 240)}, in {name}')
        lines.append(f"    {call}")
    return lines


def _cell(words: str, theme: Theme) -> str:
    return (
        f"<td style='padding:9px 12px;border-bottom:1px solid {theme.edge}'>"
        f"{escape(words)}</td>"
    )
