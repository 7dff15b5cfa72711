"""The cookies of a session in a browser."""

from fastapi import Request, Response

from orchestrator.http.auth import CSRF_COOKIE, SESSION_COOKIE, csrf_token


def is_secure(request: Request) -> bool:
    """Whether cookies go over HTTPS alone."""
    return bool(request.url.scheme == "https" or request.app.state.edge.is_secure)


def set_session(request: Request, response: Response, secret: str, days: int) -> str:
    """Signs the browser in with the session's secret; returns the session's CSRF token."""
    csrf, age, secure = csrf_token(secret), days * 86_400, is_secure(request)
    response.set_cookie(SESSION_COOKIE, secret, max_age=age, httponly=True, samesite="lax", secure=secure)
    response.set_cookie(CSRF_COOKIE, csrf, max_age=age, samesite="lax", secure=secure)
    return csrf
