"""The words around published answers, in every language that the agents speak."""

from dataclasses import dataclass

from orchestrator.domain.notifying.mail.phrases import read_accepted


@dataclass(frozen=True, slots=True)
class PagePhrases:
    """The phrases of one language. Names in braces are filled in."""

    language: str
    title: str
    search: str
    find: str
    nothing: str
    none: str
    ask: str
    question: str
    go_on: str
    all: str
    newer: str
    older: str
    missing: str
    missing_text: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


ENGLISH = PagePhrases(
    "en", "Answers by {creator}", "Search these answers", "Search", "No answer contains these words.", "Nothing is published yet.",
    "Ask {agent}", "Your question", "Go on", "All answers", "Newer", "Older", "This page does not exist",
    "The answer may have been withdrawn.",
)  # fmt: skip
PHRASES = {
    each.language: each
    for each in (
        ENGLISH,
        PagePhrases("de", "Antworten von {creator}", "Diese Antworten durchsuchen", "Suchen", "Keine Antwort enthält diese Wörter.",
            "Noch ist nichts veröffentlicht.", "{agent} fragen", "Ihre Frage", "Weiter", "Alle Antworten", "Neuere", "Ältere",
            "Diese Seite gibt es nicht", "Vielleicht wurde die Antwort zurückgezogen."),
        PagePhrases("nl", "Antwoorden van {creator}", "In deze antwoorden zoeken", "Zoeken", "Geen antwoord bevat deze woorden.",
            "Er is nog niets gepubliceerd.", "Vraag het {agent}", "Uw vraag", "Verder", "Alle antwoorden", "Nieuwere", "Oudere",
            "Deze pagina bestaat niet", "Misschien is het antwoord ingetrokken."),
        PagePhrases("sv", "Svar från {creator}", "Sök bland svaren", "Sök", "Inget svar innehåller de orden.",
            "Inget är publicerat än.", "Fråga {agent}", "Din fråga", "Fortsätt", "Alla svar", "Nyare", "Äldre",
            "Sidan finns inte", "Svaret kan ha dragits tillbaka."),
        PagePhrases("da", "Svar fra {creator}", "Søg i svarene", "Søg", "Intet svar indeholder de ord.",
            "Der er ikke offentliggjort noget endnu.", "Spørg {agent}", "Dit spørgsmål", "Fortsæt", "Alle svar", "Nyere", "Ældre",
            "Siden findes ikke", "Svaret kan være trukket tilbage."),
        PagePhrases("nb", "Svar fra {creator}", "Søk i svarene", "Søk", "Ingen svar inneholder disse ordene.",
            "Ingenting er publisert ennå.", "Spør {agent}", "Spørsmålet ditt", "Fortsett", "Alle svar", "Nyere", "Eldre",
            "Siden finnes ikke", "Svaret kan være trukket tilbake."),
        PagePhrases("fr", "Réponses de {creator}", "Chercher dans ces réponses", "Chercher", "Aucune réponse ne contient ces mots.",
            "Rien n’est encore publié.", "Demander à {agent}", "Votre question", "Continuer", "Toutes les réponses", "Plus récentes",
            "Plus anciennes", "Cette page n’existe pas", "La réponse a peut-être été retirée."),
        PagePhrases("es", "Respuestas de {creator}", "Buscar en estas respuestas", "Buscar", "Ninguna respuesta contiene estas palabras.",
            "Aún no hay nada publicado.", "Preguntar a {agent}", "Su pregunta", "Continuar", "Todas las respuestas", "Más recientes",
            "Más antiguas", "Esta página no existe", "Es posible que la respuesta se haya retirado."),
        PagePhrases("it", "Risposte di {creator}", "Cerca in queste risposte", "Cerca", "Nessuna risposta contiene queste parole.",
            "Non è ancora pubblicato nulla.", "Chiedi a {agent}", "La tua domanda", "Continua", "Tutte le risposte", "Più recenti",
            "Più vecchie", "Questa pagina non esiste", "La risposta potrebbe essere stata ritirata."),
        PagePhrases("pt", "Respostas de {creator}", "Procurar nestas respostas", "Procurar", "Nenhuma resposta contém estas palavras.",
            "Ainda não há nada publicado.", "Perguntar a {agent}", "A sua pergunta", "Continuar", "Todas as respostas", "Mais recentes",
            "Mais antigas", "Esta página não existe", "A resposta pode ter sido retirada."),
        PagePhrases("pl", "Odpowiedzi: {creator}", "Szukaj w tych odpowiedziach", "Szukaj", "Żadna odpowiedź nie zawiera tych słów.",
            "Nic jeszcze nie opublikowano.", "Zapytaj: {agent}", "Pytanie", "Dalej", "Wszystkie odpowiedzi", "Nowsze", "Starsze",
            "Ta strona nie istnieje", "Odpowiedź mogła zostać wycofana."),
        PagePhrases("sr", "Odgovori: {creator}", "Pretraži ove odgovore", "Pretraži", "Nijedan odgovor ne sadrži te reči.",
            "Još ništa nije objavljeno.", "Pitajte: {agent}", "Vaše pitanje", "Dalje", "Svi odgovori", "Noviji", "Stariji",
            "Ova stranica ne postoji", "Odgovor je možda povučen."),
        PagePhrases("ru", "Ответы: {creator}", "Искать в этих ответах", "Искать", "Ни в одном ответе нет этих слов.",
            "Пока ничего не опубликовано.", "Спросить: {agent}", "Ваш вопрос", "Далее", "Все ответы", "Новее", "Старее",
            "Такой страницы нет", "Возможно, ответ отозван."),
        PagePhrases("tr", "Yanıtlar: {creator}", "Bu yanıtlarda ara", "Ara", "Hiçbir yanıtta bu sözcükler yok.",
            "Henüz bir şey yayımlanmadı.", "Sorun: {agent}", "Sorunuz", "Devam", "Tüm yanıtlar", "Daha yeni", "Daha eski",
            "Böyle bir sayfa yok", "Yanıt geri çekilmiş olabilir."),
        PagePhrases("id", "Jawaban dari {creator}", "Cari di jawaban ini", "Cari", "Tidak ada jawaban dengan kata-kata ini.",
            "Belum ada yang diterbitkan.", "Tanya {agent}", "Pertanyaan Anda", "Lanjut", "Semua jawaban", "Lebih baru", "Lebih lama",
            "Halaman ini tidak ada", "Jawabannya mungkin sudah ditarik."),
        PagePhrases("kk", "Жауаптар: {creator}", "Осы жауаптардан іздеу", "Іздеу", "Ешбір жауапта бұл сөздер жоқ.",
            "Әзірге ештеңе жарияланған жоқ.", "Сұрау: {agent}", "Сұрағыңыз", "Әрі қарай", "Барлық жауаптар", "Жаңарақ", "Ескірек",
            "Мұндай бет жоқ", "Жауап қайтарып алынған болуы мүмкін."),
        PagePhrases("zh", "{creator}的回答", "搜索这些回答", "搜索", "没有包含这些词的回答。", "尚未发布任何内容。", "向{agent}提问", "您的问题", "继续",
            "全部回答", "较新", "较旧", "此页面不存在", "该回答可能已被撤回。"),
        PagePhrases("ja", "{creator}の回答", "回答を検索", "検索", "これらの語を含む回答はありません。", "まだ何も公開されていません。", "{agent}に質問する",
            "ご質問", "次へ", "すべての回答", "新しい", "古い", "このページはありません", "回答は取り下げられた可能性があります。"),
        PagePhrases("ar", "إجابات {creator}", "ابحث في هذه الإجابات", "بحث", "لا توجد إجابة تحتوي على هذه الكلمات.", "لم يُنشر شيء بعد.",
            "اسأل {agent}", "سؤالك", "متابعة", "كل الإجابات", "الأحدث", "الأقدم", "هذه الصفحة غير موجودة", "ربما سُحبت الإجابة."),
    )
}  # fmt: skip


def phrases_for(accept_language: str) -> PagePhrases:
    """The phrases that an Accept-Language header prefers; the English ones where it names none of their languages."""
    return PHRASES.get(read_accepted(accept_language), ENGLISH)
