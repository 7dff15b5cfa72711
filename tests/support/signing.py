"""A creator's own site: it signs who its users are, well or badly."""

import base64
import json
import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey

from support.api import Api


def sign(key: str, claims: dict[str, Any], algorithm: str = "HS256") -> str:
    return jwt.encode({"alg": algorithm}, claims, OctKey.import_key(key), algorithms=[algorithm])


def claims_of(handle: str, subject: str = "user-1", **changes: Any) -> dict[str, Any]:
    """Claims that are accepted unless `changes` say otherwise; None leaves one out."""
    claims = {"sub": subject, "aud": handle, "exp": int(time.time()) + 600} | changes
    return {name: value for name, value in claims.items() if value is not None}


def unsigned(claims: dict[str, Any]) -> str:
    """A token whose algorithm is 'none'."""
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({"alg": "none"}, claims)) + "."


def make_key(creator: Api, avee: str) -> str:
    key: str = creator.call("POST", f"/avees/{avee}/identity-key", 201)["key"]
    return key


def enter_signed(api: Api, handle: str, token: str) -> Api:
    """The person whom the token names."""
    session = api.call("POST", f"/embed/{handle}/sessions", 201, json={"identity": token})
    return Api(api.client, session["token"])
