"""Manners in Polish, Serbian, Russian, Ukrainian and Czech."""

from orchestrator.domain.message.manners.wording import Wording

POLISH = Wording(
    language="pl",
    greetings="cześć, hej, hejka, siema, dzień dobry, dobry wieczór, witam, witaj, witajcie, szanowna, szanowny, droga, drogi, szanowni państwo, dobry, cześć wszystkim, witam serdecznie",
    thanks="dzięki, dziękuję, dziękuje, bardzo dziękuję, dziękuję bardzo, wielkie dzięki, dzięki wielkie, z góry dziękuję, z góry dzięki, dziękuję z góry, serdecznie dziękuję, dzięki z góry, stokrotne dzięki, dziękuję jeszcze raz",
    closings="pozdrawiam, pozdrawiam serdecznie, serdecznie pozdrawiam, pozdrowienia, serdeczne pozdrowienia, z poważaniem, z wyrazami szacunku, do widzenia, na razie, pa, pa pa, do zobaczenia, miłego dnia, miłego wieczoru, miłego weekendu, dobrego dnia, ściskam, buziaki, całusy, trzymaj się",
    heads="uwielbiam, kocham, lubię, super, świetny, świetna, świetne, świetnie, wspaniały, wspaniała, wspaniałe, genialny, genialne, rewelacja, piękny, piękna, piękne, fajny, fajne, fajna, gratulacje, gratuluję, brawo, tak trzymaj, tak dalej, fan, fanka, fanką, fanem, przepraszam, wybacz, proszę wybaczyć, przeszkadzam, przeszkadzać, pytanie, pytania, pytanko, jestem tu nowy, jestem tu nowa, jestem nowy, jestem nowa, przy okazji, swoją drogą, oglądam, obserwuję, słucham, śledzę, mam nadzieję, wdzięczny, wdzięczna, to znowu ja",
    courtesies="jak się masz, co słychać, co tam, jak leci, co u ciebie, jak się pan ma, jak się pani ma",
    introductions="mam na imię, nazywam się, jestem, tu, z tej strony",
    titles="pan pani panie państwo dr prof",
    soft="ja ty ci cię tobie wam was pana pani mi mnie nas my twój twoja twoje twoim twojego twoją wasz wasze wasza ten ta to te i oraz lub za dla z ze w we na do od o u po że jest są był jestem mam masz jeśli bardzo naprawdę zawsze wszystko tu tutaj jeszcze raz znowu też więcej dobrze dobra dobry dobre krótkie krótko mała małe szybkie głupie film filmy filmik filmiki kanał blog strona stronę strony podcast odcinek odcinki kurs pracę praca robota treści newsletter sklep porady pomoc odpowiedź odpowiedzi czas cierpliwość wiadomość dzień dnia wieczór tydzień weekend lat lata rok miesięcy dawna wielka wielki dziś teraz jedno dwa co robisz piszę wielkim wielką",
    asks="kto co kiedy gdzie dlaczego czemu jak jaki jaka jakie jakiej jakim który która które ile czy można mogę może przy od",
    joints="ale",
    origins="z",
    also="a i oraz także też",
    corrections="to znaczy, czyli, znaczy, lub, albo",
)

SERBIAN = Wording(
    language="sr",
    greetings="zdravo, ćao, cao, dobar dan, dobro jutro, dobro veče, poštovani, poštovana, draga, dragi, pozdrav, pozdrav svima, hej, zdravo svima, здраво, ћао, добар дан, добро јутро, добро вече, поштовани, драга, драги, поздрав",
    thanks="hvala, hvala puno, hvala lepo, mnogo hvala, hvala unapred, unapred hvala, hvala vam, hvala ti, veliko hvala, puno hvala, хвала, хвала пуно, хвала унапред, унапред хвала, много хвала",
    closings="pozdrav, srdačan pozdrav, veliki pozdrav, lep pozdrav, srdačno, s poštovanjem, doviđenja, vidimo se, prijatan dan, prijatno veče, lepo se provedi, поздрав, срдачан поздрав, с поштовањем, довиђења, пријатан дан",
    heads="obožavam, volim, sviđa, sviđaju, odličan, odlična, odlično, odlični, super, sjajan, sjajno, sjajni, divan, divno, divni, bravo, čestitam, čestitke, samo tako nastavi, samo napred, fan, izvini, izvinite, izvinjavam, oprosti, oprostite, smetam, uznemiravam, pitanje, pitanja, nov ovde, nova ovde, uzgred, pratim, gledam, slušam, nadam, zahvalan, zahvalna",
    courtesies="kako si, kako ste, šta ima, kako ide, kako je",
    introductions="zovem se, ja sam, moje ime je, ovde",
    titles="gospodine gospođo gospođice g gđa dr prof",
    soft="ja ti te vi vam vas mi me mene nas se tvoj tvoja tvoje tvoji vaš vaša vaše vaši ovaj ova ovo to taj i ili za od do u na sa s o da je su sam si što ako vrlo mnogo stvarno uvek sve svi ovde opet još jedno jednom kratko malo brzo glupo imam video snimak snimci snimke kanal blog sajt stranica podkast epizoda kurs rad posao sadržaj saveti pomoć pomoći odgovor odgovore vreme trud dan veče nedelju vikend godina godinama meseci dugo veliki velika danas sada radiš",
    asks="ko šta sta kada kad gde zašto kako koji koja koje koliko da li može mogu ima jel je pri",
    joints="ali",
    origins="iz",
    also="i a takođe и а",
    corrections="mislim, to jest, odnosno, ili, или",
)

RUSSIAN = Wording(
    language="ru",
    greetings="привет, приветик, приветствую, здравствуйте, здравствуй, добрый день, доброе утро, добрый вечер, доброго дня, доброго времени суток, дорогая, дорогой, уважаемая, уважаемый, всем привет, хай, салют, и снова здравствуйте, привет всем",
    thanks="спасибо, большое спасибо, спасибо большое, огромное спасибо, заранее спасибо, спасибо заранее, заранее благодарю, благодарю, благодарю вас, спасибо вам, спасибо тебе, спс, спасибо огромное, большое спасибо заранее, заранее большое спасибо",
    closings="с уважением, с наилучшими пожеланиями, всего доброго, всего хорошего, до свидания, пока, до встречи, хорошего дня, хорошего вечера, хороших выходных, удачи, обнимаю, целую, с любовью, ваш, ваша, твой, твоя",
    heads="люблю, обожаю, нравится, нравятся, супер, классно, классный, классные, отличный, отличное, отличные, отлично, прекрасный, прекрасные, прекрасное, замечательный, замечательные, замечательно, здорово, круто, крутой, крутые, интересно, молодец, молодцы, браво, поздравляю, так держать, фанат, фанатка, извини, извините, простите, прости, прошу прощения, извиняюсь, беспокою, беспокойство, отвлекаю, вопрос, вопросы, вопросик, новенький, новенькая, я тут новенький, я здесь впервые, кстати, подписан, подписана, подписчик, смотрю, слушаю, читаю, слежу, надеюсь, благодарен, благодарна, это снова я",
    courtesies="как дела, как поживаете, как поживаешь, как ты, как вы, как жизнь, как настроение",
    introductions="меня зовут, это, мое имя, моё имя",
    titles="господин госпожа доктор профессор",
    soft="я ты вы вам вас тебе тебя мне меня мы нас твой твоя твои твоё ваш ваша ваши ваше вашу ваших твою этот эта это эти и или за для с со в во на о об от до у что есть если очень так такой такие правда всегда все всё вся тут здесь опять снова ещё еще раз тоже больше хорошо хороший хорошие хорошее маленький короткий небольшой быстрый глупый простой один одна пара пару видео ролик ролики канал канала блог сайт страница страницу подкаст выпуск выпуски курс работа работу работы контент магазин советы помощь ответ ответы время терпение сообщение день дня вечер неделя лет год года месяцев давно долго большой большая сегодня сейчас вот просто хочу задать делаете делаешь отличная у",
    asks="кто что когда где почему зачем как какой какая какое какие какую какова каков сколько который можно могу может можете нужно надо есть ли при подскажите скажите",
    joints="но",
    origins="из",
    also="и а также ещё еще",
    corrections="то есть, или, имею в виду, в смысле",
)

UKRAINIAN = Wording(
    language="uk",
    greetings="привіт, вітаю, добрий день, доброго дня, доброго ранку, добрий ранок, добрий вечір, доброго вечора, дорога, дорогий, шановна, шановний, всім привіт, здрастуйте",
    thanks="дякую, щиро дякую, дуже дякую, велике дякую, дякую вам, дякую тобі, заздалегідь дякую, дякую заздалегідь, спасибі, красно дякую",
    closings="з повагою, з найкращими побажаннями, до побачення, бувай, бувайте, на все добре, гарного дня, гарного вечора, гарних вихідних, обіймаю, щиро ваш, щиро ваша",
    heads="люблю, обожнюю, подобається, подобаються, супер, чудовий, чудове, чудові, чудово, класно, класний, класні, круто, гарний, гарні, гарне, молодець, молодці, вітаю, так тримати, вибач, вибачте, перепрошую, пробачте, турбую, турбування, питання, запитання, до речі, підписаний, підписана, дивлюся, слухаю, слідкую, сподіваюся, вдячний, вдячна",
    courtesies="як справи, як ти, як ви, як життя",
    introductions="мене звати, мене звуть, це, моє ім'я",
    titles="пан пані пане доктор професор",
    soft="я ти ви вам вас тобі тебе мені мене ми нас твій твоя твої твоє ваш ваша ваші ваше цей ця це ці і й та або за для з зі із в у на про від до що є якщо дуже так справді завжди все всі тут знову ще раз теж більше добре маленьке коротке швидке одне відео канал блог сайт сторінка подкаст випуск курс робота роботу контент поради допомогу відповідь час терпіння день дня тиждень років рік місяців давно довго великий велика сьогодні зараз маю у",
    asks="хто що коли де чому навіщо як який яка яке які скільки чи можна можу може потрібно треба є при",
    joints="але",
    origins="з",
    also="і й та а також ще",
    corrections="тобто, або, маю на увазі",
)

CZECH = Wording(
    language="cs",
    greetings="ahoj, čau, nazdar, dobrý den, dobré ráno, dobrý večer, dobré odpoledne, zdravím, vážená, vážený, milá, milý, hezký den, ahoj všichni, dobrý",
    thanks="děkuji, díky, děkuju, moc děkuji, moc díky, mockrát děkuji, předem děkuji, předem díky, děkuji předem, děkuji moc, díky moc, děkuji mockrát",
    closings="s pozdravem, s přátelským pozdravem, s úctou, zdravím, mějte se, měj se, na shledanou, nashledanou, hezký den, pěkný den, hezký večer, hezký víkend, čau, ahoj, pac a pusu",
    heads="miluji, miluju, zbožňuji, líbí, super, skvělý, skvělá, skvělé, úžasný, úžasné, úžasná, krásný, krásné, krásná, výborný, výborné, bezva, gratuluji, jen tak dál, fanoušek, fanynka, omlouvám, omlouvám se, promiň, promiňte, pardon, ruším, rušit, otázka, otázku, otázky, dotaz, jsem tu nový, jsem tu nová, mimochodem, sleduji, sleduju, poslouchám, doufám, vděčný, vděčná",
    courtesies="jak se máš, jak se máte, co je nového, jak to jde",
    introductions="jmenuji se, jmenuju se, jsem, tady, mé jméno je",
    titles="pan paní pane slečno dr prof doktor",
    soft="já ty ti tě vám vás vy mi mě nás my se si tvůj tvoje tvá tvé váš vaše vaši ten ta to tento i a nebo za pro s se v ve na do od o u po že je jsou jsem mám máte pokud moc opravdu vždy všechno tu tady zase ještě jednou taky více dobře dobrý krátký krátkou rychlý rychlou malý hloupou video videa kanál blog web stránka stránky podcast díl kurz práci práce obsah tipy pomoc odpověď čas trpělivost zprávu den večer týden víkend let roky měsíců dlouho velký velká dnes teď jednu",
    asks="kdo co kdy kde proč jak jaký jaká jaké který která které kolik můžu mohu může lze je jsou při",
    joints="ale",
    origins="z",
    also="a také taky i",
    corrections="tedy, to znamená, čili, nebo, myslím",
)
