"""The words by which markup names its parts: class names, ids and published properties."""

from __future__ import annotations

import re

COMMENT = re.compile(
    r"comm?ent(?!ary\b|ator)|kommentar|komment|coment|reacti(?:e|on)s?(?![a-z])|repl(?:y|ies)|"
    r"antwort|respuesta|r[eé]ponse|respon(?:se|d)(?!ive)|discuss|diskus|disqus|wpdiscuz|forum|guest-?book|"
    r"g(?:ae|ä)stebuch|koment|commento|comtr|h-cite|pingback|"
    r"trackback|yorum|kommentti|hozzasz|обсужд|коммент|koment[aá][rř]|answer|otzyv|\bhnuser"
)
MAYBE = re.compile(
    r"opini[oó]n|feedback|reviews?(?![a-z])|avis\b|mening|testimonial|rezension|bewertung"
)
POST = re.compile(r"(?:^|[\s_-])(?:post|message|msg|beitrag|entry|topic-post|mensaje|thread)s?"
                  r"(?=$|[\s_#-])")  # fmt: skip
SURE = re.compile(
    r"schema\.org/(?:user)?(?:comment|answer|discussionforumposting)s?(?!\w)|sioct?:(?:post|comment)|\bh-cite\b|\bp-comment\b|\bu-comment\b"
)
ELSEWHERE = re.compile(
    r"sidebar|widget|related|recent|latest|newest|teaser|ticker|popular|trending|archive|carousel|"
    r"slider|promo|navigation|\bnav\b|\bmenu|breadcrumb|footer-|site-footer|recommend|mostread|"
    r"most-|newsletter|read-?more|also-like|live-?blog|(?:^|\s)live(?=\s|$)|live-?match|liveticker|more-from|aside"
)
LATEST = re.compile(
    r"(?:recent|latest|newest|letzte|neueste|aktuelle|dernier|r[eé]cent|[uú]ltim|najnowsz|"
    r"senaste|seneste|siste|posledn)[a-z]*[-_]?(?:comm?ent|komm?ent|coment|reacti|repl|post|discuss|"
    r"diskuss|review|topic|thread|avis|opini)|(?:comm?ent|komm?ent|coment|reacti|repl)[a-z]*[-_]?"
    r"(?:teaser|ticker|recent|latest|preview)"
)
AUTHOR = re.compile(
    r"author|user|\bname|[-_]name|nick|\bfn\b|poster|member|autor|benutzer|usuario|vcard|h-card|"
    r"commenter|\bby\b|creator|profile|screenname|[-_]by\b|login|verfasser|auteur|autore|writer|"
    r"\bcite\b|handle|person|sender|owner|actor|navn|namn|naam|nimi(?:merkki)?\b|szerz|yazar|"
    r"автор|jmeno|jméno|uzytkownik|kullanici|kayttaja|bruker|bruger|gebruiker|utente|\bnome|"
    r"nombre|pseudo|\bnik\b"
)
NOT_AUTHOR = re.compile(
    r"date|time|rating|vote|count|badge|rank|level|locat|avatar|status|reply|action|\btitle|titre|titel\b|titulo|subject|betreff|sujet|asunto|headline|"
    r"user-?title|joined|extras|stat|permalink|report|flag|like|share|number|role|says|parent|"
    r"reply-?to|in-?reply|tooltip|button|\bbtn"
)
DATE = re.compile(
    r"date|time|published|posted|meta|when|\bage\b|ago|datum|fecha|created|zeit|dato\b|"
    r"\bpvm\b|tarih|\btid\b|czas|\bhora\b|heure|quando|дата|stamp"
)
NOT_DATE = re.compile(r"join|regist|member|since|edit|modif|update|birth|last-?(?:seen|activ)|"
                      r"userextras|user-?(?:card|info|details)|quote")  # fmt: skip
BODY = re.compile(
    r"content|body|text|message|bbwrapper|description|\bmd\b|e-content|entry|commtext|cooked|"
    r"p-name|contenido|inhalt|comment-?copy|said|post(?:_|-)?msg|texto|markdown|prose|usertext|"
    r"te[kx]st|tre[sś][cć]|tartalom|metin|icerik|innehall|sisalto|mensagem|conteudo|messaggio|testo"
)
NOT_BODY = re.compile(
    r"reply|replies|respond|action|share|sharing|vote|voting|rating|like|button|\bbtn|toolbar|"
    r"tools|footer|meta|signature|\bsig\b|avatar|author|user-?(?:info|card|extra|detail|title)|"
    r"\bbadge|report|flag|permalink|\bedit|edited|report|dropdown|tooltip|sr-only|screen-reader|"
    r"visually-?hidden|controls|options|\blinks?\b|social|translate|lastedit|"
    r"expand-?link|attribution|\bcount|likes|score|nav|pagination|\bad\b|advert|sponsor|banner"
)
REPLY_LINK = re.compile(r"in-?reply|reply-?to|parent|respuesta-a|antwort-?auf|replying", re.I)
PARENT_KEY = re.compile(r"parent|reply-?to|in-?reply", re.I)
LEVEL = re.compile(r"(?:^|[-_\s])(?:depth|level|lvl|indent|nest(?:ed|ing)?|ebene|nivel|niveau|"
                   r"tiefe|thread-?level|comment-?level|reply-?level|l|d)[-_]?(\d{1,3})(?![\w%])",
                   re.I)  # fmt: skip
REPLY = re.compile(r"repl(?:y|ies)|child|answer|antwort|sub(?:comment)?\b|[-_]sub\b|nested|indent|"
                   r"respuesta|r[eé]ponse|second|inner-comment|odpowied", re.I)  # fmt: skip
LINKBACK = re.compile(r"\b(pingback|trackback)")
CHILD = re.compile(
    r"(?:^|[\s_-])(?:repl(?:y|ies)|child|answer|antwort|sub|indent(?:ed)?|nested|"
    r"respuesta|reponse|secondary|level2|isreply|isanswer)(?=$|[\s_-])",
    re.I,
)
FOR = re.compile(
    r"like(?!-?box)|vote-?(?:count|result|num)|(?<![a-z-])votes?(?![a-z-])|up-?vote|vote-?up|recommend|thumbs?-?up|plus|points|score|karma|"
    r"positiv|empfehl|\bup\b|helpful|agree"
)
AGAINST = re.compile(r"dislike|down-?vote|vote-?down|thumbs?-?down|minus|negativ|\bdown\b|disagree")
HEADING = re.compile(
    r"\W*(?:\d[\d.,]*\s*(?:条|件の?|個|个|則|则|개의?)?\s*)?(?:(?:reader|user|all|die|les|los|leser|visitor|alle|i|os|as|vos|ihre|"
    r"your|le|your|see|view|show|tous les|todos los|tutti i|artikel|lezers|användar|läsar)\W*)?"
    r"(?:comments?|kommentare?r?|commentaires?|comentarios?|commenti|commento|coment[aá]rios?|"
    r"comentaris?|comentarii|reacties?|reaktionen|r[eé]actions?|komentarz[ey]?|komentáře?|"
    r"komentarov?|komentari|komentar|komentarai|kommentarer|kommentare|kommenttia?|"
    r"комментари[ийяев]+|коментар[ііяв]+|коментари|отзывы|отзывов|обсуждение|гостевая книга|"
    r"мнения|відгуки|kommentit|kommentteja|keskustelu|vieraskirja|"
    r"hozzászólás(?:ok)?|vélemények|vendégkönyv|yorum(?:lar)?|ziyaretçi defteri|"
    r"σχόλι[αο]|βιβλίο επισκεπτών|コメント(?:一覧)?|みんなのコメント|"
    r"(?:网友|全部|最新|热门|精彩)?(?:评论|評論|留言|讨论|討論)(?:区|板)?|댓글|의견|방명록|"
    r"bình luận|ý kiến|(?:ال)?تعليقات?(?: (?:الزوار|القراء))?|نظرات|תגובות|תגובה|discussion|"
    r"diskussion(?:en)?|discussione|discusión|diskuse|diskuze|dyskusja|názory|příspěvky|príspevky|"
    r"guestbook|gästebuch|gastenboek|gästbok|gjestebok|gæstebog|księga gości|livre d['’]or|"
    r"libro de visitas|libro degli ospiti|livro de visitas|replies|antworten|responses|réponses|"
    r"respuestas|risposte|respostas|odpowiedzi|svar|vastau(?:sta|kset)|válaszok|ответы?|ответов|answers?|meinungen|opiniones|opinie|avis|feedback|"
    r"reviews?|q ?& ?a|conversation|readers? (?:respond|write|mail|letters)|"
    r"letters(?: to the editor)?|leserbriefe|leserstimmen|join the (?:conversation|discussion)|"
    r"tell us what you think|what do you think|thoughts?|réflexions?|pensieri|pensamientos|"
    r"gedachten|tankar)"
    r"\W*(?:\d[\d.,]*\s*(?:件|条|개|條)?)?\W*"
    r"(?:(?:to|on|for|zu|auf|sur|au sujet de|a|su|en|em|sobre|op|over|till|på|til|на|к|до|do|na|"
    r"pentru|la|about)\b.{0,120})?",
    re.IGNORECASE,
)
