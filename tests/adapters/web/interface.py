"""adapters/web/openapi.json, held against what a server really says."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
from jsonschema import Draft202012Validator

from adapters.web.static import INTERFACE

METHODS = ("get", "post", "delete")


class Interface:
    def __init__(self) -> None:
        self.document = json.loads(INTERFACE.read_text("utf-8"))
        self.visited: set[tuple[str, str]] = set()
        self._paths = {
            re.compile(re.sub(r"\{\w+\}", "[^/]+", path)): path
            for path in sorted(self.document["paths"], key=len)
        }

    @property
    def operations(self) -> set[tuple[str, str]]:
        return {
            (method.upper(), path)
            for path, item in self.document["paths"].items()
            for method in item
            if method in METHODS
        }

    def check(
        self, method: str, path: str, status: int, media_type: str, body: bytes
    ) -> None:
        """Fail where a response is none of those that are described."""
        template = self._template(path)
        item = self.document["paths"].get(template, {})
        if method.lower() not in item:
            assert status >= 400, f"{method} {path} is not described, yet was served"
            return
        responses = item[method.lower()]["responses"]
        response = self._resolved(responses.get(str(status)) or responses["default"])
        assert str(status) in responses or status in {405, 421, 500}, (template, status)
        if status < 300:
            self.visited.add((method, template))
        content = response.get("content")
        if content is None:
            assert body == b"", f"{method} {path} {status} has no body"
            return
        assert media_type in content or "*/*" in content, (template, media_type)
        if media_type == "application/json":
            self.validate(content[media_type]["schema"], msgspec.json.decode(body))

    def validate(self, schema: dict[str, Any], value: Any) -> None:
        components = self.document["components"]
        Draft202012Validator({**schema, "components": components}).validate(value)

    def schema(self, name: str) -> dict[str, Any]:
        return {"$ref": f"#/components/schemas/{name}"}

    def _template(self, path: str) -> str:
        bare = path.partition("?")[0]
        if bare.startswith("/page/"):
            return "/page/{path}"
        return next((t for p, t in self._paths.items() if p.fullmatch(bare)), bare)

    def _resolved(self, response: dict[str, Any]) -> dict[str, Any]:
        name = response.get("$ref", "").rpartition("/")[2]
        found: dict[str, Any] = self.document["components"]["responses"].get(
            name, response
        )
        return found
