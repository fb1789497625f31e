import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import LABEL_MAX, label

HOSTILE = '<>&*`~|[]{}\\@#:"“”/\n\t\0\u200b\u200e\u202e\u2066\ufeff\u00ad\u3164'


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ("IMG_0042.HEIC", "IMG_0042.HEIC"),
        (
            "Bildschirmfoto 2026-05-01 um 10.11.12.png",
            "Bildschirmfoto 2026-05-01 um 10.11….png",
        ),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\eve\\secret.png", "secret.png"),
        ("<script>alert(1)</script>.png", "script.png"),
        ("<b>bold</b>", "b"),
        ("<!channel> @everyone.png", "!channel everyone.png"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a\u200bb\u00adc.png", "abc.png"),
        ("  many   spaces .png", "many spaces .png"),
        ("写真.png", "写真.png"),
        ("naïve plan.png", "naïve plan.png"),
        ("", "picture"),
        ("///", "picture"),
        ("..", "picture"),
        ("\u3164\u2800", "picture"),
        ("\ud800", "picture"),
    ],
)
def test_a_label_is_the_clean_name_of_the_file(filename: str, expected: str) -> None:
    assert label(filename) == expected


@pytest.mark.parametrize("ending", [".png", "", ".averylongending"])
def test_a_long_name_is_shortened(ending: str) -> None:
    shown = label("x" * 300 + ending)

    assert len(shown) == LABEL_MAX
    assert shown.endswith("….png" if ending == ".png" else "…")


@given(st.text(st.characters() | st.sampled_from(HOSTILE), max_size=80))
def test_no_name_makes_an_unfit_label(filename: str) -> None:
    shown = label(filename)

    assert 0 < len(shown) <= LABEL_MAX
    assert shown.isprintable()
    assert not set(shown) & set(HOSTILE)
    assert shown.encode()
