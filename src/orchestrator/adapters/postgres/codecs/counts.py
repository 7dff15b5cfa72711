"""Decoding the counts of one window that `get_orchestrator_metrics` returns."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from orchestrator.domain.analytics.counts import Counts, Day, TopAnswer, dates_of
from orchestrator.domain.paths import Path


def decode_counts(raw: Mapping[str, Any]) -> Counts:
    """`raw` is the JSON of `get_orchestrator_metrics`."""
    began_at, ended_at = datetime.fromisoformat(raw["from"]), datetime.fromisoformat(raw["to"])
    messages, offers, questions, creator, answers = (raw[name] for name in ("messages", "offers", "questions", "creator", "answers"))
    talk, replies, verdicts = messages["talk"], messages["replies"], messages["verdicts"]
    return Counts(
        began_at=began_at,
        ended_at=ended_at,
        observed_days=float(raw["observed_days"]),
        days=_decode_days(dates_of(began_at, ended_at, ZoneInfo(raw["zone"])), messages["by_day"], raw["accepted_by_day"]),
        users=talk["users"],
        guests=raw["guests"]["people"],
        guest_questions=raw["guests"]["questions"],
        asked_back_last=talk["asked_back_last"],
        confirmed=verdicts["helpful"],
        contested=verdicts["against"],
        helped=messages["helped"],
        reply_p50_ms=replies["p50_ms"],
        reply_p95_ms=replies["p95_ms"],
        replies_timed=replies["timed"],
        offers_accepted=offers["accepted"],
        offers_declined=offers["declined"],
        offers_lapsed=offers["lapsed"],
        offers_open=offers["open"],
        questions_answered=questions["answered"],
        questions_declined=questions["declined"],
        questions_expired=questions["expired"],
        questions_waiting=questions["waiting"],
        answered_s=tuple(map(float, questions["answered_s"])),
        waiting_s=tuple(map(float, questions["waiting_s"])),
        handled=creator["handled"],
        handled_measured=creator["measured"],
        creator_minutes=creator["minutes"],
        answers_active=answers["active"],
        answers_reused=answers["reused"],
        direct_messages=raw["direct_messages"],
        top_answers=tuple(TopAnswer(row["id"], row["question_pattern"], row["times_served"]) for row in raw["top_answers"]),
        unanswered=tuple(raw["unanswered"]),
    )


def _decode_days(dates: Sequence[date], by_day: Sequence[dict[str, Any]], accepted_by_day: Sequence[dict[str, Any]]) -> tuple[Day, ...]:
    """One entry for each date of the window, including dates without messages."""
    paths: dict[date, dict[Path, int]] = {on: {} for on in dates}
    small_talk = dict.fromkeys(dates, 0)
    for row in by_day:
        on, path = date.fromisoformat(row["on"]), Path(row["path"])
        paths[on][path] = paths[on].get(path, 0) + row["messages"]
        small_talk[on] += row["messages"] if row["is_small_talk"] else 0
    for row in accepted_by_day:
        paths[date.fromisoformat(row["on"])][Path.queue_for_creator] = row["questions"]
    return tuple(Day(on, paths[on], small_talk[on]) for on in dates)
