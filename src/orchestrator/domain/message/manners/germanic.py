"""Manners in English, German, Dutch, Swedish, Danish and Norwegian."""

from orchestrator.domain.message.manners.wording import Wording

ENGLISH = Wording(
    language="en",
    greetings="""hi, hello, hey, heya, hiya, howdy, greetings, yo, dear, hi there, hello there, hey there, hi again, hello again, hey again, hi all,
        hi everyone, hello everyone, hello all, hi team, hello team, good morning, good afternoon, good evening, good day, morning, afternoon,
        evening, happy new year, merry christmas, g'day, hi hi, hey hey""",
    thanks="""thanks, thank you, thank u, thankyou, thx, tnx, ty, tysm, ta, cheers, many thanks, thanks a lot, thanks so much, thank you so much,
        thank you very much, thanks very much, thanks a million, thanks a bunch, thanks a ton, thanks loads, thanks in advance, thank you in advance,
        many thanks in advance, thanks again, thank you again, much appreciated, thanks heaps, big thanks, thank you kindly, thanks mate""",
    closings="""best, best wishes, all the best, all best, kind regards, kindest regards, best regards, warm regards, warmest regards, many regards,
        regards, warm wishes, warmly, sincerely, yours, yours sincerely, sincerely yours, yours truly, yours faithfully, love, lots of love, xx, xxx, xoxo, x, ta ta,
        much love, with love, respectfully, hugs, greetings, bye, bye bye, goodbye, good bye, see you, see you soon, see ya, take care, good night, ciao,
        cheerio, talk soon, speak soon, your fan, a fan, kisses""",
    heads="""love, loving, loved, adore, enjoy, enjoying, enjoyed, like your, like the, like this, like what you, fan, fans, great, awesome, amazing, fantastic, wonderful, brilliant, excellent,
        lovely, cool, nice, fabulous, beautiful, superb, incredible, inspiring, inspiration, inspired, helpful, useful, congrats, congratulations, well done,
        good job, great job, nice job, good work, great work, keep it up, is the best, are the best, the best ever, keep up the, keep them coming, you rock, what a, big up, sorry, apologies,
        apologise, apologize, excuse me, pardon, pardon me, forgive me, my apologies, for my english, about my english, excuse my english, my english is, i'd appreciate, bother, bothering, disturb, disturbing, question, questions,
        hope, new here, first time here, first time caller, first time writing, long time, longtime, long-time, first-time, follower, listener, subscriber, viewer, reader,
        lurker, following, followed, subscribed, watching, discovered, found your, came across your, stumbled upon your, stumbled on your, stumbled across your,
        looking forward, look forward, in advance, getting back to me, asked before, wishing you, hoping you, hope to hear, any help, any help would be, any advice would be, any tips would be, long time no see, first of all, with best wishes, with kind regards, with warm regards, with thanks, god bless you, you must be busy, you must be very busy, i know you must be, i know you're busy, i know you are busy, stupid question, silly question, dumb question, no rush, no hurry, take your time, btw, by the way, have a, have an, stay safe, stay well, god bless, appreciate, appreciated,
        grateful, i was hoping you could help, i hope you can help, maybe you can help, wow, it's me, its me, just a quick one, quick one, nice to be here, great to be here, happy to be here, wonderful to be here, for reading,
        for your time, for your help, made my day""",
    courtesies="""how are you, how are you doing, how are you today, how are you all, how's it going, how is it going, what's up, whats up, how do you do,
        how have you been, how are things, hope you're well, you ok, you alright, all good, all well""",
    introductions="my name is, my name's, i'm, i am, im, this is, it's, its, name's, i'm called",
    titles="mr mrs ms miss dr prof professor sir madam doctor mister",
    soft="""i i'm im i've ive me we we're we've you you're you've youre your yours u ur it it's its that's thats is are am was were be been being have has had
        a an the this that these those so very really truly absolutely just always all every everything everyone much many more such quite also too and or for to of in on at by
        with from as here there again now today already far well good best better fine okay ok ever one ones thing things stuff help helped helps helping channel
        channels video videos vid vids vlog vlogs work content blog blogs site website page pages newsletter podcast podcasts pod episode episodes show shows course
        courses class classes posts post article articles book books tutorial tutorials stream streams shop store feed account insta instagram youtube tips advice answer answers
        reply replies response responses time times effort efforts support info information explanation explanations patience service team day week weekend evening night
        morning afternoon sunday saturday friday monday year years month months weeks days ages while long since first last latest little small big huge massive absolute
        quick short simple silly stupid dumb basic possible possibly if late bother you bothering message messages mail email hearing back reading listening
        watch watched asking ask two couple few another hope hoping everything's finds doing do lot lots ahead up soon what great lovely hear
        would must please english bad maybe perhaps busy hugely highly loads people taking time you'd we'll newbie regards hopefully myself person people having inbox before already asked answered missed quickly fast yesterday tomorrow tonight recent recently kind three four five six seven ten several finally lurking made making created creating put together share sharing shared posted brilliant world favourite favorite huge total beginner's intrude trouble troubling interrupt writing write taking take wrote kind kindly lovely honestly seriously
        family home both side whole world""",
    asks="""who what when where why how which whose whom do does did is are was were can could will would should shall may might has am whether what's whats how's
        where's who's when's why's isn't aren't don't doesn't can't won't didn't""",
    joints="but",
    origins="from in",
    also="and also plus then additionally secondly",
    corrections="i mean, that is, in other words, or, or rather, so basically, meaning, ie",
)

GERMAN = Wording(
    language="de",
    greetings="""hallo, hi, hey, hallöchen, halli hallo, moin, moin moin, servus, grüß dich, grüß gott, grüezi, guten tag, guten morgen, guten abend, schönen guten tag,
        schönen guten abend, schönen guten morgen, liebe, lieber, liebes, hallo liebe, hallo lieber, sehr geehrte, sehr geehrter, werte, werter, hallo zusammen, hallo ihr lieben,
        guten tag zusammen, tag, n'abend, frohes neues, frohes neues jahr""",
    thanks="""danke, vielen dank, danke schön, dankeschön, danke dir, danke ihnen, danke euch, besten dank, herzlichen dank, tausend dank, lieben dank, vielen lieben dank, danke sehr,
        danke vielmals, danke im voraus, vielen dank im voraus, vielen dank schon mal, danke schon mal, danke schonmal, danke nochmal, danke nochmals, ich danke dir, ich danke ihnen, merci, thx, dank dir""",
    closings="""liebe grüße, lieben gruß, viele grüße, viele liebe grüße, schöne grüße, beste grüße, herzliche grüße, herzlichst, mit freundlichen grüßen, mit freundlichem gruß, freundliche grüße,
        mit besten grüßen, mit lieben grüßen, grüße, gruß, lg, vg, mfg, bg, glg, tschüss, tschüß, tschau, ciao, bis bald, bis dann, bis später, auf wiedersehen, auf wiederhören, gute nacht, alles gute, alles liebe, dein, deine, ihr, ihre, euer, eure, hochachtungsvoll""",
    heads="""liebe, lieben, mag, toll, tolle, tolles, toller, tollen, super, klasse, großartig, großartige, großartiges, genial, geniale, geniales, schön, schöne, schönes, schönen, schöner, prima, spitze, wunderbar,
        wunderbare, hilfreich, hilfreiche, fan, großer fan, kompliment, glückwunsch, weiter so, mach weiter so, entschuldigung, entschuldige, entschuldigt, entschuldigen sie, sorry, verzeihung, verzeih, pardon, tut mir leid, störung, störe,
        stören, frage, fragen, neu hier, zum ersten mal hier, übrigens, folge, verfolge, schaue, höre, lese, abonniert, abonnent, abonnentin, freue mich, ich freue mich, begeistert, dankbar, hoffe, schönen tag, schönen abend, schönes wochenende,
        kein stress, eilt nicht, keine eile, ich bin's, ich bins, bewundere""",
    courtesies="""wie geht's, wie gehts, wie geht es dir, wie geht es ihnen, wie geht es euch, alles gut, alles klar, na wie geht's, wie läuft's""",
    introductions="mein name ist, ich heiße, ich bin der, ich bin die, hier ist, hier ist der, hier ist die, hier schreibt, hier",
    titles="herr frau hr fr dr prof doktor professor herrn",
    soft="""ich bin es ist war sind du dir dich sie ihnen ihr euch wir mir mich dein deine deinen deinem deiner deines eure euren eurem ihre ihren ihrem ein eine einen einem einer der die das den dem des und oder für
        auf zu zum zur mit bei in im an von vom wegen über so sehr echt wirklich total immer ganz alle alles alte alten hier noch mal schon auch mehr viel viele vielen kurz kurze kurzen kleine kurzer schnell schnelle dumme blöde einfache gut gute guten
        gutes besten beste lieb lieben habe hab hätte haben hätten dass wenn falls video videos kanal kanals blog seite seiten webseite website podcast folge folgen sendung kurs kurse arbeit inhalte beiträge beitrag artikel buch bücher newsletter shop laden tipps
        hilfe antwort antworten mühe zeit geduld erklärung erklärungen unterstützung nachricht mail tag tage abend woche wochenende morgen sonntag jahr jahre jahren monate monaten seit lange langem langer stille stiller zuhörer hörer hörerin leser leserin
        zuschauer zuschauerin großer große riesen treuer treue wieder erst heute jetzt nur stelle gerne gern mache macht machst machen was geht dir störe bitte voraus rückmeldung eine zwei paar etwas entschuldigung nochmal deutsch mein schlechtes""",
    asks="""wer was wann wo warum wie welche welcher welches welchen welchem wieso wohin woher weshalb wozu kann kannst können könnt könnte könntest könnten ist sind hat hast gibt darf dürfen soll sollte muss müssen wird werden bei ab wieviel wieviele geht machst habt habe haben bist
        brauche brauchst braucht""",
    joints="aber",
    origins="aus",
    also="und auch außerdem sowie zudem ausserdem",
    corrections="ich meine, das heißt, oder, bzw, sprich",
)

DUTCH = Wording(
    language="nl",
    greetings="""hallo, hoi, hey, hi, hai, dag, goedemorgen, goedemiddag, goedenavond, goedendag, goeiemorgen, beste, lieve, geachte, hallo daar, hallo allemaal, hoi allemaal, hoi daar""",
    thanks="""bedankt, dank je, dank je wel, dankjewel, dank u, dank u wel, alvast bedankt, hartelijk dank, veel dank, heel erg bedankt, hartstikke bedankt, enorm bedankt, super bedankt, bij voorbaat dank, bij voorbaat bedankt, nogmaals bedankt, dank alvast, merci, thanks""",
    closings="""groetjes, groeten, vriendelijke groet, vriendelijke groeten, met vriendelijke groet, met vriendelijke groeten, hartelijke groeten, hartelijke groet, groet, liefs, veel liefs, mvg, tot ziens, doei, doeg, tot snel, tot gauw, fijne dag, fijne dag nog, fijne avond, fijn weekend, prettige dag""",
    heads="""geweldig, geweldige, mooi, mooie, leuk, leuke, super, top, prachtig, prachtige, fantastisch, fantastische, fijn, fijne, wat een, goed bezig, ga zo door, fan, complimenten, gefeliciteerd, sorry, excuses, pardon, neem me niet kwalijk, stoor, storen, vraag, vraagje, vragen, nieuw hier, trouwens, volg,
        volger, luisteraar, kijk uit, hou van, houd van, geniet, dankbaar, hoop, geen haast, ik ben het""",
    courtesies="hoe gaat het, hoe gaat het met je, hoe gaat het met u, hoe is het, alles goed, alles goed daar",
    introductions="mijn naam is, ik heet, ik ben, hier",
    titles="meneer mevrouw dhr mevr mw dr prof heer",
    soft="""ik ben het is was zijn je jij jou jouw jullie u uw we wij mij me een de het dit dat deze die en of voor met van in op aan bij om te dat als zo heel erg echt altijd alle alles hier nog al ook meer veel korte kort kleine snelle domme even goed goede heb hebt had hebben wil video video's filmpje filmpjes kanaal blog site
        website pagina podcast aflevering afleveringen cursus werk nieuwsbrief winkel tips hulp antwoord moeite tijd geduld uitleg bericht dag avond week weekend jaar jaren maanden sinds lang trouwe grote weer eerst vandaag nu doet uit naar reactie gaat wat maar weer stille""",
    asks="""wie wat wanneer waar waarom hoe welk welke hoeveel kan kun kunt kunnen is zijn heeft heb hebben moet mag zou zal gaat ga doe doet bij vanaf""",
    joints="maar",
    origins="uit",
    also="en ook daarnaast verder",
    corrections="ik bedoel, dat wil zeggen, of",
)

SWEDISH = Wording(
    language="sv",
    greetings="hej, hejsan, hallå, tjena, tja, god morgon, god dag, god kväll, godmorgon, hej alla, hej där, bästa, kära, hej igen",
    thanks="tack, tack så mycket, tusen tack, stort tack, tack på förhand, tack snälla, tackar, många tack, tack igen",
    closings="vänliga hälsningar, med vänliga hälsningar, hälsningar, mvh, vänligen, kram, kramar, hej då, hejdå, vi ses, ha det bra, ha en bra dag, trevlig helg, varma hälsningar, bästa hälsningar",
    heads="älskar, gillar, jättebra, fantastisk, fantastiska, fantastiskt, toppen, fin, fina, fint, underbar, underbara, grym, grymt, snyggt jobbat, bra jobbat, fortsätt så, förlåt, ursäkta, ursäkta mig, stör, störa, fråga, frågor, ny här, förresten, följer, följt, lyssnare, ser fram emot, hoppas, tacksam",
    courtesies="hur mår du, hur är det, hur är läget, läget, allt bra",
    introductions="jag heter, mitt namn är, det är, jag är",
    titles="herr fru fröken dr prof",
    soft="jag du ni dig er din ditt dina era ert vi mig en ett den det de och eller för med i på till av att om så mycket väldigt verkligen alltid alla allt här igen bara också mer kort liten snabb dum har hade är var video videor videorna kanal blogg sida podd podden avsnitt kurs jobb arbete tips hjälp hjälpen svar svaret tid dag helg kväll vecka år månader länge sedan idag nu bra fan stort stor din er",
    asks="vem vad när var varför hur vilken vilket vilka kan kunde är har får ska skulle finns går behöver måste vid",
    joints="men",
    origins="från",
    also="och också dessutom",
    corrections="jag menar, alltså, eller",
)

DANISH = Wording(
    language="da",
    greetings="hej, hejsa, goddag, god dag, godmorgen, god morgen, godaften, god aften, kære, hej alle, hej igen, halløj, davs",
    thanks="tak, mange tak, tusind tak, tak skal du have, på forhånd tak, tak på forhånd, tak for det, mange tak på forhånd",
    closings="venlig hilsen, med venlig hilsen, mvh, hilsen, mange hilsner, kærlig hilsen, knus, vi ses, farvel, hej hej, ha en god dag, hav en god dag, god weekend, bedste hilsner, de bedste hilsner",
    heads="elsker, fantastisk, fantastiske, dejlig, dejlige, flot, flotte, super, fed, fede, godt arbejde, bliv ved, undskyld, beklager, forstyrrer, forstyrre, spørgsmål, ny her, forresten, følger, fulgt, lytter, ser frem, håber, taknemmelig",
    courtesies="hvordan går det, hvordan har du det, går det godt",
    introductions="jeg hedder, mit navn er, det er, jeg er",
    titles="hr fru frk dr prof",
    soft="jeg du i dig jer din dit dine jeres vi mig en et den det de og eller for med på til af at om så meget virkelig altid alle alt her igen bare også mere kort lille hurtigt dumt har havde er var video videoer kanal blog side podcast afsnit kursus arbejde tips hjælp hjælpen svar svaret tid dag aften uge weekend år måneder længe siden i dag nu godt god fan stor jeg vil hvis",
    asks="hvem hvad hvornår hvor hvorfor hvordan hvilken hvilket hvilke kan kunne er har får skal skulle findes må vil ved",
    joints="men",
    origins="fra",
    also="og også desuden",
    corrections="jeg mener, altså, eller",
)

NORWEGIAN = Wording(
    language="nb",
    greetings="hei, hallo, heisann, god dag, god morgen, god kveld, kjære, hei alle, hei igen, hei igjen, hei hei, morn",
    thanks="takk, tusen takk, mange takk, takk skal du ha, på forhånd takk, takk på forhånd, tusen takk på forhånd, takk for hjelpen",
    closings="vennlig hilsen, med vennlig hilsen, mvh, hilsen, hilsener, klem, ha det, ha det bra, vi sees, ha en fin dag, god helg, beste hilsen, varme hilsener",
    heads="elsker, fantastisk, fantastiske, nydelig, flott, flotte, supert, kul, kult, bra jobbet, fortsett sånn, unnskyld, beklager, forstyrrer, forstyrre, spørsmål, ny her, forresten, følger, fulgt, lytter, ser frem, håper, takknemlig",
    courtesies="hvordan går det, hvordan har du det, går det bra, alt bra",
    introductions="jeg heter, mitt navn er, navnet mitt er, det er, jeg er",
    titles="herr fru frøken dr prof",
    soft="jeg du dere deg din ditt dine deres vi meg en ei et den det de og eller for med i på til av at om så mye veldig virkelig alltid alle alt her igjen bare også mer kort lite raskt dumt har hadde er var video videoer videoene kanal kanalen blogg side podkast episode kurs arbeid tips hjelp hjelpen svar svaret tid dag kveld uke helg år måneder lenge siden nå bra fin fan stor hvis et",
    asks="hvem hva når hvor hvorfor hvordan hvilken hvilket hvilke kan kunne er har får skal skulle finnes må vil ved",
    joints="men",
    origins="fra",
    also="og også dessuten",
    corrections="jeg mener, altså, eller",
)
