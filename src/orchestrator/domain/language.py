"""What can be read off a text alone: small talk, vagueness, complexity, follow-ups, words covered. Knows no thresholds."""

import re
from enum import StrEnum

from orchestrator.domain.words import same_word, split_compounds, tokens


class SmallTalk(StrEnum):
    greeting = "greeting"
    thanks = "thanks"
    farewell = "farewell"


# Words that carry no subject of their own.
FUNCTION_WORDS = frozenset(
    """a about after again all also am an and any anyone are aren't as at be because been being both but by can can't cannot could
    couldn't did didn't do does doesn't doing don't each either else ever every for from
    above across against along among around before behind below beside between beyond during since toward towards per via than
    few give gave given himself herself themselves ourselves yourself yourselves everyone everybody everything nobody none nothing whatever whoever
    ain't hasn't haven't hadn't mustn't needn't shouldn't weren't cant cannot didnt doesnt dont dunno hasnt havent isnt wasnt wont im ive
    whats thats theres hows lets gonna wanna r ur get gets getting go going got had has
    have having he her here hers him his how i i'd i'll i'm i've if in into is isn't it it's its itself just let let's like make
    many may maybe me might mine more most much must my myself need needs no nor not of off ok okay on one only onto or other our
    out over own please quite rather really same shall she should so some still such take than that that's the their theirs them
    then there these they this those though through to too u under until up upon us use very want wants was wasn't way we were
    what what's when where whether which while who whom whose why will with within without won't would wouldn't yes yet you your
    yours""".split()
)
# Words that name no subject although they are nouns, verbs or adjectives: 'I have a problem with this thing'.
GENERIC_WORDS = frozenset(
    """advice anybody anything ask asking assist assistance bit broke broken doubt error fail failed failing fails fix guide guidance
    happen happened happening happens help helping info information issue issues kind know learn look looking lot matter mean
    means more one problem problems query question questions something somebody someone sort stuff support tell thing things think
    tip tips trouble understand unsure weird work worked working works wrong explain explanation details detail detailed example
    clarify elaborate exactly examples specifically good bad better best nice""".split()
)
FILLER = frozenset(
    """hi hello hiya dear thanks thank thx cheers hmm hm um uh er well so ok okay yes yeah yep no nope please pls plz sure right haha lol oh ah hey""".split()
)
EMPTY_WORDS = FUNCTION_WORDS | GENERIC_WORDS | FILLER
_CONTRACTED = re.compile(r"'(?:s|re|ve|ll|d|m)$")

_PEOPLE = (
    r"(?: (?:there|all|everyone|everybody|again|guys|folks|team|friend|friends|sir|madam|mate|man|buddy|dear|dr|mr|mrs|ms|prof|professor))*"
)
_GREETING = (
    r"(?:hi+|hello+|helo|hey+|heya|hiya|yo|howdy|greetings|hola|hallo|salut|ciao|bonjour|moin|servus|namaste|ola|hej"
    r"|good (?:morning|afternoon|evening|day)|guten (?:morgen|tag|abend)|buenos dias|buenas (?:tardes|noches)|morning|evening)"
)
_HOW_ARE_YOU = r"(?: (?:how are you(?: doing)?(?: today)?|how is it going|how's it going|what's up|whats up|sup|nice to meet you))?"
_THANKS = (
    r"(?:thanks|thank you|thank u|thankyou|thx|tnx|ty|tysm|cheers|much appreciated|appreciate it|many thanks|merci|danke|gracias"
    r"|grazie|obrigado|obrigada|tack|kiitos)"
)
_THANKS_MORE = (
    r"(?: (?:a lot|lots|so much|very much|a bunch|a ton|a million|again|in advance|for (?:the |your |all |quick |fast |kind |detailed )*"
    r"(?:help|answer|answers|reply|time|support|info|information|explanation|response|advice)|for (?:helping|answering|explaining)(?: me)?"
    r"|(?:that|this) (?:helps|helped)(?: a lot| me)*|(?:that's|that is|that was|this is|this was|it was|was) (?:so |very |really )?"
    r"(?:great|perfect|all|it|helpful|useful)|you're the best|very helpful|perfect|great|awesome))*"
)
_PRAISE = r"(?:(?:that's |this is )?(?:great|perfect|awesome|wonderful|excellent|amazing|brilliant|cool|nice)|ok(?:ay)?|got it|(?:that|this) (?:helps|helped)(?: a lot)?|(?:that )?makes sense|no|nope|oh|ah|wow|well)"
# Said alone it is an acknowledgement; 'ok', 'yes' and 'no' alone may answer something, so they are not among these.
_ACKNOWLEDGED = (
    r"(?:(?:ok(?:ay)? )?(?:(?:that's |this is )?(?:great|perfect|awesome|wonderful|excellent|amazing|brilliant)|got it"
    r"|(?:that|this) (?:helps|helped)(?: a lot)?|(?:that )?makes sense|understood))"
)
_FAREWELL = (
    r"(?:bye(?: bye)?|goodbye|good night|see (?:you|ya)(?: later| soon| tomorrow| around)?|cya|take care"
    r"|have a (?:nice|good|great|lovely) (?:day|one|evening|weekend|night)|until next time|farewell|ciao|tschuss|adios|au revoir)"
)

_SMALL_TALK = (
    (
        SmallTalk.farewell,
        re.compile(
            f"(?:(?:{_PRAISE}|{_THANKS}{_THANKS_MORE}) )*{_FAREWELL}(?: (?:and )?(?:{_FAREWELL}|{_THANKS}{_THANKS_MORE}))*{_PEOPLE}"
        ),
    ),
    (SmallTalk.thanks, re.compile(f"(?:{_GREETING}{_PEOPLE} )?(?:{_PRAISE} )*{_THANKS}{_THANKS_MORE}{_PEOPLE}(?: {_FAREWELL})?")),
    (SmallTalk.thanks, re.compile(_ACKNOWLEDGED)),
    (SmallTalk.greeting, re.compile(f"{_GREETING}(?: {_GREETING})*{_PEOPLE}{_HOW_ARE_YOU}")),
    (SmallTalk.greeting, re.compile(r"(?:how are you(?: doing)?(?: today)?|how's it going|what's up)")),
)
MAX_SMALL_TALK_WORDS = 14
# Whole messages in other languages and scripts, without their signs.
_SAID_ELSEWHERE = {
    SmallTalk.greeting: """hallo zusammen, grüß gott, grüezi, guten tag, goedemorgen, goedemiddag, goedenavond, dag, hoi, salut, coucou, bonsoir, buenas, qué tal, buongiorno, buonasera, salve,
        olá, oi, bom dia, boa tarde, boa noite, tudo bem, god morgon, god dag, hejsan, tjena, goddag, hei, heisann, god morgen, cześć, dzień dobry, witam, zdravo, dobar dan, ćao, привет, здравствуйте,
        добрый день, merhaba, selam, günaydın, iyi günler, halo, selamat pagi, selamat siang, selamat malam, apa kabar, сәлем, сәлеметсіз бе, салем, 你好, 您好, 大家好, 早上好, こんにちは, こんばんは, おはよう,
        おはようございます, はじめまして, 안녕하세요, 안녕, مرحبا, السلام عليكم, أهلا, صباح الخير, नमस्ते, שלום, γεια σας, γεια""",
    SmallTalk.thanks: """danke schön, vielen dank, danke dir, besten dank, dank je, dank je wel, dankjewel, bedankt, merci beaucoup, je vous remercie, muchas gracias, mil gracias, grazie mille, molte grazie,
        muito obrigado, muito obrigada, valeu, tack så mycket, tusen takk, takk, mange tak, tak, tak skal du have, takk skal du ha, dziękuję, dzięki, bardzo dziękuję, hvala, hvala puno, спасибо, большое спасибо,
        teşekkürler, teşekkür ederim, çok teşekkürler, sağ ol, terima kasih, terima kasih banyak, makasih, рахмет, рақмет, көп рахмет, 谢谢, 谢谢你, 多谢, ありがとう, ありがとうございます, どうもありがとう, 감사합니다,
        고마워요, شكرا, شكرا جزيلا, धन्यवाद, תודה, ευχαριστώ""",
    SmallTalk.farewell: """auf wiedersehen, bis bald, bis später, schönen tag noch, tot ziens, doei, au revoir, à bientôt, bonne journée, hasta luego, hasta pronto, nos vemos, arrivederci, a presto, buona giornata,
        até logo, até mais, tchau, hej då, hejdå, vi ses, farvel, ha det, ha det bra, do widzenia, na razie, pa pa, doviđenja, vidimo se, до свидания, пока, hoşça kal, hoşça kalın, görüşürüz, güle güle,
        sampai jumpa, sampai nanti, сау бол, сау болыңыз, 再见, 拜拜, さようなら, またね, 안녕히 계세요, مع السلامة, إلى اللقاء, להתראות""",
}
_ELSEWHERE = {" ".join(tokens(said)): kind for kind, table in _SAID_ELSEWHERE.items() for said in table.split(",")}
# A whole message of these is small talk; the face is a run of signs with a letter in it, no word: 'thanks :D'.
_SIGNS_OF = ((SmallTalk.greeting, re.compile("[👋]")), (SmallTalk.thanks, re.compile("[👍🙏👏🙌😊🙂😀😃😄❤💛🥰]")))
_FACE = re.compile(r"(?<!\w)(?:[:;=]-?[dpox]|xd)(?!\w)", re.IGNORECASE)

# Openers that lean on what was said, those that may also begin something new, and those that lean only when bare ('why?').
LEANING = ("and", "but", "or", "what about", "how about", "what if", "in that case", "same for", "since when", "until when", "for how long")
ADDING = ("also", "then", "so")
BARE = ("why", "why not", "how", "how so", "how much", "how many", "how long", "how often", "which one", "which ones", "which", "who",
        "where", "when", "what else", "really", "are you sure")  # fmt: skip
# Asking for more of the same: a follow-up where nothing else is named.
ELABORATE = frozenset("""more explain explanation elaborate example examples detail details clarify exactly specifically mean""".split())
NEW_QUESTION = frozenset("""question questions help ask problem problems issue issues query""".split())
POINTING = frozenset("""it that this these those they them there he him she one ones same such both either former latter""".split())
POSSESSIVE = frozenset("""its their theirs his her hers""".split())
TIMES = frozenset("""year month week weekend day morning afternoon evening season spring summer autumn fall winter time""".split())
_BE = frozenset("""is are was were be isn't aren't there's""".split())
MAX_FOLLOW_UP_WORDS = 10
MAX_FOLLOW_UP_SUBJECTS = 2

# Asks for all there is on a subject, which follows, or is named by "about".
_BROAD = re.compile(
    r"(?:(?:please|hi|hello|hey|so|and) )*(?:(?:can|could|would|will) you )?(?:please )?(?:"
    r"(?:tell|teach|inform) (?:me|us) (?:(?:more|something|anything|everything|all|a bit|a little|some (?:information|info)|information|info) )*about"
    r"|(?:talk|speak) (?:to me )?about|(?:all |everything |anything |something )?about"
    r"|(?:some |more |any )?(?:information|info|details) (?:on|about|regarding)|(?:i'm|i am|im) (?:looking|searching) for(?: (?:some |more |any )?(?:information|info|details) (?:on|about))?"
    r"|(?:i'm|i am|im) interested in(?: (?:learning|knowing|hearing) (?:more )?about)?"
    r"|(?:find|give|get|show|send) (?:me |us )?(?:some |more |any )?(?:information |info |details )?(?:on|about|for)"
    r"|(?:i|we)(?:'d like|'d love| want| need| would like| would love)(?: to (?:know|learn|hear|read|find out))?"
    r"(?: (?:some |more |something |everything |all )*(?:information |info |details )?)?(?: ?(?:on|about))"
    r"|what (?:should i know|do i need to know|can you tell me|do you know|is there to know|can you say) about"
    r"|(?:find|give|get|show|send) (?:me |us )?(?:some |more |any )?(?P<about>.+) (?:information|info|details)$"
    r")\b"
)
ASKING = frozenset("who whom whose when where why how which what whether if".split())
_AUXILIARIES = frozenset("is are was were do does did can could may must should will would has have had".split())
MIN_SUBJECTS_ALONE = 2

LONG_WORD_LETTERS = 8
PART_WORDS = frozenset("""and then also additionally furthermore whereas however versus vs while although unless besides plus""".split())


# What follows "how" is the kind of answer that is asked for, not a word an answer would have.
ASKED_AFTER_HOW = frozenset("often long far soon old".split())


def informative_words(text: str) -> tuple[str, ...]:
    """Folded words that carry a subject, in order, repeats kept; no function words, no generic ones, no filler, no "often" of "how often"."""
    words = split_compounds(tokens(text))
    before = ["", *words]
    return tuple(
        word for word, last in zip(words, before, strict=False) if not _is_empty(word) and not (last == "how" and word in ASKED_AFTER_HOW)
    )


def _is_empty(word: str) -> bool:
    return word in EMPTY_WORDS or (_CONTRACTED.search(word) is not None and _CONTRACTED.sub("", word) in FUNCTION_WORDS)


def coverage(question: str, passage: str) -> float:
    """Share in [0, 1] of the question's informative words that stand in the passage in any inflection; 0 where it has none."""
    wanted = set(informative_words(question))
    if not wanted:
        return 0.0
    said = set(split_compounds(tokens(passage)))
    return sum(word in said or any(same_word(word, other) for other in said) for word in wanted) / len(wanted)


def small_talk(text: str, names: frozenset[str] = frozenset()) -> SmallTalk | None:
    """A greeting, thanks or farewell as the whole message; None where anything else is said, a question above all.

    `names` are folded words the greeted may be called by ('hi mara'); they do not count as content.
    """
    said = tokens(_FACE.sub(" ", text))
    if not said:
        return next((kind for kind, sign in _SIGNS_OF if sign.search(text)), None)
    if len(said) > MAX_SMALL_TALK_WORDS:
        return None
    for plain in (" ".join(said), " ".join(word for word in said if word not in names)):
        if plain in _ELSEWHERE:
            return _ELSEWHERE[plain]
        for kind, pattern in _SMALL_TALK:
            if pattern.fullmatch(plain):
                return kind
    return None


def vagueness(text: str) -> float:
    """How little a message says, in [0, 1]: 1 names no subject, 0.8 a single one in a few words, 0 enough to search with.

    0.6 is 'tell me about hives': all of one subject, and nothing that is asked of it. What asks for it is no subject: not
    'interested' in 'I'm interested in hives'.
    """
    said = tokens(text)
    plain = " ".join(said)
    broad = _BROAD.match(plain)
    named = (broad["about"] or plain[broad.end() :]) if broad else plain
    subjects = len(set(informative_words(named)))
    if subjects == 0:
        return 1.0
    if subjects == 1 and len(said) <= 3:
        return 0.8
    if broad and subjects == 1 and not ASKING & set(named.split()):
        return 0.6
    return 0.3 if subjects == 1 else 0.0


def stands_alone(text: str) -> bool:
    """Whether a message is a question of its own: it asks, and names enough to search with and leans on nothing."""
    said = tokens(text)
    asks = text.rstrip().endswith(("?", "？")) or bool(said and (said[0] in ASKING or said[0] in _AUXILIARIES))
    return asks and len(set(informative_words(text))) >= MIN_SUBJECTS_ALONE and not may_follow_up(text)


_OPEN_ENDS = (",", ";", ":", "-", "–", "—", "…", "...")
_OPEN_WORDS = frozenset("and but or because so since if when with without about for of to in the a an my your".split())


def ends_openly(text: str) -> bool:
    """Whether the writer has most likely not finished: the text ends in a comma, a dash, dots or a word that needs another."""
    said = tokens(text)
    return text.rstrip().endswith(_OPEN_ENDS) or (bool(said) and text.rstrip()[-1:].isalpha() and said[-1] in _OPEN_WORDS)


def one_thought(earlier: str, later: str) -> bool:
    """Whether two messages, the later sent without waiting for an answer, are to be answered as one.

    They are, unless each is a question that stands alone: then each deserves an answer of its own.
    """
    return not (stands_alone(earlier) and stands_alone(later))


def complexity(text: str) -> float:
    """How much work an answer is, in [0, 1], from four parts of equal standing, each saturating.

    Words (80 count as full), questions asked (3), share of words of 8 letters and more (half), and parts joined
    by conjunctions, lists or semicolons (5).
    """
    said = tokens(text)
    if not said:
        return 0.0
    questions = len(re.findall(r"[?？؟]+", text))
    long_words = sum(len(word) >= LONG_WORD_LETTERS for word in said) / len(said)
    parts = sum(word in PART_WORDS for word in said) + len(re.findall(r"[;:\n]|(?:^|\s)\d+[.)]\s", text))
    return (
        0.35 * min(1.0, max(0, len(said) - 8) / 72)
        + 0.25 * min(1.0, max(0, questions - 1) / 2)
        + 0.15 * min(1.0, long_words / 0.5) * min(1.0, len(said) / 12)
        + 0.25 * min(1.0, parts / 5)
    )


def may_follow_up(text: str) -> bool:
    """Whether the message may lean on an earlier one: short, and opening like a continuation, bare, or pointing back."""
    said = tokens(text)
    if not said or len(said) > MAX_FOLLOW_UP_WORDS:
        return False
    plain = " ".join(said)
    subjects = len(set(informative_words(text)))
    if subjects == 0 and (_opens(plain, BARE) or (ELABORATE & set(said) and not NEW_QUESTION & set(said))):
        return True
    leans = _opens(plain, LEANING) and subjects <= MAX_FOLLOW_UP_SUBJECTS + 1
    adds = _opens(plain, ADDING) and subjects <= 1
    return leans or adds or (subjects <= MAX_FOLLOW_UP_SUBJECTS and any(_points_back(said, at) for at in range(len(said))))


def _opens(plain: str, openers: tuple[str, ...]) -> bool:
    return any(plain == opener or plain.startswith(opener + " ") for opener in openers)


def _points_back(said: list[str], at: int) -> bool:
    """Whether the word stands for something said earlier, as 'it' does; not 'is there a', 'this week', 'a hive that swarms'."""
    word = said[at]
    before = said[at - 1] if at else ""
    names_next = at + 1 < len(said) and bool(informative_words(said[at + 1]))
    if word in POSSESSIVE:
        return not informative_words(" ".join(said[:at]))
    if word == "there":
        return before not in _BE and (at + 1 == len(said) or said[at + 1] not in _BE)
    if word == "one":
        return at + 1 == len(said) or before in ("which", "this", "that", "the", "other")
    if word in ("same", "such", "both", "either") and names_next:
        return False
    if word in ("this", "these") and names_next and said[at + 1] in TIMES:
        return False
    if word == "that" and informative_words(before):
        return False
    return word in POINTING or (word.endswith(("'s", "'ll", "'re")) and word.split("'")[0] in POINTING - {"there"})


def first_sentence(text: str, limit: int = 160) -> str:
    """The first sentence of a text, cut at a word at `limit` characters."""
    line = " ".join(text.split())
    sentence = re.split(r"(?<=[.!?。！？])\s", line, maxsplit=1)[0]
    return sentence if len(sentence) <= limit else sentence[: limit - 1].rsplit(" ", 1)[0] + "…"
