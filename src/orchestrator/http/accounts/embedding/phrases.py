"""The words of the frame on other sites, in every language that the agents speak. Names in braces are filled in by the frame."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from orchestrator.domain.notifying.mail.phrases import read_accepted


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The words of one language."""

    ask: str
    empty: str
    question: str
    send: str
    close: str
    you: str
    answered_by: str
    sources: str
    may_help: str
    correction: str
    offer: str
    offer_text: str
    yes: str
    no: str
    address: str
    address_note: str
    waiting: str
    declined: str
    ended: str
    offline: str
    kept: str
    sending: str
    failed: str
    again: str
    signed_out: str
    members: str
    open: str


@dataclass(frozen=True, slots=True)
class FramePhrases:
    """The language of a frame, and its words as they are sent to it."""

    language: str
    words: Mapping[str, str]

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


WORDS: Mapping[str, FrameWords] = {
    "en": FrameWords(
        "Ask {agent}", "Ask a question. {agent} answers at once, and can pass new questions on to {creator}.", "Your question", "Send",
        "Close", "You", "Answered by {name}", "Sources", "This may help", "Correction", "Ask {creator}?",
        "Your question goes to {creator}, with your last messages.", "Yes, ask {creator}", "No, thanks", "Where shall the answer go?",
        "Your email address. We send a link to it first, and only answers after that.", "Waiting for {creator}.",
        "{creator} could not answer this.", "This offer has ended. Ask again for a new one.",
        "No connection. What you write is kept, and sent when you are back online.", "Kept until you are online", "Sending …",
        "That did not work.", "Try again", "You could not be signed in. Reload the page, then try again.",
        "{agent} answers only people with an account.", "Open in a new tab",
    ),
    "de": FrameWords(
        "{agent} fragen", "Stellen Sie eine Frage. {agent} antwortet sofort und kann neue Fragen an {creator} weitergeben.", "Ihre Frage",
        "Senden", "Schließen", "Sie", "Beantwortet von {name}", "Quellen", "Das hilft vielleicht", "Korrektur", "{creator} fragen?",
        "Ihre Frage geht mit Ihren letzten Nachrichten an {creator}.", "Ja, {creator} fragen", "Nein, danke",
        "Wohin soll die Antwort gehen?", "Ihre E-Mail-Adresse. Wir schicken zuerst einen Link dorthin, danach nur noch Antworten.",
        "Warten auf {creator}.", "{creator} konnte das nicht beantworten.", "Dieses Angebot ist abgelaufen. Fragen Sie noch einmal.",
        "Keine Verbindung. Was Sie schreiben, bleibt erhalten und wird gesendet, sobald Sie wieder online sind.",
        "Wird gesendet, sobald Sie online sind", "Wird gesendet …", "Das hat nicht geklappt.", "Noch einmal versuchen",
        "Sie konnten nicht angemeldet werden. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
        "{agent} antwortet nur Menschen mit einem Konto.", "In neuem Tab öffnen",
    ),
    "nl": FrameWords(
        "Vraag het {agent}", "Stel een vraag. {agent} antwoordt meteen en kan nieuwe vragen doorgeven aan {creator}.", "Uw vraag",
        "Versturen", "Sluiten", "U", "Beantwoord door {name}", "Bronnen", "Dit helpt misschien", "Correctie", "{creator} vragen?",
        "Uw vraag gaat met uw laatste berichten naar {creator}.", "Ja, vraag het {creator}", "Nee, bedankt",
        "Waar moet het antwoord heen?", "Uw e-mailadres. We sturen er eerst een link heen en daarna alleen antwoorden.",
        "Wachten op {creator}.", "{creator} kon dit niet beantwoorden.", "Dit aanbod is verlopen. Vraag het opnieuw.",
        "Geen verbinding. Wat u schrijft, wordt bewaard en verstuurd zodra u weer online bent.", "Bewaard tot u online bent",
        "Versturen …", "Dat lukte niet.", "Opnieuw proberen", "U kon niet worden aangemeld. Laad de pagina opnieuw en probeer het nog eens.",
        "{agent} antwoordt alleen mensen met een account.", "Openen in nieuw tabblad",
    ),
    "sv": FrameWords(
        "Fråga {agent}", "Ställ en fråga. {agent} svarar direkt och kan skicka nya frågor vidare till {creator}.", "Din fråga", "Skicka",
        "Stäng", "Du", "Besvarat av {name}", "Källor", "Det här kan hjälpa", "Rättelse", "Fråga {creator}?",
        "Din fråga går till {creator} tillsammans med dina senaste meddelanden.", "Ja, fråga {creator}", "Nej tack",
        "Vart ska svaret skickas?", "Din e-postadress. Vi skickar först en länk dit och därefter bara svar.", "Väntar på {creator}.",
        "{creator} kunde inte svara på det här.", "Erbjudandet har gått ut. Fråga igen.",
        "Ingen anslutning. Det du skriver sparas och skickas när du är online igen.", "Sparat tills du är online", "Skickar …",
        "Det gick inte.", "Försök igen", "Du kunde inte loggas in. Ladda om sidan och försök igen.",
        "{agent} svarar bara personer med ett konto.", "Öppna i en ny flik",
    ),
    "da": FrameWords(
        "Spørg {agent}", "Stil et spørgsmål. {agent} svarer med det samme og kan sende nye spørgsmål videre til {creator}.",
        "Dit spørgsmål", "Send", "Luk", "Du", "Besvaret af {name}", "Kilder", "Det hjælper måske", "Rettelse", "Spørg {creator}?",
        "Dit spørgsmål går til {creator} sammen med dine seneste beskeder.", "Ja, spørg {creator}", "Nej tak",
        "Hvor skal svaret sendes hen?", "Din e-mailadresse. Vi sender først et link dertil og derefter kun svar.", "Venter på {creator}.",
        "{creator} kunne ikke svare på det.", "Tilbuddet er udløbet. Spørg igen.",
        "Ingen forbindelse. Det, du skriver, gemmes og sendes, når du er online igen.", "Gemt, til du er online", "Sender …",
        "Det lykkedes ikke.", "Prøv igen", "Du kunne ikke logges ind. Genindlæs siden, og prøv igen.",
        "{agent} svarer kun personer med en konto.", "Åbn i en ny fane",
    ),
    "nb": FrameWords(
        "Spør {agent}", "Still et spørsmål. {agent} svarer med én gang og kan sende nye spørsmål videre til {creator}.",
        "Spørsmålet ditt", "Send", "Lukk", "Du", "Besvart av {name}", "Kilder", "Dette kan hjelpe", "Rettelse", "Spørre {creator}?",
        "Spørsmålet ditt går til {creator} sammen med de siste meldingene dine.", "Ja, spør {creator}", "Nei takk",
        "Hvor skal svaret sendes?", "E-postadressen din. Vi sender først en lenke dit, og deretter bare svar.", "Venter på {creator}.",
        "{creator} kunne ikke svare på dette.", "Tilbudet er utløpt. Spør igjen.",
        "Ingen forbindelse. Det du skriver, blir tatt vare på og sendt når du er på nett igjen.", "Tatt vare på til du er på nett",
        "Sender …", "Det gikk ikke.", "Prøv igjen", "Du kunne ikke logges inn. Last siden på nytt, og prøv igjen.",
        "{agent} svarer bare personer med en konto.", "Åpne i en ny fane",
    ),
    "fr": FrameWords(
        "Demander à {agent}", "Posez une question. {agent} répond tout de suite et peut transmettre les nouvelles questions à {creator}.",
        "Votre question", "Envoyer", "Fermer", "Vous", "Réponse de {name}", "Sources", "Ceci peut aider", "Correction",
        "Demander à {creator} ?", "Votre question va à {creator}, avec vos derniers messages.", "Oui, demander à {creator}", "Non, merci",
        "Où envoyer la réponse ?", "Votre adresse e-mail. Nous y envoyons d’abord un lien, puis seulement des réponses.",
        "En attente de {creator}.", "{creator} n’a pas pu répondre.", "Cette offre a expiré. Posez la question à nouveau.",
        "Pas de connexion. Ce que vous écrivez est gardé et envoyé dès que vous êtes de nouveau en ligne.",
        "Gardé jusqu’à votre retour en ligne", "Envoi …", "Cela n’a pas marché.", "Réessayer",
        "Vous n’avez pas pu être connecté. Rechargez la page, puis réessayez.", "{agent} ne répond qu’aux personnes qui ont un compte.",
        "Ouvrir dans un nouvel onglet",
    ),
    "es": FrameWords(
        "Preguntar a {agent}", "Haga una pregunta. {agent} responde enseguida y puede pasar las preguntas nuevas a {creator}.",
        "Su pregunta", "Enviar", "Cerrar", "Usted", "Respuesta de {name}", "Fuentes", "Esto puede ayudar", "Corrección",
        "¿Preguntar a {creator}?", "Su pregunta llega a {creator} con sus últimos mensajes.", "Sí, preguntar a {creator}", "No, gracias",
        "¿Adónde enviamos la respuesta?", "Su correo electrónico. Primero enviamos un enlace y después solo respuestas.",
        "Esperando a {creator}.", "{creator} no pudo responder.", "Esta oferta ha caducado. Pregunte de nuevo.",
        "Sin conexión. Lo que escriba se guarda y se envía cuando vuelva a estar en línea.", "Guardado hasta que esté en línea",
        "Enviando …", "No ha funcionado.", "Intentar de nuevo", "No se pudo iniciar su sesión. Recargue la página e inténtelo de nuevo.",
        "{agent} solo responde a personas con una cuenta.", "Abrir en una pestaña nueva",
    ),
    "it": FrameWords(
        "Chiedi a {agent}", "Fai una domanda. {agent} risponde subito e può passare le domande nuove a {creator}.", "La tua domanda",
        "Invia", "Chiudi", "Tu", "Risposta di {name}", "Fonti", "Questo può aiutare", "Correzione", "Chiedere a {creator}?",
        "La tua domanda va a {creator}, con i tuoi ultimi messaggi.", "Sì, chiedi a {creator}", "No, grazie",
        "Dove mandiamo la risposta?", "Il tuo indirizzo e-mail. Prima mandiamo un link, poi solo risposte.", "In attesa di {creator}.",
        "{creator} non ha potuto rispondere.", "L’offerta è scaduta. Chiedi di nuovo.",
        "Nessuna connessione. Quello che scrivi viene conservato e inviato quando torni online.", "Conservato finché non torni online",
        "Invio …", "Non ha funzionato.", "Riprova", "Non è stato possibile farti accedere. Ricarica la pagina e riprova.",
        "{agent} risponde solo a chi ha un account.", "Apri in una nuova scheda",
    ),
    "pt": FrameWords(
        "Perguntar a {agent}", "Faça uma pergunta. {agent} responde logo e pode passar perguntas novas a {creator}.", "A sua pergunta",
        "Enviar", "Fechar", "Você", "Respondido por {name}", "Fontes", "Isto pode ajudar", "Correção", "Perguntar a {creator}?",
        "A sua pergunta vai para {creator}, com as suas últimas mensagens.", "Sim, perguntar a {creator}", "Não, obrigado",
        "Para onde vai a resposta?", "O seu e-mail. Primeiro enviamos uma ligação e depois só respostas.", "À espera de {creator}.",
        "{creator} não pôde responder.", "Esta oferta terminou. Pergunte de novo.",
        "Sem ligação. O que escrever é guardado e enviado quando voltar a estar online.", "Guardado até estar online", "A enviar …",
        "Não resultou.", "Tentar de novo", "Não foi possível iniciar a sua sessão. Recarregue a página e tente de novo.",
        "{agent} só responde a pessoas com conta.", "Abrir num novo separador",
    ),
    "pl": FrameWords(
        "Zapytaj: {agent}", "Zadaj pytanie. {agent} odpowiada od razu, a nowe pytania może przekazać dalej: {creator}.", "Pytanie",
        "Wyślij", "Zamknij", "Ty", "Odpowiada {name}", "Źródła", "To może pomóc", "Poprawka", "Zapytać: {creator}?",
        "Twoje pytanie trafi wraz z ostatnimi wiadomościami do: {creator}.", "Tak, zapytaj: {creator}", "Nie, dziękuję",
        "Dokąd wysłać odpowiedź?", "Twój adres e-mail. Najpierw wyślemy link, a potem tylko odpowiedzi.", "Czeka na: {creator}.",
        "Nie ma odpowiedzi: {creator}.", "Ta propozycja wygasła. Zapytaj ponownie.",
        "Brak połączenia. To, co piszesz, zostanie zachowane i wysłane po powrocie do sieci.", "Zachowane do powrotu do sieci",
        "Wysyłanie …", "Nie udało się.", "Spróbuj ponownie", "Nie udało się zalogować. Odśwież stronę i spróbuj ponownie.",
        "{agent} odpowiada tylko osobom z kontem.", "Otwórz w nowej karcie",
    ),
    "sr": FrameWords(
        "Pitajte: {agent}", "Postavite pitanje. {agent} odgovara odmah, a nova pitanja može da prosledi dalje: {creator}.", "Vaše pitanje",
        "Pošalji", "Zatvori", "Vi", "Odgovara {name}", "Izvori", "Ovo može da pomogne", "Ispravka", "Pitati: {creator}?",
        "Vaše pitanje ide dalje sa poslednjim porukama: {creator}.", "Da, pitaj: {creator}", "Ne, hvala", "Kuda da pošaljemo odgovor?",
        "Vaša adresa e-pošte. Prvo šaljemo vezu, a posle samo odgovore.", "Čeka se: {creator}.", "Nema odgovora: {creator}.",
        "Ova ponuda je istekla. Pitajte ponovo.", "Nema veze. Ono što napišete čuva se i šalje kada ponovo budete na mreži.",
        "Sačuvano dok ne budete na mreži", "Šalje se …", "Nije uspelo.", "Pokušaj ponovo",
        "Prijava nije uspela. Ponovo učitajte stranicu i pokušajte opet.", "{agent} odgovara samo osobama sa nalogom.",
        "Otvori u novoj kartici",
    ),
    "ru": FrameWords(
        "Спросить: {agent}", "Задайте вопрос. {agent} отвечает сразу, а новые вопросы может передать дальше: {creator}.", "Ваш вопрос",
        "Отправить", "Закрыть", "Вы", "Отвечает {name}", "Источники", "Это может помочь", "Исправление", "Спросить: {creator}?",
        "Ваш вопрос вместе с последними сообщениями получит {creator}.", "Да, спросить: {creator}", "Нет, спасибо",
        "Куда отправить ответ?", "Ваш адрес почты. Сначала мы пришлём ссылку, а потом только ответы.", "Ожидается ответ: {creator}.",
        "Ответа не будет: {creator}.", "Предложение больше не действует. Спросите ещё раз.",
        "Нет соединения. Написанное сохранится и будет отправлено, когда вы снова будете в сети.", "Сохранено до появления сети",
        "Отправляется …", "Не получилось.", "Повторить", "Не удалось войти. Обновите страницу и попробуйте ещё раз.",
        "{agent} отвечает только тем, у кого есть учётная запись.", "Открыть в новой вкладке",
    ),
    "tr": FrameWords(
        "Sorun: {agent}", "Bir soru sorun. {agent} hemen yanıtlar ve yeni soruları {creator} için iletebilir.", "Sorunuz", "Gönder",
        "Kapat", "Siz", "Yanıtlayan: {name}", "Kaynaklar", "Bu yardımcı olabilir", "Düzeltme", "Sorulsun mu: {creator}?",
        "Sorunuz son mesajlarınızla birlikte iletilir: {creator}.", "Evet, sorulsun: {creator}", "Hayır, teşekkürler",
        "Yanıt nereye gönderilsin?", "E-posta adresiniz. Önce bir bağlantı, sonra yalnızca yanıtlar gönderilir.", "Bekleniyor: {creator}.",
        "Yanıt verilemedi: {creator}.", "Bu teklifin süresi doldu. Yeniden sorun.",
        "Bağlantı yok. Yazdıklarınız saklanır ve yeniden çevrimiçi olduğunuzda gönderilir.", "Çevrimiçi olana kadar saklanıyor",
        "Gönderiliyor …", "Olmadı.", "Yeniden dene", "Oturumunuz açılamadı. Sayfayı yenileyip yeniden deneyin.",
        "{agent} yalnızca hesabı olanları yanıtlar.", "Yeni sekmede aç",
    ),
    "id": FrameWords(
        "Tanya {agent}", "Ajukan pertanyaan. {agent} langsung menjawab dan dapat meneruskan pertanyaan baru kepada {creator}.",
        "Pertanyaan Anda", "Kirim", "Tutup", "Anda", "Dijawab oleh {name}", "Sumber", "Ini mungkin membantu", "Koreksi",
        "Tanya {creator}?", "Pertanyaan Anda dikirim kepada {creator} bersama pesan terakhir Anda.", "Ya, tanya {creator}",
        "Tidak, terima kasih", "Ke mana jawaban dikirim?",
        "Alamat email Anda. Kami mengirim tautan lebih dulu, setelah itu hanya jawaban.", "Menunggu {creator}.",
        "{creator} tidak dapat menjawab ini.", "Tawaran ini sudah berakhir. Tanyakan lagi.",
        "Tidak ada koneksi. Tulisan Anda disimpan dan dikirim saat Anda kembali daring.", "Disimpan sampai Anda daring", "Mengirim …",
        "Tidak berhasil.", "Coba lagi", "Anda tidak dapat dimasukkan. Muat ulang halaman, lalu coba lagi.",
        "{agent} hanya menjawab orang yang punya akun.", "Buka di tab baru",
    ),
    "kk": FrameWords(
        "Сұрау: {agent}", "Сұрақ қойыңыз. {agent} бірден жауап береді, ал жаңа сұрақтарды жібере алады: {creator}.", "Сұрағыңыз",
        "Жіберу", "Жабу", "Сіз", "Жауап берген: {name}", "Дереккөздер", "Бұл көмектесуі мүмкін", "Түзету", "Сұрау керек пе: {creator}?",
        "Сұрағыңыз соңғы хабарларыңызбен бірге жіберіледі: {creator}.", "Иә, сұрау: {creator}", "Жоқ, рахмет",
        "Жауапты қайда жіберейік?", "Электрондық поштаңыз. Алдымен сілтеме, содан кейін тек жауаптар жібереміз.",
        "Күтілуде: {creator}.", "Жауап болмады: {creator}.", "Бұл ұсыныстың мерзімі бітті. Қайта сұраңыз.",
        "Байланыс жоқ. Жазғаныңыз сақталады және желіге оралғанда жіберіледі.", "Желіге оралғанша сақталады", "Жіберілуде …",
        "Болмады.", "Қайталау", "Кіру мүмкін болмады. Бетті жаңартып, қайта көріңіз.", "{agent} тек тіркелгісі бар адамдарға жауап береді.",
        "Жаңа қойындыда ашу",
    ),
    "zh": FrameWords(
        "向{agent}提问", "请提问。{agent}会立即回答，新问题可以转给{creator}。", "您的问题", "发送", "关闭", "您", "由{name}回答", "来源",
        "这可能有帮助", "更正", "要问{creator}吗？", "您的问题会连同最近的消息一起转给{creator}。", "好，问{creator}", "不用了",
        "答案发到哪里？", "您的邮箱地址。我们会先发送一个链接，之后只发送答案。", "正在等待{creator}。", "{creator}无法回答这个问题。",
        "此提议已过期，请重新提问。", "没有网络连接。您写的内容会保留，恢复连接后发送。", "保留至恢复连接", "正在发送……", "没有成功。", "重试",
        "无法登录。请刷新页面后再试。", "{agent}只回答有账户的人。", "在新标签页中打开",
    ),
    "ja": FrameWords(
        "{agent}に質問する", "質問をどうぞ。{agent}がすぐに答え、新しい質問は{creator}に取り次げます。", "ご質問", "送信", "閉じる", "あなた",
        "{name}の回答", "出典", "参考になるかもしれません", "訂正", "{creator}に質問しますか？",
        "ご質問は最近のメッセージとともに{creator}に届きます。", "はい、{creator}に質問する", "いいえ", "回答の送り先は？",
        "メールアドレス。最初にリンクを、その後は回答だけをお送りします。", "{creator}の回答を待っています。",
        "{creator}は回答できませんでした。", "この提案は期限切れです。もう一度ご質問ください。",
        "接続がありません。書いた内容は保存され、オンラインに戻ると送信されます。", "オンラインになるまで保存", "送信中…", "うまくいきませんでした。",
        "再試行", "ログインできませんでした。ページを再読み込みして、もう一度お試しください。", "{agent}はアカウントのある人にだけ答えます。",
        "新しいタブで開く",
    ),
    "ar": FrameWords(
        "اسأل {agent}", "اطرح سؤالاً. يجيب {agent} فوراً، ويمكنه إحالة الأسئلة الجديدة إلى {creator}.", "سؤالك", "إرسال", "إغلاق", "أنت",
        "أجاب {name}", "المصادر", "قد يساعدك هذا", "تصحيح", "هل نسأل {creator}؟", "يصل سؤالك إلى {creator} مع رسائلك الأخيرة.",
        "نعم، اسأل {creator}", "لا، شكراً", "إلى أين نرسل الإجابة؟", "بريدك الإلكتروني. نرسل إليه رابطاً أولاً، ثم الإجابات فقط.",
        "في انتظار {creator}.", "لم يتمكن {creator} من الإجابة.", "انتهى هذا العرض. اسأل مرة أخرى.",
        "لا يوجد اتصال. نحفظ ما تكتبه ونرسله عند عودة الاتصال.", "محفوظ حتى عودة الاتصال", "جارٍ الإرسال …", "لم ينجح ذلك.",
        "حاول مرة أخرى", "تعذر تسجيل دخولك. أعد تحميل الصفحة ثم حاول مرة أخرى.", "يجيب {agent} أصحاب الحسابات فقط.",
        "فتح في علامة تبويب جديدة",
    ),
}  # fmt: skip


def frame_phrases(accepted: str) -> FramePhrases:
    """The words that an Accept-Language header, or a language alone, prefers; the English ones where there are none of its own."""
    language = read_accepted(accepted)
    if language not in WORDS:
        language = "en"
    return FramePhrases(language, asdict(WORDS[language]))
