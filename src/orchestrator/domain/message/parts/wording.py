"""How a language asks without a question mark, and points back: the words that parts are told apart by.

A list of words a language. Nothing here decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orchestrator.domain.message.words import fold_all, tokens


@dataclass(frozen=True, slots=True)
class PartWording:
    """The words of one language. Phrases are separated by commas, words by spaces."""

    language: str
    """ISO 639-1 code."""
    wishes: str
    """Phrases that open an indirect question: 'I would like to know', before a word that asks."""
    unsure: str
    """Phrases that open an indirect question where nothing else in the message asks: 'I don't know'."""
    whether: str
    """Words that open an indirect question after a wish, besides those that ask: 'whether'."""
    fillers: str
    """Words that may stand within a wish: 'also', 'please'."""
    pointing: str
    """Words that may stand for a thing of the question before, and are no articles."""
    clausal: str
    """Pronouns and verbs that make a sentence of a line: with one of them it is no item of a terse list."""
    bare: str
    """What asks more about the question before and names no thing: 'and how much?'. Not 'and why', which is answered with it."""


ENGLISH = PartWording(
    "en",
    wishes="""i'd like to know, i would like to know, i'd love to know, i would love to know, i want to know, i wanna know, i wanted to know, i need to know, i wish to know,
        i'd like to understand, i would like to understand, i want to understand, i'd like to ask, i wanted to ask, i want to ask, i wonder, i was wondering, i'm wondering, i am wondering, wondering,
        i'm curious, i am curious, curious, tell me, tell us, let me know, please explain, explain, explain to me, 
        i'm interested in, i am interested in, i'd be interested in, i'd be interested to know, i'm trying to find out, i want to find out, i'd like to find out""",
    unsure="not sure, i'm not sure, i am not sure, i don't know, don't know, i've no idea, i have no idea, no idea",
    whether="whether if",
    fillers="also please just really too either first then additionally secondly actually so and furthermore moreover next finally",
    pointing="it its they them their theirs that this these those he she him her one ones there then",
    clausal="""i i'm i've i'd i'll you you're we we're they they're he she it it's that's is isn't are aren't was were be been am do does did don't doesn't didn't have has had haven't can can't could will would
        won't should may might must let let's please thanks thank because but if when while who which whose whom why or sorry yes no""",
    bare="how much, how many, how long, how often, how far, how big, how old, how fast, how soon, how heavy, how deep, how warm, how hot, with what, what for, for how long, from where, since when, until when, by when, at what price, in what order, which one, which ones",
)
GERMAN = PartWording(
    "de",
    wishes="""ich wüsste, wüsste ich, ich möchte wissen, möchte ich wissen, ich möchte gern wissen, ich möchte gerne wissen, ich will wissen, will ich wissen, ich würde gern wissen, ich würde gerne wissen,
        würde ich gern wissen, würde ich gerne wissen, ich wollte wissen, wollte ich wissen, ich muss wissen, ich frage mich, frage ich mich, ich wollte fragen, wollte ich fragen, ich möchte fragen, mich interessiert, interessiert mich, mich würde interessieren,
        würde mich interessieren, sag mir, sagen sie mir, erklär mir, erkläre mir, erklären sie mir""",
    unsure="ich weiß nicht, weiß ich nicht, weiß nicht, keine ahnung, unklar ist mir, ich bin unsicher, ich bin nicht sicher",
    whether="ob",
    fillers="auch bitte noch mal gern gerne außerdem ausserdem zudem dann und zuerst ferner eigentlich so sonst",
    pointing="es sie ihn ihm ihnen davon damit dafür dazu daran darin darauf dort deren dessen diese dieser dieses diesen",
    clausal="""ich du er wir ihr mich dich uns euch man ist sind war waren sein bin bist habe hast hat haben kann kannst können könnt muss musst müssen soll sollen will wollen wird werden darf dürfen gibt gibt's geht bitte danke
        weil aber wenn falls dass ob wer warum oder leider ja nein""",
    bare="wie viel, wieviel, wie viele, wieviele, wie lange, wie oft, wie weit, wie groß, wie schwer, wie tief, wie warm, womit, wofür, für wie lange, ab wann, bis wann, seit wann, von wo",
)
DUTCH = PartWording(
    "nl",
    wishes="""ik wil weten, wil ik weten, ik zou graag weten, zou ik graag weten, ik zou willen weten, zou ik willen weten, ik vraag me af, vraag ik me af, ik wilde weten, ik wilde vragen, ik wil vragen, ik moet weten, ik ben benieuwd, benieuwd, vertel me, zeg me, leg me uit""",
    unsure="ik weet niet, geen idee",
    whether="of",
    fillers="ook graag nog even alstublieft alsjeblieft daarnaast verder en dan bovendien",
    pointing="het hem hen ze ermee ervoor daarvan daarmee daarvoor deze dat die daar",
    clausal="ik jij je hij zij ze wij we jullie is zijn was ben bent heb heeft hebben kan kunt kunnen moet moeten wil willen zal mag gaat bedankt want maar als omdat dat of waarom ja nee",
    bare="hoeveel, hoe lang, hoe vaak, hoe groot, waarmee, waarvoor, vanaf wanneer, tot wanneer, voor hoe lang",
)
FRENCH = PartWording(
    "fr",
    wishes="""je voudrais savoir, j'aimerais savoir, je veux savoir, je souhaite savoir, je souhaiterais savoir, je voulais savoir, j'ai besoin de savoir, je me demande, je me demandais, j'aimerais comprendre, je voudrais comprendre, dites-moi,
        dis-moi, dites moi, dis moi, expliquez-moi, explique-moi, je suis curieux de savoir, je suis curieuse de savoir""",
    unsure="je ne sais pas, aucune idée",
    whether="si",
    fillers="aussi également encore bien ensuite et puis enfin surtout",
    pointing="il ils elle elles lui leur y en ça cela celui-ci celle-ci",
    clausal="je j'ai tu il elle nous vous ils elles c'est est sont suis es êtes avons avez ont était peut peux pouvez dois doit faut voudrais merci parce mais si quand qui ou pourquoi oui non",
    bare="combien, combien de temps, combien de fois, avec quoi, pour quoi faire, à quel prix, depuis quand, jusqu'à quand, à partir de quand",
)
SPANISH = PartWording(
    "es",
    wishes="""me gustaría saber, quisiera saber, quiero saber, quería saber, querría saber, necesito saber, me pregunto, me preguntaba, me gustaría entender, me interesa saber, me interesa, dime, dígame, dígeme, explícame, explíqueme, tengo curiosidad por saber, quería preguntar, quiero preguntar""",
    unsure="no sé, ni idea",
    whether="si",
    fillers="también además por favor aún y luego después",
    pointing="lo eso esto ello ellos ellas le les allí",
    clausal="yo tú él ella nosotros vosotros ellos usted es son está están soy estoy hay he has ha tengo tiene puede puedo podéis debo quiero gracias porque pero si cuando quien o sí no por",
    bare="cuánto, cuánta, cuántos, cuántas, cuánto tiempo, cuántas veces, con qué, para qué, desde cuándo, hasta cuándo, a qué precio",
)
ITALIAN = PartWording(
    "it",
    wishes="""vorrei sapere, mi piacerebbe sapere, voglio sapere, volevo sapere, ho bisogno di sapere, mi chiedo, mi chiedevo, vorrei capire, mi interessa sapere, mi interessa, dimmi, mi dica, spiegami, mi spieghi, volevo chiedere, vorrei chiedere""",
    unsure="non so, nessuna idea",
    whether="se",
    fillers="anche inoltre per favore ancora poi e infine",
    pointing="lo esso essi ne ci questo quello quelli",
    clausal="io tu lui lei noi voi loro è sono sei siamo siete c'è ho hai ha abbiamo avete può posso devo voglio grazie perché ma se quando chi o sì no",
    bare="quanto, quanta, quanti, quante, quanto tempo, quante volte, con cosa, con che cosa, a che prezzo, da quando, fino a quando",
)
PORTUGUESE = PartWording(
    "pt",
    wishes="""gostaria de saber, gostava de saber, quero saber, queria saber, preciso de saber, preciso saber, pergunto-me, me pergunto, gostaria de entender, diga-me, me diga, diz-me, explique-me, queria perguntar, quero perguntar""",
    unsure="não sei, nem ideia",
    whether="se",
    fillers="também além disso por favor ainda e depois",
    pointing="o isso isto ele ela eles elas lhe lá",
    clausal="eu tu você ele ela nós vocês eles é são está estão sou estou há tenho tem pode posso podem devo quero obrigado obrigada porque mas se quando quem ou sim não",
    bare="quanto, quanta, quantos, quantas, quanto tempo, quantas vezes, com quê, com o quê, desde quando, até quando, a que preço",
)
POLISH = PartWording(
    "pl",
    wishes="chciałbym wiedzieć, chciałabym wiedzieć, chcę wiedzieć, chciałem zapytać, chciałam zapytać, zastanawiam się, ciekawi mnie, interesuje mnie, proszę powiedzieć, powiedz mi",
    unsure="nie wiem",
    whether="czy",
    fillers="też także również jeszcze proszę poza tym i",
    pointing="to go je ich im tym tego tam",
    clausal="ja ty ona my wy oni jest są jestem mam masz ma można mogę chcę muszę dziękuję bo ale jeśli gdy kto lub tak nie czy",
    bare="ile, jak długo, jak często, od kiedy, do kiedy, czym, za ile",
)
SWEDISH = PartWording(
    "sv",
    wishes="jag vill veta, vill jag veta, jag skulle vilja veta, skulle jag vilja veta, jag undrar, undrar jag, jag ville fråga, berätta för mig, säg mig",
    unsure="jag vet inte, ingen aning",
    whether="om",
    fillers="också även gärna dessutom och sedan bara",
    pointing="den det dem de där",
    clausal="jag du han hon vi ni de är var har kan ska vill måste får finns tack men om när vem eller ja nej",
    bare="hur mycket, hur många, hur länge, hur ofta, med vad",
)
TURKISH = PartWording(
    "tr",
    wishes="",
    unsure="",
    whether="",
    fillers="ayrıca bir de lütfen",
    pointing="o onu ona onun bunu buna bunun onları",
    clausal="ben sen biz siz onlar var yok lütfen teşekkürler çünkü ama eğer evet hayır mı mi mu mü",
    bare="ne kadar, kaç tane, ne kadar süre",
)
RUSSIAN = PartWording(
    "ru",
    wishes="хочу узнать, хотел бы узнать, хотела бы узнать, хотелось бы узнать, хочу спросить, интересно, мне интересно, скажите, подскажите, расскажите",
    unsure="не знаю",
    whether="",
    fillers="также ещё тоже пожалуйста и",
    pointing="его её их это этого этому он она они там",
    clausal="я ты он она мы вы они есть был можно могу хочу надо спасибо потому но если когда кто или да нет",
    bare="сколько, как долго, как часто, чем, с каких пор",
)


@dataclass(frozen=True, slots=True)
class PartLexicon:
    """The words of one language, folded and ready to be looked up."""

    wishes: frozenset[tuple[str, ...]]
    unsure: frozenset[tuple[str, ...]]
    whether: frozenset[str]
    fillers: frozenset[str]
    pointing: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(fold_all(text.split()))


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    return (words for words in (tuple(tokens(phrase)) for phrase in text.split(",")) if words)


_WORDINGS = (ENGLISH, GERMAN, DUTCH, FRENCH, SPANISH, ITALIAN, PORTUGUESE, POLISH, SWEDISH, TURKISH, RUSSIAN)
PART_LEXICONS = {
    each.language: PartLexicon(
        wishes=frozenset(_phrases(each.wishes)),
        unsure=frozenset(_phrases(each.unsure)),
        whether=_words(each.whether),
        fillers=_words(each.fillers),
        pointing=_words(each.pointing),
    )
    for each in _WORDINGS
}
"""By ISO 639-1 code. A language that is not here is told apart by marks and by the words that ask."""
CLAUSAL = frozenset[str]().union(*(_words(each.clausal) for each in _WORDINGS))
BARE = frozenset(phrase for each in _WORDINGS for phrase in _phrases(each.bare))
