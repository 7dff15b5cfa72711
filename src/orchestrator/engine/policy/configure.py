"""A creator's policy: read it, save it under its next version."""

from collections.abc import Mapping
from uuid import UUID

from orchestrator.domain.errors import Invalid
from orchestrator.domain.json_value import JsonValue
from orchestrator.domain.policy.changes import change_policy
from orchestrator.domain.policy.policy import Policy
from orchestrator.engine.accounts.ownership import no_such_avee
from orchestrator.engine.services import Services
from orchestrator.engine.trust.standing import save_trust_reports
from orchestrator.ports.database import Scope, Transaction

TRUST_RULES = ("trust_mode", "wrong_answers_target", "canonical_match_threshold", "auto_answer_confidence_threshold")


async def load_policy(services: Services, person: UUID, avee_id: UUID) -> Policy:
    """Raises NotFound `avee_not_found`, also for another's."""
    async with services.database.transaction(Scope(person)) as tx:
        policy = await tx.policies.load_policy(avee_id)
    if policy is None:
        raise no_such_avee()
    return policy


async def save_policy(
    services: Services, person: UUID, avee_id: UUID, changes: Mapping[str, JsonValue], expected_version: int | None
) -> Policy:
    """Saves what is given over what is stored, as the next version; `changes` as `change_policy` takes them.

    Raises Invalid `invalid_policy` naming the field, Stale `policy_changed` where `expected_version` is not the newest (or
    the policy changed while this was saved), Invalid `unknown_chat_model`, NotFound `avee_not_found`.
    """
    check_chat_model_change(services, changes)
    async with services.database.transaction(Scope(person)) as tx:
        stored = await tx.policies.load_policy(avee_id)
        if stored is None:
            raise no_such_avee()
        policy = change_policy(stored, changes)
        saved = await tx.policies.save_policy(avee_id, policy, expected_version if expected_version is not None else stored.version)
        if saved is None:
            raise no_such_avee()
        await follow_trust(services, tx, avee_id, stored, saved)
    return saved


async def follow_trust(services: Services, tx: Transaction, avee_id: UUID, before: Policy, saved: Policy) -> None:
    """Where trust stands depends on what is allowed and on where one begins: made anew with the rules, not only with the next word."""
    if any(getattr(before, name) != getattr(saved, name) for name in TRUST_RULES):
        await save_trust_reports(services, tx, avee_id, saved)


def check_chat_model_change(services: Services, changes: Mapping[str, JsonValue]) -> None:
    """Raises as `check_chat_model`, where the changes name a model."""
    name = changes.get("chat_model")
    if isinstance(name, str):
        check_chat_model(services, name)


def check_chat_model(services: Services, name: str) -> None:
    """Raises Invalid `unknown_chat_model`. What the operator does not offer cannot be chosen: a model costs whoever runs the installation."""
    if name and services.chat is not None and name not in services.chat.models:
        offered = sorted(services.chat.models)
        raise Invalid(
            "unknown_chat_model", f"There is no chat model {name!r} here; choose one of {', '.join(offered)}.", field="chat_model"
        )
