"""The decision log, read by those it concerns."""

from dataclasses import dataclass
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import NotFound
from orchestrator.domain.routing.deciding.decision import RuleName
from orchestrator.domain.routing.log.explain import Receipt, read_receipt
from orchestrator.engine.accounts.agents.ownership import require_role
from orchestrator.engine.routing.log.past import read_inputs
from orchestrator.engine.services import Services
from orchestrator.engine.trust.reports import TrustReport, TrustReports, read_trust_reports
from orchestrator.ports.database import Scope
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.routing.log import DecisionFilter, DecisionPage, DecisionRecord


@dataclass(frozen=True, slots=True)
class Explained:
    record: DecisionRecord
    receipt: Receipt | None
    """For the agent's owner; None if the version of the policy that was in force is not stored."""
    trust_report: TrustReport | None = None
    """For the agent's owner, if the decision was an answer: the trust in answers of that kind now."""


async def list_decisions(services: Services, person: UUID, avee_id: UUID | None, wanted: DecisionFilter, page: Page) -> DecisionPage:
    """An own avee's decisions, or, with no avee, those on the person's own messages; newest first.

    By rule or text as far back as can be looked at in one go: `stopped_at` says where to go on.
    """
    async with services.database.transaction(Scope(person)) as tx:
        if avee_id is not None:
            await require_role(tx, avee_id, TeamRole.viewer)
        return await tx.log.list_decisions(avee_id, wanted, page)


async def show_decision(services: Services, person: UUID, decision_id: UUID) -> Explained:
    """Raises NotFound `decision_not_found`, also for one that concerns others only."""
    async with services.database.transaction(Scope(person)) as tx:
        decision = await tx.log.load_decision(decision_id)
        if decision is None:
            raise NotFound("decision_not_found", "There is no such decision that concerns you.")
        avee = await tx.avees.find_public(avee_id=decision.avee_id)
        # Row security gives versions to the agent's owner alone: askers get no version.
        versions = await tx.policies.list_versions(decision.avee_id, decision.policy_version + 1, 1)
        now = await tx.policies.load_policy(decision.avee_id)
        trust_report = _of_kind(await read_trust_reports(services, tx, decision.avee_id, now), decision) if now else None
    if avee is None or not versions or versions[0].version != decision.policy_version:
        return Explained(decision, None, trust_report)
    policy = versions[0].policy
    inputs = read_inputs(decision, avee, policy.abuse_rules_enabled, services.word_forms)
    return Explained(decision, read_receipt(inputs, policy), trust_report)


def _of_kind(reports: TrustReports, decision: DecisionRecord) -> TrustReport | None:
    if decision.rule == RuleName.known_question:
        return reports.reuse
    return reports.documents if decision.rule == RuleName.confident else None
