from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from bot.jobs import Span
from model_worker.scoring.report import Told, report
from model_worker.scoring.scores import Recall
from tests.builders import an_answer
from tests.model_worker.scoring.builders import a_png, an_answered

VOID = {"meta", "img"}


class Nesting(HTMLParser):
    """Fails where a tag is closed that is not the innermost open one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """A tag that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def told(folder: Path, **fields: object) -> str:
    (folder / "a.png").write_bytes(a_png())
    wrong = an_answered(
        picture=folder / "a.png",
        question="Where is <b>it</b>?",
        texts=("the printer",),
        corners=((0.5, 0.5, 0.9, 0.9),),
    )
    right = an_answered(texts=("disk full",))
    usual: dict[str, object] = {"answered": [wrong, right]}
    return report(
        Told(folder="shop", when="1 May", reader="nobody", **usual | fields)  # type: ignore[arg-type]
    )


def test_a_report_is_one_file_that_asks_for_nothing(tmp_path: Path) -> None:
    text = told(tmp_path)

    assert "http" not in text
    assert "<script" not in text
    assert "@import" not in text
    assert set(re.findall(r'src="([^:]+):', text)) == {"data"}


def test_every_tag_is_closed_in_its_turn(tmp_path: Path) -> None:
    nesting = Nesting()

    nesting.feed(told(tmp_path, recalls=[Recall("val", 3, (0.5, 0.6, 0.7), 2)]))

    assert nesting.open == []


def test_the_wrong_case_is_drawn_and_the_right_one_only_listed(tmp_path: Path) -> None:
    text = told(tmp_path)

    assert text.count("<article") == 1
    assert "sure and wrong" in text
    assert 'style="left:50.00%;top:50.00%;width:40.00%;height:40.00%"' in text
    assert "All 2 questions" in text


def test_what_people_wrote_stays_words(tmp_path: Path) -> None:
    text = told(tmp_path)

    assert "Where is &lt;b&gt;it&lt;/b&gt;?" in text
    assert "<b>it</b>" not in text


def test_a_picture_that_cannot_be_drawn_is_told(tmp_path: Path) -> None:
    lost = an_answered(picture=tmp_path / "lost.png", texts=("x",))

    assert "no picture that can be drawn" in told(tmp_path, answered=[lost])


def test_when_all_is_right_it_says_so(tmp_path: Path) -> None:
    right = an_answered(an_answer(spans=(Span("yes"),)), texts=("yes",))

    assert "Every answer was right" in told(tmp_path, answered=[right])


def test_phrases_are_a_table(tmp_path: Path) -> None:
    text = told(tmp_path, answered=(), recalls=[Recall("val", 3, (0.5, 0.5, 0.5), 1)])

    assert "<th>R@1</th></tr>" in text
    assert "<td>50.00</td>" in text
