"""Links that came by mail, which need no sign-in: confirming an address, and choosing a new password."""

from fastapi import APIRouter, Depends

from orchestrator.engine.accounts import confirmation, password_resets
from orchestrator.http.accounts.schemas import NewPasswordIn, PasswordResetIn, PasswordResetOut
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.rates import limit_links, limit_password_resets

router = APIRouter(tags=["accounts"])


@router.post("/me/email-confirmations", status_code=202)
async def send_confirmation(caller: TheCaller) -> None:
    """Sends the link that confirms your address once more, three times an hour at most."""
    await confirmation.send_confirmation(caller.services, caller.person.user_id)


@router.put("/email-confirmations/{token}", status_code=204, dependencies=[Depends(limit_links)])
async def confirm_email(services: TheServices, token: str) -> None:
    """Confirms the address that a link was sent to. 409 `link_used` or `link_expired` where it no longer works."""
    await confirmation.confirm_email(services, token)


@router.post("/password-resets", status_code=202, dependencies=[Depends(limit_password_resets)])
async def request_password_reset(services: TheServices, body: PasswordResetIn) -> None:
    """Sends a link for a new password to the account with this address. The answer is the same where there is none."""
    await password_resets.request_password_reset(services, body.email)


@router.get("/password-resets/{token}", response_model=PasswordResetOut, dependencies=[Depends(limit_links)])
async def check_password_reset(services: TheServices, token: str) -> dict[str, str]:
    """Whose password a link changes. 409 `link_used` or `link_expired` where it no longer works."""
    return {"email": await password_resets.check_reset_link(services, token)}


@router.put("/password-resets/{token}", status_code=204, dependencies=[Depends(limit_links)])
async def reset_password(services: TheServices, token: str, body: NewPasswordIn) -> None:
    """Sets a new password. Every session of the account ends, API tokens stay valid; the link works once."""
    await password_resets.reset_password(services, token, body.password.get_secret_value())
