"""Which tables a person's copy of their data is made of, and which it leaves out, each with the reason.

A test compares both lists with the catalogue: a new table is a line in one of them.
"""

from dataclasses import dataclass

VECTORS = ("embedding", "pattern_embedding")
"""Derived from texts that are there; left out everywhere."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the copy."""

    name: str
    table: str
    """Also a call of a function that returns rows."""
    rows: str = "t.user_id = current_person()"
    """The condition on `t`; row-level security applies besides."""
    without: tuple[str, ...] = ()
    """Columns that are left out."""
    order: str = ""
    batch: int = 200
    """Rows that are in memory at once."""
    covers: tuple[str, ...] = ()
    """The tables behind a function."""


OF_PERSON = (
    Part("account", "users", "t.id = current_person()", ("password_hash",)),
    Part("sessions", "user_sessions", without=("secret_hash",)),
    Part("api_tokens", "api_tokens", without=("secret_hash",)),
    Part("known_browsers", "known_devices", without=("secret_hash",)),
    Part("memberships", "avee_members"),
    Part("teams", "team_members"),
    Part("notes_for_teams", "question_notes", order="t.id"),
    Part("drafts_for_teams", "answer_drafts", "t.edited_by = current_person() OR t.proposed_by = current_person()"),
    # As long as the person is in the team; whom they wrote to is not theirs.
    Part("written_for_teams", "messages", "t.author_id = current_person() AND t.user_id <> current_person()", ("user_id",), "t.id"),
    Part("accounts_elsewhere", "identities"),
    Part("picture", "avatars", batch=1),
    Part("former_handles", "former_user_handles"),
    Part("conversations", "conversations", order="t.id"),
    # In the person's own conversations, what the agent and its creator wrote to them too.
    Part("messages", "messages", order="t.conversation_id, t.id"),
    Part("read_up_to", "conversation_reads"),
    # The creator's draft and wording were never sent to the asker.
    Part("questions_to_creators", "escalation_queue", without=("draft_answer", "question_pattern"), order="t.id"),
    # The evidence holds what the agent considered and did not say.
    Part("decisions", "orchestrator_decisions", without=("evidence", "timings"), order="t.id"),
    Part("verdicts", "decision_feedback", order="t.id"),
    Part("do_you_mean", "close_questions", order="t.id"),
    Part("answers_received", "answer_deliveries", order="t.id"),
    Part(
        "my_wordings", "my_wordings()", "true", covers=("phrasings", "answer_examples", "trust_cards", "borderline_matches"),
    ),
    Part("notifications", "notifications"),
    Part("notification_settings", "notification_settings"),
    # An address of a service may hold its password; `masked` shows it.
    Part("notification_services", "notification_targets", without=("url",)),
    Part("notification_deliveries", "notification_deliveries"),
    Part("mail_settings", "mail_settings"),
    Part("mails", "mails", order="t.id"),
    Part("mail_news", "mail_news"),
    Part("mail_links", "mail_links", without=("secret_hash",)),
    Part("events", "events", order="t.id"),
    Part("last_seen", "presences"),
    Part("channels", "channel_people"),
    # The provider's ids and its accounts are the creator's matter.
    Part("payments", "payments", "t.user_id = current_person()", ("account", "payment_ref", "failure"), "t.id"),
    Part("paid_memberships", "memberships", without=("account",), order="t.id"),
    Part("activity", "account_audit", order="t.id"),
    Part("activity_with_agents", "agent_audit", "t.person_id = current_person()", order="t.id"),
)  # fmt: skip

AGENT = "t.avee_id = :avee_id"
# Who asked stays out of a creator's copy: the id is the asker's. What they wrote is in it where it was sent to the creator.
ASKER = ("user_id",)
OF_AGENT = (
    Part("agent", "avees", "t.id = :avee_id"),
    Part("rules", "orchestrator_configs", AGENT),
    Part("rules_versions", "orchestrator_config_versions", AGENT, order="t.version"),
    Part("members", "avee_members", AGENT),
    Part("team", "team_members", AGENT),
    Part("invitations", "team_invitations", AGENT, ("secret_hash",)),
    Part("notes", "question_notes", AGENT, order="t.id"),
    Part("drafts", "answer_drafts", AGENT),
    Part("former_handles", "former_avee_handles", AGENT),
    Part("documents", "documents", AGENT, ("content_hash", "upload", "content"), "t.id"),
    # Each becomes a file of its own.
    Part("document_files", "documents", AGENT, order="t.id", batch=1),
    # A file that is still to be read was the creator's own.
    Part("sources", "sources", AGENT, ("upload",), "t.id"),
    Part("source_items", "source_items", AGENT, ("content_hash",), "t.id"),
    Part("proposed_answers", "proposed_answers", AGENT, ("content_hash",), "t.id"),
    Part("answers", "canonical_answers", AGENT, ("content_hash", "asked_by"), "t.id"),
    Part("answer_versions", "canonical_answer_versions", AGENT, order="t.answer_id, t.version"),
    Part("phrasings", "phrasings", AGENT, ASKER, "t.answer_id, t.id"),
    Part("picked_examples", "answer_examples", AGENT, ASKER),
    Part("contradictions", "answer_conflicts", AGENT),
    Part("answers_given", "answer_deliveries", AGENT, ASKER, "t.id"),
    Part("cards", "trust_cards", AGENT, ASKER, "t.id"),
    Part("checked_matches", "borderline_matches", AGENT, ASKER, "t.id"),
    Part("do_you_mean", "close_questions", AGENT, ASKER, "t.id"),
    Part("trust", "trust_states", AGENT),
    # Only questions that their askers sent to the creator, and conversations that are open to the creator.
    Part("questions", "escalation_queue", f"{AGENT} AND t.accepted_at IS NOT NULL", ASKER, "t.id"),
    Part("conversations", "conversations", AGENT, ASKER, "t.id"),
    Part("messages", "messages", AGENT, ASKER, "t.conversation_id, t.id"),
    # Numbers and reasons; what people wrote to the agent is theirs.
    Part("decisions", "orchestrator_decisions", AGENT, ("user_id", "message_content", "evidence", "timings"), "t.id"),
    Part("verdicts", "decision_feedback", AGENT, ASKER, "t.id"),
    Part("deleted_messages", "past_counts", AGENT, order="t.bin_at"),
    Part("webhooks", "webhooks", AGENT, ("secret",)),
    Part("identity_key", "embed_keys", AGENT, ("secret",)),
    Part("webhook_deliveries", "webhook_deliveries", AGENT),
    Part("channels", "channels", AGENT, ("secrets",)),
    Part("channel_people", "channel_people", AGENT, ASKER),
    Part("channel_threads", "channel_threads", AGENT),
    Part("channel_deliveries", "channel_deliveries", AGENT, order="t.number"),
    Part("prices", "price_lists", AGENT),
    Part("prices_of_tiers", "tier_prices", AGENT),
    Part("payments", "payments", AGENT, ASKER, "t.id"),
    Part("memberships", "memberships", AGENT, ASKER, "t.id"),
    Part("log_of_changes", "agent_audit", AGENT, order="t.id"),
)

DERIVED = "made from texts that are in the copy"
NOT_EXPORTED = {
    "passages": DERIVED,
    "passage_sentences": DERIVED,
    "search_vectors": DERIVED,
    "multilingual_vectors": DERIVED,
    "banks": DERIVED,
    "asked_questions": "vectors of messages that are in the copy",
    "uncompared_answers": "a list of work for a job",
    "uncounted_reuses": "added to times_reused of an answer within a minute",
    "metric_counts": "kept for ten minutes, counted from what is in the copy",
    "inbound_events": "ids of what came in; the texts are messages of the copy",
    "channel_codes": "hashes of codes that live for an hour",
    "password_tries": "hashes of addresses, for a day",
    "receipt_counters": "the last number of the receipts, which are in the copy",
    "question_openings": "who has a question open, for a minute",
    "guest_upgrades": "a guest's account that waits for its confirmation; both are in the copy",
}
"""Tables about a person or an agent that the copy leaves out, with the reason."""
