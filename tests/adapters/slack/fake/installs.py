"""auth.*, apps.*, oauth.v2.access: how an app comes, proves itself and goes."""

from __future__ import annotations

from tests.adapters.slack.fake.calls import Call, Method
from tests.adapters.slack.fake.manifest import exported
from tests.adapters.slack.fake.places import Workspace
from tests.adapters.slack.fake.refusals import Json, Refused
from tests.adapters.slack.fake.world import World

CLIENT_ID = "1234567890.9876543210"
CLIENT_SECRET = "c0ffee" * 5


async def _test(call: Call) -> Json:
    space = call.home
    return {
        "url": f"https://{space.domain}.slack.com/",
        "team": space.domain.title(),
        "user": "sightline",
        "team_id": space.id,
        "user_id": space.bot_user,
        "bot_id": space.bot_id,
        "is_enterprise_install": False,
    }


def leave(world: World, space: Workspace, *, is_uninstalled: bool) -> None:
    """The token is worth nothing from here on; the app is told."""
    space.refusal = "account_inactive" if is_uninstalled else "token_revoked"
    revoked = {"oauth": [], "bot": [space.bot_user]}
    world.announce(space.id, {"type": "tokens_revoked", "tokens": revoked})
    if is_uninstalled:
        world.announce(space.id, {"type": "app_uninstalled"})


async def _revoke(call: Call) -> Json:
    if not call.flag("test"):
        leave(call.world, call.home, is_uninstalled=False)
    return {"revoked": not call.flag("test")}


async def _uninstall(call: Call) -> Json:
    if call.word("client_id") != CLIENT_ID:
        raise Refused("invalid_client_id")
    if call.word("client_secret") != CLIENT_SECRET:
        raise Refused("bad_client_secret")
    leave(call.world, call.home, is_uninstalled=True)
    return {}


async def _access(call: Call) -> Json:
    """Take a code, once, for the token of the workspace that it was given for."""
    if call.word("client_id") != CLIENT_ID:
        raise Refused("invalid_client_id")
    if call.word("client_secret") != CLIENT_SECRET:
        raise Refused("bad_client_secret")
    team = call.world.codes.pop(call.word("code"), "")
    if not team:
        raise Refused("invalid_code")
    space = call.world.workspaces[team]
    space.refusal = ""
    return {
        "access_token": space.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(space.scopes)),
        "bot_user_id": space.bot_user,
        "app_id": call.world.app_id,
        "team": {"id": space.id, "name": space.domain.title()},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": next(iter(space.users))},
    }


async def _manifest(call: Call) -> Json:
    if call.needed("app_id") != call.world.app_id:
        raise Refused("invalid_app_id")
    space = next(iter(call.world.workspaces.values()))
    return {"manifest": exported(space, call.world.subscribed)}


METHODS = {
    "auth.test": Method(_test),
    "auth.revoke": Method(_revoke),
    "apps.uninstall": Method(_uninstall),
    "oauth.v2.access": Method(_access, token="none"),
    "apps.manifest.export": Method(_manifest, token="config"),
}
