from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.adapters.web.browser import PNG, Browser
from tests.adapters.web.helpdesk import Helpdesk


async def test_a_picture_comes_back_as_it_was_stored(ada: Browser) -> None:
    name = (await ada.ask(PNG))["receipt"][0]["picture"]
    response = await ada.get(f"/api/pictures/{name}")
    assert response.headers["Content-Type"] == "image/png"
    assert "private" in response.headers["Cache-Control"]
    assert "immutable" in response.headers["Cache-Control"]
    with Image.open(BytesIO(response.body)) as picture:
        assert picture.size == (960, 600)


async def test_a_picture_known_by_its_tag_is_not_sent_again(ada: Browser) -> None:
    path = f"/api/pictures/{(await ada.ask(PNG))['receipt'][0]['picture']}"
    tag = (await ada.get(path)).headers["ETag"]
    again = await ada.get(path, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert (await ada.get(f"{path}?width=160", If_None_Match=tag)).status == 200


async def test_a_thumbnail_is_made_once_and_kept(ada: Browser, desk: Helpdesk) -> None:
    name = (await ada.ask(PNG))["receipt"][0]["picture"]
    small = await ada.get(f"/api/pictures/{name}?width=160")
    assert small.headers["Content-Type"] == "image/webp"
    with Image.open(BytesIO(small.body)) as picture:
        assert picture.size == (160, 100)
    assert await desk.store.reading("thumbnail-160", name) == small.body
    assert (await ada.get(f"/api/pictures/{name}?width=100")).body == small.body


async def test_a_thumbnail_is_never_larger_than_its_picture(ada: Browser) -> None:
    name = (await ada.ask(PNG))["receipt"][0]["picture"]
    whole = await ada.get(f"/api/pictures/{name}")
    assert (await ada.get(f"/api/pictures/{name}?width=9999")).body == whole.body


@pytest.mark.parametrize("width", ["", "x", "-1", "1e3", "99999", "١٦٠", "160.0"])
async def test_a_width_is_a_number_of_pixels(ada: Browser, width: str) -> None:
    name = (await ada.ask(PNG))["receipt"][0]["picture"]
    response = await ada.get(f"/api/pictures/{name}?width={width}")
    assert (response.status, response.code) == (400, "width_wrong")


async def test_somebody_elses_picture_is_not_there(
    ada: Browser, bob: Browser, desk: Helpdesk
) -> None:
    accepted = await ada.ask()
    await desk.work()
    await desk.deliver()
    answer = (await ada.question(accepted["id"]))["answer"]
    name = accepted["receipt"][0]["picture"]
    for path in (f"/api/pictures/{name}", *answer["annotated"], *answer["crops"]):
        refused = await bob.get(path)
        assert refused.status == 404
        assert refused.json == (await bob.get(f"/api/pictures/{'0' * 64}")).json
        assert (await bob.get(path, If_None_Match="*")).status == 404


async def test_the_same_picture_of_two_people_is_seen_by_both(
    ada: Browser, bob: Browser
) -> None:
    name = (await ada.ask(PNG))["receipt"][0]["picture"]
    thread = (await bob.ask(PNG))["thread"]
    assert (await bob.get(f"/api/pictures/{name}")).status == 200
    await bob.change("DELETE", f"/api/threads/{thread}")
    assert (await bob.get(f"/api/pictures/{name}")).status == 404
    assert (await ada.get(f"/api/pictures/{name}")).status == 200
