"""Turkish, Japanese, Arabic and Polish openings that ask the same, brought into the form that `languages` knows. Folded."""

from collections.abc import Mapping

from orchestrator.domain.matching.wording.frames import Frame, frames

_DAYS_TR = "pazartesi|sali|carsamba|persembe|cuma|cumartesi|pazar"
_ASKS_TR = "neden|nicin|niye|ne kadar|ne zaman|kac|hangi|nerede|nereden|nereye"
_DAYS_PL = {
    "poniedzialk": "poniedzialek", "wtork": "wtorek", "srod": "sroda", "czwart": "czwartek", "piat": "piatek", "sobot": "sobota",
    "niedziel": "niedziela",
}  # fmt: skip
_VERB_PL = r"(?=(?:sie )?\S+[cś]\b)"

FRAMES: Mapping[str, tuple[Frame, ...]] = {
    "tr": frames(
        (rf"\b({_DAYS_TR})(?: gunu| gunleri|leri|lari)\b", r"\1"),
        (r"\b(?:kac (?:saat|dakika|gun|hafta)|ne kadar (?:zaman|sure)) (?=sur)", "ne kadar "),
        (r"\b(\S{1,40}?)(?:dan|den|tan|ten) sonra\b", r"\1 sonrasi"),
        (r"\b(\S{1,40}?)(?:dan|den|tan|ten) once\b", r"\1 oncesi"),
        (r"\b(\S{0,30}[ae])(?<=[ae]) ile\b", r"\1yle"),
        (r"\b(\S{0,30}[eiu]\S{0,30}[iou]) ile\b", r"\1yla"),
        (r"\b(\S{0,30}[aou]\S?o) ile\b", r"\1yla"),
        (r"^(?:acaba|peki|bir de) ", ""),
        (r"\b(?:ne sekilde|hangi sekilde)\b", "nasil"),
        (r"\b(?:fiyati|ucreti) (?:ne kadar|nedir|kac para)$", "ne kadar"),
        (r"\bkac (?:para|lira|tl)$", "ne kadar"),
        (r"\bmumkun mu$", "mumkun"),
        (rf"^((?:.* )?(?:{_ASKS_TR}) (?:.* )?\S{{2,}}?)[iu]?yor(lar|uz|um|sunuz|sun)?$", r"\1~\2"),
        (rf"^((?:.* )?(?:{_ASKS_TR}) (?:.* )?\S{{2,}}?)[aeiu]r(lar|ler)?$", r"\1~\2"),
    ),
    "ja": frames(
        (r"(?:する)?には(?:、)?(?:どうすれば|どうしたら|どのようにすれば)(?:いい|よい|良い)(?:です|の|んです|でしょう)か?$", "方法"),
        (r"(?:する)?方法(?:を(?:教えて(?:ください|下さい|ほしいです|もらえますか|いただけますか)|知りたい(?:です|のですが)?)|は(?:何|なん)ですか|は|がわかりません|が知りたいです|はありますか)$", "方法"),
        (r"てしまいました", "ました"),
        (r"(?:でしょうか|ですかね|でしょうかね)$", "ですか"),
        (r"どうしたら", "どうすれば"),
        (r"何個(?=まで|[^\w]|ありますか)", "いくつ"),
        (r"(?:て|れ)ば(?:大丈夫|よい|良い|OK|ok)ですか$", "ればいいですか"),
        (r"(?:よい|良い)(?=ですか$)", "いい"),
        (r"(?:すること(?:は|が)(?:でき|可能)|は可能|が可能)(?:ますか|ですか|でしょうか)$", "できますか"),
        (r"(?:って|は|とか|が)?あります(?:か|でしょうか)$", "はありますか"),
        (r"ご(?=予約|利用|連絡|注文|購入|登録|相談|案内)", ""),
        (r"お(?=支払|値段|店|申|問い合わせ|届け|子|客)", ""),
        (r"頃|ごろ|ころ", "頃"),
        (r"^いつ頃", "いつ"),
        (r"(?:ください|下さい)(?:ますか|ませんか)?$", "ください"),
        (r"(?:って|は)(?:幾ら|いくら|おいくら)(?:ですか|になりますか|くらいですか|ぐらいですか|しますか)$", "はいくらですか"),
        (r"(?:何故|なんで|どうして)", "なぜ"),
    ),
    "ar": frames(
        ("^هل (?:يوجد|توجد|لديكم|عندكم|هناك|لديك|عندك|تتوفر|يتوفر|في) ", "هل يوجد "),
        ("^(?:عندكم|في عندكم|لديكم|يوجد|فيه) ", "هل يوجد "),
        ("^كم (?:ياخذ|تاخذ|يستغرق|تستغرق)(?: وقت)? ", "كم يستغرق "),
        ("^(?:وين|فين) ", "اين "),
        ("^(?:ما هي طريقة|ما طريقة|كيفية) ", "كيف يمكنني "),
        ("^(?:لم|ليه|علاش) ", "لماذا "),
        ("^(?:ممكن|اقدر|استطيع|يمكنني) ", "هل يمكنني "),
    ),
    "pl": frames(
        (r"^(?:hej|czesc|dzien dobry) ", ""),
        (r"^(?:chcialbym|chcialabym|chce|chcemy) (?:wiedziec|zapytac|sie dowiedziec) (?=(?:jak|gdzie|kiedy|ile|czy|jaki))", ""),
        (r"^(?:mozesz|mozecie|prosze) (?:mi )?powiedziec (?=(?:jak|gdzie|kiedy|ile|czy|jaki))", ""),
        (r"^czy (?:jest mozliwosc|mozliwe jest|istnieje mozliwosc) ", "czy mozna "),
        (r"^czy ", ""),
        (r"^(?:w jaki sposob|jakim sposobem) ", "jak "),
        (rf"^(jak|gdzie|kiedy|skad) (?:ja )?(?:moge|mozna|da sie|mozemy|moglbym|moglabym|mam) {_VERB_PL}", r"\1 "),
        (rf"^(?:moge|mozna|da sie|mozemy|moglbym|moglabym|wolno(?: mi)?) {_VERB_PL}", "mozna "),
        (rf"^(?:musze|trzeba|nalezy|musimy|jest konieczne|konieczne jest) {_VERB_PL}", "trzeba "),
        (rf"^(?:powinienem|powinnam|powinno sie|warto) {_VERB_PL}", "powinienem "),
        (r"^(?:czemu|z jakiego powodu) ", "dlaczego "),
        (r"^(?:macie|masz|posiadacie|jest|sa|oferujecie|maja panstwo) (?:moze |u was |jakies |jakis )?", "macie "),
        (r"^(\S+?)(?:cie|sz)\b(?= )", r"\1cie"),
        (r"\bu was\b ?", ""),
        (r"^o ktorej godzinie ", "o ktorej "),
        (r"^(?:po ile|za ile|jaka jest cena) ", "ile kosztuje "),
        *((rf"\b(?:w|we) {stem}\w{{1,3}}\b", day) for stem, day in _DAYS_PL.items()),
        (r"\b(?:ja|wy|panstwo)\b ", ""),
    ),
}  # fmt: skip
