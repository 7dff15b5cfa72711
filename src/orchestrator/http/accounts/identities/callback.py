"""Where providers send browsers back to. Providers add parameters of their own, so unknown ones are not refused here."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from orchestrator.domain.errors import OrchestratorError
from orchestrator.engine.accounts.identities import finish
from orchestrator.engine.accounts.identities.tickets import NEWCOMER_S
from orchestrator.http.accounts.identities.routes import NEWCOMER_COOKIE, PATH, attempt_cookie, show_failure
from orchestrator.http.accounts.session_cookies import is_secure, place_of, set_session
from orchestrator.http.auth import TheServices
from orchestrator.http.rates import limit_links

router = APIRouter(tags=["accounts"])

MAX_CHARACTERS = 8_192
"""Of a code or a state; the longest codes in use have some 2,000."""


@router.get("/auth/{provider}/callback", status_code=303, response_class=RedirectResponse, dependencies=[Depends(limit_links)])
async def come_back(
    request: Request,
    services: TheServices,
    provider: str,
    state: Annotated[str, Query(max_length=MAX_CHARACTERS)] = "",
    code: Annotated[str | None, Query(max_length=MAX_CHARACTERS)] = None,
    iss: Annotated[str | None, Query(max_length=MAX_CHARACTERS)] = None,
) -> Response:
    """Signs in whom the provider vouches for, or links their account; a new person is sent on to choose a handle.

    401 `attempt_unknown`, `wrong_provider`, `sign_in_refused`, `code_refused` or `token_refused`; 409 `identity_taken`,
    `confirm_first` or `address_unconfirmed`. A browser is sent to a page that says so.
    """
    answer, page = finish.ProviderAnswer(state, code, iss), "/sign-in"
    browser = request.cookies.get(attempt_cookie(state), "")
    try:
        attempt = await finish.take_attempt(services, provider, answer, browser)
        page = "/settings" if attempt.linking is not None else page
        finished = await finish.finish(services, attempt, answer, place_of(request))
    except OrchestratorError as error:
        return show_failure(request, error, page)
    response = RedirectResponse("/join" if finished.newcomer else finished.return_to, 303)
    response.delete_cookie(attempt_cookie(state), path=PATH)
    if finished.newcomer:
        response.set_cookie(
            NEWCOMER_COOKIE, finished.newcomer, max_age=NEWCOMER_S, path=PATH, httponly=True, samesite="lax", secure=is_secure(request)
        )
    if finished.signed_in:
        set_session(request, response, finished.signed_in)
    return response
