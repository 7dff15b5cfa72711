"""Weighing what askers said to "Do you mean ...?" about an answer: a job runs it after each reply.

A yes never makes a phrasing by itself. It puts the wording before the creator, whose card decides; see decision 34.
"""

from uuid import UUID

from orchestrator.domain.matching.confirmed import Reply, Wording, group_wordings, names_another
from orchestrator.domain.message.language import language_of
from orchestrator.domain.message.reading import read_text
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.safety.topics import first_touched
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope, Transaction
from orchestrator.ports.stores.trust.yeses import PutToday, Weighing

TASK = "weigh_yeses"

WEIGHING = Weighing(limit=200, days=7, most=3)
"""A week is long enough that accounts made for an attack cannot be used on the same day. Few people mean a stored question in
other words more than three times a week."""

CARDS_PER_DAY = 1
"""Cards a day about wordings with fewer people than are enough, beside those that chance draws for evidence."""

LEARNT_PER_DAY = 3
"""Wordings a day that are kept as phrasings which wait for the creator."""


async def weigh_yeses(services: Services, person: UUID, avee_id: UUID, answer_id: UUID) -> int:
    """Puts wordings that askers confirmed before the creator, who is `person`; drops those that were denied since.

    Repeating it changes nothing. Returns how many wordings it put on cards.
    """
    async with services.database.transaction(Scope(person, avee_id)) as tx:
        policy = await tx.policies.load_policy(avee_id)
        replies = await tx.yeses.list_replies(avee_id, answer_id, WEIGHING)
        if policy is None or not replies:
            return 0
        language = language_of([reply.question for reply in replies], services.word_forms)
        put = 0
        for wording in group_wordings(replies, language):
            if wording.is_denied:
                await _drop(tx, avee_id, wording)
            elif not wording.is_judged and _may_be_put(wording, policy, await tx.yeses.count_put_today(avee_id)):
                put += await _put(services, tx, avee_id, policy, wording, language)
        return put


def _may_be_put(wording: Wording, policy: Policy, today: PutToday) -> bool:
    if not policy.trust_cards_per_day:
        return False
    if wording.is_enough:
        return today.learnt < LEARNT_PER_DAY
    return not wording.has_card and today.confirmed < CARDS_PER_DAY


async def _put(services: Services, tx: Transaction, avee_id: UUID, policy: Policy, wording: Wording, language: str) -> bool:
    reply = _spokesman(wording)
    if first_touched(read_text(reply.question), policy.blocked_topics, services.word_forms) is not None:
        return False
    if names_another(reply.question, await tx.yeses.list_other_phrasings(avee_id, reply.id), language):
        return False
    return await tx.yeses.put_wording(avee_id, reply.id, services.calibration.scorer, wording.is_enough) is not None


def _spokesman(wording: Wording) -> Reply:
    """The reply whose words stand for all: one that has a card already, else the first."""
    return next((reply for reply in wording.replies if reply.card_id is not None), wording.replies[0])


async def _drop(tx: Transaction, avee_id: UUID, wording: Wording) -> None:
    for reply in wording.replies:
        if reply.card_id is not None:
            await tx.trust.drop_askers_phrasing(avee_id, reply.card_id)
