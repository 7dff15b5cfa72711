"""The cookies of a browser that signs in: its session, the token against forged requests, and the device that it is."""

from fastapi import Request, Response

from orchestrator.engine.accounts.signing_in.password_tries import Place
from orchestrator.engine.accounts.signing_in.sessions import SESSION_DAYS, SignedIn
from orchestrator.http.auth import CSRF_COOKIE, DEVICE_COOKIE, SESSION_COOKIE, csrf_token
from orchestrator.http.rates import address_of

DEVICE_DAYS = 400
"""How long a browser stays known; browsers keep no cookie longer."""


def place_of(request: Request) -> Place:
    """The address of a sign-in, and the devices that its browser is."""
    devices = [secret for name, secret in request.cookies.items() if name.startswith(DEVICE_COOKIE)]
    return Place(address_of(request), devices, request.headers.get("User-Agent", ""))


def is_secure(request: Request) -> bool:
    """Whether the browser came by https, so that its cookies may be kept to that."""
    return request.url.scheme == "https" or bool(request.app.state.edge.is_secure)


def set_session(request: Request, response: Response, signed_in: SignedIn) -> str:
    """Signs the browser in, and makes it a device that the account knows; returns the session's CSRF token."""
    device = f"{DEVICE_COOKIE}{signed_in.user_id.hex[-12:]}"
    response.set_cookie(
        device, signed_in.device, max_age=DEVICE_DAYS * 86_400, path="/sessions", httponly=True, samesite="lax", secure=is_secure(request)
    )
    return set_session_cookies(request, response, signed_in.secret, SESSION_DAYS)


def set_session_cookies(request: Request, response: Response, secret: str, days: int) -> str:
    """Keeps the session's secret in the browser; returns the session's CSRF token."""
    csrf, age, secure = csrf_token(secret), days * 86_400, is_secure(request)
    response.set_cookie(SESSION_COOKIE, secret, max_age=age, httponly=True, samesite="lax", secure=secure)
    response.set_cookie(CSRF_COOKIE, csrf, max_age=age, samesite="lax", secure=secure)
    return csrf
