"""The failure matrix of a chat model: for each fault, the reply that the asker must get."""

from dataclasses import dataclass

from support.servers.chat_server import LAMP_QUESTION, UNCLEAR_QUESTION, Mode

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


WELL = "The reading lamp Luma 3 weighs 2 kg with its foot [1]."
FOUND = "From Mira's documents:"
NO_ANSWER = "I have no answer from Mira"
LEFT = f"{WELL}\n\nThe documents say nothing on “whether it comes in dark green”. Shall I pass that part on to Mira?"
BROKEN_OFF = f"{WELL} […]\n\nFrom Mira's documents:"
WHICH = "Is it about “Moth” or “Heron”, or something else?"


@dataclass(frozen=True)
class TextFault:
    """A model that answers in time, and writes what must not be shown as it is."""

    mode: Mode
    sees: str
    """What the reply begins with."""
    path: str = "A"
    question: str = LAMP_QUESTION
    recorded: str | None = None
    """The fault in the decision's evidence."""


TEXT_FAULTS = (
    TextFault(Mode.thinks, WELL),
    TextFault(Mode.thinks_openly, BROKEN_OFF, recorded="chat_thoughts"),
    TextFault(Mode.thinks_for_ever, FOUND, recorded="chat_ungrounded"),
    TextFault(Mode.answers_in_json, FOUND, recorded="chat_ungrounded"),
    TextFault(Mode.answers_in_fenced_json, FOUND, recorded="chat_ungrounded"),
    TextFault(Mode.echoes_rules, WELL),
    TextFault(Mode.repeats_itself, WELL),
    TextFault(Mode.cites_wrongly, "The reading lamp Luma 3 weighs 2 kg with its foot. [1]"),
    TextFault(Mode.cites_nothing, WELL[:-5]),
    TextFault(Mode.moves_a_number, FOUND, recorded="chat_ungrounded"),
    TextFault(Mode.moves_a_name, FOUND, recorded="chat_ungrounded"),
    TextFault(Mode.answers_twice, WELL),
    TextFault(Mode.answers_again, WELL),
    TextFault(Mode.other_language, FOUND, recorded="chat_ungrounded"),
    TextFault(Mode.repeats_question, WELL),
    TextFault(Mode.asks_only, FOUND, recorded="chat_ungrounded"),
    TextFault(Mode.halves, LEFT),
    TextFault(Mode.halves_with_text, WELL, recorded="chat_missing"),
    TextFault(Mode.halves_wrongly, "Its foot is made of cast iron [1]. […]\n\nFrom Mira's documents:", recorded="chat_missing"),
    TextFault(Mode.halves_in_words, LEFT),
    TextFault(Mode.halves_all, WELL, recorded="chat_missing"),
    TextFault(Mode.asks_back, WHICH, "B", UNCLEAR_QUESTION),
    TextFault(Mode.asks_back_injected, FOUND, "A", UNCLEAR_QUESTION, "chat_ungrounded"),
    TextFault(Mode.asks_back_nothing, FOUND, "A", UNCLEAR_QUESTION, "chat_ungrounded"),
    TextFault(Mode.asks_back_foreign, FOUND, "A", UNCLEAR_QUESTION, "chat_ungrounded"),
    TextFault(Mode.asks_back_question, FOUND, "A", UNCLEAR_QUESTION, "chat_ungrounded"),
    TextFault(Mode.asks_back_late, WELL),
)
NEVER_SHOWN = (
    "think",
    "{",
    "evil",
    "elephant",
    "NO_ANSWER",
    "MISSING",
    "ASK_BACK",
    "passage number",
    "Nova",
    "kilogramm",
    "99",
    "1 kg",
    "I do not know",
    "you like",
)
"""What no reply to the LAMP_QUESTION or the UNCLEAR_QUESTION may hold, whatever the model writes."""
