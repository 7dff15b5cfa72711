"""What the agent says about money, in every language that it speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PayingPhrases:
    """Names in braces are filled in; they are the same in all languages."""

    held: str
    """In an offer: the money is held, and taken for an answer."""
    charged: str
    """In an offer: the money is taken at once, and given back where there is no answer."""
    pay: str
    """To a yes: the question is passed on when it is paid."""
    no_page: str
    """To a yes, while the provider's page cannot be opened."""
    too_late: str
    """To money that came when the question could no longer be accepted."""


PAYING: dict[str, PayingPhrases] = {
    "en": PayingPhrases(
        "It costs {price}: held when you accept, and only taken when {creator} answers.",
        "It costs {price}: taken when you accept, and given back if {creator} does not answer.",
        "It costs {price}. Your question goes to {creator} as soon as it is paid: {where}",
        "It costs {price}, but the payment page cannot be opened just now. Say yes again in a moment.",
        "Your payment came too late: {creator} can no longer take this question. You get the money back.",
    ),
    "de": PayingPhrases(
        "Das kostet {price}: Der Betrag wird bei deiner Zusage reserviert und erst eingezogen, wenn {creator} antwortet.",
        "Das kostet {price}: Der Betrag wird bei deiner Zusage eingezogen und erstattet, falls {creator} nicht antwortet.",
        "Das kostet {price}. Deine Frage geht an {creator}, sobald sie bezahlt ist: {where}",
        "Das kostet {price}, aber die Zahlungsseite lässt sich gerade nicht öffnen. Sag gleich noch einmal Ja.",
        "Deine Zahlung kam zu spät: {creator} kann diese Frage nicht mehr annehmen. Du bekommst das Geld zurück.",
    ),
    "nl": PayingPhrases(
        "Het kost {price}: gereserveerd als je instemt, en pas afgeschreven als {creator} antwoordt.",
        "Het kost {price}: afgeschreven als je instemt, en teruggegeven als {creator} niet antwoordt.",
        "Het kost {price}. Je vraag gaat naar {creator} zodra er betaald is: {where}",
        "Het kost {price}, maar de betaalpagina kan nu niet worden geopend. Zeg zo meteen nog eens ja.",
        "Je betaling kwam te laat: {creator} kan deze vraag niet meer aannemen. Je krijgt het geld terug.",
    ),
    "sv": PayingPhrases(
        "Det kostar {price}: reserveras när du tackar ja och dras först när {creator} svarar.",
        "Det kostar {price}: dras när du tackar ja och betalas tillbaka om {creator} inte svarar.",
        "Det kostar {price}. Din fråga går till {creator} så snart den är betald: {where}",
        "Det kostar {price}, men betalningssidan kan inte öppnas just nu. Säg ja igen om en stund.",
        "Din betalning kom för sent: {creator} kan inte längre ta emot frågan. Du får pengarna tillbaka.",
    ),
    "da": PayingPhrases(
        "Det koster {price}: reserveres, når du siger ja, og trækkes først, når {creator} svarer.",
        "Det koster {price}: trækkes, når du siger ja, og betales tilbage, hvis {creator} ikke svarer.",
        "Det koster {price}. Dit spørgsmål går til {creator}, så snart det er betalt: {where}",
        "Det koster {price}, men betalingssiden kan ikke åbnes lige nu. Sig ja igen om lidt.",
        "Din betaling kom for sent: {creator} kan ikke længere tage imod spørgsmålet. Du får pengene tilbage.",
    ),
    "nb": PayingPhrases(
        "Det koster {price}: reserveres når du sier ja, og trekkes først når {creator} svarer.",
        "Det koster {price}: trekkes når du sier ja, og betales tilbake hvis {creator} ikke svarer.",
        "Det koster {price}. Spørsmålet ditt går til {creator} så snart det er betalt: {where}",
        "Det koster {price}, men betalingssiden kan ikke åpnes akkurat nå. Si ja igjen om litt.",
        "Betalingen din kom for sent: {creator} kan ikke lenger ta imot spørsmålet. Du får pengene tilbake.",
    ),
    "fr": PayingPhrases(
        "Cela coûte {price} : le montant est réservé quand vous acceptez et prélevé seulement quand {creator} répond.",
        "Cela coûte {price} : le montant est prélevé quand vous acceptez et remboursé si {creator} ne répond pas.",
        "Cela coûte {price}. Votre question est transmise à {creator} dès qu'elle est payée : {where}",
        "Cela coûte {price}, mais la page de paiement ne peut pas s'ouvrir pour l'instant. Redites oui dans un moment.",
        "Votre paiement est arrivé trop tard : {creator} ne peut plus prendre cette question. Vous serez remboursé.",
    ),
    "es": PayingPhrases(
        "Cuesta {price}: se reserva cuando aceptas y solo se cobra cuando {creator} responde.",
        "Cuesta {price}: se cobra cuando aceptas y se devuelve si {creator} no responde.",
        "Cuesta {price}. Tu pregunta llega a {creator} en cuanto esté pagada: {where}",
        "Cuesta {price}, pero la página de pago no se puede abrir ahora mismo. Vuelve a decir que sí en un momento.",
        "Tu pago llegó demasiado tarde: {creator} ya no puede aceptar esta pregunta. Recibirás el dinero de vuelta.",
    ),
    "it": PayingPhrases(
        "Costa {price}: l'importo è riservato quando accetti e addebitato solo quando {creator} risponde.",
        "Costa {price}: l'importo è addebitato quando accetti e restituito se {creator} non risponde.",
        "Costa {price}. La tua domanda arriva a {creator} appena è pagata: {where}",
        "Costa {price}, ma la pagina di pagamento ora non si apre. Rispondi di nuovo sì tra un momento.",
        "Il tuo pagamento è arrivato troppo tardi: {creator} non può più accettare questa domanda. Riavrai il denaro.",
    ),
    "pt": PayingPhrases(
        "Custa {price}: o valor é reservado quando aceita e só é cobrado quando {creator} responde.",
        "Custa {price}: o valor é cobrado quando aceita e devolvido se {creator} não responder.",
        "Custa {price}. A sua pergunta segue para {creator} assim que for paga: {where}",
        "Custa {price}, mas a página de pagamento não abre neste momento. Diga sim outra vez daqui a pouco.",
        "O seu pagamento chegou tarde demais: {creator} já não pode aceitar esta pergunta. O dinheiro será devolvido.",
    ),
    "pl": PayingPhrases(
        "To kosztuje {price}: kwota zostanie zablokowana po Twojej zgodzie i pobrana dopiero po odpowiedzi ({creator}).",
        "To kosztuje {price}: kwota zostanie pobrana po Twojej zgodzie i zwrócona, jeśli odpowiedź nie nadejdzie ({creator}).",
        "To kosztuje {price}. Pytanie zostanie przekazane ({creator}), gdy tylko zostanie opłacone: {where}",
        "To kosztuje {price}, ale strony płatności nie można teraz otworzyć. Za chwilę powiedz „tak” jeszcze raz.",
        "Płatność przyszła za późno: tego pytania nie można już przyjąć ({creator}). Pieniądze zostaną zwrócone.",
    ),
    "sr": PayingPhrases(
        "To košta {price}: iznos se rezerviše kad prihvatiš, a naplaćuje tek kad stigne odgovor ({creator}).",
        "To košta {price}: iznos se naplaćuje kad prihvatiš, a vraća ako odgovor ne stigne ({creator}).",
        "To košta {price}. Pitanje se prosleđuje ({creator}) čim bude plaćeno: {where}",
        "To košta {price}, ali stranica za plaćanje sada ne može da se otvori. Reci „da“ ponovo za koji trenutak.",
        "Uplata je stigla prekasno: ovo pitanje više ne može da se primi ({creator}). Novac ti se vraća.",
    ),
    "ru": PayingPhrases(
        "Это стоит {price}: сумма резервируется при согласии и списывается, только когда придёт ответ ({creator}).",
        "Это стоит {price}: сумма списывается при согласии и возвращается, если ответа не будет ({creator}).",
        "Это стоит {price}. Вопрос будет передан ({creator}), как только он будет оплачен: {where}",
        "Это стоит {price}, но страница оплаты сейчас не открывается. Ответьте «да» ещё раз чуть позже.",
        "Оплата пришла слишком поздно: этот вопрос уже нельзя принять ({creator}). Деньги будут возвращены.",
    ),
    "tr": PayingPhrases(
        "Ücreti {price}: kabul ettiğinizde ayrılır ve ancak {creator} yanıtlayınca alınır.",
        "Ücreti {price}: kabul ettiğinizde alınır ve {creator} yanıtlamazsa geri verilir.",
        "Ücreti {price}. Sorunuz ödenir ödenmez {creator} tarafına iletilir: {where}",
        "Ücreti {price}, ancak ödeme sayfası şu anda açılamıyor. Biraz sonra yeniden evet deyin.",
        "Ödemeniz çok geç geldi: {creator} bu soruyu artık alamaz. Paranız geri verilir.",
    ),
    "id": PayingPhrases(
        "Biayanya {price}: ditahan saat Anda setuju, dan baru diambil ketika {creator} menjawab.",
        "Biayanya {price}: diambil saat Anda setuju, dan dikembalikan jika {creator} tidak menjawab.",
        "Biayanya {price}. Pertanyaan Anda diteruskan kepada {creator} segera setelah dibayar: {where}",
        "Biayanya {price}, tetapi halaman pembayaran sedang tidak dapat dibuka. Katakan ya lagi sebentar lagi.",
        "Pembayaran Anda datang terlambat: {creator} tidak dapat lagi menerima pertanyaan ini. Uang Anda dikembalikan.",
    ),
    "kk": PayingPhrases(
        "Бағасы {price}: келіскенде ұсталып тұрады, ал жауап келгенде ғана алынады ({creator}).",
        "Бағасы {price}: келіскенде алынады, жауап келмесе қайтарылады ({creator}).",
        "Бағасы {price}. Сұрағыңыз төленген бойда жеткізіледі ({creator}): {where}",
        "Бағасы {price}, бірақ төлем беті қазір ашылмай тұр. Сәлден соң қайтадан «иә» деңіз.",
        "Төлеміңіз кеш келді: бұл сұрақ енді қабылданбайды ({creator}). Ақшаңыз қайтарылады.",
    ),
    "zh": PayingPhrases(
        "费用为 {price}：您同意时预授权，{creator}回答后才扣款。",
        "费用为 {price}：您同意时扣款，如果{creator}没有回答则退款。",
        "费用为 {price}。付款后，您的问题会立即转给{creator}：{where}",
        "费用为 {price}，但付款页面暂时无法打开。请稍后再说一次“是”。",
        "您的付款来得太晚，{creator}已无法接受这个问题。款项将退还给您。",
    ),
    "ja": PayingPhrases(
        "料金は{price}です。承諾時に仮押さえし、{creator}が答えたときにのみ請求されます。",
        "料金は{price}です。承諾時に請求され、{creator}が答えない場合は返金されます。",
        "料金は{price}です。お支払いが済みしだい、ご質問を{creator}に届けます：{where}",
        "料金は{price}ですが、支払いページを今は開けません。少ししてからもう一度「はい」と送ってください。",
        "お支払いが間に合わず、{creator}はこの質問を受けられなくなりました。返金されます。",
    ),
    "ar": PayingPhrases(
        "التكلفة {price}: يُحجز المبلغ عند موافقتك ولا يُخصم إلا عندما يجيب {creator}.",
        "التكلفة {price}: يُخصم المبلغ عند موافقتك ويُعاد إليك إن لم يجب {creator}.",
        "التكلفة {price}. يصل سؤالك إلى {creator} فور الدفع: {where}",
        "التكلفة {price}، لكن لا يمكن فتح صفحة الدفع الآن. قل نعم مرة أخرى بعد قليل.",
        "وصل الدفع متأخرًا: لم يعد بإمكان {creator} قبول هذا السؤال. سيُعاد المبلغ إليك.",
    ),
}


def paying_in(language: str) -> PayingPhrases:
    """The phrases of a language; the English ones where it is unknown or has none."""
    return PAYING.get(language, PAYING["en"])
