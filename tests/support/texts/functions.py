"""Every public function of the domain that reads a text, as a function of one text: what the test of their cost feeds."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from orchestrator.adapters.words.word_forms import LibraryWordForms
from orchestrator.domain import names
from orchestrator.domain.accounts.browsers import name_browser
from orchestrator.domain.accounts.embedding import check_origins
from orchestrator.domain.accounts.handles import check_handle, suggest_handle
from orchestrator.domain.accounts.persona import MAX_GREETING_CHARACTERS, PersonaFields, check_field
from orchestrator.domain.accounts.return_paths import read_return_path
from orchestrator.domain.analytics.subjects import find_subjects
from orchestrator.domain.answering import asking_back, drafts, half_answers, markdown_units, prompt
from orchestrator.domain.answering import sentences as passage_sentences
from orchestrator.domain.answering.checking import namesakes, statements, support
from orchestrator.domain.answering.documents import file_names, tables
from orchestrator.domain.answering.finding import retrieval, word_matches
from orchestrator.domain.answering.finding.answerability import read_evidence
from orchestrator.domain.answering.grounding import markup
from orchestrator.domain.answering.grounding.grounder import Grounder, ground
from orchestrator.domain.answering.passages import NearSentence, PassageHit, place_of
from orchestrator.domain.answering.quoting import excerpts, leads, pieces, quote, sides, wanted
from orchestrator.domain.answering.quoting.rows import row_answers
from orchestrator.domain.channels import filling, pressing, splitting
from orchestrator.domain.channels.events import Button
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.channels.mail import machines, sorting
from orchestrator.domain.channels.mail import threads as mail_threads
from orchestrator.domain.channels.mail.letters import ReadLetter
from orchestrator.domain.channels.webhook_secret import spell_webhook_secret
from orchestrator.domain.errors import Invalid
from orchestrator.domain.escalation import asked, direct_messages, summary
from orchestrator.domain.escalation.asked import AskedQuestion
from orchestrator.domain.escalation.expectation import Expectation
from orchestrator.domain.escalation.states import Status
from orchestrator.domain.matching import answers, close, conflicts, same_question, spreadsheets, unmistakable
from orchestrator.domain.matching.hits import EMPTY_BANK, CanonicalHit, QuotedPlace
from orchestrator.domain.matching.looks import second_look
from orchestrator.domain.matching.publishing import publishing
from orchestrator.domain.matching.rivals import answers as rivals
from orchestrator.domain.matching.rivals import passages as rival_passages
from orchestrator.domain.matching.telling_apart import differences, question_types, siblings
from orchestrator.domain.matching.wording import english, frames, germanic, languages, openings, order, spelling, verbs
from orchestrator.domain.matching.wording import words as wordings
from orchestrator.domain.message import (
    bursts,
    clarity,
    follow_ups,
    inflections,
    language,
    opposites,
    reading,
    threads,
    turns,
    vocabulary,
    words,
)
from orchestrator.domain.message import small_talk as manners
from orchestrator.domain.message.acts import choosing, features, head, phrases, picking
from orchestrator.domain.message.acts.kinds import Act
from orchestrator.domain.message.manners import afterthoughts, clauses, core, quoted
from orchestrator.domain.message.parts import indirect, leaning, terse
from orchestrator.domain.message.parts import reading as parts
from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.message.wants_human import is_bare_wish, wants_human
from orchestrator.domain.notifying import texts as notices
from orchestrator.domain.notifying.mail.bounces import read_mail_id
from orchestrator.domain.notifying.mail.phrases import read_accepted
from orchestrator.domain.notifying.mail.unsubscribing import read_signed
from orchestrator.domain.notifying.settings import NotificationKind
from orchestrator.domain.paths import Path
from orchestrator.domain.payments import currencies
from orchestrator.domain.payments.money import Money
from orchestrator.domain.policy import changes, policy
from orchestrator.domain.replies import acts, own_words, sentences
from orchestrator.domain.replies.voice import Voice
from orchestrator.domain.routing import acting, outcome, signals, teachable
from orchestrator.domain.routing import parts as routing_parts
from orchestrator.domain.routing.deciding.decide import decide
from orchestrator.domain.routing.deciding.decision import Decision
from orchestrator.domain.safety import abuse, instructions, moderation, privacy, topics
from orchestrator.domain.sources import addresses, kinds, proposals, visits
from orchestrator.domain.texts import check_message, check_text, first_sentence, shortened
from orchestrator.domain.time_zones import is_time_zone
from orchestrator.domain.urls import find_url_problem, is_loopback
from support import facts

Read = Callable[[str], object]

WORD_FORMS = LibraryWordForms()


def _decision() -> Decision:
    decided = decide(facts.signals(), facts.policy(), facts.facts())
    assert isinstance(decided, Decision)
    return decided


QUESTION = "When should I harvest lavender honey, and how many frames are capped?"
PASSAGE_CHARACTERS = 800
"""With twelve passages, about as many characters as the text has itself."""
PASSAGES, ANSWERS = 12, 24
"""As many as a search finds."""


def _find_beside(asked: leads.Asked, passages: tuple[PassageHit, ...]) -> leads.Lead | None:
    lead, _ = leads.find_lead(asked, passages)
    return leads.find_beside(asked, lead, passages) if lead is not None else None


def hits(text: str) -> tuple[PassageHit, ...]:
    return tuple(
        facts.passage_hit(
            0.9 - at / 100,
            id=facts.identifier(f"p{at}"),
            position=at,
            content=text[at * 700 : at * 700 + PASSAGE_CHARACTERS],
            heading=text[:100],
        )
        for at in range(PASSAGES)
    )


def _accepted(text: str) -> AskedQuestion:
    return replace(_asked(text), status=Status.accepted, accepted_at=facts.NOW)


def _asked(text: str) -> AskedQuestion:
    return AskedQuestion(facts.identifier("asked"), text, Status.accepted, True, Expectation(24.0, True), facts.NOW)


def _answers(text: str) -> tuple[CanonicalHit, ...]:
    return tuple(
        facts.answer_hit(0.9 - at / 100, id=facts.identifier(f"a{at % 8}"), question_pattern=text[at:], answer_content=text)
        for at in range(ANSWERS)
    )


def _turns(text: str) -> tuple[Turn, ...]:
    return (facts.user_turn(text), facts.agent_turn(text, Path.clarify, content=text)) * 5


def _reads(read: Callable[[reading.Reading], object]) -> Read:
    """A function of a reading. Reading the text is part of its cost."""
    return lambda text: read(reading.read_text(text))


def _pairs(read: Callable[[reading.Reading, reading.Reading], object]) -> Read:
    """A function of two readings, with the text on either side, and with two long texts that are nearly the same."""

    def call(text: str) -> None:
        half = text[: len(text) // 2]
        read(reading.read_text(half), reading.read_text(QUESTION))
        read(reading.read_text(half), reading.read_text(half + " not"))

    return call


def _letter(text: str) -> ReadLetter:
    """A mail that says the same everywhere."""
    return ReadLetter(
        text,
        ((text, text),),
        (text,),
        (text,),
        text,
        text,
        text,
        (text,),
        headers=(("auto-submitted", text),),
        authentication=((text, text),),
    )


def _refuses(check: Read) -> Read:
    """A check that may refuse the text."""

    def call(text: str) -> None:
        with suppress(Invalid):
            check(text)

    return call


VOICE = facts.facts().voice
CHECKED = support.read_reference([support.passage_text(facts.passage_hit())])
TOPIC = "honey bees"


def _ground(text: str) -> None:
    ground(text, (facts.passage_hit(),), persona="a friendly keeper of bees in the north", names="Mara")


def _feed(text: str) -> None:
    """The last piece of a model's text."""
    grounder = Grounder((facts.passage_hit(),))
    grounder.feed(text)


def _matched(text: str) -> dict[str, float]:
    return {**dict.fromkeys(reading.read_text(text).informative, 1.0), "honey": 1.0}


TEXT_FUNCTIONS: Mapping[str, Read] = {
    "accounts.persona.check_field": _refuses(lambda text: check_field("greeting", text, MAX_GREETING_CHARACTERS)),
    "accounts.browsers.name_browser": name_browser,
    "accounts.handles.check_handle": _refuses(check_handle),
    "accounts.handles.suggest_handle": suggest_handle,
    "accounts.return_paths.read_return_path": read_return_path,
    "analytics.subjects.find_subjects": lambda text: find_subjects([text, text[1:]], WORD_FORMS),
    "answering.finding.answerability.read_evidence": lambda text: read_evidence(reading.read_text(text), hits(text)),
    "answering.asking_back.read_choices": lambda text: asking_back.read_choices(text, text, hits(text)),
    "answering.half_answers.read_missing": lambda text: (
        half_answers.read_missing(text, text, hits(text)),
        half_answers.read_missing("how long it is", f"{QUESTION} And how long it is? {text}", hits(text)),
    ),
    "answering.half_answers.with_subject": lambda text: half_answers.with_subject(text, text),
    "answering.finding.word_matches.word_shares": lambda text: word_matches.word_shares(reading.read_text(text), hits(text)),
    "answering.finding.word_matches.read_rarities": lambda text: word_matches.read_rarities(
        reading.read_text(text).informative, hits(text)
    ),
    "answering.finding.word_matches.share_of": lambda text: word_matches.share_of(*[_matched(text)] * 2),
    "answering.finding.word_matches.better_of": lambda text: word_matches.better_of(*[_matched(text)] * 2),
    "answering.quoting.rows.row_answers": lambda text: row_answers(
        reading.read_text(f"How much is {text}?"),
        facts.passage_hit(content=f"|a|b|\n|---|---|\n|{text[:300]}|1 €|\n{text}", sentences=(NearSentence(text, 0.5),)),
    ),
    "sources.addresses.check_address": _refuses(addresses.check_address),
    "sources.addresses.normalise": lambda text: addresses.normalise(f"https://{text}"),
    "sources.addresses.join": lambda text: addresses.join("https://example.org/", text),
    "sources.addresses.is_same_host": lambda text: addresses.is_same_host("https://example.org/", f"https://example.org/{text[:2000]}"),
    "sources.addresses.may_be_page": lambda text: addresses.may_be_page(f"https://example.org/{text[:2000]}"),
    "sources.kinds.guess_address_kind": kinds.guess_address_kind,
    "sources.kinds.guess_file_kind": _refuses(lambda text: kinds.guess_file_kind(text, text.encode())),
    "sources.proposals.propose": lambda text: proposals.propose(text[:2_000], text, text[:50]),
    "sources.proposals.leave_out": lambda text: proposals.leave_out(text, "Ada"),
    "sources.visits.is_page": visits.is_page,
    "answering.documents.file_names.why_no_document": file_names.why_no_document,
    "answering.documents.file_names.why_not_to_upload": file_names.why_not_to_upload,
    "answering.documents.tables.is_delimiter": tables.is_delimiter,
    "answering.documents.tables.spell_out_tables": lambda text: tables.spell_out_tables(f"{text}\n\n|{text[:300]}|\n|---|\n|{text}|"),
    "answering.documents.tables.read_rows": lambda text: list(tables.read_rows(f"|{text[:300]}|\n|---|\n|{text}|")),
    "answering.documents.tables.spell_row": lambda text: tables.spell_row(text.split(" "), text.split(" ")),
    "answering.documents.tables.split_cells": tables.split_cells,
    "answering.grounding.grounder.ground": _ground,
    "answering.grounding.grounder.Grounder.feed": _feed,
    "answering.grounding.markup.clean": lambda text: markup.clean(text, text[1:]),
    "answering.grounding.markup.is_json": markup.is_json,
    "answering.markdown_units.split_units": markdown_units.split_units,
    "answering.markdown_units.split_finished": markdown_units.split_finished,
    "answering.markdown_units.is_finished_sentence": markdown_units.is_finished_sentence,
    "answering.prompt.build_prompt": lambda text: prompt.build_prompt(
        facts.draft_request(text, passages=hits(text), turns=_turns(text)), 3_000
    ),
    "answering.prompt.build_check": lambda text: prompt.build_check(text, hits(text)),
    "answering.prompt.is_yes": prompt.is_yes,
    "answering.prompt.is_no": prompt.is_no,
    "answering.prompt.build_match_check": lambda text: prompt.build_match_check(text, text, text),
    "answering.prompt.build_summary": lambda text: prompt.build_summary(_turns(text), text),
    "answering.prompt.estimate_tokens": prompt.estimate_tokens,
    "answering.prompt.as_data": prompt.as_data,
    "answering.quoting.quote.quote": lambda text: quote.quote(text, hits(text), "Mara"),
    "answering.quoting.excerpts.find_excerpt": lambda text: excerpts.find_excerpt(text, text[len(text) // 2 :]),
    "answering.quoting.pieces.read_pieces": pieces.read_pieces,
    "answering.quoting.pieces.shown_around": lambda text: pieces.shown_around(pieces.read_pieces(f"a\n{text}"), 0, 1, frozenset(("a",))),
    "answering.quoting.wanted.read_wanted": lambda text: wanted.read_wanted(reading.read_text(text)),
    "answering.quoting.wanted.fitness": lambda text: wanted.fitness(wanted.Wanted.duration, reading.read_text(QUESTION), text),
    "answering.quoting.sides.read_sides": lambda text: sides.read_sides(reading.read_text(text)),
    "answering.checking.namesakes.read_numbered": lambda text: namesakes.read_numbered(text, namesakes.lower_words(text)),
    "answering.quoting.leads.all_leads": lambda text: leads.all_leads(leads.Asked.read(QUESTION), hits(text)),
    "answering.quoting.leads.find_lead": lambda text: leads.find_lead(leads.Asked.read(QUESTION), hits(text)),
    "answering.quoting.leads.find_beside": lambda text: _find_beside(leads.Asked.read(f"{QUESTION} Or by rail?"), hits(text)),
    "answering.quoting.leads.read_figures": leads.read_figures,
    "answering.quoting.leads.read_forms": leads.read_forms,
    "answering.checking.namesakes.lower_words": namesakes.lower_words,
    "answering.checking.namesakes.says_of_namesake": lambda text: namesakes.says_of_namesake(
        namesakes.read_numbered("Luma 3"), "It weighs 1 kg.", (), [support.read_reference([f"Luma 2 weighs 1 kg. {text}"])]
    ),
    "answering.documents.tables.spelled_rows": tables.spelled_rows,
    "answering.sentences.plain_text": passage_sentences.plain_text,
    "routing.outcome.quoted_reply": lambda text: outcome.quoted_reply(text, [outcome.passage_source(facts.passage_hit(), text)]),
    "answering.markdown_units.join_lines": markdown_units.join_lines,
    "answering.finding.retrieval.ranked": lambda text: retrieval.ranked(hits(text), reading.read_text(text)),
    "answering.finding.retrieval.for_draft": lambda text: retrieval.for_draft(hits(text)),
    "answering.finding.retrieval.tokens_of": lambda text: retrieval.tokens_of(facts.passage_hit(content=text)),
    "answering.sentences.is_question": passage_sentences.is_question,
    "answering.sentences.read_sentences": lambda text: passage_sentences.read_sentences(text[:300], text),
    "answering.sentences.shown_excerpt": lambda text: passage_sentences.shown_excerpt(facts.passage_hit(content=text), 300),
    "answering.checking.statements.read_statements": lambda text: statements.read_statements([text]),
    "answering.checking.statements.mixes_up": lambda text: statements.mixes_up(text, CHECKED.statements),
    "answering.checking.support.read_reference": lambda text: support.read_reference([text]),
    "answering.checking.support.passage_text": lambda text: support.passage_text(facts.passage_hit(content=text)),
    "answering.checking.support.check_sentence": lambda text: support.check_sentence(text, CHECKED),
    "answering.checking.support.supported_share": lambda text: support.supported_share(text, CHECKED),
    "answering.checking.support.claims_nothing": support.claims_nothing,
    "answering.checking.support.is_negated": support.is_negated,
    "answering.checking.support.read_numbers": support.read_numbers,
    "answering.checking.support.read_names": support.read_names,
    "answering.checking.support.foreign_addresses": lambda text: support.foreign_addresses(text, text[1:]),
    "answering.checking.support.runs": lambda text: support.runs(words.tokens(text), 5),
    "escalation.direct_messages.touches_blocked_topic": _reads(
        lambda read: direct_messages.touches_blocked_topic(facts.policy(blocked_topics=(TOPIC,)), read, WORD_FORMS)
    ),
    "escalation.asked.waiting_question": lambda text: asked.waiting_question((_asked(text), _asked(text[1:])), text),
    "escalation.asked.waiting_here": lambda text: asked.waiting_here((_asked(text), _asked(text[1:])), text),
    "escalation.asked.last_passed_on": lambda text: asked.last_passed_on((_asked(text), _asked(text[1:])), text),
    "escalation.summary.summarise": lambda text: summary.summarise(_turns(text), "Ada", "Bee School"),
    "escalation.summary.check_written": lambda text: summary.check_written(text, (facts.user_turn(text),)),
    "matching.answers.nearest_phrasings": lambda text: answers.nearest_phrasings(_answers(text)),
    "matching.answers.servable": lambda text: answers.servable(_answers(text), _turns(text), True, facts.NOW),
    "matching.telling_apart.differences.differences": _pairs(differences.differences),
    "matching.telling_apart.differences.word_differences": _pairs(differences.word_differences),
    "matching.telling_apart.differences.edits": _pairs(differences.edits),
    "matching.telling_apart.differences.close_differences": _pairs(differences.close_differences),
    "matching.telling_apart.differences.read_differences": _pairs(differences.read_differences),
    "matching.telling_apart.differences.nearest_edits": _reads(
        lambda read: differences.nearest_edits(read, [reading.read_text(QUESTION), read])
    ),
    "matching.telling_apart.differences.variety": lambda text: differences.variety([reading.read_text(text), reading.read_text(QUESTION)]),
    "matching.telling_apart.question_types.read_question_type": _reads(question_types.read_question_type),
    "matching.telling_apart.question_types.tells_of_failure": _reads(question_types.tells_of_failure),
    "matching.rivals.answers.read_rivals": _reads(
        lambda read: rivals.read_rivals(read, False, _answers(read.text), facts.calibration().canonical)
    ),
    "matching.rivals.answers.read_answer_and_passage": _reads(
        lambda read: rivals.read_answer_and_passage(read, _answers(read.text), facts.calibration().canonical, hits(read.text))
    ),
    "matching.rivals.passages.read_rival_passages": _reads(lambda read: rival_passages.read_rival_passages(read, hits(read.text))),
    "matching.rivals.passages.passages_of": _reads(lambda read: rival_passages.passages_of((read.text,), read, hits(read.text))),
    "matching.rivals.passages.short_name": rival_passages.short_name,
    "matching.rivals.answers.choice_of": lambda text: rivals.choice_of(facts.answer_hit(answer_content=text)),
    "matching.rivals.answers.chosen_answer": lambda text: rivals.chosen_answer(text, _turns(text), _answers(text)),
    "matching.same_question.ask_the_same": lambda text: same_question.ask_the_same(text, text[1:], 0.99, facts.calibration(), 0.5),
    "matching.close.wording_of": close.wording_of,
    "matching.unmistakable.is_unmistakable": _reads(
        lambda read: unmistakable.is_unmistakable(read, reading.read_text(read.text[1:]), "en")
    ),
    "matching.unmistakable.find_unmistakable": _reads(lambda read: unmistakable.find_unmistakable(read, _answers(read.text[1:]), "en")),
    "matching.telling_apart.siblings.find_siblings": _reads(lambda read: siblings.find_siblings(read, _answers(read.text[1:]), "en")),
    "matching.unmistakable.say_the_same": lambda text: unmistakable.say_the_same((text, text[1:])),
    "matching.conflicts.read_conflicts": lambda text: conflicts.read_conflicts(
        text,
        [conflicts.NearWording(facts.identifier("a"), text, facts.identifier("b"), facts.identifier("c"), text[1:], "", 0.9)],
        "en",
        facts.calibration(),
        0.5,
    ),
    "matching.wording.frames.reframed": lambda text: frames.reframed(text, frames.frames(("^a (.+) b$", "x"))),
    "matching.wording.english.plain_english": lambda text: english.plain_english(words.tokens(text)),
    "matching.wording.openings.opened": openings.opened,
    "matching.wording.openings.type_out": lambda text: openings.type_out(words.tokens(text)),
    "matching.wording.openings.with_one_not": openings.with_one_not,
    "matching.wording.openings.without_do": openings.without_do,
    "matching.wording.openings.with_perfect": lambda text: openings.with_perfect(text, "+", frozenset(("gone",))),
    "matching.wording.order.phrases_of": lambda text: [order.phrases_of(words.tokens(text), each) for each in ("en", "tr")],
    "matching.wording.order.day_as_phrase": lambda text: order.day_as_phrase(words.tokens(text)),
    "matching.wording.spelling.is_joined": lambda text: spelling.is_joined(tuple(words.tokens(text)), tuple(words.tokens(text[1:]))),
    "matching.wording.spelling.is_mistyped": lambda text: spelling.is_mistyped(text, text[1:], "en", LibraryWordForms()),
    "matching.wording.spelling.is_bare": lambda text: spelling.is_bare(text, "en", LibraryWordForms()),
    "matching.wording.germanic.addressed_as_one": germanic.addressed_as_one,
    "matching.wording.verbs.with_infinitive": lambda text: [verbs.with_infinitive(text, each) for each in ("de", "nl", "es", "tr")],
    "matching.wording.words.is_same_word": lambda text: wordings.is_same_word(text, f"{text}s"),
    "matching.wording.languages.plain_text": lambda text: [languages.plain_text(text, each) for each in ("de", "ja")],
    "matching.wording.languages.plain_words": lambda text: [
        languages.plain_words(text.split(" "), each, text) for each in ("de", "fr", "pt")
    ],
    "matching.wording.languages.split_elided": lambda text: languages.split_elided(words.tokens(text), "fr"),
    "matching.wording.words.read_wording": lambda text: [wordings.read_wording(text, each) for each in ("en", "fr", "de", "ja")],
    "matching.wording.words.ask_the_same": lambda text: wordings.ask_the_same(
        wordings.read_wording(text, "en"), wordings.read_wording(text[1:], "en"), "en", LibraryWordForms()
    ),
    "matching.looks.second_look.read_features": _reads(lambda read: second_look.read_features(read, _answers(QUESTION), EMPTY_BANK)),
    "matching.spreadsheets.read_cell": spreadsheets.read_cell,
    "matching.spreadsheets.write_table": lambda text: spreadsheets.write_table([text], [{text: text}]),
    "matching.spreadsheets.write_cell": spreadsheets.write_cell,
    "message.bursts.join_burst": lambda text: bursts.join_burst([text[:700]] * 10, text[:900]),
    "message.clarity.vagueness": _reads(clarity.vagueness),
    "message.clarity.ends_openly": _reads(clarity.ends_openly),
    "message.clarity.complexity": _reads(clarity.complexity),
    "message.follow_ups.read_question": _reads(lambda read: follow_ups.read_question(read, _turns(read.text))),
    "message.follow_ups.may_follow_up": _reads(follow_ups.may_follow_up),
    "message.follow_ups.stands_alone": _reads(follow_ups.stands_alone),
    "message.inflections.lemmas": inflections.lemmas,
    "message.inflections.same_word": lambda text: inflections.same_word(text, text[1:]),
    "message.inflections.forms_of": lambda text: inflections.forms_of(words.tokens(text)),
    "message.inflections.found_in": lambda text: inflections.found_in(words.tokens(QUESTION), inflections.forms_of(words.tokens(text))),
    "message.language.read_language": lambda text: language.read_language(text, WORD_FORMS),
    "message.language.language_of": lambda text: language.language_of((text,) * 10, WORD_FORMS),
    "message.manners.clauses.split_clauses": lambda text: clauses.split_clauses(text, 0, len(text)),
    "message.manners.clauses.is_unspaced": clauses.is_unspaced,
    "message.manners.clauses.is_unspaced_manners": lambda text: clauses.is_unspaced_manners(text, frozenset()),
    "message.manners.clauses.read_manners": lambda text: [
        clauses.read_manners(clause.words, frozenset()) for clause in clauses.split_clauses(text, 0, 1_000)
    ],
    "message.manners.clauses.opening_phrase": lambda text: [
        clauses.opening_phrase(clause.words) for clause in clauses.split_clauses(text, 0, 1_000)
    ],
    "message.manners.clauses.read_roughly": lambda text: [
        clauses.read_roughly(clause.words, frozenset()) for clause in clauses.split_clauses(text, 0, 1_000)
    ],
    "message.manners.clauses.split_ends": lambda text: clauses.split_ends(text, 0, len(text)),
    "message.manners.core.read_core": core.read_core,
    "message.manners.afterthoughts.without_afterthought": afterthoughts.without_afterthought,
    "message.parts.reading.read_parts": parts.read_parts,
    "message.parts.reading.without_joint": parts.without_joint,
    "message.parts.indirect.asks_indirectly": lambda text: indirect.asks_indirectly(words.tokens(text)),
    "message.parts.indirect.is_unsure": lambda text: indirect.is_unsure(words.tokens(text)),
    "message.parts.leaning.leans_back": leaning.leans_back,
    "message.parts.terse.read_terse_items": terse.read_terse_items,
    "message.acts.picking.picked_of": lambda text: picking.picked_of(text, (text[:90], text[1:90])),
    "message.acts.choosing.names_one": lambda text: choosing.names_one(text, (text[:90], text[1:90])),
    "answering.drafts.without_repetition": lambda text: drafts.without_repetition(
        drafts.Draft(text, (), supported=True, written_by="quotes"), [text, text[::-1]]
    ),
    "routing.parts.combine": lambda text: routing_parts.combine(
        [(text, _decision(), outcome.Outcome(outcome.Reply(text)))] * 2, facts.facts().voice
    ),
    "message.manners.core.with_manners": lambda text: core.with_manners(text, text),
    "message.manners.quoted.find_own_lines": quoted.find_own_lines,
    "message.opposites.opposed": lambda text: opposites.opposed(words.tokens(QUESTION), frozenset(words.tokens(text))),
    "message.opposites.negates": opposites.negates,
    "message.reading.read_text": reading.read_text,
    "message.reading.coverage": _reads(lambda read: reading.coverage(read, read.text[:PASSAGE_CHARACTERS])),
    "message.acts.choosing.chosen_of": lambda text: choosing.chosen_of(text, (text[:90], text[1:90])),
    "message.acts.features.read_pieces": features.read_pieces,
    "message.acts.features.read_words": features.read_words,
    "message.acts.head.read_others": lambda text: head.read_others(text, frozenset[str]().__contains__),
    "message.acts.phrases.plain": phrases.plain,
    "message.turns.last_question": lambda text: turns.last_question(_turns(text)),
    "message.small_talk.small_talk": _reads(lambda read: manners.small_talk(read, frozenset(read.tokens[-1:]))),
    "message.vocabulary.informative_words": vocabulary.informative_words,
    "message.vocabulary.informative_among": lambda text: vocabulary.informative_among(words.tokens(text)),
    "message.wants_human.wants_human": _reads(wants_human),
    "message.wants_human.is_bare_wish": _reads(is_bare_wish),
    "matching.publishing.publishing.read_slug": publishing.read_slug,
    "matching.publishing.publishing.choose_slug": lambda text: publishing.choose_slug(text, {text[:80]}),
    "matching.publishing.publishing.read_words": publishing.read_words,
    "matching.publishing.publishing.is_reworded": lambda text: publishing.is_reworded(text, text[1:]),
    "message.threads.name_thread": lambda text: threads.name_thread(UUID(int=1), UUID(int=2), text),
    "message.threads.read_client_id": threads.read_client_id,
    "message.words.fold_all": lambda text: words.fold_all(text.split("\n")),
    "message.words.fold": words.fold,
    "message.words.tokens": words.tokens,
    "message.words.plain_letters": words.plain_letters,
    "message.words.split_compounds": lambda text: words.split_compounds(text.split(" ")),
    "names.check_name": _refuses(lambda text: names.check_name("name", text)),
    "names.clean_name": lambda text: names.clean_name(text, 300),
    "names.count_characters": names.count_characters,
    "notifying.mail.bounces.read_mail_id": read_mail_id,
    "notifying.mail.phrases.read_accepted": read_accepted,
    "notifying.mail.unsubscribing.read_signed": lambda text: read_signed(text, bytes(32)),
    "notifying.texts.read_first_sentence": notices.read_first_sentence,
    "notifying.texts.render_text": lambda text: notices.render_text(
        [notices.NotificationContent(NotificationKind.question_accepted, text, None, text)], None
    ),
    "policy.changes.change_policy": _refuses(
        lambda text: changes.change_policy(facts.policy(), {"blocked_topics": [text], "chat_model": text})
    ),
    "policy.policy.read_policy": _refuses(
        lambda text: policy.read_policy({**policy.show_policy(facts.policy()), "blocked_topics": [text], "moderation_failure": text})
    ),
    "time_zones.is_time_zone": is_time_zone,
    "replies.own_words.own_words": lambda text: own_words.own_words(manners.SmallTalk.greeting, text),
    "replies.sentences.as_plain_text": sentences.as_plain_text,
    "replies.sentences.missing": lambda text: sentences.missing(VOICE, text),
    "replies.sentences.signed_off": lambda text: sentences.signed_off(text, Voice("Mara", fields=PersonaFields(sign_off=text))),
    "replies.sentences.clarification": lambda text: sentences.clarification(VOICE, (text, text[1:])),
    "replies.sentences.close_question": lambda text: sentences.close_question(VOICE, (text, text[1:])),
    "replies.sentences.only_text": sentences.only_text,
    "replies.sentences.offer_choices": sentences.offer_choices,
    "replies.sentences.join_account": lambda text: sentences.join_account(text, text),
    "channels.webhook_secret.spell_webhook_secret": spell_webhook_secret,
    "accounts.embedding.check_origins": _refuses(lambda text: check_origins([text])),
    "channels.mail.threads.name_thread": lambda text: mail_threads.name_thread(text, text),
    "channels.mail.threads.make_token": lambda text: mail_threads.make_token("secret", text, text),
    "channels.mail.threads.read_token": lambda text: mail_threads.read_token("secret", text, text),
    "channels.mail.threads.make_reply_address": lambda text: mail_threads.make_reply_address(text, text),
    "channels.mail.threads.find_tokens": lambda text: mail_threads.find_tokens("a@b.c", [text], [text]),
    "channels.mail.machines.is_ours": lambda text: machines.is_ours(_letter(text), text),
    "channels.mail.machines.is_of_machine": lambda text: machines.is_of_machine(_letter(text)),
    "channels.mail.sorting.make_event": lambda text: sorting.make_event(_letter(text), sorting.OwnMailbox("a@b.c", "secret", text), text),
    "channels.mail.sorting.write_handle": lambda text: sorting.write_handle(sorting.Handle(text, text, (text,))),
    "channels.mail.sorting.read_handle": sorting.read_handle,
    "replies.sentences.not_read": lambda text: sentences.not_read((text,), text),
    "payments.currencies.check_currency": _refuses(currencies.check_currency),
    "payments.currencies.render_money": lambda text: currencies.render_money(Money(500, text), text),
    "channels.splitting.split": lambda text: [splitting.split(text, longest) for longest in (160, 4_096)],
    "channels.pressing.make_button": lambda text: pressing.make_button(text, pressing.Action.accept, UUID(int=1)),
    "channels.pressing.read_pressed": pressing.read_pressed,
    "channels.pressing.number_choices": lambda text: pressing.number_choices(text, (Button(text, "send:1"),)),
    "channels.pressing.read_number": lambda text: pressing.read_number(text, (Button(text, "send:1"), Button(text[1:], "send:2"))),
    "channels.filling.check_fields": _refuses(lambda text: filling.check_fields(ChannelKind.telegram, {"bot_token": text}, is_new=True)),
    "replies.sentences.is_yes": sentences.is_yes,
    "replies.sentences.is_something_else": sentences.is_something_else,
    "replies.sentences.queued": lambda text: sentences.queued(text, Expectation(24.0, True)),
    "replies.sentences.about": sentences.about,
    "replies.sentences.quoted": sentences.quoted,
    "replies.sentences.quoted_whole": sentences.quoted_whole,
    "replies.acts.state_of": lambda text: acts.state_of(VOICE, _asked(text), "UTC"),
    "replies.acts.states_of": lambda text: acts.states_of(VOICE, (_accepted(text), _accepted(text[1:])), "UTC"),
    "escalation.asked.all_waiting": lambda text: asked.all_waiting((_accepted(text), _accepted(text[1:])), text),
    "message.turns.asked_what_for": lambda text: turns.asked_what_for((Turn(Role.agent, text),)),
    "routing.acting.read_situation": lambda text: acting.read_situation((Turn(Role.agent, text),), (_asked(text),)),
    "routing.acting.read_doing": lambda text: acting.read_doing(Act.add, text, (_asked(text),)),
    "replies.sentences.handed_back": sentences.handed_back,
    "replies.sentences.apology": lambda text: sentences.apology(text, True),
    "replies.sentences.declined": lambda text: sentences.declined(text, text, True),
    "replies.sentences.correction": lambda text: sentences.correction("Mara", text),
    "replies.sentences.withdrawal": lambda text: sentences.withdrawal("Mara", text),
    "routing.outcome.signed_answer": lambda text: outcome.signed_answer(
        text, [outcome.answer_source(facts.answer_hit(answer_content=text))]
    ),
    "routing.outcome.quoted_source": lambda text: outcome.quoted_source(
        facts.answer_hit(answer_content=text, quoted_from=QuotedPlace(facts.identifier("p"), facts.identifier("d"), text, text))
    ),
    "routing.teachable.why_not_taught": teachable.why_not_taught,
    "routing.teachable.is_in_own_words": lambda text: teachable.is_in_own_words(text, text, f"{text}."),
    "answering.passages.place_of": lambda text: place_of(text, text),
    "routing.outcome.answer_source": lambda text: outcome.answer_source(facts.answer_hit(answer_content=text)),
    "routing.outcome.passage_source": lambda text: outcome.passage_source(facts.passage_hit(content=text)),
    "routing.signals.read_probabilities": lambda text: signals.read_probabilities(
        facts.facts(text), _answers(QUESTION), facts.calibration()
    ),
    "routing.signals.searched_text": lambda text: signals.searched_text(facts.passage_hit(content=text)),
    "safety.abuse.find_abuse": _reads(abuse.find_abuse),
    "safety.instructions.without_instructions": instructions.without_instructions,
    "safety.moderation.read_unsafe": _reads(lambda read: moderation.read_unsafe(read, moderation.NOT_ASKED, facts.policy())),
    "safety.privacy.find_personal_data": lambda text: privacy.find_personal_data(text, ("Mara Lind", "mara")),
    "safety.topics.first_touched": _reads(lambda read: topics.first_touched(read, ("free kittens",), WORD_FORMS)),
    "safety.topics.touches": _reads(lambda read: topics.touches(read, TOPIC, WORD_FORMS)),
    "texts.first_sentence": first_sentence,
    "texts.shortened": lambda text: shortened(text, 160),
    "texts.check_text": _refuses(lambda text: check_text("message", text, 50_000)),
    "texts.check_message": _refuses(check_message),
    "urls.is_loopback": lambda text: is_loopback(f"http://{text}"),
    "urls.find_url_problem": lambda text: (find_url_problem(text, ("https",)), find_url_problem(f"https://{text}", ("https",))),
}
"""{name without 'orchestrator.domain.': the function, called with the text in every place where a person's text goes}."""

NO_TEXTS: Mapping[str, str] = {
    "matching.looks.second_look.invalid_look": "makes an error of a sentence of ours",
    "matching.looks.second_look.read_pooled": "reads the values of a calibration",
    "matching.confirmed.group_wordings": "compares a bounded number of questions by `is_unmistakable`, which is fed",
    "matching.confirmed.names_another": "compares a bounded number of questions by `is_unmistakable`, which is fed",
    "matching.looks.multilingual.merge": "compares ids and numbers of hits",
    "routing.signals.servable_in": "compares ids, times and numbers of hits",
    "routing.signals.read_likely": "compares ids and numbers of hits; the language is read before",
    "matching.close.read_close": "compares numbers of hits",
    "matching.unmistakable.as_scored": "compares ids",
    "matching.answers.undisputed": "compares flags of hits",
    "matching.wording.frames.frames": "compiles the program's own patterns",
    "message.acts.phrases.make_phrases": "the utterances that ship with the package, read once",
    "message.acts.phrases.read_utterances": "a file that ships with the package, read once",
    "replies.sentences.closed_since": "a gate and the name of a time zone",
    "replies.sentences.expected_time": "puts the creator's name, which is short, into a sentence",
    "replies.sentences.render_time": "a time and the name of a time zone",
    "answering.documents.versions.is_same_title": "compares titles, which are at most 300 characters long",
    "message.language.is_common_word": "one word, looked up in a table",
    "escalation.direct_messages.closed_to": "puts the creator's name, which is short, into a sentence",
    "escalation.direct_messages.limit_reached": "puts the creator's name, which is short, into a sentence",
    "matching.answers.is_barred": "compares two numbers of a hit",
    "matching.answers.is_fresh": "compares two times of a hit",
    "notifying.mail.phrases.phrases_in": "looks a language code up",
    "notifying.mail.letters.write_confirmation": "puts an address of at most 254 characters into a sentence",
    "notifying.mail.letters.write_new_address": "puts an address of at most 254 characters into a sentence",
    "notifying.mail.letters.write_address_changed": "puts an address of at most 254 characters into a sentence",
    "notifying.mail.letters.write_taken": "puts an address of at most 254 characters into a sentence",
    "notifying.mail.letters.write_guest_return": "puts a name of at most 80 characters into a sentence",
    "notifying.mail.letters.write_guest_confirmation": "puts an address of at most 254 characters into a sentence",
    "notifying.mail.letters.write_invitation": "puts names of at most 80 characters into a sentence",
    "notifying.mail.letters.write_password_reset": "puts the secret of a link into an address",
    "notifying.mail.letters.write_erased": "looks a language code up",
    "notifying.mail.letters.write_test": "looks a language code up",
    "notifying.addresses.is_public": "an address that was resolved, of a few characters",
    "notifying.delivering.check_webhook_kinds": "compares with the known kinds",
    "policy.warnings.require_confirmed": "names of settings, looked up in a set",
    "policy.availability.read_availability": "names and times, compared with the known ones",
    "replies.sentences.refusal": "an objection of the program's own",
    "replies.phrases.phrases_in": "a language code",
    "replies.phrases.paying.paying_in": "a language code",
    "replies.paying.paid_too_late": "puts the creator's name, which is short, into a sentence",
    "routing.reply_plan.ask_to_pay": "as `replies.paying.to_pay`",
    "replies.paying.to_pay": "puts an address, or at most 2,000 characters of the creator's, into a sentence",
    "routing.deciding.thresholds.needed_match": "compares numbers of a hit",
}
"""{name: why it is not called, though its parameters look like texts}."""
