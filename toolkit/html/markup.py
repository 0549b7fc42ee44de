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
    r"most-|newsletter|read-?more|also-like|live-?blog|live-?match|liveticker|more-from|aside"
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
    r"\bcite\b|handle|person|sender|owner"
)
NOT_AUTHOR = re.compile(
    r"date|time|rating|vote|count|badge|rank|level|locat|avatar|status|reply|action|\btitle|titre|titel\b|titulo|subject|betreff|sujet|asunto|headline|"
    r"user-?title|joined|extras|stat|permalink|report|flag|like|share|number|role|says|parent|"
    r"reply-?to|in-?reply|tooltip|button|\bbtn"
)
DATE = re.compile(r"date|time|published|posted|meta|when|\bage\b|ago|datum|fecha|created|zeit")
NOT_DATE = re.compile(r"join|regist|member|since|edit|modif|update|birth|last-?(?:seen|activ)|"
                      r"userextras|user-?(?:card|info|details)|quote")  # fmt: skip
BODY = re.compile(
    r"content|body|text|message|bbwrapper|description|\bmd\b|e-content|entry|commtext|cooked|"
    r"p-name|contenido|inhalt|comment-?copy|said|post(?:_|-)?msg|texto|markdown|prose|usertext"
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
    r"\W*(?:\d[\d.,]*\s*)?(?:(?:reader|user|all|die|les|los|leser|visitor)\W*)?"
    r"(?:comments?|kommentare?r?|commentaires?|comentarios?|commenti|coment[aá]rios|comentaris|"
    r"comentarii|reacties?|reaktionen|komentarz[ey]?|komentáře?|komentarov?|komentari|komentar|"
    r"комментари[ийев]+|коментар[іи]в?|kommentit|kommentteja|hozzászólás(?:ok)?|yorum(?:lar)?|"
    r"σχόλια|コメント|评论|評論|留言|댓글|bình luận|ý kiến|تعليقات|תגובות|discussion|diskussion|"
    r"guestbook|gästebuch|livre d['’]or|libro de visitas|replies|antworten|responses|réponses|"
    r"respuestas|meinungen|opiniones|opinie|avis|feedback|reviews?|q ?& ?a|conversation)"
    r"\W*(?:\d[\d.,]*)?\W*",
    re.IGNORECASE,
)
