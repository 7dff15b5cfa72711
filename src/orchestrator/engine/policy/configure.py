"""A creator's policy: load it, and save it as the next version."""

from collections.abc import Mapping
from uuid import UUID

from orchestrator.domain.accounts.team import TeamRole
from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue
from orchestrator.domain.policy.changes import change_policy
from orchestrator.domain.policy.policy import Policy
from orchestrator.domain.policy.warnings import require_confirmed
from orchestrator.engine.accounts.agents.ownership import check_role, no_such_avee, require_role
from orchestrator.engine.services import Services
from orchestrator.engine.trust.reports import save_trust_reports
from orchestrator.ports.database import Scope, Transaction

# The fields of a policy that trust is computed from.
TRUST_RULES = ("trust_mode", "wrong_answers_target", "canonical_match_threshold", "auto_answer_confidence_threshold")


async def load_policy(services: Services, person: UUID, avee_id: UUID) -> Policy:
    """The policy of the person's own agent. Raises NotFound `avee_not_found`."""
    async with services.database.transaction(Scope(person)) as tx:
        policy = await tx.policies.load_policy(avee_id)
    if policy is None:
        raise no_such_avee()
    return policy


OWNERS_RULES = ("retention_days", "second_signature")
"""Rules that the owner alone changes: one deletes what people wrote, one is about those who could switch it off."""


async def save_policy(
    services: Services,
    person: UUID,
    avee_id: UUID,
    changes: Mapping[str, JsonValue],
    expected_version: int | None,
    confirmed: frozenset[str] | None = None,
) -> Policy:
    """Applies `changes` (see `change_policy`) to the stored policy and saves the result as the next version.

    `confirmed` has the names of settings whose warning the creator has read; None where nobody is asked. Raises Invalid `invalid_policy` naming the
    field, Invalid `needs_confirmation` as `require_confirmed`, Stale `policy_changed` where `expected_version` is not the newest
    or another version is saved meanwhile, Invalid `unknown_chat_model`, and as `require_role`.
    """
    check_chat_model_change(services, changes)
    async with services.database.transaction(Scope(person)) as tx:
        avee = await require_role(tx, avee_id, TeamRole.editor)
        stored = await tx.policies.load_policy(avee_id)
        if stored is None:
            raise no_such_avee()
        policy = change_policy(stored, changes)
        check_owners_rules(avee.role, stored, policy)
        require_confirmed(stored, policy, confirmed)
        saved = await tx.policies.save_policy(avee_id, policy, expected_version if expected_version is not None else stored.version)
        if saved is None:
            raise no_such_avee()
        await update_trust(services, tx, avee_id, stored, saved)
    return saved


def check_owners_rules(role: TeamRole, before: Policy, after: Policy) -> None:
    """Raises Forbidden `role_too_low` where a rule of OWNERS_RULES changes and the person is not the owner."""
    if any(getattr(before, name) != getattr(after, name) for name in OWNERS_RULES):
        check_role(role, TeamRole.owner)


async def update_trust(services: Services, tx: Transaction, avee_id: UUID, before: Policy, saved: Policy) -> None:
    """Computes and saves trust again where a field that it depends on changed, so that the next message uses it."""
    if any(getattr(before, name) != getattr(saved, name) for name in TRUST_RULES):
        await save_trust_reports(services, tx, avee_id, saved)


def check_chat_model_change(services: Services, changes: Mapping[str, JsonValue]) -> None:
    """Checks the chat model where the changes name one. Raises as `check_chat_model`."""
    name = changes.get("chat_model")
    if isinstance(name, str):
        check_chat_model(services, name)


def check_chat_model(services: Services, name: str) -> None:
    """Requires a model that the operator offers, because the operator pays for it; '' is the usual model.

    Raises Invalid `unknown_chat_model`. Nothing is checked where no chat model is configured.
    """
    if name and services.chat is not None and name not in services.chat.models:
        offered = sorted(services.chat.models)
        raise Invalid(
            "unknown_chat_model", f"There is no chat model {name!r} here; choose one of these: {', '.join(offered)}.", field="chat_model"
        )
