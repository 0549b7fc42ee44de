"""The words by which pages name their own furniture, in the languages read so far.

A line must match as a whole; a word inside a sentence never counts.
"""

from __future__ import annotations

import re


def _whole_line(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})\W*", re.IGNORECASE)


COMMENTS = (
    r"(?:reader|user|all|latest|newest|top|best|featured|die|alle|leser|neueste|les|los|i|vos|"
    r"tus|tous|todos|tutti|wszystkie|все|全部|最新|热门|すべての)?(?:\s+(?:les|los|i))?\s*"
    r"(?:rated|liked|voted)?\s*"
    r"(?:comments?|kommentare?r?|commentaires?|comentarios?|commenti|comentários?|reacties?|"
    r"reaktionen|leserkommentare|leserbriefe|comentaris|comentarii|komentarz[ey]?|komentáře?|"
    r"komentarov?|komentari|комментари[ийев]+|коментар[іи]в?|kommentit|kommentti[ae]?|kommenttia|kommentteja|"
    r"kommentarer|hozzászólás(?:ok)?|yorum(?:lar)?|σχόλια|コメント|评论|評論|留言|댓글|"
    r"bình luận|ý kiến|تعليقات|תגובות|discussion|diskussion|meinungen|opiniones|guestbook|"
    r"gästebuch|livre d['’]or|libro de visitas)"
)
COUNTED = rf"(?:{COMMENTS}|responses?|replies|antworten|réponses?|respuestas?|reacties|posts?)"
HEADING = _whole_line(
    rf"\(?(?P<count>\d[\d.,]*)\)?\s*{COUNTED}(?:\s+(?:to|on|for|zu|auf|sur|a|su|en)\b.{{0,200}})?",
    rf"{COMMENTS}\s*[:(\[（]*\s*(?P<count_after>\d*)\s*[)\]）]*",
    rf"{COMMENTS}\s+(?:to|on|zu|sur|su)\s+[\"“„«‘'].{{1,200}}",
    r"\d+\s+(?:thoughts?\s+on|réflexions?\s+(?:au|sur)|gedanken\s+zu|pensamientos?\s+(?:en|sobre)|"
    r"pensieri\s+su|gedachten\s+(?:over|op)|ideias?\s+sobre|myśli\s+(?:na|o)|мысл\w+\s+"
    r"(?:о|на)|tankar\s+(?:om|på))\s.{1,200}",
    rf"{COMMENTS}\s*[:：]?\s*\d+\s*(?:件|개|条|條|則|个)?\W*|"
    rf"\d+\s*(?:件の|条|個|개의?)\s*{COMMENTS}",
    r"(?:an?|one|ein|eine|un|une|una|two|three)\s+(?:comment|response|kommentar|commentaire|"
    r"comentario|commento|thought\s+on.{1,200}|response\s+to.{1,200})",
    r"(?:join the )?(?:conversation|discussion)(?:\s*\(\d+\))?",
)
FORM = _whole_line(
    r"(?:leave|post|add|write|submit)\s+(?:a|your|an?other)?\s*(?:comment|reply|response)s?"
    r"(?:\s+(?:below|here|now|cancel.{0,20}|to .{1,30}|as .{1,30}))?",
    r".{3,50}\b(?:cancel reply|antworten? abbrechen|annuler la réponse|cancelar (?:la )?respuesta|"
    r"cancelar resposta|annulla risposta|reactie annuleren|anuluj (?:pisanie )?odpowied[zź]i?|"
    r"отменить ответ|avbryt svar|peruuta vastaus|zrušit odpověď|yanıtı iptal et|キャンセル|"
    r"取消回复)",
    r"share your (?:thoughts|opinion|views?)",
    r"(?:your|ihr|dein|votre|tu|su)\s+(?:name|e-?mail|comment|message|website|kommentar|"
    r"commentaire|comentario|nom|nombre|opinion)(?:\s*address)?(?:\s*\(.{0,60}\))?",
    r"(?:name|e-?mail|website|comment)(?:\s*address)?\s*\*?(?:\s*\(.{0,60}\))?",
    r"required,? but (?:not|never) (?:published|shown|displayed)",
    r"(?:your )?e-?mail (?:address )?(?:will not|won['’]t) be (?:published|shared|shown).{0,80}",
    r"required fields are marked.{0,20}",
    r"schreiben? sie (?:einen|ihren) kommentar.{0,40}",
    r"kommentar (?:schreiben|hinterlassen|verfassen)",
    r"(?:laisser|ajouter|écrire) un commentaire",
    r"(?:dejar?|deja|escribe) un comentario",
    r"(?:lascia|scrivi) un commento|deixe (?:um|seu) comentário|(?:plaats|geef) een reactie",
    r".{0,60}\b(?:logged in|log in|sign in|login|register(?:ed)?|eingeloggt|einloggen|angemeldet|"
    r"anmelden|connecté|connecter|inscri(?:t|re)|registrad[oa]|iniciar sesión|accedi|accedere|"
    r"iniciar sessão|inloggen|ingelogd|zaloguj|zalogowan\w+|войти|войдите|авториз\w+|logga in|"
    r"logg inn|log ind|přihlásit)\b.{0,50}\b(?:comment\w*|post|repl(?:y|ies)|kommentieren|"
    r"kommentar\w*|antworten|teilnehmen|beteiligen|commentaire|commenter|réagir|coment\w+|"
    r"opinar|comment\w*|reag\w+|koment\w+|коммент\w*|komment\w*|svara|diskuss\w+|discussion)\b"
    r".{0,30}|.{0,30}\b(?:to|um|pour|para|per|om) (?:post|leave|write|add|einen|zu)?\b.{0,30}"
    r"(?:comment|kommentar|kommentieren|commentaire|comentar|commentare|reageren)\w*\b.{0,40}"
    r"\b(?:logged in|log in|sign in|eingeloggt|einloggen|angemeldet|anmelden|connecté|connecter|"
    r"iniciar|accedere|ingelogd|inloggen|register)\b.{0,40}",
    r"\[[\s_]{3,}\](?: .{0,60})?",
    r"you must be logged in.{0,40}|(?:log|sign) in to (?:comment|post|reply|join).{0,30}",
    r"comments (?:are|have been) (?:now )?closed.{0,40}",
    r"notify me of .{0,80}|save my name.{0,100}",
)
AFTER = _whole_line(
    r"(?:sign up|subscribe)(?: now)?",
    r"(?:sign up|subscribe)\b.{0,40}\b(?:newsletters?|updates|alerts|e-?mail|feed|rss)\b.{0,30}",
    r"(?:our |the )?(?:weekly |daily )?newsletters?",
    r"(?:related|recommended|more|popular|recent|similar|further)\s+(?:articles?|stories|posts?|"
    r"news|reading|coverage|comments?|topics?)",
    r"most\s+(?:read|popular|viewed|commented|shared|recent)(?:\s.{1,30})?",
    r"more\s+(?:from|in)\s[^.!?:]{1,30}|(?:latest|top)\s+(?:news|stories|articles|posts)",
    r"mehr zum thema|lesen sie auch|(?:verwandte|ähnliche|weitere) (?:artikel|beiträge|themen)",
    r"(?:à lire aussi|sur le même sujet|articles? (?:liés?|similaires?))",
    r"(?:más noticias|te puede interesar|(?:artículos|noticias|entradas) relacionad[ao]s|"
    r"leggi anche|"
    r"articoli correlati|potrebbe interessarti.{0,20}|artigos relacionados|veja também|"
    r"leia (?:também|mais)|lees ook|meer (?:nieuws|over dit onderwerp)|gerelateerd\w*(?: \w+)?|"
    r"zobacz (?:także|też|również)|czytaj (?:także|też|więcej)|podobne (?:artykuły|wpisy)|"
    r"přečtěte si(?: také)?|"
    r"související (?:články)?|čítajte aj|kapcsolódó (?:cikkek|tartalom)|ajánlott cikkek|"
    r"läs (?:också|mer|även)|relaterade? .{2,20}|les (?:også|mer)|læs også|lue myös|"
    r"aiheesta lisää|bunlar da "
    r"ilginizi çekebilir|ilgili haberler|benzer haberler|читайте также|похожие (?:статьи|записи|"
    r"материалы)|по теме|читайте також|схожі (?:статті|записи)|σχετικά (?:άρθρα|θέματα|νέα)|"
    r"διαβάστε (?:επίσης|ακόμη)|関連記事|関連ニュース|おすすめ記事|相关(?:文章|阅读|新闻|推荐)|"
    r"推荐阅读|相關(?:文章|新聞)|관련\s?(?:기사|글|뉴스)|추천\s?기사|اقرأ أيضا?ً?|مقالات ذات صلة|"
    r"أخبار ذات صلة|כתבות (?:נוספות|קשורות)|עוד בנושא|bài (?:viết )?liên quan|tin liên quan|"
    r"articole similare|citește și|citiți și|povezani članci|pročitajte (?:i|još)|свързани статии|"
    r"още по темата)",
    r"(?:[^|.!?]{2,30}\s\|\s){3,}[^|.!?]{2,30}",
    r"you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|read (?:next|also|more)",
    r"(?:copyright\b|©|\(c\)\s*\d{4}).{0,120}|all rights reserved.{0,40}",
    r"(?:terms|privacy|cookies?)(?: (?:of (?:use|service)|policy|notice|settings|&.{1,20}))?",
    r"(?:about|contact)(?: us)?|follow us(?: on .{1,30})?|imprint|impressum",
    r"advertise(?:ment)?(?: with us)?",
    r"(?:previous|next|older|newer)(?: (?:post|article|comments?|page))?",
)
BUTTON = _whole_line(
    r"[\s|•·]*(?:reply|share|report|flag|like|dislike|quote|permalink|link|edit|delete|save|follow|"
    r"upvote|downvote|vote|recommend|recommended|report abuse|hide|collapse|expand|more|less|"
    r"antworten|teilen|melden|zitieren|gefällt mir|répondre|partager|signaler|citer|responder|"
    r"compartir|denunciar|rispondi|condividi|segnala|compartilhar|reageer|beantwoorden)"
    r"(?:\s*\(?\d+\)?)?",
    r"(?:reply|log in to reply|reply to this comment|view repl(?:y|ies)|show more(?: replies)?|"
    r"load more(?: comments)?|read more|show \d+ repl(?:y|ies)|\d+ repl(?:y|ies))",
    r"[\s|•·]*(?:(?:reply|like|dislike|share|report|flag|permalink|edit|quote|more|\d+)\b"
    r"[\s|•·/›»-]*){2,9}",
    r"\W*(?:view |show |ver |voir )?\d* ?(?:weitere|more|other|autres|más|mais|altre|meer|fler|"
    r"flere|more)? ?"
    r"(?:repl(?:y|ies)|antworten|réponses|respuestas|respostas|risposte|reacties|svar|odpowiedzi|"
    r"ответ\w*|yanıt)(?: (?:anzeigen|ansehen|tonen|visa|vis|pokaż))?",
    r"sort(?:ed)? by.{0,40}|(?:newest|oldest|best|top)(?: first)?|show all comments",
    r"(?:permalink|embed|save|parent|report|reply|share|hide|context|delete|give award){2,}",
    r"\[?(?:advertisement|advertising|sponsored|werbung|anzeige|publicité|annonce|publicidad|"
    r"anuncio|pubblicità|publicidade|advertentie|reklama?|mainos|реклама|annons|広告|广告|廣告)\]?:?",
    r"#?[+-]?\d{1,5}[.)°]?|[▲▼△▽⬆⬇👍👎•·|–—-]+\s*\d*",
)
VOTES = re.compile(
    r"(?:(?P<up>\d[\d,]*)\s*(?:likes?|upvotes?|recommend(?:s|ations?)?|points?|👍|▲)|"
    r"(?:likes?|upvotes?|recommend(?:ed)?|👍|▲)\s*\(?(?P<up_after>\d+)\)?|"
    r"(?P<down>\d+)\s*(?:dislikes?|downvotes?|👎|▼)|"
    r"(?:dislikes?|downvotes?|👎|▼)\s*\(?(?P<down_after>\d+)\)?)",
    re.IGNORECASE,
)
EDITED = re.compile(
    r"\W*(?:last\s+)?(?:edited|updated|modified|changed|bearbeitet|geändert|modifié|editado|"
    r"modificato)\b(?:\s*(?:(?:by|on|at|am|um|le|el|il|von|par|por|da)\b|:|\d)"
    r".{0,80})?\W*|"
    r"\W*(?:joined|registered|member since|last (?:active|seen)|registriert|dabei seit|mitglied "
    r"seit|inscrit|registrado)\b\s*(?::|on\b|\d|le\b|el\b|am\b|\w+\s+\d).{0,60}",
    re.IGNORECASE,
)
EXCERPT_OPENS = re.compile(r"\[\s*(?:\.{3}|…)\s*\]")
EXCERPT_CLOSES = re.compile(r"\[\s*(?:\.{3}|…)\s*\]\W*\Z")
LINKBACK = re.compile(r"(?P<kind>pingback|trackback)s?\s*(?::|\bfrom\b|\bby\b)\s*(?P<title>\S.*)",
                      re.IGNORECASE)  # fmt: skip
ATTRIBUTION = re.compile(
    r"(?P<name>\S.{0,59}?)\s+(?:says?|said|wrote|writes|commented|replied|schreibt|schrieb|sagt|"
    r"sagte|meint|dit|a dit|a écrit|écrit|dice|dijo|escribió|ha detto|scrive|diz|disse|escreveu|"
    r"zegt|schreef)\s*(?:[:：]|\.{3}|…)",
    re.IGNORECASE,
)
VOTES_AT_END = re.compile(r"\s-?\d[\d.,k]*\s+(?:points?|likes?|votes?)\s*\Z", re.IGNORECASE)
ZONE_NAME = re.compile(r"[A-Z]{2,5}")
LIST_NUMBER = re.compile(r"(?<![\d.])#?\d{1,5}(?:\.\d+)*[.):]?\s+(?=\D)")
ANSWERS = re.compile(
    r"(?P<name>\S.{0,40}?)\s+(?:(?:in reply to|in response to|replied to|replying to|antwortet(?: "
    r"auf)?|en réponse à|en respuesta a|in risposta a)\s+|[>›→▸]\s*)(?P<other>\S.{0,40})",
    re.IGNORECASE,
)
# words by which a reader answers, quotes or reports a comment; nobody does that to an article
_ANSWER_WORDS = (
    r"reply|replies|answer|respond|log in to reply|antworten?|auf diesen kommentar antworten|"
    r"zum antworten anmelden|répondre(?: à ce (?:message|commentaire))?|responder|respondre|"
    r"rispondi|reageer|reageren|beantwoorden|svara|svar|besvar|odpowiedz|odpovědět|odpověz|"
    r"odpovedať|reagovat|odgovori|ответить|ответ|відповісти|отговор|yanıtla|cevapla|"
    r"vastaa(?: viestiin)?|válasz(?:olok)?|răspunde|απάντηση|απάντησε|返信(?:する)?|回复|回覆|回應|"
    r"답글|답글쓰기|답변|balas|trả lời|رد|الرد|הגב(?: לתגובה זו)?|השב|پاسخ|ตอบกลับ|"
    r"zitieren|quote|citer|citar|cytuj|citovat|cita|цитировать|цитата|citera|引用|"
    r"melden|als spam melden|meld|report(?: (?:abuse|comment))?|flag|signaler|denunciar|segnala|"
    r"rapporteren|zgłoś|raportuj|nahlásit|пожаловаться|поскаржитись|anmäl|anmeld|raporter|"
    r"rapporter|şikayet et|ilmianna|ilmoita(?: asiaton viesti)?|jelentem|raportează|prijavi|"
    r"αναφορά|举报|檢舉|신고|通報|違反報告"
)
# words of the other links below a text, which stand below articles too
_CONTROL_WORDS = (
    r"permalink|permanenter link|löschen|delete|like|likes|gefällt mir|j['’]aime|me gusta|"
    r"mi piace|curtir|compartir|share|teilen|empfehlen|нравится|beğen|gilla|to se mi líbí|tykkää|"
    r"tetszik|liker|synes godt om|lubię to|polub|подобається|μου αρέσει|apreciază|"
    r"编辑|删除|編集|削除|赞|讚|いいね|추천|点赞"
)


def _buttons(least: str, words: str) -> re.Pattern[str]:
    """A line of these words and nothing else, with counts and signs between them."""
    return re.compile(rf"{least}[\W\d]*(?:(?:{words})[\W\d]*){{1,10}}", re.IGNORECASE)


# nothing but buttons; of those, the ones with a word to answer or report
CONTROL = _buttons("", f"{_ANSWER_WORDS}|{_CONTROL_WORDS}")
ANSWER = _buttons(
    rf"(?=(?:[\W\d]*(?:{_CONTROL_WORDS}))*[\W\d]*(?:{_ANSWER_WORDS}))",
    f"{_ANSWER_WORDS}|{_CONTROL_WORDS}",
)
MORE = re.compile(
    r"(?:read|show|learn) more|continue reading|weiterlesen|mehr (?:lesen|erfahren)|"
    r"lire la suite|leer más|seguir leyendo|leggi tutto|continua|czytaj więcej|"
    r"читать далее|lees (?:meer|verder)|läs mer|"
    r"\d+ (?:comm?ents?|commentaires?|komm?ent\w+|coment\w+|commenti|koment\w+|reacti\w+|"
    r"коммент\w+|комент\w+|yorum|hozzászólás|σχόλια|תגובות|تعليق\w*)\b|"
    r"(?<!\S)\d+\s*(?:条评论|件のコメント)(?!\S)|leave a comment|"
    r"(?:keine|no) (?:kommentare|comments)|"
    r"read (?:full|the) (?:article|story)|hinterlasse eine antwort|schreibe einen kommentar",
    re.IGNORECASE,
)
_NEWEST = (
    r"latest|recent|neueste|letzte|aktuelle|derni[eè]r|r[eé]cent|r[eé]cient|[uú]ltim|ultime|"
    r"najnowsz|ostatni|последни|останні|свежие|новые|senaste|seneste|siste|nyeste|poslední|"
    r"nejnovější|najnovšie|son|laatste|recente|uusimmat|viimeisimmät|legutóbbi|legfrissebb|"
    r"πρόσφατα|τελευταία|أحدث|آخر"
)
LATEST = re.compile(
    rf"\W*(?:(?:the|i|os|les|los|las|die|de) )?(?:(?:{_NEWEST})\w*\W+(?:\w+\W+)?"
    r"(?:comm?ent|komm?ent|coment|reacti|коммент|комент|отзыв|yorum|antwort|repl|beitr|hozzász|"
    r"σχόλια|(?:ال)?تعليقات)|"
    r"(?:commentaires|comentarios|comentários|commenti|comentarii|comentaris|réactions|תגובות)\s+"
    r"(?:récents|recientes|recentes|recenti|recente|recents|אחרונות)|"
    r"最近のコメント|最新(?:评论|評論|コメント)|최신 댓글|최근 댓글|bình luận mới)",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\W*(?:published|updated|publi(?:ziert|shed|cado|é|cato|kowano)|veröffentlicht|erstellt|"
    r"eingestellt|aktualisiert|mis en ligne|pubblicato|gepubliceerd|publicerad|publisert|"
    r"udgivet|opublikowano|опубликовано|опубліковано|zveřejněno|vydáno|yayınlan\w*|julkaistu|"
    r"発表|发布|發布|公開日)\b",
    re.IGNORECASE,
)
# the words for I and you, by which people talk; articles and lists rarely have them
PERSON = re.compile(
    r"(?<!\w)(?:I|I['’](?:m|ve|d|ll)|me|my|mine|you|your|you['’]re|ich|mir|mich|mein\w{0,2}|du|dir|"
    r"dich|dein\w{0,2}|euch|euer|je|j['’](?=\w)|moi|mon|tu|toi|vous|votre|yo|mi|mí|tú|usted(?:es)?|"
    r"vosotros|io|mio|mia|eu|meu|minha|você|vocês|ik|mij|mijn|jij|je|jullie|jag|mig|min|dig|jeg|"
    r"meg|deg|ja|mnie|mi|mój|moje|ty|wy|já|mně|můj|vy|я|мне|меня|мой|моя|ты|тебе|вы|вам|вас|мені|"
    r"мене|ти|ви|εγώ|μου|εσύ|σου|σας|ben|bana|benim|sen|siz|minä|minun|sinä|én|nekem|te|eu|mie|"
    r"أنا|انا|أنت|انت|אני|אתה|לי)(?!\w)|[我你您私僕俺]|あなた|저는|나는|제가|내가|당신|ฉัน|ผม|คุณ|tôi|bạn",
)
MEMBER_SINCE = re.compile(
    r"\W*(?:joined|join date|registered|member since|mitglied seit|registriert(?: seit)?|"
    r"dabei seit|"
    r"registrierungsdatum|beitritt|inscrit(?:e)?(?: le)?|inscription|membre depuis|registrado|"
    r"miembro desde|fecha de ingreso|iscritto(?: dal)?|registrazione|регистрация|зарегистрирован|"
    r"dołączył\(?a?\)?|rejestracja|lid sinds|geregistreerd|gick med|medlem sedan|registrerad|"
    r"liittynyt|csatlakozott|katılım|üyelik tarihi|last (?:active|seen|visit)|geburtstag|birthday)"
    r"\b.{0,20}",
    re.IGNORECASE,
)
MEMBER_AT_END = re.compile(
    r"(?:joined|join date|registered|member since|mitglied seit|registriert(?: seit)?|dabei seit|"
    r"registrierungsdatum|anmeldungsdatum|inscrit(?:e)?(?: le)?|inscription|membre depuis|"
    r"registrado|miembro desde|ingreso|iscritto(?: dal)?|registrazione|регистрация|"
    r"зарегистрирован\w*|dołączył\(?a?\)?|rejestracja|lid sinds|geregistreerd|medlem sedan|"
    r"registrerad|liittynyt|csatlakozott|katılım|üyelik tarihi|注册时间|登録日)\W*\Z",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"\W*(?:(?:in )?(?:reply|response|answer) to|repl(?:ying|ied) to|antwort(?:et)? (?:auf|an)|"
    r"als antwort auf|"
    r"(?:en )?réponse à|en respuesta a|respondiendo a|in risposta a|em resposta a|als (?:antwoord|"
    r"reactie) op|(?:antwoord|reactie) op|(?:w )?odpowiedzi? (?:na|dla|do)|в ответ(?: на)?|"
    r"ответ для|"
    r"svar (?:till|til|på)|som svar på|vastaus|odpověď na|válasz|yanıt|回复|回覆|返信先|답글)\W*"
    r"(?:(?:comment|kommentar|commentaire|post|beitrag)?\s*#\s?(?P<number>\d+(?:\.\d+)*)\W*)?"
    r"(?:(?:by|von|de|di|от|av|af|od|door)\s+)?(?P<name>\S.{0,40}?)?"
    r"(?:\W+(?:antworten|reply|melden|report|empfehlen|recommend|répondre|signaler|responder)\b)*\W*",
    re.IGNORECASE,
)
DIVIDERS = "|•·–—,:(-"
SEPARATORS = " \t,;:：|•·–—*()[]#>/@-"
# words that stand around an author or a date in one line
CONNECTORS = frozenset(
    "comment posted written published submitted by on at from kommentar geschrieben verfasst von "
    "vom am um commentaire publié posté par le à comentario publicado por el di il da door op em "
    "says said wrote writes commented replied schreibt schrieb sagt dit écrit dice dijo escribió "
    "ha detto scrive permalink reply link report share uhr ago publiziert veröffentlicht "
    "min uur klo kl godz час от ώρα "
    "edit bearbeiten modifier editar edited modified bearbeitet geändert modifié "
    "editado modificato edytowano изменено redigeret "
    "pubblicato publicada opublikowano geplaatst ingediend verzonden eingereicht eingetragen "
    "gepostet inviato enviado postado skrivet skickat indsendt lähetetty wysłane dodane dodał "
    "napisał napisała opublikowane dnia dne odesláno vložil beküldte írta отправил опубликовал "
    "опубликовано написал добавил пишет сказал gönderen yazan tarafından trimis scris "
    "skrev skriver sier siger säger sade kirjoitti sanoi napsal napsala odpověděl пише писал "
    "писала написала сказала ответил yazdı dedi zei reageerde escreveu disse diz respondió "
    "respondeu rispose είπε έγραψε γράφει قال يقول كتب כתב כתבה אומר".split()
)
STATES = (
    ("deleted", _whole_line(
        r"\[?(?:deleted|gelöscht|supprimé|eliminado)\]?",
        r"(?:this|the)?\s*(?:comment|post|message) (?:was|has been|is) deleted.{0,60}",
        r"dieser (?:kommentar|beitrag) wurde gelöscht.{0,60}",
    )),
    ("removed", _whole_line(
        r"\[?(?:removed|entfernt)\]?",
        r"(?:this|the)?\s*(?:comment|post|message) (?:was|has been|is) (?:removed|hidden).{0,80}",
        r"(?:comment|post) removed.{0,60}",
        r"dieser (?:kommentar|beitrag) wurde (?:entfernt|gesperrt).{0,60}",
        r"ce commentaire a été (?:supprimé|retiré|modéré).{0,60}",
        r"este comentario (?:ha sido|fue) eliminado.{0,60}",
    )),
    ("held", _whole_line(
        r"(?:your|this) comment is (?:awaiting|pending|in) moderation.{0,60}",
        r"(?:ihr|dieser) kommentar (?:wartet auf|muss noch).{0,60}",
    )),
)  # fmt: skip
CREDIT = re.compile(
    r"(?:(?:image|photo|picture|foto|bild|illustration|graphic|source)s?"
    r"(?: (?:credits?|by|source))?\s*:.{1,120}|©.{1,100}|.{0,80}\b(?:getty images|afp|reuters|"
    r"ap photo|shutterstock|wikimedia|flickr|bloomberg|epa|dpa)\b.{0,40}|"
    r"[^|]{2,60}\s\|\s[^|]{2,40}(?:\s\|\s[^|]{2,40})?)",
    re.IGNORECASE,
)
BYLINE = re.compile(r"(?:by|von|par|por)\s+(?!the way|no means|then\b|now\b)\S.{1,160}", re.I)
RELATED = re.compile(
    r"\(?\s*(?:read more|related|see also|more|watch|video|mehr|lesen sie auch|à lire aussi)\s*"
    r"[:：].{1,200}",
    re.IGNORECASE,
)
VIDEO = re.compile(r"(?:video|watch|now playing).{0,20}\d:\d\d.{0,20}", re.IGNORECASE)
