"""Checking an ID token (OpenID Connect Core 1.0, 3.1.3.7): whose signature, for whom, when, and for which request."""

from collections.abc import Collection, Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    ExpiredTokenError,
    InvalidKeyIdError,
    JoseError,
    MissingAlgorithmError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import KeySet

from orchestrator.domain.errors import Unauthenticated

# Signatures with a key that only the provider has. With 'none' anybody could sign, with HS256 whoever knows the client's secret.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)  # fmt: skip
LEEWAY_S = 60
"""How far the clocks of the provider and of this machine may be apart."""
_REASONS = {"iss": "issuer", "aud": "audience", "azp": "audience", "nonce": "nonce", "exp": "expired", "iat": "time", "nbf": "time"}


class UnknownKeyError(Exception):
    """The token is signed with a key that is not among those that are known; the provider may have a new one."""


def read_id_token(
    token: str, keys: KeySet, offered: Collection[str], expected: Mapping[str, str], access_token: str | None
) -> Mapping[str, Any]:
    """The claims of a token that is the provider's, for this client and this request.

    `offered`: the algorithms that the provider says it uses. `expected` has `issuer`, `client_id` and `nonce`.
    Raises UnknownKeyError, and Unauthenticated `token_refused` with `reason`: signature, algorithm, issuer, audience, expired,
    time, nonce or form.
    """
    try:
        # RFC 8037's name and the newer one of the same algorithm: each provider uses one.
        decoded = jwt.decode(token, keys, algorithms=sorted(ALGORITHMS & set(offered)))
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {"iss": {"essential": True, "value": expected["issuer"]}, "aud": {"essential": True, "value": expected["client_id"]}},
            {"nonce": expected["nonce"], "client_id": expected["client_id"], "access_token": access_token},
        )
        claims.validate(leeway=LEEWAY_S)
        subject = claims["sub"]
    except InvalidKeyIdError as error:
        raise UnknownKeyError from error
    except ClaimError as error:
        raise refused("expired" if isinstance(error, ExpiredTokenError) else _REASONS.get(error.claim, "form")) from error
    except (UnsupportedAlgorithmError, MissingAlgorithmError) as error:
        raise refused("algorithm") from error
    except BadSignatureError as error:
        raise refused("signature") from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise refused("form") from error
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise refused("form")
    return dict(claims)


def refused(reason: str) -> Unauthenticated:
    return Unauthenticated(
        "token_refused", "The provider's answer could not be verified, so nobody was signed in. Begin again.", reason=reason
    )
