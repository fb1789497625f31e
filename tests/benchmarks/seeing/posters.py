"""Pictures of words that people post: a bill, a scoreboard, an announcement."""

from __future__ import annotations

import random
from html import escape

from tests.benchmarks.seeing.browser import Window
from tests.benchmarks.seeing.claims import Claims, unseen
from tests.benchmarks.seeing.themes import page, part, theme_of

ARTICLES = ("Bread", "Milk", "Coffee", "Apples", "Cheese", "Soap", "Pasta", "Rice")
SHOPS = ("Corner Shop", "Green Market", "Harbour Store", "Old Mill Grocery")
TEAMS = ("Rovers", "United", "Wanderers", "Athletic", "Rangers", "City", "Albion")
EVENTS = ("Summer Concert", "Book Fair", "Open Day", "Film Night", "Flea Market")
HALLS = ("Harbour Hall", "Town Library", "Old Station", "School Gym", "Market Square")
MONTHS = ("March", "April", "May", "June", "September", "October")


def bill(window: Window, chance: random.Random) -> tuple[bytes, Claims]:
    articles = chance.sample(ARTICLES, chance.randint(3, 6))
    cents = [chance.randint(80, 1900) for _ in articles]
    shop, other_shop = chance.sample(SHOPS, 2)
    total, wrong = _money(sum(cents)), _money(sum(cents) + chance.randint(150, 900))
    rows = "".join(
        f"<div style='display:flex;justify-content:space-between;margin:7px 0'>"
        f"<span>{name}</span>{part('price', _money(price))}</div>"
        for name, price in zip(articles, cents, strict=True)
    )
    day = f"{chance.randint(1, 28)} {chance.choice(MONTHS)} 2024"
    html = page(
        theme_of(chance),
        f"""<div class="card mono" style="width:360px;margin:24px auto;padding:26px">
        <h2 style="text-align:center">{part("shop", shop)}</h2>
        <p style="text-align:center;margin:6px 0 16px">{part("day", day)}</p>{rows}
        <div style="display:flex;justify-content:space-between;border-top:2px solid;
          margin-top:12px;padding-top:10px"><b>TOTAL EUR</b>
        {part("total", total, "b")}</div></div>""",
    )
    shown = window.shown(html, (560, 520))
    first, price = articles[0], _money(cents[0])
    dear = _money(cents[0] + chance.randint(120, 600))
    where = {name: shown.part(name).box for name in ("shop", "day", "total", "price")}
    return shown.content, Claims(
        (
            (f"The total is {total} EUR.", where["total"]),
            (f"{first} cost {price} EUR.", where["price"]),
            (f"This was bought at {shop}.", where["shop"]),
            (f"The bill is of {day}.", where["day"]),
        ),
        (
            (f"The total is {wrong} EUR.", where["total"]),
            (f"{first} cost {dear} EUR.", where["price"]),
            (f"The total at {other_shop} was {wrong} EUR.", where["shop"]),
        ),
        unseen(
            "The cashier was friendly.",
            "The customer paid by card.",
            "The shop has a large car park.",
            "Delivery is free on Sundays.",
        ),
    )


def scoreboard(window: Window, chance: random.Random) -> tuple[bytes, Claims]:
    home, away = chance.sample(TEAMS, 2)
    goals = [chance.randint(0, 6), chance.randint(0, 6)]
    minute = chance.randint(3, 90)
    score = f"{goals[0]} : {goals[1]}"
    other = f"{goals[0] + chance.randint(1, 3)} : {goals[1]}"
    ground = chance.choice(("#0b3d2e", "#14213d", "#3d0c11", "#222222"))
    html = page(
        theme_of(chance, is_dark=True),
        f"""<div style="background:{ground};color:#fff;height:100vh;padding:60px;
          text-align:center">
        <div class="mono">{part("minute", f"Minute {minute}")}</div>
        <div style="display:flex;justify-content:space-around;align-items:center;
          margin-top:40px;font-size:40px">{part("home", home)}
        {part("score", score, "b", "font-size:84px")}{part("away", away)}</div>
        </div>""",
    )
    shown = window.shown(html, (960, 420))
    box, when = shown.part("score").box, shown.part("minute").box
    return shown.content, Claims(
        (
            (f"{home} against {away} stands at {goals[0]}:{goals[1]}.", box),
            (f"It is minute {minute}.", when),
            (f"The score is {goals[0]}:{goals[1]}.", box),
        ),
        (
            (f"The score is {other.replace(' ', '')}.", box),
            (f"It is minute {minute % 90 + 5}.", when),
        ),
        unseen(
            "The match was played in heavy rain.",
            "More than forty thousand people came.",
            "The referee made several mistakes.",
            "Tickets cost 25 EUR.",
        ),
    )


def announcement(window: Window, chance: random.Random) -> tuple[bytes, Claims]:
    event = chance.choice(EVENTS)
    hall, month = chance.choice(HALLS), chance.choice(MONTHS)
    day, hour = chance.randint(1, 27), chance.randint(9, 20)
    price, minute = chance.randint(3, 28), chance.choice(("00", "15", "30"))
    ground, ink = chance.choice(
        (("#fde68a", "#3f2d04"), ("#1d4ed8", "#ffffff"), ("#ffffff", "#9f1239"))
    )
    html = page(
        theme_of(chance),
        f"""<div style="background:{ground};color:{ink};height:100vh;padding:56px;
          text-align:center;font-size:26px">
        <h1 style="font-size:54px">{part("event", event)}</h1>
        <p style="margin-top:34px">{part("day", f"{day} {month} 2025, {hour}:{minute}")}
        </p><p style="margin-top:18px">{part("hall", escape(hall))}</p>
        <p style="margin-top:18px">{part("price", f"Tickets {price} EUR")}</p></div>""",
    )
    shown = window.shown(html, (900, 560))
    where = {name: shown.part(name).box for name in ("event", "day", "hall", "price")}
    return shown.content, Claims(
        (
            (f"The {event} is on {day} {month}.", where["day"]),
            (f"The {event} starts at {hour}:{minute}.", where["day"]),
            (f"It takes place at {hall}.", where["hall"]),
            (f"Tickets cost {price} EUR.", where["price"]),
        ),
        (
            (f"The {event} is on {day + 1} {month}.", where["day"]),
            (f"The {event} starts at {hour + 1}:{minute}.", where["day"]),
            (f"Tickets cost {price + chance.randint(2, 9)} EUR.", where["price"]),
        ),
        unseen(
            "All tickets are sold out.",
            "A famous singer will open the evening.",
            "Dogs are not allowed.",
            f"The {event} was postponed last year.",
        ),
    )


def _money(cents: int) -> str:
    return f"{cents / 100:.2f}"
