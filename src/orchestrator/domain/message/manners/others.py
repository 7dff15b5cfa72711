"""Manners in Turkish, Kazakh, Indonesian, Arabic, Korean and Finnish, and in the scripts without spaces between words."""

from dataclasses import dataclass

from orchestrator.domain.message.manners.wording import Wording

TURKISH = Wording(
    language="tr",
    greetings="merhaba, merhabalar, selam, selamlar, günaydın, iyi günler, iyi akşamlar, iyi geceler, tünaydın, sevgili, sayın, değerli, kolay gelsin, hayırlı günler, selamün aleyküm, herkese merhaba",
    thanks="teşekkürler, teşekkür ederim, çok teşekkürler, çok teşekkür ederim, teşekkür ederiz, şimdiden teşekkürler, şimdiden teşekkür ederim, şimdiden çok teşekkürler, şimdiden çok teşekkür ederim, sağ ol, sağ olun, sağolun, sağol, eyvallah, tekrar teşekkürler",
    closings="saygılar, saygılarımla, sevgiler, sevgilerimle, selamlar, iyi günler, iyi akşamlar, iyi geceler, hoşça kal, hoşça kalın, hoşçakalın, görüşürüz, görüşmek üzere, kolay gelsin, iyi çalışmalar, kendine iyi bak, iyi hafta sonları, öpüyorum",
    heads="seviyorum, bayılıyorum, beğeniyorum, beğendim, harika, harikasın, harikasınız, muhteşem, süper, mükemmel, çok güzel, güzel, elinize sağlık, ellerinize sağlık, eline sağlık, emeğine sağlık, emeğinize sağlık, tebrikler, tebrik ederim, böyle devam, devam et, hayranım, hayranıyım, hayranınızım, özür dilerim, affedersiniz, affedersin, kusura bakma, kusura bakmayın, pardon, rahatsız, rahatsız ettiğim için, sorum, soru, sorum var, bir sorum var, yeniyim, bu arada, takip ediyorum, takipçinizim, izliyorum, dinliyorum, umarım, umarım iyisinizdir, umarım iyisindir, minnettarım, yine ben",
    courtesies="nasılsın, nasılsınız, nasıl gidiyor, ne haber, naber, iyi misin, iyi misiniz",
    introductions="adım, benim adım, ben, ismim",
    titles="bey hanım bay bayan dr doktor prof hocam hoca",
    soft="ben bana beni sen sana seni siz size sizi biz bize bu şu o bir ve veya ya için ile de da çok gerçekten her hep herkes hepsi burada tekrar yine daha iyi küçük kısa hızlı basit aptalca var video videon videolar videoların videolarını videolarınızı videolarına kanal kanalın kanalını kanalınız kanalınızı blog blogunu site siteyi siteni sayfa sayfanı podcast bölüm kurs işini işinizi çalışmalarını içerik yardım yardımın yardımınız cevap cevabın cevabınız zaman vakit emek gün günü hafta yıl yıldır ay aydır uzun zamandır süredir büyük bugün şimdi önce olsun dilerim ettiğim",
    asks="kim ne nasıl neden niçin niye nerede nereye hangi kaç mı mi mu mü ne zaman nedir var",
    joints="ama fakat",
    also="ve ayrıca",
    corrections="yani, veya, ya da",
)

KAZAKH = Wording(
    language="kk",
    greetings="сәлем, сәлеметсіз бе, салем, қайырлы таң, қайырлы күн, қайырлы кеш, армысыз, құрметті, ассалаумағалейкум, баршаңызға сәлем",
    thanks="рахмет, рақмет, көп рахмет, көп рақмет, үлкен рахмет, алдын ала рахмет, алдын ала рақмет, сізге рахмет, мың рахмет",
    closings="құрметпен, сау болыңыз, сау бол, көріскенше, ізгі тілекпен, күніңіз сәтті өтсін",
    heads="ұнайды, керемет, тамаша, жақсы көремін, кешіріңіз, кешір, ғафу етіңіз, мазалағаныма, мазаласам, сұрағым бар, сұрағым, сұрақ, айтпақшы, жарайсыз, құттықтаймын",
    courtesies="қалайсыз, қалыңыз қалай, халіңіз қалай, қалайсың",
    introductions="менің атым, атым, мен",
    titles="мырза ханым",
    soft="мен маған мені сіз сізге сізді сен саған сені біз бұл осы бір және өте шын үлкен кішкентай қысқа видео видеоларыңыз видеоңыз арна арнаңыз блог сайт жұмысыңыз көмек көмегіңіз үшін жауап уақыт күн бар",
    asks="кім не қалай неге қашан қайда қандай қай қанша ма ме ба бе па пе",
    joints="бірақ",
    also="және тағы",
    corrections="яғни, немесе",
)

INDONESIAN = Wording(
    language="id",
    greetings="halo, hai, hei, selamat pagi, selamat siang, selamat sore, selamat malam, pagi, siang, sore, malam, permisi, assalamualaikum, yth, halo semua, halo semuanya, salam kenal",
    thanks="terima kasih, terimakasih, makasih, terima kasih banyak, makasih banyak, trims, terima kasih sebelumnya, makasih sebelumnya, sebelumnya terima kasih, matur nuwun, terima kasih atas bantuannya, terima kasih banyak sebelumnya",
    closings="salam, salam hangat, hormat saya, hormat kami, sampai jumpa, sampai nanti, dadah, selamat tinggal, semoga harimu menyenangkan, semoga hari anda menyenangkan, wassalam",
    heads="suka, suka banget, cinta, keren, bagus, hebat, luar biasa, mantap, selamat ya, semangat, lanjutkan, penggemar, fans, maaf, mohon maaf, maaf mengganggu, mengganggu, ganggu, pertanyaan, mau tanya, mau bertanya, ingin bertanya, numpang tanya, izin bertanya, saya baru di sini, baru di sini, ngomong-ngomong, omong-omong, mengikuti, nonton, semoga, semoga sehat, bermanfaat",
    courtesies="apa kabar, apa kabarnya, gimana kabarnya, bagaimana kabarmu",
    introductions="nama saya, saya, aku, ini, perkenalkan nama saya, perkenalkan saya",
    titles="pak bu bapak ibu mas mbak kak kakak bang dr",
    soft="saya aku kamu anda kalian kami kita ini itu yang dan atau untuk dengan di ke dari sangat sekali banget selalu semua juga lagi sudah ada satu dua kecil singkat cepat video videonya videomu video-videonya channel channelnya kanal kanalnya blog situs halaman podcast kursus karya karyanya konten kontennya toko tips bantuan bantuannya jawaban jawabannya waktu waktunya hari minggu tahun bulan lama sejak jadi besar sekarang nih ya dong kak atas sebelumnya jika kalau",
    asks="siapa apa kapan di mana mana mengapa kenapa bagaimana gimana berapa apakah bisakah bisa bolehkah boleh pada",
    joints="tapi tetapi",
    origins="dari",
    also="dan juga terus lalu",
    corrections="maksudnya, maksud saya, atau",
)

ARABIC = Wording(
    language="ar",
    greetings="مرحبا, مرحباً, أهلا, أهلاً, أهلا وسهلا, السلام عليكم, السلام عليكم ورحمة الله, السلام عليكم ورحمة الله وبركاته, صباح الخير, مساء الخير, عزيزي, عزيزتي, هاي, سلام, تحية طيبة",
    thanks="شكرا, شكراً, شكرا جزيلا, شكراً جزيلاً, شكرا لك, شكراً لك, شكرا لكم, شكرا مقدما, شكراً مقدماً, جزيل الشكر, الف شكر, ألف شكر, جزاك الله خيرا, مشكور, مشكورة, شكرا كثيرا, مع الشكر",
    closings="مع السلامة, مع تحياتي, تحياتي, مع أطيب التحيات, إلى اللقاء, وداعا, مع خالص التحية, يوم سعيد, يوما سعيدا, أتمنى لك يوما سعيدا, مع الاحترام",
    heads="أحب, احب, يعجبني, رائع, رائعة, ممتاز, ممتازة, جميل, جميلة, عظيم, مبدع, مبدعة, أحسنت, مبروك, استمر, استمري, آسف, اسف, آسفة, عفوا, عفواً, عذرا, عذراً, المعذرة, إزعاج, الإزعاج, على الإزعاج, سؤال, لدي سؤال, عندي سؤال, بالمناسبة, أتابع, متابع, متابعة, أتمنى",
    courtesies="كيف حالك, كيف حالكم, كيف الحال, كيفك, شلونك",
    introductions="اسمي, أنا اسمي, معك, معكم",
    titles="السيد السيدة الأستاذ الأستاذة أستاذ أستاذة دكتور دكتورة الدكتور الدكتورة",
    soft="أنا انا أنت انت أنتم لك لكم هذا هذه و في من على عن إلى مع جدا كثيرا دائما كل هنا أيضا فيديو فيديوهاتك الفيديو الفيديوهات قناتك قناتكم القناة مدونتك موقعك موقعكم صفحتك عملك عملكم محتواك محتوى مساعدتك مساعدتكم المساعدة وقتك ردك الرد اليوم يوم سنوات منذ زمن واحد صغير سريع بسيط لدي عندي والله يا",
    asks="من ما ماذا متى أين لماذا كيف هل أي كم أيمكن ممكن عند",
    joints="لكن ولكن",
    origins="من",
    also="و وأيضا أيضا كذلك",
    corrections="يعني, أقصد, أو, أم",
)

KOREAN = Wording(
    language="ko",
    greetings="안녕하세요, 안녕, 안녕하십니까, 반갑습니다, 반가워요, 좋은 아침입니다, 처음 뵙겠습니다, 저기요, 여러분 안녕하세요",
    thanks="감사합니다, 고맙습니다, 고마워요, 고마워, 감사해요, 정말 감사합니다, 미리 감사합니다, 미리 감사드립니다, 감사드립니다, 대단히 감사합니다, 땡큐",
    closings="수고하세요, 안녕히 계세요, 안녕히 가세요, 좋은 하루 되세요, 좋은 하루 보내세요, 좋은 주말 되세요, 드림, 올림, 잘 부탁드립니다, 부탁드립니다, 부탁드려요",
    heads="좋아해요, 좋아합니다, 사랑해요, 최고예요, 최고입니다, 최고, 멋져요, 멋있어요, 훌륭해요, 대단해요, 팬입니다, 팬이에요, 죄송합니다, 죄송해요, 죄송하지만, 실례합니다, 실례지만, 미안해요, 미안하지만, 질문이 있어요, 질문이 있습니다, 질문 있습니다, 질문, 궁금한 게 있어요, 궁금한 점이 있습니다, 처음입니다, 처음이에요, 잘 보고 있어요, 잘 보고 있습니다, 보고 있어요, 보고 있습니다, 그런데, 도움이 많이 됐어요",
    courtesies="잘 지내세요, 잘 지내셨어요, 어떻게 지내세요",
    introductions="저는, 제 이름은",
    titles="님 씨 선생님",
    soft="저 저는 제가 정말 너무 항상 늘 매번 영상 영상을 영상도 동영상 채널 채널을 블로그 사이트 콘텐츠 방송 강의 덕분에 도움 답변 답변에 시간 내주셔서 오늘 많이 다 잘 한 가지 하나 좀 여기 바쁘신데 귀찮게 해서 님 선생님 늦은 밤에",
    asks="누가 무엇 뭐 언제 어디 왜 어떻게 어떤 몇 얼마나 얼마 무슨",
    joints="하지만 근데",
    also="그리고 또 또한",
    corrections="즉, 아니면, 혹은",
)

FINNISH = Wording(
    language="fi",
    greetings="hei, moi, moikka, terve, heippa, hyvää päivää, hyvää huomenta, hyvää iltaa, päivää, huomenta, hei kaikki, moi kaikille, rakas, hyvä",
    thanks="kiitos, kiitti, kiitos paljon, paljon kiitoksia, kiitos etukäteen, kiitoksia, suuri kiitos, kiitos jo etukäteen, tuhannet kiitokset",
    closings="terveisin, ystävällisin terveisin, parhain terveisin, t, yst terv, terkuin, näkemiin, hei hei, moi moi, heippa, mukavaa päivää, hyvää päivänjatkoa, hyvää viikonloppua, halauksin",
    heads="rakastan, tykkään, pidän, mahtava, mahtavia, upea, upeita, hieno, hienoja, loistava, loistavia, ihana, ihania, hyvää työtä, jatka samaan malliin, onnittelut, anteeksi, pahoittelut, häiritsen, häiriö, kysymys, kysymyksiä, kysyttävää, olen uusi täällä, muuten, seurannut, seuraan, katsonut, toivottavasti, kiitollinen",
    courtesies="mitä kuuluu, miten menee, kuinka voit",
    introductions="nimeni on, olen, täällä",
    titles="herra rouva neiti tri prof",
    soft="minä sinä te teidän sinun minun minulla on oli olen ja tai sekä se tämä nämä niin todella tosi aina kaikki kaikkea täällä taas vielä myös enemmän hyvä lyhyt pieni nopea tyhmä yksi video videot videoita videoistasi kanava kanavasi kanavaasi kanavasta blogi blogisi sivu sivusto podcast jakso kurssi työ työtäsi sisältö vinkit apu avusta vastaus vastauksesta aika ajasta päivä päivää ilta viikko vuotta vuosia kuukausia pitkään iso suuri tänään nyt että",
    asks="kuka mikä mitä milloin missä miksi miten mihin kuinka montako paljonko voiko voinko voitko saako onko pitääkö millä",
    joints="mutta",
    also="ja sekä lisäksi",
    corrections="eli, tarkoitan, tai, vai",
)


@dataclass(frozen=True, slots=True)
class UnspacedWording:
    """A language without spaces between words: what a clause of manners is made of, as strings."""

    phrases: str
    """Each makes a clause manners."""
    soft: str
    """May stand beside them."""
    honorifics: str
    """Stand after a name."""


JAPANESE = UnspacedWording(
    phrases="""こんにちは こんにちわ こんばんは おはようございます おはよう はじめまして 初めまして お疲れ様です お疲れさまです お世話になっております お世話になります いつもお世話になっております やっほー
        ありがとうございます ありがとうございました ありがとう 感謝します 感謝しています 感謝 どうも 助かります 助かりました よろしくお願いいたします よろしくお願い致します よろしくお願いします 宜しくお願いします 宜しくお願い致します よろしくです よろしく
        お願いします お願いいたします すみません すいません 申し訳ありません 申し訳ございません ごめんなさい 失礼します 失礼いたします 失礼ですが 恐れ入りますが 恐れ入ります お忙しいところ 大好きです 最高です 素敵です 素晴らしいです すごいです
        楽しみにしています 楽しく見ています 楽しく拝見しています 拝見しています 拝見しております 見ています 見てます 聞いています 聴いています 応援しています ファンです 楽しいです 面白いです 質問があります 質問です 質問させてください 初心者ではありませんが
        ではまた またね それでは さようなら おやすみなさい お元気ですか 敬具 拝啓 草々 動画いつも最高です フォローしています""",
    soft="""いつも 動画 チャンネル ブログ サイト ポッドキャスト 番組 お仕事 作品 とても すごく 本当に ほんとうに 突然 急に 夜分 遅くに 早速 さっそく 楽しく 毎回 毎日 毎週 大変 お返事 返信 回答 お時間 お手数 おかけします が ですが で を に も の は と から ね よ 、 一つ ひとつ 少し ちょっと 皆さん みなさん
        前もって 先 どうぞ 何卒 なにとぞ 以上 です ます 初めて コメント します ところ この度 あなた 先日""",
    honorifics="さん 様 さま 先生 ちゃん 君 くん 殿",
)

CHINESE = UnspacedWording(
    phrases="""你好 您好 大家好 早上好 上午好 中午好 下午好 晚上好 嗨 哈喽 哈罗 早安 晚安 老师好 谢谢 谢谢你 谢谢您 多谢 感谢 非常感谢 十分感谢 谢谢啦 感谢您 麻烦了 麻烦您了 麻烦你了 辛苦了 拜托了 不好意思 抱歉 对不起 打扰一下 打扰了 打扰您了 请问一下 很喜欢 喜欢 非常喜欢 太棒了 真棒 太好了 很棒 很好看
        加油 支持你 我是新来的 有个问题 有一个问题 想问一下 再见 拜拜 祝好 此致 敬礼 祝您生活愉快 祝你开心 最近好吗 你好吗 您好吗 妳好 謝謝 多謝 感謝 非常感謝 大家好啊 老師好""",
    soft="我 我们 你 您 的 了 啊 呀 哦 吧 也 都 很 真 太 一直 关注 看 频道 视频 博客 网站 播客 作品 内容 课程 节目 这个 这些 提前 先 再次 回复 解答 帮助 时间 各位 大家 非常 一下 对 想 有 个 又 頻道 影片",
    honorifics="老师 先生 女士 小姐 姐 哥 老師 同学",
)
