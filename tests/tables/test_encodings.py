"""Text of any common encoding is read rightly or asked about, never read as nonsense."""

import pytest

from orchestrator.adapters.tables.encodings import LEGACY, decode
from orchestrator.domain.errors import Invalid

TEXTS = [
    ("cp1250", "Otázka;Odpověď\nKdy máte otevřeno?;Každý den od osmi hodin.\nJak dlouho schne lak?;Přibližně dvě hodiny.\n"),
    ("cp1250", "pytanie,odpowiedź\nGdzie kupić klej?,W każdym większym sklepie; szukaj żółtej tubki.\n"),
    ("cp1250", "kérdés;válasz\nMikor nyit a műhely?;Minden hétköznap délelőtt tíz órakor, kivéve az ünnepeket.\n"),
    ("cp1251", "вопрос;ответ\nКогда кормить пчёл?;В августе, после сбора мёда.\nСколько сохнет лак?;Около двух часов.\n"),
    ("cp1251", "question,answer\nКак долго сохнет клей?,Сутки.\n"),
    ("cp1251", "питання;відповідь\nКоли годувати бджіл?;У серпні, після збору меду.\n"),
    ("gb18030", "问题,回答\n什么时候喂蜜蜂？,八月，采蜜之后。\n胶水多久能干？,大约二十四小时。\n"),
    ("gbk", "question,answer\n胶水多久能干？,一天。\n"),
    ("shift_jis", "質問,回答\n蜂にはいつ餌をやりますか？,八月、採蜜の後です。\nニスは何時間で乾きますか？,約二時間です。\n"),
    ("cp932", "question,answer\nニスは何時間で乾きますか？,約二時間です。\n"),
    ("cp949", "질문,답변\n벌에게 언제 먹이를 주나요?,꿀을 딴 뒤 8월에 줍니다.\n"),
    ("cp949", "question,answer\n풀은 얼마나 걸려 마르나요?,하루 정도 걸립니다.\n"),
    ("big5", "問題,回答\n什麼時候餵蜜蜂？,八月，採蜜之後。\n膠水多久能乾？,大約二十四小時。\n"),
    ("cp1252", "question;réponse\nOù achète-t-on du café à 5 € – « chez Zoé » ?;Là-bas, bien sûr; à côté.\n"),
    ("cp1252", "Frage;Antwort\nWie lange trocknet Öl?;Über Nacht, größere Flächen länger.\n"),
    ("cp1252", "question,answer\nWhat does it cost?,About 5 £ or 6 €.\n"),
    ("cp1252", "pregunta;respuesta\n¿Cuándo abre el taller?;Todos los días, también en otoño.\n"),
    ("cp1252", "question,answer\nHur länge torkar färgen?,Över natten, på vintern längre.\n"),
    ("cp1253", "ερώτηση;απάντηση\nΠότε ταΐζετε τις μέλισσες;;Τον Αύγουστο, μετά τη συγκομιδή.\n"),
    ("cp1254", "soru;cevap\nArılar ne zaman beslenir?;Ağustosta, bal hasadından sonra; şerbet yapın.\n"),
    ("cp1255", "שאלה;תשובה\nמתי מאכילים את הדבורים?;באוגוסט, אחרי הרדייה.\n"),
    ("cp1256", "سؤال;جواب\nمتى نطعم النحل؟;في شهر أغسطس بعد جني العسل.\n"),
    ("koi8_r", "вопрос;ответ\nКогда кормить пчёл?;В августе, после сбора мёда.\n"),
    ("cp874", "คำถาม,คำตอบ\nกาวแห้งเมื่อไร,ประมาณหนึ่งวัน\n"),
]
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


def read(data: bytes, encoding: str | None = None) -> str | None:
    """None where the person is asked."""
    try:
        return decode(data, encoding)[0]
    except Invalid as error:
        return None if error.code == "unclear_encoding" else error.code


def test_no_legacy_file_is_read_wrongly_and_few_are_asked_about() -> None:
    read_as = {(encoding, text): read(text.encode(encoding)) for encoding, text in TEXTS}
    assert [key for key, got in read_as.items() if got not in (None, key[1])] == []
    asked = [key for key, got in read_as.items() if got is None]
    assert len(asked) <= len(TEXTS) // 3, asked


@pytest.mark.parametrize(("encoding", "text"), TEXTS)
def test_who_is_asked_can_choose_the_right_one_by_its_preview(encoding: str, text: str) -> None:
    try:
        decode(text.encode(encoding), None)
    except Invalid as error:
        offered = error.fields["encodings"]
        assert isinstance(offered, list)
        lines = "\n".join(line for line in text.splitlines() if not line.isascii())
        [right] = [each["encoding"] for each in offered if each["preview"] == lines[:300]][:1]
        assert decode(text.encode(encoding), right)[0] == text


@pytest.mark.parametrize("encoding", UNICODE)
def test_unicode_is_never_asked_about(encoding: str) -> None:
    for text in ("question,answer\nWhen?,Now.\n", *(text for _, text in TEXTS)):
        if encoding in ("utf-16-le", "utf-16-be") and not text.isascii():
            continue  # Without a mark, only text that is mostly ASCII is recognised.
        assert read(text.encode(encoding)) == text


@pytest.mark.parametrize("chosen", ["rot13", "no-such", "utf-8", "base64", "idna", "zlib", "", "x" * 1000])
def test_an_encoding_that_does_not_fit_is_refused(chosen: str) -> None:
    with pytest.raises(Invalid) as refused:
        decode("Überall".encode("cp1252"), chosen)
    assert refused.value.code == "unreadable_file"


def test_bytes_that_are_no_text_are_not_read() -> None:
    for data in (bytes(range(256)) * 4, b"\x00\x01\x02" * 100, b"\xff\xfe\xfd"):
        with pytest.raises(Invalid):
            decode(data, None)
    assert set(LEGACY) >= {"cp1250", "cp1251", "gb18030", "cp932"}
