"""The generator that needs no chat model: it quotes the best passages and says so."""

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.quoting import quote
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.message.language import language_of
from orchestrator.domain.replies.sentences import quoting
from orchestrator.domain.replies.voice import Voice
from orchestrator.ports.models import Tell


class QuotingGenerator:
    is_local = True

    async def draft(self, request: DraftRequest, tell: Tell | None = None) -> Draft:
        return quote(
            request.question,
            request.passages,
            request.agent.creator_name,
            quoting(Voice(request.agent.creator_name, language_of(request.text, request.turns))),
        )
