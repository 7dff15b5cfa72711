"""Tokens that a creator's own site signs for its users (RFC 7519, HS256): whether they are the site's, and what they say."""

from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Any

from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError, MissingAlgorithmError, UnsupportedAlgorithmError
from joserfc.jwk import OctKey

from orchestrator.domain.accounts.access import MEMBER_TIERS, Layer, Tier
from orchestrator.domain.errors import Unauthenticated
from orchestrator.ports.identities import SignedIdentity

MOST_S = 3_600
"""How far ahead a token may expire."""
LEEWAY_S = 60
"""How far the clocks of the site and of this machine may be apart."""
MAX_TOKEN_CHARACTERS = 4_096
MAX_SUBJECT_CHARACTERS = 200
MAX_NAME_CHARACTERS = 80
MAX_EMAIL_CHARACTERS = 254
MAX_AUDIENCES = 10
REASONS: Mapping[str, str] = {
    "form": "it is not a signed JSON Web Token",
    "algorithm": "it must be signed with HS256",
    "signature": "it is not signed with this agent's key",
    "expired": "it has expired",
    "too_long": f"it may expire at most {MOST_S // 60} minutes ahead",
    "exp": "exp must say when it expires, in seconds since 1970",
    "nbf": "it is not valid yet",
    "iat": "iat lies ahead",
    "sub": f"sub must be a text of 1 to {MAX_SUBJECT_CHARACTERS} characters",
    "aud": "aud must be this agent's handle",
    "name": f"name must be a text of at most {MAX_NAME_CHARACTERS} characters",
    "email": f"email must be an address of at most {MAX_EMAIL_CHARACTERS} characters",
    "tier": "tier must be free, follower or paid",
    "layer": "layer must be public, friends or intimate",
}


class JwtIdentities:
    """`ports.identities.SignedIdentities`."""

    def read(self, token: str, key: str, now: datetime) -> SignedIdentity:
        claims = _verify(token, key)
        _check_times(claims, now.timestamp())
        return SignedIdentity(
            _text(claims, "sub", 1, MAX_SUBJECT_CHARACTERS),
            _audiences(claims.get("aud")),
            _text(claims, "name", 0, MAX_NAME_CHARACTERS),
            _email(claims),
            _tier(claims),
            _layer(claims),
        )


def refused(reason: str) -> Unauthenticated:
    """The error for a token that is not believed. It does not repeat the token."""
    return Unauthenticated("identity_refused", f"The site's signature of who you are was refused: {REASONS[reason]}.", reason=reason)


def _verify(token: str, key: str) -> Mapping[str, Any]:
    if len(token) > MAX_TOKEN_CHARACTERS:
        raise refused("form")
    try:
        # Only this algorithm: with 'none' anybody could sign.
        return jwt.decode(token, OctKey.import_key(key), algorithms=["HS256"]).claims
    except (UnsupportedAlgorithmError, MissingAlgorithmError) as error:
        raise refused("algorithm") from error
    except BadSignatureError as error:
        raise refused("signature") from error
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise refused("form") from error


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    expires = _time(claims, "exp")
    if expires is None:
        raise refused("exp")
    if expires <= now - LEEWAY_S:
        raise refused("expired")
    if expires > now + MOST_S + LEEWAY_S:
        raise refused("too_long")
    for name in ("nbf", "iat"):
        if (_time(claims, name) or 0) > now + LEEWAY_S:
            raise refused(name)


def _time(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(value, float) and not isfinite(value)):
        raise refused(name)
    # An integer of any length may be written in JSON; a comparison with one is exact, so that it needs no bound.
    return value


def _text(claims: Mapping[str, Any], name: str, least: int, most: int) -> str:
    value = claims.get(name)
    if value is None and least == 0:
        return ""
    if not isinstance(value, str) or not least <= len(value) <= most or not _is_storable(value):
        raise refused(name)
    return value


def _email(claims: Mapping[str, Any]) -> str:
    email = _text(claims, "email", 0, MAX_EMAIL_CHARACTERS)
    if email and ("@" not in email or not email.isprintable() or " " in email):
        raise refused("email")
    return email


def _audiences(value: object) -> tuple[str, ...]:
    named = [value] if isinstance(value, str) else value
    if not isinstance(named, list) or not 0 < len(named) <= MAX_AUDIENCES or not all(isinstance(each, str) for each in named):
        raise refused("aud")
    return tuple(named)


def _tier(claims: Mapping[str, Any]) -> Tier | None:
    value = claims.get("tier")
    if value is None:
        return None
    if not isinstance(value, str) or value not in {tier.value for tier in MEMBER_TIERS}:
        raise refused("tier")
    return Tier(value)


def _layer(claims: Mapping[str, Any]) -> Layer | None:
    value = claims.get("layer")
    if value is None:
        return None
    if not isinstance(value, str) or value not in {layer.value for layer in Layer}:
        raise refused("layer")
    return Layer(value)


def _is_storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
