"""Asking the moderation model about a message. It runs in parallel with the loading of facts."""

from orchestrator.domain.errors import Unavailable
from orchestrator.domain.safety.moderation import NOT_ASKED, Moderated
from orchestrator.engine.services import Services


async def moderate(services: Services, text: str) -> Moderated:
    """The model's objection, or the error code where it did not answer; NOT_ASKED where none is configured.

    A model that does not answer raises nothing here.
    """
    if services.moderator is None:
        return NOT_ASKED
    try:
        return Moderated(objection=await services.moderator.find_objection(text))
    except Unavailable as error:
        return Moderated(failure=error.code)
