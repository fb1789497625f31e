from __future__ import annotations

import pytest

from model_worker.language.needs import Need, needs
from model_worker.understanding import understood


@pytest.mark.parametrize(
    ("text", "called_for"),
    [
        ("read the text", set()),
        ("Is the dog asleep?", set()),
        ("What is in box 2?", set()),
        ("What is the largest slice?", {"text", "charts", "tables"}),
        ("what is the trend", {"charts"}),
        ("Read the bottom row", {"text", "tables", "panels"}),
        ("What is in the red circle?", {"text", "marks"}),
        ("What colour is the OK button?", {"text", "colours"}),
        ("Where is the blue button?", {"text", "colours", "charts"}),
        ("What comes after Login?", {"diagrams"}),
        ("solve number 3", {"text", "equations"}),
        ("What is the result?", {"equations"}),
        ("Explain step 2", {"charts", "diagrams", "equations", "text"}),
        ("What is the result of the election?", set()),
        ("Give me the table as CSV", {"text", "tables"}),
        ("Check: sales rose in March", {"charts", "tables", "colours"}),
    ],
)
def test_only_what_may_answer_is_read(text: str, called_for: set[Need]) -> None:
    assert needs(understood(text)) == called_for
