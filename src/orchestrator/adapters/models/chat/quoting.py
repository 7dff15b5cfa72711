"""The generator without a chat model: it quotes the best passages and says that it quotes."""

from orchestrator.domain.answering.drafts import Draft
from orchestrator.domain.answering.quoting.quote import quote
from orchestrator.domain.answering.request import DraftRequest
from orchestrator.domain.replies.sentences import quoting
from orchestrator.domain.replies.voice import Voice
from orchestrator.ports.models import OnText


class QuotingGenerator:
    """A Generator that quotes passages, at once and without failing."""

    is_local = True

    async def draft(self, request: DraftRequest, on_text: OnText | None = None) -> Draft:
        return quote(
            request.question,
            request.passages,
            request.agent.creator_name,
            quoting(Voice(request.agent.creator_name, request.language, fields=request.agent.fields)),
        )
