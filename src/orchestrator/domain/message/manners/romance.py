"""Manners in French, Spanish, Italian and Portuguese."""

from orchestrator.domain.message.manners.wording import Wording

FRENCH = Wording(
    language="fr",
    greetings="bonjour, bonsoir, salut, coucou, hello, hey, cher, chère, chers, bonjour à tous, salut à tous, bonjour à toutes, rebonjour, bonne année, bonjour madame, bonjour monsieur, madame, monsieur, madame monsieur",
    thanks="merci, merci beaucoup, merci bien, merci d'avance, merci par avance, merci infiniment, un grand merci, mille mercis, grand merci, merci encore, je vous remercie, je te remercie, merci à vous, merci à toi, merci beaucoup d'avance, en vous remerciant, en te remerciant, avec mes remerciements",
    closings="cordialement, bien cordialement, très cordialement, bien à vous, bien à toi, amicalement, sincèrement, salutations, meilleures salutations, mes salutations, respectueusement, bises, bisous, gros bisous, je t'embrasse, à bientôt, à plus, au revoir, bonne journée, bonne soirée, bon week-end, bonne nuit, bonne continuation, à très vite, belle journée, belle soirée, excellente journée, ciao",
    heads="adore, j'adore, aime, j'aime, adorons, super, génial, géniale, géniales, géniaux, formidable, magnifique, magnifiques, excellent, excellente, excellentes, top, bravo, félicitations, quelle belle, quel beau, belle, beau, belles, continuez, continue comme ça, continuez comme ça, fan, désolé, désolée, pardon, excusez-moi, excuse-moi, excusez moi, excuse moi, navré, navrée, déranger, dérange, question, questions, nouveau ici, nouvelle ici, au fait, d'ailleurs, suis, abonné, abonnée, au plaisir, dans l'attente, j'espère, reconnaissant, reconnaissante, pas pressé, c'est moi, passionnant, passionnantes, intéressant, intéressante",
    courtesies="comment allez-vous, comment vas-tu, comment ça va, ça va, tu vas bien, vous allez bien, ça va bien",
    introductions="je m'appelle, mon nom est, je suis, moi c'est, ici, c'est",
    titles="m mr mme mlle dr monsieur madame mademoiselle docteur professeur",
    soft="je j'ai tu t vous te toi nous me moi ton ta tes votre vos notre un une des le la les l' ce cette ces et ou pour de du d' à au aux en dans sur avec par que qui c'est est suis sont était si très vraiment toujours tout tous toutes ici encore aussi plus bien beaucoup petite petit rapide bête simple courte ai avez as vidéo vidéos chaîne blog site page podcast épisode épisodes cours travail contenu newsletter boutique conseils aide réponse réponses temps patience explication explications message journée soirée semaine week-end ans mois depuis longtemps années grand grande fidèle auditeur auditrice lecteur lectrice aujourd'hui maintenant faites fais de vous lire cordiale votre retour nouvelle nouveau ça va bonne avance mon français",
    asks="qui que quoi quand où pourquoi comment quel quelle quels quelles combien est-ce peut-on peux-tu pouvez-vous puis-je peut faut-il y-a-t-il est-il qu'est-ce avez-vous as-tu dois-je est",
    joints="mais",
    origins="de",
    also="et aussi puis",
    corrections="je veux dire, c'est-à-dire, ou bien, enfin",
)

SPANISH = Wording(
    language="es",
    greetings="hola, buenos días, buenas tardes, buenas noches, buenas, buen día, qué tal, hey, ey, querido, querida, estimado, estimada, estimados, hola a todos, hola de nuevo, muy buenas, saludos a todos, feliz año",
    thanks="gracias, muchas gracias, mil gracias, muchísimas gracias, gracias de antemano, gracias por adelantado, muchas gracias de antemano, mil gracias de antemano, de antemano gracias, gracias otra vez, te agradezco, le agradezco, un millón de gracias, te lo agradezco",
    closings="saludos, un saludo, saludos cordiales, un cordial saludo, cordialmente, atentamente, muy atentamente, un abrazo, abrazos, besos, un beso, cariños, hasta luego, hasta pronto, adiós, nos vemos, que tengas un buen día, que tenga un buen día, buen día, buen fin de semana, chao, chau, con cariño, afectuosamente",
    heads="encanta, encantan, me encanta, amo, adoro, gusta, gustan, genial, geniales, increíble, increíbles, maravilloso, maravillosa, fantástico, fantástica, excelente, excelentes, estupendo, qué buen, qué bueno, qué bonito, felicidades, felicitaciones, enhorabuena, sigue así, sigan así, fan, perdón, perdona, perdone, disculpa, disculpe, disculpen, lo siento, molestia, molestar, molesto, pregunta, preguntas, duda, dudas, consulta, nuevo aquí, nueva aquí, soy nuevo, soy nueva, por cierto, sigo, seguidor, seguidora, suscriptor, suscriptora, espero, agradecido, agradecida, quedo a la espera, sin prisa, soy yo, admiro",
    courtesies="cómo estás, cómo está, cómo estáis, cómo va, cómo va todo, qué tal, qué tal estás, qué tal todo, todo bien",
    introductions="me llamo, mi nombre es, soy, aquí, les habla",
    titles="sr sra srta dr dra señor señora señorita don doña profesor profesora doctor doctora",
    soft="yo tú te ti usted ustedes vos me mí nos tu tus su sus vuestro vuestra un una unos unas el la los las lo este esta esto ese esa y o por para de del a al en con que es está son eres estoy soy si muy mucho muchos muchas tan todo todos todas siempre aquí otra vez también más bien bueno buena buenos buenas pequeña pequeño corta rápida rápido simple tonta tengo tiene video vídeo videos vídeos canal blog página web sitio podcast episodio episodios curso cursos trabajo contenido boletín tienda consejos ayuda respuesta respuestas tiempo paciencia explicación explicaciones mensaje día tarde noche semana fin años meses desde hace gran mucho tiempo hoy ahora haces hace de antemano su tu nuevo nueva atención todo lo que responder una",
    asks="quién qué cuándo dónde cómo cuál cuáles cuánto cuánta cuántos cuántas puedo puede puedes podría podrías hay es está son tiene debo",
    joints="pero",
    origins="de desde",
    also="y e también además",
    corrections="quiero decir, es decir, o sea, o, u",
)

ITALIAN = Wording(
    language="it",
    greetings="ciao, buongiorno, buonasera, buon giorno, buona sera, salve, hey, ehi, caro, cara, carissima, carissimo, gentile, gentilissima, gentilissimo, egregio, egregia, spettabile, ciao a tutti, salve a tutti, buon anno, ciao di nuovo, buon pomeriggio, buondì",
    thanks="grazie, grazie mille, mille grazie, molte grazie, grazie tante, tante grazie, grazie in anticipo, grazie infinite, grazie di cuore, ti ringrazio, la ringrazio, vi ringrazio, ti ringrazio in anticipo, la ringrazio in anticipo, grazie mille in anticipo, grazie ancora, ringraziando",
    closings="saluti, cordiali saluti, distinti saluti, un saluto, un caro saluto, cari saluti, tanti saluti, cordialmente, un abbraccio, abbracci, baci, a presto, arrivederci, buona giornata, buona serata, buona notte, buonanotte, buon weekend, buon fine settimana, con affetto, buon lavoro, ciao ciao, a risentirci",
    heads="adoro, amo, mi piace, mi piacciono, piace, piacciono, bellissimo, bellissima, bellissimi, bello, bella, belli, che bel, fantastico, fantastica, fantastici, stupendo, stupenda, ottimo, ottima, eccellente, complimenti, bravo, brava, bravissimo, bravissima, bravi, continua così, continuate così, fan, scusa, scusi, scusate, scusami, mi scusi, perdonami, mi dispiace, disturbo, disturbare, domanda, domande, domandina, nuovo qui, nuova qui, sono nuovo, sono nuova, a proposito, tra l'altro, seguo, seguace, iscritto, iscritta, spero, grato, grata, in attesa, senza fretta, sono io, ammiro",
    courtesies="come stai, come sta, come state, come va, tutto bene, come va tutto",
    introductions="mi chiamo, il mio nome è, sono, qui",
    titles="sig sig.ra signor signora signorina dott dottoressa dottor prof professore professoressa dr",
    soft="io tu ti te lei voi vi le mi noi ci tuo tua tuoi tue suo sua suoi vostro vostra un una uno il lo la i gli le l' questo questa e o per di del della dei delle da dal a al in nel con su che è sono sei ho hai ha se molto tanto davvero sempre tutto tutti tutte qui ancora anche più bene buono buona piccola piccolo veloce breve semplice stupida video canale blog sito pagina podcast episodio episodi puntata puntate corso corsi lavoro contenuti newsletter negozio consigli aiuto risposta risposte tempo pazienza spiegazione spiegazioni messaggio giorno giornata sera serata settimana anni mesi anno gran grande fedele oggi ora fai fate cuore un'altra vostra sua attenzione disponibilità l'aiuto il tempo",
    asks="chi che cosa quando dove perché come quale quali qual quanto quanta quanti quante posso può puoi potrei potresti potrebbe c'è ci è sono hai avete ha si devo cos'è",
    joints="ma però",
    origins="da di",
    also="e ed anche inoltre poi",
    corrections="cioè, voglio dire, ossia, o, oppure",
)

PORTUGUESE = Wording(
    language="pt",
    greetings="olá, oi, bom dia, boa tarde, boa noite, hey, ei, caro, cara, querido, querida, prezado, prezada, olá a todos, oi gente, oi pessoal, oi de novo, olá novamente, feliz ano novo, e aí",
    thanks="obrigado, obrigada, muito obrigado, muito obrigada, obrigado desde já, obrigada desde já, muito obrigado desde já, muito obrigada desde já, desde já obrigado, desde já obrigada, desde já agradeço, valeu, mil obrigados, agradeço, agradeço desde já, obrigado pela ajuda, obrigada pela ajuda, brigado, brigada",
    closings="abraço, abraços, um abraço, grande abraço, beijo, beijos, um beijo, beijinhos, cumprimentos, com os melhores cumprimentos, os melhores cumprimentos, melhores cumprimentos, atenciosamente, cordialmente, saudações, até logo, até já, até breve, até mais, tchau, adeus, bom fim de semana, tenha um bom dia, tenha um ótimo dia, tem um bom dia, com carinho, att",
    heads="adoro, amo, gosto, adorei, amei, ótimo, ótima, ótimos, incrível, incríveis, fantástico, fantástica, maravilhoso, maravilhosa, excelente, excelentes, que belo, que linda, que lindo, lindo, linda, parabéns, continua assim, continue assim, fã, desculpa, desculpe, desculpem, perdão, peço desculpa, lamento, incomodar, incómodo, incômodo, pergunta, perguntas, dúvida, dúvidas, novo aqui, nova aqui, a propósito, aliás, sigo, acompanho, seguidor, seguidora, inscrito, inscrita, espero, grato, grata, aguardo, fico à espera, sem pressa, sou eu, admiro",
    courtesies="como estás, como está, como vai, como vais, tudo bem, tudo bom, tudo bem contigo, tudo bem com você, como é que estás",
    introductions="chamo-me, me chamo, meu nome é, o meu nome é, sou o, sou a, sou, aqui é, aqui",
    titles="sr sra dr dra senhor senhora dona dom professor professora doutor doutora",
    soft="eu tu te ti você vocês me mim nos teu tua teus tuas seu sua seus suas um uma uns umas o a os as este esta isto esse essa e ou por para de do da dos das em no na com que é está são és estou sou se muito muita tão mesmo sempre tudo todos todas aqui de novo também mais bem bom boa bons pequena pequeno rápida rápido simples boba tenho tem vídeo vídeos canal blog blogue página site podcast episódio episódios curso trabalho conteúdo loja dicas ajuda resposta respostas tempo paciência explicação explicações mensagem dia tarde noite semana fim anos meses desde há já grande hoje agora faz fazes pelo pela pelos pelas novo nova atenção uma seu teu lhe o",
    asks="quem que quando onde porquê como qual quais quanto quanta quantos quantas posso pode podes poderia há é está são tem tens têm devo",
    joints="mas",
    origins="de do da",
    also="e também além",
    corrections="quer dizer, ou seja, ou, quero dizer",
)
