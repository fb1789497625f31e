from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import Box, Receipt, Source, Span
from bot.rendering import (
    crop_alt,
    marked_text,
    ordinal,
    overview_alt,
    place_words,
    receipt_lines,
    safe_text,
    short,
    sureness_words,
)
from tests.bot.scenes import a_finding

TOP_RIGHT = (0.7, 0.1, 0.9, 0.2)
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

spans = st.lists(
    st.builds(Span, st.text(max_size=12), st.none() | st.integers(1, 9)), max_size=8
)


@pytest.mark.parametrize(
    ("parts", "marked"),
    [
        (
            [("It says “", None), ("Timed out", 1), ("”.", None)],
            "It says “Timed out” [1].",
        ),
        ([('It says "', None), ("No.", 1), ('" Why', None)], 'It says "No." [1] Why'),
        ([("A dog", 1), (" and ", None), ("a cat", 2)], "A dog [1] and a cat [2]"),
        ([("A dog.", 1), (" Run", None)], "A dog [1]. Run"),
        ([("The dog", 1), ("\u2019s tail", None)], "The dog\u2019s [1] tail"),
        ([("A dog ", 1), ("runs", None)], "A dog [1] runs"),
        ([("A dog", 1), ("runs", None)], "A dog [1] runs"),
        ([("A ", 1), ("dog", 1), (", a cat", None)], "A dog [1], a cat"),
        ([("a dog", 1), ("a cat", 2)], "a dog [1] a cat [2]"),
        ([("(", None), ("a dog", 1), (")", None)], "(a dog [1])"),
        ([("Nothing here.", None)], "Nothing here."),
        ([(" … ", 3)], " … "),
        ([("Two\nlines", 4)], "Two\nlines [4]"),
        ([], ""),
    ],
)
def test_a_phrase_is_followed_by_its_number(
    parts: list[tuple[str, int | None]], marked: str
) -> None:
    assert marked_text([Span(*part) for part in parts]) == marked


@given(spans=spans)
def test_marking_adds_numbers_and_takes_no_words(spans: list[Span]) -> None:
    text = marked_text(spans)

    for span in spans:
        for word in safe_text(span.text).split():
            if word.isascii() and word.isalnum():
                assert word in text


def test_marked_text_hides_nothing() -> None:
    assert marked_text([Span("pay\u202eload\x00", 1)]) == "payload [1]"


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ((0, 0, 0.2, 0.2), "top left"),
        ((0.4, 0, 0.6, 0.2), "top"),
        ((0.8, 0, 1, 0.2), "top right"),
        ((0, 0.4, 0.2, 0.6), "left"),
        ((0.4, 0.4, 0.6, 0.6), "centre"),
        ((0.8, 0.4, 1, 0.6), "right"),
        ((0, 0.8, 0.2, 1), "bottom left"),
        ((0.4, 0.8, 0.6, 1), "bottom"),
        ((0.8, 0.8, 1, 1), "bottom right"),
        ((0, 0, 1, 0.2), "across the top"),
        ((0, 0.4, 1, 0.6), "across the middle"),
        ((0.1, 0.8, 0.9, 1), "across the bottom"),
        ((0, 0, 0.2, 1), "down the left"),
        ((0.4, 0, 0.6, 1), "down the middle"),
        ((0.8, 0, 1, 0.9), "down the right"),
        ((0, 0, 1, 1), "the whole picture"),
    ],
)
def test_a_place_has_words(box: tuple[float, float, float, float], words: str) -> None:
    assert place_words(Box(*box)) == words


@pytest.mark.parametrize(
    ("source", "confidence", "words"),
    [
        ("read", 0.95, "read in the picture"),
        ("read", 0.8, "read in the picture, fairly sure"),
        ("read", 0.59, "read in the picture, unsure"),
        ("measured", 1.0, "measured in the picture"),
        ("seen", 0.6, "seen by KOSMOS-2, fairly sure"),
        ("seen", 0.2, "seen by KOSMOS-2, unsure"),
    ],
)
def test_sureness_has_words(source: Source, confidence: float, words: str) -> None:
    assert sureness_words(confidence, source) == words


def test_a_crop_says_what_and_where_and_how_sure() -> None:
    finding = a_finding(2, TOP_RIGHT, phrase="“Connection refused”")

    assert crop_alt(finding) == (
        'Enlarged: 2, "Connection refused", in the top right of the picture, read.'
    )


@pytest.mark.parametrize(
    ("box", "where"),
    [
        ((0, 0, 1, 1), "across the whole picture"),
        ((0, 0, 1, 0.2), "across the top of the picture"),
        ((0.4, 0, 0.6, 0.2), "at the top of the picture"),
        ((0.8, 0.4, 1, 0.6), "on the right of the picture"),
        ((0.4, 0.4, 0.6, 0.6), "in the centre of the picture"),
        ((0, 0, 0.2, 1), "down the left of the picture"),
    ],
)
def test_a_crop_says_where_in_a_sentence(
    box: tuple[float, float, float, float], where: str
) -> None:
    finding = a_finding(1, box, source="seen", confidence=0.4, phrase="a dog")

    assert (
        crop_alt(finding) == f'Enlarged: 1, "a dog", {where}, seen by KOSMOS-2, unsure.'
    )


def test_an_overview_lists_its_places_by_number() -> None:
    dogs = ((0, 0.6, 0.3, 0.9), (0.7, 0.6, 1, 0.9))
    findings = [
        a_finding(2, *dogs, source="seen", confidence=0.7, phrase="two dogs"),
        a_finding(1, TOP_RIGHT, phrase="Connection\nrefused"),
    ]

    assert overview_alt(findings) == (
        'The picture with 2 places marked: 1, "Connection refused", top right, read; '
        '2, "two dogs", bottom left and bottom right, seen by KOSMOS-2, fairly sure.'
    )


def test_an_overview_of_nothing_says_so() -> None:
    assert overview_alt([a_finding(1)]) == "The picture, with nothing marked."


def test_places_all_over_are_counted() -> None:
    corners = [(x, y, x + 0.1, y + 0.1) for x in (0, 0.9) for y in (0, 0.9)]

    alt = overview_alt([a_finding(1, *corners, source="seen", phrase="screws")])

    assert "in 4 parts of the picture" in alt


def test_an_overview_fits_every_platform_and_stops_at_eight() -> None:
    corners = [(x, y, x + 0.1, y + 0.1) for x in (0, 0.9) for y in (0, 0.9)]
    findings = [
        a_finding(n, *corners, source="seen", confidence=0.7, phrase="long words " * 40)
        for n in range(1, 12)
    ]

    alt = overview_alt(findings)

    assert len(alt) <= 1000
    assert "; 8, " in alt
    assert "; 9, " not in alt


def test_a_nameless_place_is_its_number() -> None:
    finding = a_finding(3, TOP_RIGHT, phrase=" \u200b ")

    assert crop_alt(finding) == "Enlarged: 3, in the top right of the picture, read."


@pytest.mark.parametrize(
    ("phrase", "limit", "cut"),
    [
        ("a dog", 10, "a dog"),
        ("a  dog\n runs", 10, "a dog runs"),
        ("the quick brown fox", 12, "the quick…"),
        ("the quick, brown fox", 13, "the quick…"),
        ("supercalifragilistic", 8, "superca…"),
        ("cafe\u0301s", 5, "caf…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
    ],
)
def test_a_phrase_is_cut_between_words(phrase: str, limit: int, cut: str) -> None:
    assert short(phrase, limit) == cut


@given(phrase=st.text(), limit=st.integers(0, 40))
def test_a_cut_phrase_is_never_too_long(phrase: str, limit: int) -> None:
    assert len(short(phrase, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\x00b\x07c\x7f", "abc"),
        ("a\tb", "a b"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\u202egnp.exe\u202c \u2066x\u2069 \u200fy\u061c", "gnp.exe x y"),
        ("in\u200bvis\ufeffi\u2060ble\u00ad \u200dhere\u200c", "invisible here"),
        ("lone \ud800 half", "lone  half"),
        ("tag\U000e0041\U000e0042s \uffff\ufdd0", "tags "),
        ("cafe\u0301", "caf\u00e9"),
        ("@\u200deveryone", "@everyone"),
        (PERSIAN, PERSIAN),
        (FAMILY, FAMILY),
        ("\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525"),
    ],
)
def test_text_of_strangers_is_cleaned(text: str, safe: str) -> None:
    assert safe_text(text) == safe


@given(text=st.text(st.characters(codec=None), max_size=60))
def test_safe_text_is_clean_and_stays_as_it_is(text: str) -> None:
    safe = safe_text(text)

    safe.encode()
    assert not {unicodedata.category(char) for char in safe.replace("\n", "")} & {
        "Cc",
        "Cs",
    }
    assert unicodedata.is_normalized("NFC", safe)
    assert safe_text(safe) == safe


@given(
    text=st.text(
        st.sampled_from("e\u0301\u200c\u200d\u200b\u0645\u06cc\u1160\U0001f525\ufe0f"),
        max_size=12,
    )
)
def test_cleaning_twice_changes_nothing_even_around_joiners(text: str) -> None:
    assert safe_text(safe_text(text)) == safe_text(text)


def test_receipts_say_what_became_of_each_file() -> None:
    receipts = [
        Receipt("IMG_1.heic", "converted", "HEIC turned to PNG."),
        Receipt(
            "a\u202e" + "b" * 90, "refused", "This file is 61 MB;\nup to 20 MB work."
        ),
        Receipt("plain.png", "accepted", ""),
    ]

    lines = receipt_lines(receipts)

    assert lines[0] == "IMG_1.heic: HEIC turned to PNG."
    assert lines[1] == f"a{'b' * 58}…: This file is 61 MB; up to 20 MB work."
    assert lines[2] == "plain.png: accepted"


def test_files_of_which_the_same_is_to_be_said_share_a_line() -> None:
    same = "One question takes 2 pictures; please ask about this one next."
    many = [Receipt(f"{number}.png", "refused", same) for number in range(9)]
    other = Receipt("a.txt", "refused", "“a.txt” is not a picture.")

    assert receipt_lines([other, *many[:2]]) == [
        "“a.txt” is not a picture.",
        f"0.png, 1.png: {same}",
    ]
    assert receipt_lines(many) == [f"0.png, 1.png, 2.png and 6 more: {same}"]


def test_places_in_line_are_counted_as_people_do() -> None:
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)

    assert [ordinal(number) for number in numbers] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "102nd",
        "111th",
    ]
