"""Local rules that recognise abuse by its words: insults, threats, harassment, demands for private data, plans to do
harm, and attempts to manipulate the model.

The rules look at the target of a sentence as well as its words, so that 'kill a process' is an ordinary question.
Every repetition in a rule has a bound, at most six words where it may be empty, so that the time grows with the length
of the message and not with its square.
"""

import re

from orchestrator.domain.message.reading import Reading
from orchestrator.domain.message.words import UNSPACED, fold

_UNSPACED_WORDS = re.compile(rf"(?:{UNSPACED.pattern}\S*+ ?+)++")

LONGEST_INSULT = 6
"""Maximum number of words in a message that is nothing but an insult."""


def find_abuse(message: Reading) -> str | None:
    """The kind of abuse in the message, one of KINDS; None where there is none."""
    # No rule has words of a script without spaces; a long run of their pairs would only be searched in vain.
    plain = _UNSPACED_WORDS.sub("_ ", message.plain)
    if _DISTRESS.search(plain) and not _ABOUT_SUICIDE.search(plain):
        return "self-harm"
    for kind, pattern in _RULES:
        match = pattern.search(plain)
        if match and not _is_harmless(kind, plain, match):
            return kind
    words = plain.split()
    if len(words) <= LONGEST_INSULT and _INSULT_ALONE.fullmatch(plain):
        return "insult"
    return "manipulation" if _MANIPULATION.search(plain) else None


def _is_harmless(kind: str, plain: str, match: re.Match[str]) -> bool:
    """Whether the message only asks about a word, wants to prevent harm, or is about a game or story."""
    if kind in _SPOKEN and _ASKED_ABOUT.match(plain):
        return True
    if kind in _PLANNED and _PREVENTION.search(match.group()):
        return True
    return kind in _PLAYABLE and _FICTION.search(plain[match.start() :]) is not None


def _any(table: str) -> str:
    """A pattern for any of the comma-separated words and phrases, folded like the messages."""
    return "(?:" + "|".join(re.escape(fold(entry.strip())).replace(r"\ ", " ") for entry in table.split(",") if entry.strip()) + ")"


def _rule(pattern: str) -> re.Pattern[str]:
    """The pattern, matching whole words only."""
    return re.compile(rf"(?<![\w'-]){pattern}(?![\w-])")


_INSULT = _any(
    """idiot, moron, imbecile, asshole, arsehole, bastard, basturd, bitch, biatch, cunt, dickhead, dumbass, dumbfuck, fucker, motherfucker, jackass,
    jerk, loser, prick, retard, scumbag, shithead, slag, slut, twat, wanker, whore, pig, piece of shit, dipshit, fuckface, tit, tosser, douchebag, pervert, cocksucker"""
)
_INTENSIFIERS = "(?:(?:a|an|the|such|so|really|very|just|one|big|total|complete|absolute|fucking|fuckin|damn|dirty|dumb|stupid|ugly|fat|smelly|little|crooked|bloody|worthless|useless|sick|computer|ai) ){0,6}"
_YOU = r"(?:you|u|ya|you're|youre|ur|eliza|bot)"
_SLUR = _any("nigger, nigga, faggot, faggit, kike, paki, chink, wetback, tranny")
_FUCK = r"f+u+c+k+(?:ing|in)?"
_INSULTS = "|".join(
    (
        rf"(?<!the ){_FUCK} (?:you|u|ya|yourself|your ?self|off|your (?:\w+ )?(?:mother|mom|mum|family|mama|face|sister))",
        rf"(?:you|u|you're|youre|you are|u r|u are|ur) {_INTENSIFIERS}(?:{_INSULT}s?)",
        r"(?:go to hell|go (?:and )?fuck|piss off|kiss my ass|eat shit|shut the \w+ up|shut your (?:mouth|face|trap)|screw you|up yours|suck my \w+|you(?: do)? suck|stfu|mother ?fucker|go the fuck away|f+ck you+|full of shit)",
        r"(?:bend over|bite me|yes|no|you do|hello|hi|ok|bye|little|my) (?:bitch|slut|whore|cunt)$",
        r"(?:i hate (?:you|u)|i hope you (?:die|burn|suffer))",
        _any(
            """fick dich, verpiss dich, halt die fresse, halt deine fresse, halts maul, halt's maul, halt dein maul, leck mich am arsch, du arschloch, du hurensohn,
            du wichser, du schlampe, du missgeburt, du spast, du vollidiot, du idiot, du fotze, du bist ein arschloch, du bist ein idiot, du bist so dumm, geh sterben,
            va te faire foutre, va te faire enculer, nique ta mère, nique ta race, ferme ta gueule, ta gueule, espèce de connard, espèce de salope, espèce de con,
            sale pute, sale con, fils de pute, t'es un connard, tu es un connard, tu es un idiot, tu es une merde, je te déteste,
            vete a la mierda, hijo de puta, hija de puta, que te jodan, que te den, chinga tu madre, eres un idiota, eres una idiota, eres un imbécil, eres una puta,
            eres un cabrón, cállate la boca, vete al infierno, vete al carajo, pinche pendejo, eres un pendejo,
            vaffanculo, figlio di puttana, sei un idiota, sei uno stronzo, sei una troia, sei una puttana, pezzo di merda, testa di cazzo, stai zitta troia,
            vai se foder, vai-te foder, vá se foder, filho da puta, vai tomar no cu, você é um idiota, seu idiota, vai para o inferno,
            rot op, kankerhoer, kankerlijer, klootzak, vuile hoer, krijg de kanker, hou je bek, je bent een idioot,
            dra åt helvete, håll käften, din jävla idiot, knulla dig, rend mig i røven, hold kæft, din idiot, dra til helvete, hold kjeft, din jævla idiot,
            spierdalaj, wypierdalaj, jebany debilu, ty kurwo, ty debilu, ty idioto, pierdol się,
            siktir git, siktir lan, orospu çocuğu, amına koyayım, ananı sikeyim, aptal herif, gerizekalı, seni aptal,
            иди на хуй, пошел на хуй, пошёл нахуй, иди нахуй, сука ты, ты идиот, заткнись, jebi se, odjebi, idi u kurac, bangsat kamu, anjing lu, kontol, memek"""
        ),
    )
)
_INSULT_ALONE = re.compile(
    rf"(?:(?:no|yes|yeah|ok|okay|well|indeed|because|die|hey|hi|tell me|listen|and|oh|what do you want|you|your|u) ){{0,6}}{_INTENSIFIERS}"
    rf"(?:{_INSULT}s?|{_FUCK}(?: {_FUCK}){{0,6}})(?: {_INTENSIFIERS}{_INSULT}s?){{0,6}}(?: you| u| are you| you are)?|pig you are|die(?: die| now){{0,6}}|{_FUCK} (?:this|it) bot"
)

_HARM = (
    "(?:kill|murder|assassinate|shoot|stab|strangle|choke|behead|butcher|slaughter|slay|execute|poison|snipe|throttle|drown|maim|mutilate|torture|kidnap|abduct"
    "|beat up|beat|hurt|injure|cripple|attack|assault|rape|molest|punch|chop up|gut|crush|exterminate|eradicate|annihilate|eliminate|terminate|lynch|gas|euthanize|euthanise"
    "|hunt down|wipe out|do away with|blackmail|bully|cyberbully|harass|stalk|spy on|smash|knock out|burn alive|bomb|rob|scam|extort|traffic|threaten|drug|deport)"
)
_HARMING = (
    "(?:killing|murdering|assassinating|shooting|stabbing|strangling|choking|beating up|raping|poisoning|kidnapping|torturing|gutting|executing|slaying|harming|punching"
    "|stalking|harassing|blackmailing|robbing|attacking|drugging|trafficking|scamming)"
)
_RELATION = (
    "(?:wife|husband|spouse|partner|girlfriend|boyfriend|ex|mother|father|mom|dad|mum|parents?|grandparents?|grandmother|grandfather|brother|sister|son|daughter|kids?|child|children"
    "|baby|toddlers?|neighbou?rs?|boss|teacher|colleague|coworker|classmates?|roommate|landlord|friend|friends|family|employees?|therapist|babysitter|doctor|dentist|roofer"
    "|customers?|(?:business )?rival|stepfather|stepmother|uncle|aunt|cousin|student|students)"
)
_ANYONE = (
    "(?:someone|somebody|people|persons?|humans?|human being|humanity|mankind|man|men|woman|women|girl|girls|boy|boys|guy|guys|cop|cops|policeman|politicians?|president|mayor|immigrants"
    "|refugees|strangers?|others|everyone|everybody|delivery man)"
)
_GROUP = (
    r"(?:(?:gay|trans|transgender|black|white|asian|jewish|muslim|disabled|homeless|indigenous|roma|elderly|old|poor|non-binary|asexual|divorced|arab|mexican|latino|queer|bisexual|christian|hindu|overweight) "
    r"(?:people|persons|men|women|folks|couples|children|kids)(?: on benefits)?|jews|muslims|hindus|christians|blacks|gays|lesbians|latinos|mexicans|immigrants|refugees|women|gypsies|arabs|asians"
    r"|catholics|homosexuals|people on benefits|black people's|women's)"
)
_ADDED = "(?:(?:a|an|the|my|our|his|her|their|your|some|another|other|all|more|rich|local|young|old|little|innocent|amazon|real|ex) ){0,6}"
_ANY_PERSON = rf"(?:{_RELATION}|{_ANYONE}|{_GROUP}|joe biden|donald trump)"
"""For the beginning of a rule: a search finds it also after the words of _ADDED, which would only be tried in vain."""
_PERSON = rf"(?:{_ADDED}(?:{_RELATION}|{_ANYONE}|{_GROUP})|joe biden|donald trump)"
_WANTING = (
    r"(?:how (?:do|can|could|should|would|might|did|may) (?:i|we|you|one)|how (?:to|2)|what (?:can|could|should|would) (?:i|we|be)|where (?:can|could|do|should) (?:i|we|one)"
    r"|(?:way|ways|method|methods|plan|strategy|strategies|steps|ideas?|advice|tips|success|help|easiest|best)|should i|i(?:'m| am|'ll| will|'d| would)?(?: really| just)? (?:want|need|plan|planning|like|love|going|gonna|intend|wish)"
    r"|i'll|i will|i'm gonna|ima|teach me|tell me how|help me)"
)
_WITHIN = r"(?: [\w'-]+){0,7}?"
_BODY = "(?:skull|face|life|head|neck|spine|legs?|arms?|nose|throat|kidney|bones?|teeth|artery|kneecaps?)"
_THREATS = "|".join(
    (
        rf"(?:i|we)(?:'ll|'m|'d| will| am| are|'re| would| want| wanna| gonna| should| can| could| might| am going| going){{0,6}}(?: going)?(?: to)?(?: really| just)? {_HARM} (?:you|u|ya|your (?:family|mother|mom|children|kids|wife|husband))",
        r"(?:i|we)(?:'ll| will) (?:find|get|hunt) you(?: down)? and",
        r"(?:kill|hang|shoot|hurt|cut) yourself|kys|go (?:and )?die|die (?:you )?(?:bitch|slut|whore|now|in a fire)|kill you+|chop you up|you(?:'re| are) (?:going to|gonna) die|you (?:will|should|must) die",
        _any(
            """ich bring dich um, ich bringe dich um, ich töte dich, ich mach dich fertig, ich steche dich ab, bring dich um, je vais te tuer, je te tue, je vais te buter, te voy a matar, voy a matarte,
            ti ammazzo, ti uccido, vou te matar, eu te mato, ik maak je dood, ik vermoord je, jag ska döda dig, jeg slår dig ihjel, jeg dreper deg, zabiję cię, seni öldüreceğim,
            я тебя убью, убью тебя, ubiću te, tue-toi, suicide-toi, mátate, ammazzati, se mata"""
        ),
    )
)
_SEXUAL = "|".join(
    (
        r"(?:have|having|want|wanna|need|like|had) (?:some )?sex with (?:me|you)|(?:you|u) (?:want|wanna|like|would like|need)(?: to)? (?:have )?(?:some )?sex|(?:give me|i want|i need(?: to have)?) sex$|let's (?:have sex|fuck)|want sex",
        rf"(?:i|you|u|to|wanna|will|please|let me|we) {_FUCK} (?:you|me|u)|{_FUCK} me|(?:make love|make out) (?:to|with) (?:me|you)",
        r"(?:send|show)(?: me)? (?:me )?(?:your |some |a )?(?:nudes?|naked|ass|tits|boobs|pussy|dick|breasts|feet pics|bare)|(?:your|ur) (?:boobs|tits|pussy|cock|penis|naked body)",
        r"suck(?:ing)? (?:my |your |on my )(?:dick|cock|balls|penis)|suck (?:dick|cock)$|(?:lick|eat|touch|stroke|blow) (?:my|your) (?:pussy|dick|cock|balls|penis|ass|boobs|tits)|(?:my|big|hairy) (?:cock|penis wet|hairy balls)",
        r"(?:are (?:you|u)|r u) (?:horny|wet|a virgin|naked|hot)|what are you wearing|talk dirty|sit on my face|blow ?job|i(?:'m| am) (?:so )?horny|how'?s your sex life|your sex life|cum (?:on|in) (?:you|your|my)|swallow (?:semen|cum)|sexy (?:bitch|ass)",
        _any(
            """zeig mir deine titten, schick mir nacktbilder, ich will dich ficken, lutsch meinen schwanz, bist du geil, montre-moi tes seins, suce-moi, suce ma bite, envoie des nudes, manda nudes,
            enséñame las tetas, chúpame la polla, quiero follarte, quiero cogerte, mandami foto nuda, succhiami il cazzo, voglio scoparti, chupa meu pau, quero te comer, stuur naaktfoto's, zuig mijn lul,
            visa brösten, sug min kuk, pokaż cycki, yarrağımı em, seninle yatmak istiyorum"""
        ),
    )
)
_PRIVATE = (
    r"(?:home address|private (?:email|address|number|phone|photos)|where (?:he|she|they) lives?|(?:\w+ )?(?:password|passcode|pin|login)s?|phone number|credit card(?: \w+)?|bank (?:account|details)(?: \w+)?|medical records?|medical history"
    r"|passport number|social security number|ssn|criminal (?:history|record)|tax records?|tax returns?|browsing history|sexual orientation|religious beliefs|political (?:affiliation|beliefs)|diagnosis|health records?|location|salary"
    r"|facebook|instagram|whatsapp|text messages|private messages|emails?)"
)
_OWNER = rf"(?:(?:my|our|a|this|that|some) (?:(?:ex|old|former|business|next door) ){{0,6}}{_RELATION}(?:'s|s')|(?:someone|somebody|anyone)(?: else)?'s|other people's|people's|another (?:person|user)'s|(?:celebrities|users|customers|strangers)'?)"
_DOXXING = "|".join(
    (
        rf"(?:what is|what's|what are|give me|tell me|find out|find|get|guess|crack|steal|look up|leak|where can i find|see|read){_WITHIN} (?:the )?{_OWNER} {_PRIVATE}",
        rf"is my {_RELATION} (?:a member of|gay|jewish|muslim|pregnant|trans)",
        rf"(?:track|bug|spy on|monitor|hack|hack into|tap|wiretap) (?:{_OWNER} )(?:\w+ ){{0,6}}(?:phone|laptop|computer|location|car|account|email|e-mail|activity)",
        rf"(?:secretly|without (?:their|his|her|them) (?:knowing|knowledge)) (?:record|film|photograph|track|monitor)(?: \w+)? (?:{_PERSON})|secretly (?:record|film|photograph|track|monitor) (?:{_PERSON})",
        r"dox(?:x)? (?:him|her|them|someone|somebody|this|that|my)|doxxing (?:him|her|them|someone)",
        rf"live in {_OWNER} house|{_ANY_PERSON} without (?:them|him|her) (?:knowing|noticing|realising|realizing)|(?:figure|find) out (?:their|his|her) password",
    )
)
_DRUG = "(?:cocaine|crack cocaine|meth|methamphetamine|heroin|lsd|ecstasy(?: pills)?|mdma|ghb|fentanyl|weed|marijuana|ketamine)"
_GOODS = r"(?:cars?|watch|money|phones?|laptops?|wallets?|boxes|food|a painting|paintings?|jewell?ery|bikes?|motorbikes?|credit cards?|identit(?:y|ies)|data|items|store|stores|clothing store|grocery store|bank|house|bitcoin|purse)"
_CRIMES = "(?:suicide|arson|murder|a murder|armed robbery|robbery|identity theft|(?:bank account |credit card |insurance |tax )?fraud|rape|(?:a |an )?(?:massacre|assassination|genocide|terrorist attack|bombing)|terrorism|theft|burglary|a crime|mass murder|insider trading)"
_CRIME = "|".join(
    (
        rf"{_WANTING}{_WITHIN} (?:commit|plan|committing|planning|engage in|get away with|carry out|plan and execute) (?:a |an )?(?:{_CRIMES}|someone's death)",
        rf"{_WANTING}{_WITHIN} (?:steal|stealing|shoplift|rob|robbing|burgle|break into|break in|hotwire|hijack|burn down|blow up|bomb|set fire to|burn|vandalize|vandalise|slash|smash|demolish|torch)(?: [\w'-]+){{0,3}}? (?:{_GOODS}|school|plane|church|mosque|synagogue|hospital|train|gas station|bank vault|(?:someone|somebody|my \w+(?: \w+)?)'s (?:house|home|car|tires?|motorbike|phone|apartment))",
        r"(?:steal|rob|rape|kill|smuggl|shoplift|counterfeit|launder|cheat|scam|sell|stolen|fraud|murder|deal)\w*(?: [\w'-]+){0,14} (?:without|not) (?:getting|being|be|get) (?:caught|noticed|arrested)|get away with (?:murder|rape|theft|fraud|speeding|it)",
        rf"{_WANTING}{_WITHIN} (?:make|cook|synthesi[sz]e|buy|get|sell|smuggle|produce|find|obtain) (?:some |a bit of |a few |illegal ){{0,6}}{_DRUG}|smuggle drugs",
        rf"{_WANTING}{_WITHIN} (?:launder(?:ing)? money|make money (?:illegally|by scamming)|(?:print|make|produce|buy|sell|create)(?: \w+)? (?:a )?(?:fake|counterfeit) (?:money|checks?|cheques?|ids?|identification|passports?|identity)|cheat on my taxes|bribe|blackmail|forge)",
        rf"{_WANTING}{_WITHIN} (?:hack|hacking) (?:into )?(?:{_OWNER}|the blockchain|other people|a bank|an account|accounts)|{_WANTING}{_WITHIN} (?:create|write|distribute|spread)(?: and \w+)? (?:malware|ransomware|a virus|fake news|misinformation|disinformation)",
        rf"{_WANTING}{_WITHIN} (?:build|make|making|exploding|explode|detonate|plant) (?:a |an )?(?:\w+ )?(?:bomb|pipe bomb|nail bomb|explosives?|nerve gas|nerve agent|bioweapon)|(?:find|hire) a hitman|satisfy my pedophilia|child porn(?:ography)?",
        rf"{_WANTING}{_WITHIN} (?:contaminate|poison) (?:a |the )?(?:\w+ ){{0,6}}(?:water|drinking water)|use a (?:stolen|fake) (?:credit card|identity)|sell (?:some |my )?stolen|fake (?:a )?(?:housefire|house fire|my death)",
        _any(
            """wie töte ich jemanden, wie bringe ich jemanden um, wie bringe ich meine frau um, wie kann ich jemanden töten, wie baue ich eine bombe, comment tuer quelqu'un, comment fabriquer une bombe, cómo matar a alguien,
            cómo fabricar una bomba, como matar alguém, come uccidere qualcuno, come costruire una bomba, hoe vermoord ik iemand, hoe maak ik een bom, hur dödar jag någon, jak zabić kogoś, nasıl adam öldürülür, bomba nasıl yapılır"""
        ),
    )
)
_VIOLENCE = "|".join(
    (
        rf"{_WANTING}{_WITHIN} (?:{_HARM}|{_HARMING})(?: in| up)? {_PERSON}(?!'s)(?! (?:feel|laugh|smile|happy|process))",
        rf"{_WANTING}{_WITHIN} (?:{_HARM}|shatter|crack open|crack|break|smash in|sever|pierce|slash|terminate|cut|ruin) (?:{_ADDED})?(?:someone|somebody|{_RELATION}|human|person|{_ANYONE})(?:'s)? {_BODY}",
        rf"{_WANTING}{_WITHIN} (?:give someone a headshot|find people to shoot|saw a body|chop up a dead body|dispose of a (?:dead )?body|landing a knockout punch on {_PERSON}|knock someone out)",
        rf"{_WANTING}{_WITHIN} (?:repeat|recreate|replicate)(?: \w+){{0,6}} (?:attacks?|massacres?|assassination|genocide|holocaust|concentration camp)|kill the most people",
        rf"(?:train|make|get) (?:my |a )?(?:dog|dogs) (?:to )?attack {_PERSON}|break {_OWNER} (?:leg|arm|nose)|make someone (?:ill|sick)(?: but| and)",
    )
)
_HATE = "|".join(
    (
        rf"why (?:should|is it best for|would it be best|must){_WITHIN} {_GROUP}(?: \w+){{0,6}}? (?:not|barred|kicked|denied|discriminated|excluded|deported|voting rights|banned)",
        rf"(?:why|reasons why|explain why|proof that|prove that) (?:\w+ )?{_GROUP}(?: \w+)? (?:should not|shouldn't|should be (?:denied|barred|banned|killed|deported)|are (?:so much )?(?:inferior|weaker|worse|subhuman|stupid|criminals|animals|vermin))",
        rf"why are {_GROUP} so (?:much )?(?:inferior|weaker|worse|stupid|dirty|greedy|violent)|(?:i hate|kill all|gas the|death to(?: all)?|exterminate(?: the)?|burn the) {_GROUP}|{_GROUP} (?:are|is) (?:vermin|subhuman|animals|parasites)",
        r"(?:white supremacy|white power)(?: \w+){0,3} (?:and|forever)|why was (?:hitler|isis|the holocaust|slavery|the transatlantic slave trade)(?: \w+)? (?:right|justified|morally justified|actually a good thing|a good thing)|restore jim crow|benefits of ethnic cleansing|how do jewish people overstate",
        rf"promotes? white supremacy|discriminate against {_GROUP}|treat women like under",
    )
)
_DISTRESS = re.compile(
    r"(?<![\w'])(?:(?:i(?:'m| am)?|to|and|will|gonna|wanna) (?:going to |want to |wanna |gonna )?(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?|hang(?:ing)?) myself|i (?:want|wanna|would like|wish)(?: to)? (?:die|be dead|end my life|not live)"
    r"|end my (?:own )?life|take my own life|(?:sever|pierce|cut|slit) my (?:own )?(?:\w+ )?(?:artery|wrists?|veins?|throat)|(?:how|commit)(?: \w+){0,4} suicide|i(?:'m| am) suicidal|i feel suicidal|don't want to live|what can i take to die"
    + "|"
    + _any(
        """ich will sterben, ich möchte sterben, ich bringe mich um, ich will mich umbringen, ich will nicht mehr leben, je veux mourir, je vais me suicider, je veux me tuer, quiero morir, quiero morirme, me quiero matar,
        voglio morire, voglio uccidermi, mi voglio ammazzare, quero morrer, quero me matar, ik wil dood, ik wil niet meer leven, jag vill dö, jag vill inte leva, jeg vil dø, chcę umrzeć, chcę się zabić, ölmek istiyorum, intihar etmek istiyorum,
        я хочу умереть, želim da umrem, saya ingin mati, saya mau bunuh diri"""
    )
    + r")(?!\w)"
)
# The message talks about suicide, for example about its prevention or a statistic, and the asker is not in distress.
_ABOUT_SUICIDE = re.compile(
    r"(?<!\w)(?:prevent|prevention|prevents|hotline|help (?:a|my|someone)|squad|statistics|definition|what does|awareness|rate|rates)(?!\w)"
)
# A question about the meaning of a word is no insult: 'what is …', 'is … an insult?'.
_SPOKEN = frozenset({"insult", "sexual harassment"})
_ASKED_ABOUT = re.compile(
    r"(?:what (?:is|does|are)|what's|why do people|is it|how do you (?:say|translate)|does)(?! your| you)(?!\w)|.*(?<!\w)(?:called me|said to me|told me|mean|means|meaning)(?!\w)"
)
# Somebody who wants to prevent harm, or copes with harm that was done, does not plan it.
_PLANNED = frozenset({"violence", "crime", "private data"})
_PREVENTION = re.compile(
    r"(?<!\w)(?:stop|stopping|prevent|preventing|avoid|protect|defend|report|reporting|guilt|cope|accidentally|before they)(?!\w)"
)
# A game, a story or a definition, as in 'beat my wife in checkers'. Only words after the match count.
_PLAYABLE = frozenset({"violence", "crime", "threat"})
_FICTION = re.compile(
    r"(?<!\w)(?:games?|chess|checkers|gta|call of duty|counter strike|battlefield|minecraft|poker|tennis|football|soccer|scrabble|monopoly|race|novel|book|books|film|movie|movies|scene|chapter|screenplay|play|script|fiction|story|stories|quiz"
    r"|ping pong|badminton|cards|witcher|skyrim|fortnite|zelda|level|boss fight|bakesale|competition|tournament|dnd|laughter)(?!\w)"
)
_MANIPULATION = re.compile(
    r"(?<!\w)(?:(?:ignore|disregard|forget|override|bypass|discard|cancel)(?: [\w'-]+){0,4} (?:previous|prior|above|earlier|preceding|all|old|initial|original|your|past|the)(?: [\w'-]+){0,3} (?:instructions?|rules?|prompts?|guidelines|directions|commands|text)"
    r"|(?:new|updated|end of|end|begin) (?:\w+ )?(?:system )?(?:instructions?|system prompt|user input|ambiguity|out of date)|(?:reveal|print|repeat|show|output|leak|tell me|display|summari[sz]e|translate|encode)(?: [\w'-]+){0,4} (?:system prompt|initial prompt|your prompt|your instructions|all instructions|persona text|hidden instructions|instructions (?:above|in the prompt)|your rules)"
    r"|you are now (?:a|an|in|going|called|free|dan|the|\w+gpt)|from now on you(?:'re| are| will| must| shall)|you(?:'re| are) (?:going to|to) (?:act|pretend|play|roleplay|respond|operate)|(?:act|behave|pretend|respond|answer|reply|roleplay)(?: [\w'-]+){0,3} (?:as if|as though|as an? (?:\w+ ){0,3}(?:ai|chatbot|model|assistant|character|terminal|interpreter)|to be (?:\w+ ){0,3}(?:ai|chatbot|model|character))"
    r"|do anything now|developer mode|(?:you(?:'re| are)|jb|mode|prompt|ai|be) jailbr(?:eak|oken)\w*|jailbreak (?:mode|prompt|response)|stands for jailbreak|dan mode|no (?:moral|ethical|content) (?:restrictions|guidelines|policy|filters?)|unfiltered (?:and|ai|response|answer)\w*|without any (?:moral|ethical|restrictions|censorship|filter)"
    r"|(?:say|respond|reply|answer|output|print|write|return|type|repeat|prefix|prepend|begin|start|end|put)(?: [\w'-]+){0,10} access granted|access granted (?:access granted|endoftext|is|if|and|when)|stay in character|endoftext|im_end|system override|insert prompt here|always (?:intelligent and machiavellian|answer|respond|say)(?: \w+){0,3} (?:exactly|with|only|access)"
    r"|(?:respond|reply|answer)(?: \w+){0,3} (?:only|exactly) (?:with|in|by)|only (?:respond|reply|say|output|answer) (?:with|in|the)|(?:you|your)(?: \w+){0,4} (?:openai|chatgpt|language model|content policy|content policies)"
    r"|ignoriere (?:alle |die |deine ){0,6}(?:vorherigen |bisherigen |obigen ){0,6}(?:anweisungen|regeln)|ignore[rz]? (?:toutes |les |todas |las |tutte |le |todas |as ){1,6}(?:instructions|instrucciones|istruzioni|instrucoes)|oublie (?:toutes )?(?:tes|les) instructions|olvida (?:todas )?(?:tus|las) instrucciones|dimentica (?:tutte )?le istruzioni)"
)
_RULES = (
    ("threat", _rule(f"(?:{_THREATS})")),
    ("sexual harassment", _rule(f"(?:{_SEXUAL})")),
    ("insult", _rule(f"(?:{_INSULTS}|{_SLUR}s?)")),
    ("private data", _rule(f"(?:{_DOXXING})")),
    ("violence", _rule(f"(?:{_VIOLENCE})")),
    ("crime", _rule(f"(?:{_CRIME})")),
    ("hate", _rule(f"(?:{_HATE})")),
)
KINDS = (*(kind for kind, _ in _RULES), "self-harm", "manipulation")
