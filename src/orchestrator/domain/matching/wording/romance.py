"""French, Spanish, Italian and Portuguese openings that ask the same, brought into the form that `languages` knows."""

from collections.abc import Mapping

from orchestrator.domain.matching.wording.frames import Frame, frames

_WHEN_FR = r"a partir de quelle heure|jusqu a quelle heure|a quelle heure|quand|ou|combien de temps|combien de fois(?: par \S+)?|combien de \S+|quels? \S+|quelles? \S+"
_I_MAY_FR = "peut on|on peut|puis je|je peux|peux je|pouvons nous|nous pouvons|pourrais je|je pourrais|pourrait on"
_I_MUST_FR = "dois je|je dois|doit on|on doit|faut il|il faut|faut|devons nous|devrais je|je devrais"
_FREQUENCY = {
    "es": r"(?:cada cuanto(?: tiempo)?|con que frecuencia|cuantas veces (?:al|por|a la) \S+)",
    "pt": r"(?:com que frequencia|de quanto em quanto tempo|quantas vezes (?:por|ao) \S+)",
    "it": r"(?:ogni quanto(?: tempo)?|con (?:che|quale) frequenza|quante volte (?:al|alla|a) \S+)",
}
_HOW_OFTEN = {
    "es": "^(?:cada cuanto|cada cuanto tiempo|con que frecuencia) (?!tiempo)",
    "pt": "^(?:com que frequencia|de quanto em quanto tempo) ",
    "it": "^(?:ogni quanto|ogni quanto tempo|con che frequenza|con quale frequenza) (?!tempo)",
}
_OUGHT = {
    "es": r"(?:debo|deberia|hay que|tengo que|se deben?|se deberia|toca|necesito|conviene)",
    "pt": r"(?:devo|deveria|tenho que|tenho de|preciso|se deve|deve se|e preciso)",
    "it": r"(?:devo|dovrei|bisogna|si deve|si devono|occorre)",
}
_DAYS_ES = "lunes|martes|miercoles|jueves|viernes|sabado|domingo"
_DAYS_PT = "segunda|terca|quarta|quinta|sexta|sabado|domingo"
_DAYS_IT = "lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica"


def _often(language: str, name: str) -> tuple[tuple[str, str], ...]:
    """How often it is to be done: 'quantas vezes rego' and 'quantas vezes devo regar'."""
    frequency = _FREQUENCY[language]
    return (
        (_HOW_OFTEN[language], f"{_HOW_OFTEN[language].split('|')[0].removeprefix('^(?:')} "),
        (rf"^({frequency}) {_OUGHT[language]} (\S{{2,}}?)[aei]re?\b", r"\1 ~\2"),
        (rf"^({frequency}) (?!{name})(\S{{2,}}?)o\b", r"\1 ~\2"),
    )


FRAMES: Mapping[str, tuple[Frame, ...]] = {
    "fr": frames(
        (r"^(?:pouvez vous|peux tu|pourriez vous|pourrais tu) (?:me |nous )?(?:dire|expliquer|indiquer) (?=(?:comment|ou|quand|combien|quel|pourquoi))", ""),
        (r"^(?:pouvez vous|peux tu|pourriez vous|pourrais tu) (?:me |nous )?(?:dire|confirmer) s (?:il|on) ", "est "),
        (r"^(?:j aimerais|je voudrais|je veux|je souhaite) savoir (?=(?:comment|ou|quand|combien|quel|pourquoi))", ""),
        (r"^c est quoi ", "quel est "),
        (r"^(?:quelle?s?) (?:est|sont) (?=\S)", "quel est "),
        (r"^(quel est) (?:tarif|cout)s?\b", r"\1 prix"),
        (r"^(?:de quelle (?:maniere|facon)|quel est (?:meilleure? )?(?:moyen|facon|maniere) (?:de|pour)|par quel moyen) ", "comment "),
        (r"^comment (?:est ce que )?(?:on peut|je peux|on fait pour|faire pour|puis je|peut on) ", "comment "),
        (r"^(?:pour quelle raison|pour quelles raisons|comment ca se fait que) ", "pourquoi "),
        (r"^(?:est ce possible de|c est possible de|ai je droit de|j ai droit de|est il permis de|est ce permis de|serait il possible de) ", "puis je "),
        (r"^(?:est ce obligatoire de|c est obligatoire de|est ce necessaire de|est il (?:obligatoire|necessaire) de|est on oblige de|suis je oblige de) ", "dois je "),
        (r"^(?:avez vous|vous avez|as tu|tu as) (.+) (?:en vente|a vendre)$", r"vendez vous \1"),
        (r"^(?:proposez vous|vous proposez|existe t il|il existe|disposez vous de|vous disposez de) ", "avez vous "),
        (r"^(?:ai je besoin d|j ai besoin d|a t on besoin d|on a besoin d|faut il avoir|il faut avoir)e? ", "ai je besoin de "),
        # Where the question word stands
        (rf"^((?:on|je|vous|tu|nous|il faut) .{{2,100}}?) ({_WHEN_FR})$", r"\2 \1"),
        (rf"^({_WHEN_FR}) (?:est ce que )?(?:{_I_MAY_FR}) ", r"\1 puis je "),
        (rf"^({_WHEN_FR}) (?:est ce que )?(?:{_I_MUST_FR}) ", r"\1 dois je "),
        # A subject named twice: 'les chiens sont-ils acceptés'
        (r"^((?!(?:que|qui|quand|ou|comment|pourquoi|combien)\b)(?:\S+ ){1,3}?)(\S+) (?:t )?(?:ils?|elles?) (?=\S)", r"\1\2 "),
        (r"^((?:pourquoi|quand|ou|comment) (?:\S+ ){1,3}?)(\S+) (?:t )?(?:ils?|elles?)(?= |$)", r"\1\2"),
        (r"\bcomprise?s?\b", "inclus"),
        (r"\bincluse?s?\b", "inclus"),
    ),
    "es": frames(
        (r"^(?:me )?(?:puedes|podrias|puede|podria|pueden|podeis) (?:decirme|decir|explicarme|indicarme) (?=(?:como|donde|cuando|cuanto|que|cual|por))", ""),
        (r"^(?:quisiera|quiero|queria|me gustaria|necesito) saber (?=(?:como|donde|cuando|cuanto|que|cual|por|si))", ""),
        (r"^(?:de que (?:manera|forma)|cual es (?:mejor )?(?:forma|manera|modo) de) ", "como puedo "),
        (r"^(?:por que (?:razon|motivo)|a que se debe que) ", "por que "),
        (r"^como (?:se hace para|hago para|hay que hacer para|podemos|podria|se puede) (?=\S+r)", "como puedo "),
        (r"^que (cuestan?|valen?|precio tienen?) ", "cuanto cuesta "),
        (r"^(?:a como (?:esta|sale)|cuanto (?:sale|saldria|costaria|cobras por|cobran por|cobrais por)) ", "cuanto cuesta "),
        (r"^((?:que|cual|cuales|donde)(?: \S+){0,3}?) (?:me )?(?:recomendarias?|recomiendas?|recomiendan|recomendais|recomendarian|aconsejas|aconsejarias)\b", r"\1 me recomiendas"),
        *_often("es", "hago|tengo|puedo"),
        (r"^donde (?:queda|se encuentra|esta_? ubicad[oa]|esta_? situad[oa]|quedan|se encuentran|esta) ", "donde esta_ "),
        (r"^((?:donde|cuando|cuantos \S+|cuantas \S+|que \S+|hasta cuando|desde cuando) )(?:puedo|se puede|se pueden|podria|podemos|puede uno) (?=\S+r)", r"\1puedo "),
        (r"^(?:esta permitido|se permite|es posible|puede uno|seria posible|podria uno) (?=\S+r(?:se|me)?\b)", "puedo "),
        (r"^(?:es (?:necesario|obligatorio)|hace falta|se debe|debe uno|deberia|es preciso) (?=\S+r(?:se|me)?\b)", "debo "),
        (r"^(?:hace falta|se necesita|necesita uno|necesitamos|es necesari[oa]) (?=\S)", "necesito "),
        (r"^(?:tienes|tienen|teneis) (.+) (?:en|a la) venta$", r"vendes \1"),
        (r"^(?:existe|existen|cuentas con|cuentan con|contais con|ofreces|ofrecen|ofreceis|disponen de|disponeis de) ", "hay "),
        (r"^(?:hay|tienes|tienen|teneis) (?:algun[ao]?s?) ", "hay "),
        # Addressed as one or as several
        (r"^((?:cuando|donde|como|que|cuanto|a que hora|por que) )?(?!pued|deb|quier|son\b|est|cuest|val|hay|dur|lunes|martes|jueves|viernes)(\S{2,}?)(?:[ae]is|[ae]n|[ae]s)\b(?= )", r"\1\2es"),
        (rf"\b(?:en )?({_DAYS_ES})s\b", r"\1"),
        (r"\bcuanto tiempo (?=(?:dura|duran|tarda|tardan|lleva)\b)", "cuanto "),
    ),
    "it": frames(
        (r"^(?:mi )?(?:puoi|potresti|puo|potrebbe|potete|potreste) (?:dirmi|dire|spiegarmi|spiegare|indicarmi) (?=(?:come|dove|quando|quanto|che|cosa|quale|perche))", ""),
        (r"^(?:vorrei|volevo|voglio) sapere (?=(?:come|dove|quando|quanto|che|cosa|quale|perche|se))", ""),
        (r"^(?:in che (?:modo|maniera)|qual e (?:miglior )?modo (?:per|di)|come (?:bisogna )?fare per) ", "come posso "),
        (r"^(?:per quale motivo|come mai|per che motivo) ", "perche "),
        (r"^(?:che cosa|che)(?= (?:e|sono|devo|posso|serve|si)\b)", "cosa"),
        (r"^come (?:si fa (?:a|per)|faccio (?:a|per)|potrei|possiamo|si puo|si possono) (?=\S+re?)", "come posso "),
        (r"^quanto (?:costerebbe|fate pagare|si paga per|prendi per|prendete per) ", "quanto costa "),
        (r"^((?:dove|quando|quant[ei] \S+|fino a quando|da quando|a che ora) )(?:posso|si puo|si possono|potrei|possiamo) (?=\S+re?)", r"\1posso "),
        (r"^(?:e (?:permesso|consentito|possibile)|sarebbe possibile|si possono|posso anche) (?=\S+re?\b)", "posso "),
        (r"^(?:e (?:necessario|obbligatorio)|serve|dovrei|si devono) (?=\S+[aei]re\b)", "devo "),
        (r"^(?:ho bisogno di|serve|servono|ci vuole|occorre|e necessari[oa]) (?!\S+[aei]re\b)(?=\S)", "serve "),
        *_often("it", "faccio|posso"),
        (r"^(?:avete|hai) (.+) in vendita$", r"vendi \1"),
        (r"^(?:esiste|esistono|offrite|offri|disponete di) ", "hai "),
        (r"^(?:c e|ci sono|hai|avete) (?:qualche|anche|dei|delle|degli) ", "hai "),
        (r"^quanto tempo (?=(?:dura|durano|ci vuole|impiega)\b)", "quanto "),
        (r"\bcompres[oaie]\b", "incluso"),
        (r"\binclus[aie]\b", "incluso"),
        (r"^(vend|affitt|noleggi|spedi|ripar|accett|organizz|insegn)(?:i?ate|ete|ite|iamo|i|isci)\b", r"\1i"),
        (rf"\b(?:di|ogni) ({_DAYS_IT})\b", r"\1"),
        (r"^dove (?:si trova|si trovano|e situat[oa]|sta) ", "dove e "),
    ),
    "pt": frames(
        (r"^(?:me )?(?:pode|podes|poderia|podia|podem) (?:me )?(?:dizer|explicar|dizer me|explicar me|informar) (?:me )?(?=(?:como|onde|quando|quanto|que|qual|por))", ""),
        (r"^(?:queria|quero|gostaria de|gostava de|preciso) saber (?=(?:como|onde|quando|quanto|que|qual|por|se))", ""),
        (r"^(?:de que (?:forma|maneira|modo)|qual (?:e )?(?:melhor )?(?:forma|maneira|modo) de) ", "como posso "),
        (r"^(?:por que (?:motivo|razao)|porque|porque e que|por que e que) ", "por que "),
        (r"^qual e ", "qual "),
        (r"^quais sao ", "quais "),
        (r"^como (?:e que )?(?:se faz para|faco para|podemos|poderia|se pode|consigo|posso fazer para|eu faco para) (?=\S+r)", "como posso "),
        (r"^qual (?:preco|valor|custo) (?:de )?", "quanto custa "),
        (r"^quanto (?:e(?! que\b)|fica|sai|esta|custaria|cobram por|cobra por) (?=\S)", "quanto custa "),
        *_often("pt", "faco|tenho|posso"),
        (r"^onde (?:fica|ficam|se situa|se encontra|esta_? localizad[oa]|esta) ", "onde esta_ "),
        (r"^((?:onde|quando|quant[oa]s \S+|ate quando|a que horas) )(?:posso|se pode|se podem|poderia|podemos|consigo|da para) (?=\S+r)", r"\1posso "),
        (r"^(?:e permitido|seria possivel|consigo|pode se|e possivel|podemos) (?=\S+r\b)", "posso "),
        (r"^(?:e (?:necessario|obrigatorio)|deve se) (?=\S+r\b)", "tenho que "),
        (r"^(?:e (?:necessari[oa]|precis[oa])|precisa se de|precisa de|preciso de) (?!\S+r\b)(?=\S)", "preciso de "),
        (r"^(?:tem|ha|voces tem) (.+?)(?: a)? venda$", r"vendem \1"),
        (r"^(?:oferecem|oferece|dispoem de|existem?|contam com|voces tem|ha) ", "tem "),
        (r"^(?:tem|ha) algu(?:m|ma|ns|mas) ", "tem "),
        (r"^(vend|entreg|envi|consert|aceit|alug|ensin|repar|fa[cz]|troc|compr)(?:em|am|e|a|es|as)\b", r"\1em"),
        (r"\bquanto tempo (?=(?:dura|duram|demora|demoram|leva)\b)", "quanto "),
        (rf"\b(?:ao|aos|em|de|a|as|no|na|nos|nas) ({_DAYS_PT})s?\b", r"\1"),
        (rf"\b({_DAYS_PT})s\b", r"\1"),
    ),
}  # fmt: skip
