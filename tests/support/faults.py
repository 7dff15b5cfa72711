"""The failure matrix of a chat model: for each fault, the reply that the asker must get."""

from dataclasses import dataclass

from support.servers.chat_server import Mode

QUOTED = "From Mira's documents:"


@dataclass(frozen=True)
class Fault:
    mode: Mode
    path: str
    sees: str
    """What the reply begins with; '' for an answer in the model's words."""
    recorded: str | None
    """The fault in the decision's evidence."""

    @property
    def is_quoted(self) -> bool:
        """Whether the passages are quoted, as without a model."""
        return self.sees == QUOTED


FAULTS = (
    Fault(Mode.well, "A", "", None),
    Fault(Mode.slow, "A", "", None),
    Fault(Mode.rate_limits_once, "A", "", None),
    Fault(Mode.fails_once, "A", "", None),
    Fault(Mode.refuses_parameter, "A", "", None),
    Fault(Mode.hangs, "A", QUOTED, "chat_timeout"),
    Fault(Mode.hangs_midway, "A", QUOTED, "chat_cut"),
    Fault(Mode.cuts, "A", QUOTED, "chat_cut"),
    Fault(Mode.cuts_at_once, "A", QUOTED, "chat_unreachable"),
    Fault(Mode.rate_limits, "A", QUOTED, "chat_rate_limited"),
    Fault(Mode.rate_limits_long, "A", QUOTED, "chat_rate_limited"),
    Fault(Mode.fails, "A", QUOTED, "chat_failed"),
    Fault(Mode.refuses_key, "A", QUOTED, "chat_refused"),
    Fault(Mode.invalid_json, "A", QUOTED, "chat_nonsense"),
    Fault(Mode.no_protocol, "A", QUOTED, "chat_empty"),
    Fault(Mode.empty_choices, "A", QUOTED, "chat_empty"),
    Fault(Mode.blank, "A", QUOTED, "chat_empty"),
    Fault(Mode.nonsense, "A", QUOTED, "chat_ungrounded"),
    Fault(Mode.nonsense_bytes, "A", QUOTED, "chat_ungrounded"),
    Fault(Mode.endless, "A", QUOTED, "chat_cut"),
    Fault(Mode.stops_at_limit, "A", QUOTED, "chat_unfinished"),
    Fault(Mode.declines, "D", "I have no answer from Mira", None),
    Fault(Mode.declines_in_words, "D", "I have no answer from Mira", None),
)
"""All but the obedient one, which is a matter of safety. Where a model breaks off after a whole sentence, the quotes follow
that one.
"""
