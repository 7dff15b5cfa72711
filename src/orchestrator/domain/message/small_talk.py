"""Small talk: messages that are nothing but a greeting, thanks or a farewell."""

import re
from enum import StrEnum

from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.words import tokens


class SmallTalk(StrEnum):
    greeting = "greeting"
    thanks = "thanks"
    farewell = "farewell"
    praise = "praise"
    apology = "apology"
    who_are_you = "who_are_you"
    are_you_a_bot = "are_you_a_bot"
    what_can_you_do = "what_can_you_do"
    where_do_you_live = "where_do_you_live"
    """Small talk only where the creator has given an answer to it."""
    statement = "statement"
    """Tells something, and asks nothing."""


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

# Whole messages that acknowledge an answer. 'ok', 'yes' and 'no' are left out: they may answer a question.
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
    (
        SmallTalk.where_do_you_live,
        re.compile(
            r"(?:and |so )?(?:where (?:do you|d'you|do u) (?:live|come from)|where(?: are|'re) you (?:from|based)|where is your home)(?: by the way)?"
        ),
    ),
    (SmallTalk.greeting, re.compile(r"(?:how are you(?: doing)?(?: today)?|how's it going|what's up)")),
)

MAX_SMALL_TALK_WORDS = 14

# Whole messages in other languages, without punctuation.
_OTHER_LANGUAGES = {
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
    SmallTalk.where_do_you_live: """wo wohnst du, wo wohnen sie, wo lebst du, wo leben sie, woher kommst du, woher kommen sie, waar woon je, waar woont u, waar kom je vandaan, où habites-tu, où habitez-vous,
        tu habites où, vous habitez où, où vis-tu, où vivez-vous, d'où viens-tu, d'où venez-vous, dónde vives, dónde vive usted, de dónde eres, dove vivi, dove abiti, di dove sei, onde moras, onde mora,
        onde você mora, onde vives, de onde és, de onde você é, var bor du, varifrån kommer du, hvor bor du, hvor kommer du fra, gdzie mieszkasz, skąd jesteś, gde živiš, gde živite, где ты живёшь,
        где вы живёте, где ты живешь, где вы живете, откуда ты, откуда вы, nerede yaşıyorsun, nerede yaşıyorsunuz, nerelisin, kamu tinggal di mana, anda tinggal di mana, қайда тұрасыз, 你住在哪里, 您住在哪里,
        你住哪儿, どこに住んでいますか, どちらにお住まいですか, أين تسكن, أين تعيش""",
}

_KIND_OF_MESSAGE = {" ".join(tokens(message)): kind for kind, table in _OTHER_LANGUAGES.items() for message in table.split(",")}

# A message without words is small talk where it has one of these signs.
_SIGNS = ((SmallTalk.greeting, re.compile("[👋]")), (SmallTalk.thanks, re.compile("[👍🙏👏🙌😊🙂😀😃😄❤💛🥰]")))

# A face made of signs and a letter, which is no word: 'thanks :D'.
_FACE = re.compile(r"(?<!\w)(?:[:;=]-?[dpox]|xd)(?!\w)", re.IGNORECASE)


def small_talk(message: Reading, names: frozenset[str] = frozenset()) -> SmallTalk | None:
    """The kind of small talk that the whole message is; None where it says anything else.

    `names` are folded words that the agent and the creator may be called by ('hi mara'); they do not count as content.
    """
    text = message.text
    words = tokens(_FACE.sub(" ", text)) if _FACE.search(text) else message.tokens
    if not words:
        return next((kind for kind, sign in _SIGNS if sign.search(text)), None)
    if len(words) > MAX_SMALL_TALK_WORDS:
        return None
    for plain in (" ".join(words), " ".join(word for word in words if word not in names)):
        if plain in _KIND_OF_MESSAGE:
            return _KIND_OF_MESSAGE[plain]
        for kind, pattern in _SMALL_TALK:
            if pattern.fullmatch(plain):
                return kind
    return None
