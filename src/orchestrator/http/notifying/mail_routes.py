"""Which mails the signed-in person gets, and the link under a mail that ends such mails without a sign-in."""

from typing import Any

from fastapi import APIRouter, Depends, Response

from orchestrator.domain.notifying.mail.kinds import OPTIONAL, MailSettings
from orchestrator.engine.notifying.mail import settings as use
from orchestrator.http.auth import TheCaller, TheServices
from orchestrator.http.notifying.schemas import MailIn, MailOut, SubscriptionIn, SubscriptionOut
from orchestrator.http.preconditions import TheIfMatch, expected_version, show_etag
from orchestrator.http.rates import limit_links

router = APIRouter(tags=["notifications"])


@router.get("/me/mail", response_model=MailOut)
async def load_mail(caller: TheCaller, response: Response) -> dict[str, Any]:
    """Which mails you get, whether your mail server takes them, and the newest of them. The version is the ETag."""
    return _show(await use.load_mailing(caller.services, caller.person.user_id), response)


@router.put("/me/mail", response_model=MailOut)
async def save_mail(caller: TheCaller, body: MailIn, response: Response, if_match: TheIfMatch) -> dict[str, Any]:
    """Replaces the settings. 412 where a newer version exists."""
    settings = MailSettings(OPTIONAL - set(body.wanted), body.digest_at, body.time_zone, body.language)
    expected = expected_version(if_match, body.version)
    return _show(await use.save_mailing(caller.services, caller.person.user_id, settings, expected), response)


@router.post("/me/mail/resume", response_model=MailOut)
async def resume_mail(caller: TheCaller, response: Response) -> dict[str, Any]:
    """Sends mail again to an address that its mail server refused."""
    return _show(await use.mail_again(caller.services, caller.person.user_id), response)


@router.get("/mail-subscriptions/{token}", response_model=SubscriptionOut, dependencies=[Depends(limit_links)])
async def show_subscription(services: TheServices, token: str) -> dict[str, Any]:
    """Which mails the link under a mail is about, and whether they are sent. Reading it changes nothing."""
    return _show_subscription(await use.show_subscription(services, token))


@router.put("/mail-subscriptions/{token}", response_model=SubscriptionOut, dependencies=[Depends(limit_links)])
async def change_subscription(services: TheServices, token: str, body: SubscriptionIn) -> dict[str, Any]:
    """Ends mails of this kind, or begins them again."""
    return _show_subscription(await use.set_subscription(services, token, body.is_wanted))


@router.post("/unsubscribe/{token}", response_model=SubscriptionOut, dependencies=[Depends(limit_links)])
async def unsubscribe(services: TheServices, token: str) -> dict[str, Any]:
    """Ends mails of this kind by one click in the mail program (RFC 8058). In a browser, the address is a page."""
    return _show_subscription(await use.set_subscription(services, token, False))


def _show(mailing: use.Mailing, response: Response) -> dict[str, Any]:
    mailbox, settings = mailing.mailbox, mailing.mailbox.settings
    show_etag(response, mailbox.version)
    return {
        "version": mailbox.version,
        "address": mailbox.address,
        "is_confirmed": mailbox.is_confirmed,
        "wanted": sorted(OPTIONAL - settings.unwanted),
        "digest_at": settings.digest_at,
        "time_zone": settings.time_zone,
        "language": settings.language,
        "refusal": mailbox.refusal,
        "recent": mailing.recent,
    }


def _show_subscription(subscription: use.Subscription) -> dict[str, Any]:
    return {"kind": subscription.what.kind, "is_wanted": subscription.is_wanted}
