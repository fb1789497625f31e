"""Single cases of a report: the picture with what was pointed at, and a long table.

Solid marks are the answer's, drawn as everywhere; what was expected lies above them as
a dashed outline of the page itself.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from io import BytesIO

from PIL import Image

from bot.drawing import overview
from bot.jobs import Box
from bot.rendering import marked_text, short
from model_worker.scoring.scores import Answered
from model_worker.scoring.table import percent

PICTURE_PX = 900
QUALITY = 82
SAID_MAX = 600


def case_cards(answered: Sequence[Answered]) -> str:
    """Return a card for each, its picture inside."""
    return f"<div class=cards>{''.join(map(_card, answered))}</div>"


def case_rows(answered: Sequence[Answered]) -> str:
    rows = "".join(
        f"<tr class={'right' if each.is_right else 'wrong'}>"
        f"<td>{escape(each.case.picture.name)}</td><td>{escape(each.case.question)}</td>"
        f"<td>{escape(_expected(each))}</td>"
        f"<td>{escape(short(_said(each), SAID_MAX))}</td>"
        f"<td>{_overlap(each)}</td><td>{each.seconds:.2f}</td>"
        f"<td>{_verdict(each)}</td></tr>"
        for each in answered
    )
    return (
        "<div class=wide><table><thead><tr><th>Picture</th><th>Question</th>"
        "<th>Expected</th><th>Said</th><th>IoU</th><th>Seconds</th><th></th></tr>"
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _card(each: Answered) -> str:
    state = "sure" if each.is_sure else "unsure"
    return (
        f"<article class={state}>{_picture(each)}<div class=words>"
        f"<p class=fine><span class=verdict>{_verdict(each)}</span> "
        f"{escape(each.case.picture.name)} · {escape(each.case.place)} · "
        f"{each.seconds:.2f} s</p><h3>{escape(each.case.question)}</h3>"
        f"<dl><dt>Expected</dt><dd>{escape(_expected(each)) or 'the dashed place'}</dd>"
        f"<dt>Said</dt><dd>{escape(short(_said(each), SAID_MAX))}</dd>"
        f"{_overlap_row(each)}</dl></div></article>"
    )


def _picture(each: Answered) -> str:
    """Return the drawn picture, the expected boxes outlined above it."""
    findings = each.answer.findings if each.answer else ()
    try:
        with Image.open(each.case.picture) as image:
            drawn = overview(image, findings)
    except OSError:
        return "<div class=lost>This file is no picture that can be drawn.</div>"
    drawn.thumbnail((PICTURE_PX, PICTURE_PX))
    content = BytesIO()
    drawn.save(content, "WEBP", quality=QUALITY)
    encoded = base64.b64encode(content.getvalue()).decode("ascii")
    boxes = each.case.boxes(each.picture) if each.picture else ()
    outlines = "".join(map(_outline, boxes))
    alt = escape(f"{each.case.picture.name} with what was pointed at", quote=True)
    return (
        f'<div class=picture><div class=frame><img alt="{alt}" '
        f'width="{drawn.width}" height="{drawn.height}" '
        f'src="data:image/webp;base64,{encoded}">{outlines}</div></div>'
    )


def _outline(box: Box) -> str:
    width, height = box.right - box.left, box.bottom - box.top
    return (
        f'<i style="left:{100 * box.left:.2f}%;top:{100 * box.top:.2f}%;'
        f'width:{100 * width:.2f}%;height:{100 * height:.2f}%"></i>'
    )


def _expected(each: Answered) -> str:
    return " / ".join(each.case.texts)


def _said(each: Answered) -> str:
    return marked_text(each.answer.spans) if each.answer else each.trouble


def _overlap(each: Answered) -> str:
    return "" if each.iou is None else f"{each.iou:.2f}"


def _overlap_row(each: Answered) -> str:
    if each.iou is None:
        return ""
    return f"<dt>Overlap</dt><dd>{percent(each.iou)} (IoU)</dd>"


def _verdict(each: Answered) -> str:
    if each.is_right:
        return "right"
    return "sure and wrong" if each.is_sure else "wrong, unsure"
