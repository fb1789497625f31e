"""What pages look like: colours and type as applications have them, light and dark."""

from __future__ import annotations

import html
import random

from msgspec import Struct


class Theme(Struct, frozen=True, kw_only=True):
    paper: str
    card: str
    ink: str
    faint: str
    edge: str
    accent: str
    error: str
    font: str = "DejaVu Sans"

    @property
    def css(self) -> str:
        return f"""
        * {{ box-sizing: border-box; margin: 0; }}
        body {{ background: {self.paper}; color: {self.ink};
               font: 15px/1.45 '{self.font}', sans-serif; }}
        h1 {{ font-size: 24px; }} h2 {{ font-size: 18px; }}
        .faint {{ color: {self.faint}; }}
        .card {{ background: {self.card}; border: 1px solid {self.edge};
                border-radius: 8px; padding: 16px; }}
        .button {{ display: inline-block; padding: 7px 16px; border-radius: 6px;
                  background: {self.accent}; color: #fff; }}
        .plain {{ background: transparent; color: {self.ink};
                 border: 1px solid {self.edge}; }}
        code, pre, .mono {{ font-family: 'DejaVu Sans Mono', monospace; }}
        table {{ border-collapse: collapse; }}
        """


LIGHT = (
    Theme(
        paper="#f4f5f7",
        card="#ffffff",
        ink="#1c2330",
        faint="#667085",
        edge="#d5dae1",
        accent="#2563eb",
        error="#b42318",
    ),
    Theme(
        paper="#ffffff",
        card="#fafafa",
        ink="#111111",
        faint="#6b6b6b",
        edge="#e2e2e2",
        accent="#0f766e",
        error="#d92d20",
        font="DejaVu Sans Condensed",
    ),
    Theme(
        paper="#eef2f6",
        card="#ffffff",
        ink="#243b53",
        faint="#627d98",
        edge="#bcccdc",
        accent="#7c3aed",
        error="#ba2525",
    ),
    Theme(
        paper="#fdf8ef",
        card="#fffdf8",
        ink="#33281a",
        faint="#857660",
        edge="#e3d8c3",
        accent="#b45309",
        error="#a61b1b",
        font="DejaVu Serif",
    ),
)
DARK = (
    Theme(
        paper="#0f1217",
        card="#191d24",
        ink="#e6e8eb",
        faint="#98a2b3",
        edge="#2f3642",
        accent="#3b82f6",
        error="#f97066",
    ),
    Theme(
        paper="#1e1e1e",
        card="#252526",
        ink="#d4d4d4",
        faint="#8b8b8b",
        edge="#3c3c3c",
        accent="#0e7490",
        error="#f48771",
    ),
    Theme(
        paper="#17141f",
        card="#211c2e",
        ink="#ece9f5",
        faint="#a59fb8",
        edge="#3a3350",
        accent="#8b5cf6",
        error="#ff8a80",
        font="DejaVu Sans Condensed",
    ),
)


def theme_of(chance: random.Random, *, is_dark: bool = False) -> Theme:
    return chance.choice(DARK if is_dark else LIGHT)


def page(theme: Theme, body: str, css: str = "") -> str:
    """Return a whole document; *body* is markup, its words already escaped."""
    return (
        f"<!doctype html><meta charset='utf-8'><style>{theme.css}{css}</style>"
        f"<body>{body}</body>"
    )


def part(name: str, words: str, tag: str = "span", style: str = "") -> str:
    """Return an element whose words and place will be known."""
    return f'<{tag} data-part="{name}" style="{style}">{html.escape(words)}</{tag}>'
