"""Screenshots of pages that show an error, rendered in a real browser.

Dialogs, toasts, banners, forms, logs, stack traces and a browser's own error page, at
once and twice the size, light and dark. Run as `python -m
tests.benchmarks.seeing.screens --seed 1 --count 20 --out FOLDER` to look at some.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from html import escape

from tests.benchmarks.seeing.browser import Shown, Window, a_browser
from tests.benchmarks.seeing.dumping import dump
from tests.benchmarks.seeing.messages import logged, message, thrown, wrong_field
from tests.benchmarks.seeing.samples import ErrorTruth, Sample, chance_of
from tests.benchmarks.seeing.surroundings import behind, log_lines, top_bar, trace_lines
from tests.benchmarks.seeing.themes import Theme, page, part, theme_of

SIZES = ((1280, 800), (1024, 768), (1440, 900), (960, 640), (1280, 720))
QUESTIONS = (
    "What does the error say?",
    "What is the error message?",
    "What went wrong here?",
    "Read the error message.",
    "what does this error say",
)
LOOKS = (("light", 1.0), ("twice", 2.0), ("dark", 1.0))

Body = Callable[[random.Random, Theme], str]


def screens(seed: int, count: int) -> Iterator[Sample]:
    """Yield every kind of screen in turn, each light, dark and at twice the size."""
    with a_browser() as browser:
        window = Window(browser)
        for number in range(count):
            chance = chance_of(seed, "screens", number)
            look, scale = LOOKS[number % len(LOOKS)]
            kind = list(KINDS)[number // len(LOOKS) % len(KINDS)]
            theme = theme_of(chance, is_dark=look == "dark")
            size = (800, 500) if scale > 1 else chance.choice(SIZES)
            shown = window.shown(page(theme, KINDS[kind](chance, theme)), size, scale)
            yield Sample(
                name=f"screen-{seed}-{number:03}-{kind}-{look}",
                source="html",
                content=shown.content,
                truth=truth(shown),
                question=chance.choice(QUESTIONS),
            )


def truth(shown: Shown) -> ErrorTruth:
    """Return all parts of the message; the box is around them."""
    parts = shown.named("error")
    box = parts[0].box
    for each in parts[1:]:
        box = box.union(each.box)
    return ErrorTruth(tuple(part.text.strip() for part in parts), box)


def dialog(chance: random.Random, theme: Theme) -> str:
    told = message(chance)
    code = part("code", told.code, "p", f"color:{theme.faint};margin-top:10px")
    return f"""{behind(chance, theme)}
    <div style="position:fixed;inset:0;background:rgba(0,0,0,.45)"></div>
    <div class="card" style="position:fixed;left:50%;top:{chance.randint(30, 50)}%;
      transform:translate(-50%,-50%);width:{chance.choice((420, 480, 540))}px;
      padding:24px">
      {part("heading", told.heading, "h2", "margin-bottom:10px")}
      {part("error", told.body, "p")} {part("advice", told.advice, "p")}
      {code if told.code else ""}
      <p style="text-align:right;margin-top:18px">
        <span class="button plain">Cancel</span> <span class="button">Try again</span>
      </p></div>"""


def toast(chance: random.Random, theme: Theme) -> str:
    told = message(chance)
    side = chance.choice(
        ("right:24px;bottom:24px", "left:24px;bottom:24px", "right:24px;top:72px")
    )
    return f"""{behind(chance, theme)}
    <div style="position:fixed;{side};width:360px;padding:14px 18px;border-radius:8px;
      background:{chance.choice(("#7a1f1f", "#2b2f36", "#b42318"))};color:#fff;
      box-shadow:0 6px 24px rgba(0,0,0,.35)">
      {part("heading", told.heading, "b")}<br>{part("error", told.body)}
    </div>"""


def banner(chance: random.Random, theme: Theme) -> str:
    told = message(chance)
    tint = f"color-mix(in srgb, {theme.error} 14%, {theme.card})"
    return f"""{top_bar(chance, theme)}
    <div style="margin:18px 24px;padding:14px 18px;border-radius:6px;background:{tint};
      border-left:5px solid {theme.error}">
      {part("heading", told.heading, "b", f"color:{theme.error}")}
      {part("error", told.body, "p")}
    </div>{behind(chance, theme, has_bar=False)}"""


def form(chance: random.Random, theme: Theme) -> str:
    label, complaint = wrong_field(chance)
    rows = [
        _row(name, value, theme)
        for name, value in (("Full name", "Maria Lindqvist"), ("City", "Uppsala"))
        if name != label
    ]
    wrong = _row(label, chance.choice(("abc", "12", "xx-99", "")), theme, complaint)
    rows.insert(chance.randint(0, len(rows)), wrong)
    return f"""{top_bar(chance, theme)}
    <div class="card" style="width:460px;margin:32px auto;padding:28px">
      <h1 style="margin-bottom:18px">Your details</h1>{"".join(rows)}
      <span class="button">Continue</span></div>"""


def _row(label: str, value: str, theme: Theme, complaint: str = "") -> str:
    edge = theme.error if complaint else theme.edge
    told = part("error", complaint, "div", f"color:{theme.error};font-size:13px")
    return f"""<div style="margin-bottom:16px">{escape(label)}
      <div style="border:1.5px solid {edge};border-radius:5px;padding:8px 10px;
        min-height:40px">{escape(value)}</div>{told if complaint else ""}</div>"""


def browser_page(chance: random.Random, theme: Theme) -> str:
    host = chance.choice(("intranet.example.com", "shop.example.org", "wiki.lan"))
    code = chance.choice(
        ("ERR_CONNECTION_REFUSED", "ERR_NAME_NOT_RESOLVED", "ERR_TIMED_OUT")
    )
    says = {
        "ERR_CONNECTION_REFUSED": f"{host} refused to connect.",
        "ERR_NAME_NOT_RESOLVED": f"The server IP address of {host} could not be found.",
        "ERR_TIMED_OUT": f"{host} took too long to respond.",
    }[code]
    return f"""<div style="width:600px;margin:110px auto">
      <h1 style="font-weight:500;margin-bottom:14px">This site can't be reached</h1>
      {part("error", says, "p")}
      <p class="faint" style="margin:14px 0 6px">Try:</p>
      <ul class="faint"><li>Checking the connection</li>
      <li>Checking the proxy and the firewall</li></ul>
      {part("error", code, "p", f"color:{theme.faint};font-size:13px;margin-top:22px")}
      <p style="margin-top:26px"><span class="button">Reload</span></p></div>"""


def log(chance: random.Random, theme: Theme) -> str:
    lines = log_lines(chance, chance.randint(8, 16))
    place = chance.randint(len(lines) // 2, len(lines))
    stamp = f"14:{chance.randint(10, 59)}:{chance.randint(10, 59)}"
    wrong = f"{stamp} ERROR {part('error', logged(chance))}"
    rows = "\n".join([*map(escape, lines[:place]), wrong, *map(escape, lines[place:])])
    ground, ink = chance.choice((("#0c0c0c", "#cccccc"), (theme.card, theme.ink)))
    look = f"background:{ground};color:{ink};font-size:{chance.choice((14, 15, 16))}px"
    return f"""<pre style="padding:18px;min-height:100vh;line-height:1.5;{look}">
{rows}</pre>"""


def trace(chance: random.Random, theme: Theme) -> str:
    rows = "\n".join(map(escape, trace_lines(chance)))
    return f"""{top_bar(chance, theme)}
    <div class="card" style="margin:24px"><h2>Application log</h2>
    <pre style="margin-top:12px;font-size:14px;line-height:1.5">{rows}
{part("error", thrown(chance), "span", f"color:{theme.error}")}</pre></div>"""


def server_page(chance: random.Random, theme: Theme) -> str:
    status, says = chance.choice(
        (
            ("500", "Internal server error"),
            ("404", "The page you requested was not found."),
            ("503", "The service is temporarily unavailable."),
            ("403", "You are not allowed to open this page."),
        )
    )
    return f"""<div style="text-align:center;margin-top:140px">
      {part("code", status, "div", f"font-size:84px;color:{theme.accent}")}
      {part("error", says, "p", "font-size:20px;margin:8px 0 22px")}
      <span class="button">Back to the start</span></div>"""


KINDS: dict[str, Body] = {
    "dialog": dialog,
    "toast": toast,
    "banner": banner,
    "form": form,
    "browser": browser_page,
    "log": log,
    "trace": trace,
    "server": server_page,
}

if __name__ == "__main__":
    dump(screens)
