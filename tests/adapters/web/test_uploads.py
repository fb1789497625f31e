"""Forms that are too much, too slow or no forms: refused in words, never a 500."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from adapters.web import uploads
from tests.adapters.web.browser import PNG, Browser, Response

KIND = "multipart/form-data; boundary=b"


async def post(browser: Browser, body: object, kind: str = KIND) -> Response:
    headers = {"Content-Type": kind}
    return await browser.change("POST", "/api/questions", data=body, headers=headers)


def part(name: str, content: bytes, extra: str = "") -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'
    return head.encode() + content + b"\r\n"


WHOLE = (
    part("text", b"Why?") + part("pictures", PNG, '; filename="a.png"') + b"--b--\r\n"
)


async def test_a_form_written_by_hand_is_read(ada: Browser) -> None:
    assert (await post(ada, WHOLE)).status == 202


async def test_what_is_no_form_is_refused(ada: Browser) -> None:
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        response = await post(ada, b"{}", kind)
        assert (response.status, response.code) == (415, "not_a_form")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing",
        b"--b",
        b"--b--",
        b"--b\r\n",
        b"--b\r\n\r\nx\r\n--c--\r\n",
        WHOLE[:-40],
        WHOLE.replace(b"form-data;", b"form-data;;;"),
        WHOLE.replace(b'name="text"', b"name"),
        part("_charset_", b"x" * 40) + b"--b--\r\n",
        part("_charset_", b"\xff") + b"--b--\r\n",
        part("text", b"\xff\xfe") + b"--b--\r\n",
        b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--\r\n",
        b"--b\r\nContent-Type: multipart/mixed\r\n\r\n--c--\r\n--b--\r\n",
        b"--b\r\n" + b"X: y\r\n" * 200 + b"\r\n\r\n--b--\r\n",
        b"--b\r\nX: " + b"y" * 20_000 + b"\r\n\r\n\r\n--b--\r\n",
        b"--b\r\nContent-Transfer-Encoding: nonsense\r\n\r\nx\r\n--b--\r\n",
        part("text", b"x") * 100 + b"--b--\r\n",
    ],
)
async def test_a_broken_form_is_refused(ada: Browser, body: bytes) -> None:
    response = await post(ada, body)
    assert response.status == 400
    assert response.code in {"form_broken", "question_empty"}


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", f"{KIND * 20}", "multipart/form-data; boundary="]
)
async def test_a_form_without_a_proper_boundary_is_refused(
    ada: Browser, kind: str
) -> None:
    assert (await post(ada, WHOLE, kind)).code == "form_broken"


async def test_a_file_that_is_too_large_is_named_in_the_receipt(ada: Browser) -> None:
    large = part("pictures", bytes(20_000_001), '; filename="large.png"')
    response = await post(ada, BytesIO(large + b"--b--\r\n"))
    assert (response.status, response.code) == (422, "picture_too_large")
    assert "20 MB" in response.json["receipt"][0]["sentence"]


async def test_a_body_that_says_it_is_too_large_is_not_read(ada: Browser) -> None:
    response = await post(ada, BytesIO(bytes(70_000_000)))
    assert (response.status, response.code) == (413, "upload_too_large")
    assert "20 MB" in response.json["error"]["sentence"]


async def test_a_body_that_goes_on_and_on_is_stopped(
    ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield part("pictures", b"", '; filename="a.png"')[:-2]
        for _ in range(200):
            yield bytes(1_000_000)

    response = await post(ada, endless())
    assert (response.status, response.code) == (413, "upload_too_large")


async def test_a_field_that_goes_on_and_on_is_stopped(ada: Browser) -> None:
    for name in ("text", "region", "unknown"):
        response = await post(ada, part(name, bytes(100_000)) + b"--b--\r\n")
        assert (response.status, response.code) == (413, "field_too_long")


async def test_a_form_that_never_ends_is_given_up(
    ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "PATIENCE_S", 0.01)
    never = asyncio.Event()

    async def stuck() -> AsyncIterator[bytes]:
        yield b"--b\r\n"
        await never.wait()

    response = await post(ada, stuck())
    assert (response.status, response.code) == (408, "too_slow")
    never.set()


async def test_unknown_fields_and_repeated_ones_are_ignored(ada: Browser) -> None:
    more = part("colour", b"blue") + part("text", b"Second?")
    accepted = await post(ada, part("text", b"First?") + more + WHOLE)
    question = await ada.question(accepted.json["id"])
    assert question["text"] == "First?"


async def test_an_empty_file_field_is_no_file(ada: Browser) -> None:
    empty = part("pictures", b"", '; filename=""')
    response = await post(ada, empty + part("text", b"Why?") + b"--b--\r\n")
    assert response.code == "no_picture"


async def test_a_hostile_file_name_is_cleaned(ada: Browser) -> None:
    name = '; filename="../../\u202e<b>evil.png"'
    response = await post(ada, part("pictures", PNG, name) + b"--b--\r\n")
    assert response.json["receipt"][0]["label"] == "bevil.png"


pieces = st.lists(
    st.sampled_from(
        [
            b"--b",
            b"--b--",
            b"\r\n",
            b"\r\n\r\n",
            b'Content-Disposition: form-data; name="text"',
            b'Content-Disposition: form-data; name="pictures"; filename="a"',
            b"Content-Disposition: attachment; filename*=utf-8''%ff",
            b"Content-Type: multipart/mixed; boundary=b",
            b"Content-Transfer-Encoding: base64",
            b"Content-Encoding: gzip",
            b"Content-Length: 99",
            b"x",
            b"\xff\x00",
        ]
    )
    | st.binary(max_size=8),
    max_size=12,
)


async def test_no_form_whatever_is_a_500(ada: Browser) -> None:
    loop = asyncio.get_running_loop()

    @rules(
        max_examples=150,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(pieces)
    def try_one(parts: list[bytes]) -> None:
        sending = post(ada, b"--b\r\n" + b"".join(parts))
        response = asyncio.run_coroutine_threadsafe(sending, loop).result(30)
        assert response.status in {202, 400, 413, 422}

    await asyncio.to_thread(try_one)
