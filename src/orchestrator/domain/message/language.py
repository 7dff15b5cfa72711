"""The language of a text, told by its script, its letters and its commonest words. Made for short messages."""

import re
from functools import lru_cache

from orchestrator.domain.message.turns import Role, Turn
from orchestrator.domain.message.words import fold, tokens

MAX_CHARACTERS = 4_000
"""Only so much of a text is read; the beginning of a document shows its language."""
MIN_WEIGHT = 0.9
"""Weight from which a language counts as known: one word that no other language has, or two words that a few have."""
ENGLISH = "en"
UNKNOWN_LANGUAGE = ""
"""The code where the language cannot be told."""

_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
"""The language of each script, in the order in which they are tried. Kana come before Han, as Japanese uses both."""
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f]")
_CYRILLIC = (("kk", re.compile("[әғқңөұүһі]")), ("uk", re.compile("[їєґ]")), ("sr", re.compile("[ђјљњћџ]")))
"""Letters of other languages in Cyrillic script that Russian lacks."""
_LETTERS = {
    "de": "äöüß", "fr": "éèêàçœùâîôû", "es": "ñáéíóú¿¡", "it": "àèéìòù", "pt": "ãõçáéíóúâêô", "sv": "åäö", "da": "æøå", "nb": "æøå", "pl": "ąćęłńóśźż",
    "tr": "ğışçöü", "sr": "čćđšž", "cs": "ěščřžýáíéůú", "ro": "ăâîșțşţ", "hu": "őűáéíóöúü", "fi": "äö",
}  # fmt: skip
_LETTER_WEIGHT = 0.45

_WORDS = {
    "en": """the a an and or of to in on at for from with by is are was were be been do does did have has had will would can could should may might must i you he she it we they me
        my your his her its our their this that these those what which who when where why how not no yes ok okay if then than there here about into over after before as but so just please
        tell show give get make want need know go let's any some all more much many best set play add remind remove change turn cancel find rate book put im i'm don't it's what's
        thanks thank hello hi hey great really sorry good morning evening afternoon tomorrow yesterday again still also""",
    "de": """der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ich du er sie es wir ihr mich dich mir dir ihm ihn uns euch mein meine meinen meinem meiner
        dein deine sein ist sind war waren bin bist hat habe haben hast hatte wird werden wurde kann kannst können könnte soll sollte muss müssen darf möchte will wie was wer wo wann warum
        welche welcher welches wieso wohin mit von vom zu zum zur bei beim für auf aus nach über unter vor im am in um an durch ohne gegen bis seit auch noch nur schon sehr mehr bitte danke wenn
        weil dass ob dann denn gibt es mal vielen dank heute morgen gestern hallo guten man sich hier dort wieder immer uhr alle alles diese dieser dieses meines mach spiel zeig zeige setze stell füge wochenende
        oft mache macht machen geht gehen
        isch nit i mi di des a ins vun tua gib wia wos""",
    "nl": """de het een en of maar niet geen ik jij je u hij zij ze wij we jullie mij me mijn jouw uw zijn haar ons onze hun is ben bent was waren heb hebt heeft hebben had word wordt worden kan kun
        kunt kunnen zou zal zullen moet moeten mag wil wilt hoe wat wie waar wanneer waarom welke welk met van voor op aan bij naar uit over onder door tegen tot om te in als dat dit deze die er ook
        nog al wel zeer meer alsjeblieft alstublieft dank graag vandaag morgen gisteren hallo goedemorgen iets alles uur maak zet speel geef zoek laat herinner voeg toe verwijder""",
    "fr": """le la les un une des du de et ou mais ne pas plus je tu il elle on nous vous ils elles me te se mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs est sont suis es sommes êtes
        était étaient ai as a avons avez ont avait peut peux pouvez puis dois doit faut veux veut voudrais comment quoi que qui quand où pourquoi quel quelle quels quelles combien avec sans pour par sur
        sous dans en chez vers au aux ce cet cette ces ça cela si alors aussi très bien bonjour merci salut svp aujourd'hui demain hier faire être avoir est-ce qu'est-ce c'est j'ai quelque tout tous""",
    "es": """el la los las un una unos unas y o pero no yo tú tu él ella nosotros ustedes ellos me te se mi mis su sus nuestro es son soy eres está están estoy era fue ha he has hay tengo tiene tienen puedo
        puede puedes debo debe quiero quiere necesito cómo como qué que quién cuándo cuando dónde donde por qué porque cuál cuánto cuánta cuántos cuesta con sin para por sobre en de del al desde hasta
        entre este esta esto ese esa eso si también muy más bien hola gracias hoy mañana ayer buenos buenas días favor hacer ser lo le les algo todo todos""",
    "it": """il lo la gli le un uno una e o ma non io tu lui lei noi voi loro mi ti si ci vi mio mia miei tuo suo nostro è sono sei siamo siete era ho hai ha abbiamo hanno posso può puoi devo deve voglio
        vorrei come cosa che chi quando dove perché quale quali quanto quanta quanti con senza per su sul sulla in nel nella di del della dei delle degli al alla ai alle da dal dalla tra fra questo questa
        questi quello quella se anche molto più bene ciao grazie oggi domani ieri buongiorno fare essere c'è cos'è tutto tutti qualcosa metti aggiungi imposta mostrami ricordami dammi per favore alle ore""",
    "pt": """o os as um uma uns e ou mas não eu tu você ele ela nós vocês eles me te se meu minha meus minhas teu seu sua nosso é são sou está estão estou era foi tem tenho têm há posso pode podem devo deve
        quero quer preciso como quê que quem quando onde porque por quê qual quais quanto quantos custa com sem para por sobre em no na nos nas de do da dos das ao à pelo pela desde até entre este esta isto
        esse essa isso se também muito mais bem olá oi obrigado obrigada hoje amanhã ontem bom dia favor fazer ser lhe algo tudo todos""",
    "sv": """en ett och eller men inte ingen jag du han hon den det vi ni de mig dig sig oss er min mitt mina din ditt dina sin är var blir blev har hade kan kunde ska skulle måste får vill hur vad vem var när
        varför vilken vilket vilka med utan för på av till från om i vid efter före under över mot genom som att så också mycket mer bra hej tack idag imorgon igår god göra finns någon något alla allt den här snälla""",
    "da": """en et og eller men ikke ingen jeg du han hun den det vi i de mig dig sig os jer min mit mine din dit dine sin er var bliver blev har havde kan kunne skal skulle må vil hvordan hvad hvem hvor hvornår
        hvorfor hvilken hvilket hvilke med uden for på af til fra om ved efter før under over mod gennem som at så også meget mere godt hej tak i dag i morgen i går god gøre findes nogen noget alle alt denne dette venligst
        mig hen vis find spil tilføj sæt mind""",
    "nb": """en et ei og eller men ikke ingen jeg du han hun den det vi dere de meg deg seg oss min mitt mine din ditt dine sin er var blir ble har hadde kan kunne skal skulle må vil hvordan hva hvem hvor når
        hvorfor hvilken hvilket hvilke med uten for på av til fra om ved etter før under over mot gjennom som at så også mye mer bra hei takk i dag i morgen i går god gjøre finnes noen noe alle alt denne dette vennligst""",
    "pl": """i oraz lub albo ale nie tak ja ty on ona ono my wy oni mnie mi ciebie ci się go jej nas wam mój moja moje twój swój jest są był była było być mam masz ma mamy mają może mogę możesz można muszę trzeba
        chcę chce jak co kto kiedy gdzie dlaczego czemu który która które jaki jaka jakie ile czy z ze bez dla na w we do od o u po przed przez przy nad pod między za to ten ta te tego tej tym jeśli też
        bardzo więcej dobrze cześć dziękuję proszę dzisiaj dziś jutro wczoraj dzień dobry coś wszystko""",
    "tr": """ve veya ama değil ben sen o biz siz onlar bana sana ona bize beni seni onu benim senin onun bu şu bir var yok mi mı mu mü ne kim nasıl neden niçin niye nerede nereye hangi kaç zaman için ile gibi kadar
        daha çok en da de ki mıdır lütfen merhaba selam teşekkürler teşekkür bugün yarın dün günaydın evet hayır her şey ise olarak sonra önce olan olur göster ekle kur ayarla hatırlat çal bul hava durumu
        saat alarm iptal et yap sil tüm hatırlatıcı hafta sabah akşam""",
    "id": """yang dan atau tetapi tapi tidak bukan saya aku kamu anda dia kami kita mereka ini itu adalah ada apa siapa kapan di mana dimana mengapa kenapa bagaimana berapa dengan tanpa untuk pada ke dari oleh dalam akan
        sudah telah belum bisa dapat harus boleh mau ingin jika kalau juga sangat lebih baik halo terima kasih tolong hari besok kemarin selamat pagi semua sesuatu para sebuah seorang jam setel putar tambahkan
        ingatkan tunjukkan cari pengingat hujan cuaca""",
    "sr": """i ili ali ne nije nisu da ja ti on ona ono mi vi oni me te se ga ju nas vas moj moja moje tvoj svoj je su sam si smo ste bio bila bilo biti imam imaš ima imamo može mogu možeš treba moram mora želim hoću
        kako šta što ko kada gde zašto koji koja koje kakav koliko da li sa bez za na u od do o po pre posle kroz pri nad pod između iz to taj ta ovo ovaj ova ako takođe veoma vrlo više dobro zdravo ćao hvala molim
        danas sutra juče dobar dan nešto sve li će podsetnik podseti dodaj pusti prikaži postavi kiša vreme""",
    "cs": """a nebo ale ne není já ty on ona ono my vy oni mě mi tě ti se ho nás vás můj moje tvůj svůj je jsou jsem jsi jsme jste byl byla bylo být mám máš má máme může mohu můžeš musím chci jak co kdo kdy kde proč
        který která které jaký jaká kolik s se bez pro na v ve do od o u po před přes při nad pod mezi za to ten ta tento této tomu jestli také velmi více dobře ahoj děkuji prosím dnes zítra včera dobrý den něco všechno""",
    "ro": """și sau dar nu eu tu el ea noi voi ei ele mă te se ne vă meu mea tău său este sunt ești era am ai are avem au pot poate trebuie vreau cum ce cine când unde de ce care cât câte cu fără pentru pe în din la de
        despre până între acest această acesta dacă și foarte mai bine bună salut mulțumesc azi mâine ieri ceva tot toate un o al ale""",
    "hu": """a az és vagy de nem én te ő mi ti engem nekem neked egy ez az ezek van vannak volt lesz lehet kell tudom tud akarok szeretnék hogyan hogy mit mi ki mikor hol miért melyik mennyi hány is meg csak már még
        nagyon több jó szia köszönöm kérem ma holnap tegnap napot valami minden ha akkor mint vele nélkül""",
    "fi": """ja tai mutta ei en et minä sinä hän me te he minun sinun hänen on ovat oli olla olen olet voi voin voit pitää täytyy haluan miten mitä mikä kuka milloin missä miksi mihin kuinka paljon kanssa ilman tämä se
        nämä ne jos myös hyvin lisää enemmän hyvä hei moi kiitos tänään huomenna eilen päivää jotain kaikki kun kuin että""",
}  # fmt: skip


@lru_cache(maxsize=2_000)
def read_language(text: str) -> str:
    """The ISO 639-1 code of the language; UNKNOWN_LANGUAGE for a name, a number or a word of many languages."""
    text = text[:MAX_CHARACTERS].lower()
    by_script = _read_script(text)
    if by_script:
        return by_script
    best = _rank(_weigh(tokens(text), text))
    return best[0][0] if best and best[0][1] >= MIN_WEIGHT else UNKNOWN_LANGUAGE


def is_common_word(word: str, language: str) -> bool:
    """Whether it is one of the commonest words of the language, or of any one where the language is unknown.

    `word` is folded.
    """
    speakers = _SPEAKERS.get(word, ())
    return language in speakers if language else bool(speakers)


def read_languages(texts: tuple[str, ...]) -> str:
    """The language of the first text whose language can be told; UNKNOWN_LANGUAGE where there is none."""
    return next((found for found in map(read_language, texts) if found), UNKNOWN_LANGUAGE)


def language_of(text: str, turns: tuple[Turn, ...]) -> str:
    """The language to reply in: this message's where it is certain, else that of the conversation where it fits.

    The conversation's language is that of the asker's newest earlier message whose language can be told. A short
    message may be uncertain and still not be in it: "Do bees sleep?" after a question in German has words of English
    and of three other languages, but none of German. Then the likeliest of its own languages is taken.
    """
    certain = read_language(text)
    if certain:
        return certain
    before = read_languages(tuple(turn.content for turn in reversed(turns) if turn.role is Role.user))
    possible = _weigh_languages(text)
    if not before or before in possible or not possible:
        return before
    return possible[0]


def _weigh_languages(text: str) -> list[str]:
    """Every language that a word or a letter of the text speaks for, likeliest first."""
    text = text[:MAX_CHARACTERS].lower()
    return [language for language, _ in _rank(_weigh(tokens(text), text))]


def _rank(weights: dict[str, float]) -> list[tuple[str, float]]:
    """(language, weight), heaviest first, and English before its equals."""
    return sorted(weights.items(), key=lambda pair: (-pair[1], pair[0] != ENGLISH))


def _read_script(text: str) -> str:
    latin = len(_LATIN.findall(text))
    for language, script in _SCRIPTS:
        found = len(script.findall(text))
        # A script decides from half the number of Latin letters, so that a borrowed word does not. Two kana suffice.
        if found and (found * 2 > latin or (language == "ja" and found > 1)):
            if language == "ru":
                return next((other for other, letters in _CYRILLIC if letters.search(text)), "ru")
            return language
    return ""


def _weigh(words: list[str], text: str) -> dict[str, float]:
    """{language: weight}. A word adds the less to a language, the more languages have it."""
    weights: dict[str, float] = {}
    for word in words:
        speakers = _SPEAKERS.get(word, ())
        for language in speakers:
            weights[language] = weights.get(language, 0.0) + 1.0 / len(speakers) ** 0.7
    if weights or len(words) < 4:
        seen = frozenset(text)
        for language, letters in _LETTERS.items():
            found = len(seen.intersection(letters))
            if found:
                weights[language] = weights.get(language, 0.0) + _LETTER_WEIGHT * min(found, 3)
    return weights


def _read_speakers() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, table in _WORDS.items():
        for word in dict.fromkeys(token for entry in table.split() for token in tokens(fold(entry))):
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


_SPEAKERS = _read_speakers()
