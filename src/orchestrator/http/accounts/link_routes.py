"""Links that came by mail, which need no sign-in: confirming an address, and choosing a new password."""

from fastapi import APIRouter, Depends

from orchestrator.engine.accounts.addresses import changes, confirmation, password_resets
from orchestrator.http.accounts.schemas import EmailChangeIn, NewPasswordIn, PasswordResetIn, PasswordResetOut
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


@router.post("/me/email-changes", status_code=202)
async def request_change(caller: TheCaller, body: EmailChangeIn) -> None:
    """Mails a link to the address that you want to have from now on, three times an hour at most.

    The answer says nothing of whether another account has it. The old address stays until the link is opened.
    """
    await changes.request_change(caller.services, caller.person, body.password.get_secret_value(), body.email)


@router.put("/email-changes/{token}", status_code=204, dependencies=[Depends(limit_links)])
async def confirm_change(services: TheServices, token: str) -> None:
    """Gives the account its new address; the old one gets a mail by which that is undone for seven days. 409 as above."""
    await changes.confirm_change(services, token)


@router.put("/email-undos/{token}", status_code=204, dependencies=[Depends(limit_links)])
async def undo_change(services: TheServices, token: str) -> None:
    """Gives the account its old address back, ends every session and the password, and mails a link for a new one."""
    await changes.undo_change(services, token)


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
