"""The generator that needs no chat model: it quotes the best passages and says so."""

from orchestrator.domain.answering.quoting import Draft, quote
from orchestrator.domain.replies.sentences import quoting
from orchestrator.domain.routing.facts import Facts
from orchestrator.ports.models import Tell


class QuotingGenerator:
    is_local = True

    async def draft(self, facts: Facts, tell: Tell | None = None) -> Draft:
        return quote(facts.question, facts.passages, facts.agent.creator_name, quoting(facts))
