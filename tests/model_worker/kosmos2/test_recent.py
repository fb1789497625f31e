from __future__ import annotations

from model_worker.kosmos2.recent import Recent


def test_the_value_unused_for_longest_goes_first() -> None:
    recent: Recent[int] = Recent(2)
    recent.keep("a", 1)
    recent.keep("b", 2)
    assert recent.get("a") == 1
    recent.keep("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)


def test_a_value_kept_again_is_fresh() -> None:
    recent: Recent[int] = Recent(2)
    for name, value in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        recent.keep(name, value)
    assert (recent.get("a"), recent.get("b")) == (3, None)
