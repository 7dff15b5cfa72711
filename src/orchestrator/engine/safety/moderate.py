"""Asking the moderation model about a message, beside everything else that is loaded for it."""

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.safety.moderation import NOT_ASKED, Moderated
from orchestrator.engine.services import Services


async def moderate(services: Services, text: str) -> Moderated:
    """What the configured model objects to, or why it did not say; nothing where none is configured. Never raises for the model."""
    if services.moderator is None:
        return NOT_ASKED
    try:
        return Moderated(objection=await services.moderator.find_objection(text))
    except Unavailable as error:
        return Moderated(failure=error.code)
