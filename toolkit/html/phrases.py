"""What pages say on buttons, links and headings, in the languages read so far."""

from __future__ import annotations

import re
from functools import lru_cache

ANSWER = re.compile(
    r"(?:\W*(?:reply|answer|respond|log in to reply|antworten|auf diesen kommentar antworten|"
    r"répondre(?: à ce (?:message|commentaire))?|responder|respondre|rispondi|reageer|reageren|"
    r"beantwoorden|svara|svar|besvar|odpowiedz|odpovědět|odpovedať|reagovat|odgovori|"
    r"ответить|відповісти|отговор|yanıtla|cevapla|vastaa(?: viestiin)?|válasz(?:olok)?|răspunde|"
    r"απάντηση|απάντησε|返信(?:する)?|回复|回覆|답글|답글쓰기|답변|balas|trả lời|رد|الرد|"
    r"הגב(?: לתגובה זו)?|השב|پاسخ|"
    r"zitieren|quote|citer|citar|cytuj|citovat|цитировать|citera|引用|"
    r"melden|report(?: (?:abuse|comment))?|flag|signaler|denunciar|segnala|rapporteren|zgłoś|"
    r"nahlásit|пожаловаться|anmäl|anmeld|rapporter|şikayet et|ilmoita(?: asiaton viesti)?|"
    r"jelentem|raportează|prijavi|举报|檢舉|신고|通報|違反報告|"
    r"zum antworten anmelden|permalink|permanenter link)\W*){1,3}(?:\(?\d*\)?)",
    re.IGNORECASE,
)
MORE = re.compile(
    r"(?:read|show|learn) more|continue reading|weiterlesen|mehr (?:lesen|erfahren)|"
    r"lire la suite|leer más|seguir leyendo|leggi tutto|continua|czytaj więcej|"
    r"читать далее|lees (?:meer|verder)|läs mer|"
    r"\d+ (?:comm?ents?|commentaires?|komm?ent\w+|coment\w+|commenti|koment\w+|reacti\w+|"
    r"коммент\w+|комент\w+|yorum|hozzászólás|σχόλια|תגובות|تعليق\w*)\b|"
    r"\d+\s*(?:条评论|件のコメント)|leave a comment|(?:keine|no) (?:kommentare|comments)",
    re.IGNORECASE,
)
LATEST = re.compile(
    r"\W*(?:the |i |os |les |los |las |die |de )?(?:(?:latest|recent|neueste|letzte|aktuelle|"
    r"derni[eè]r|r[eé]cent|r[eé]cient|[uú]ltim|najnowsz|ostatni|последни|останні|свежие|новые|"
    r"senaste|seneste|siste|nyeste|poslední|nejnovější|najnovšie|son|laatste|recente|uusimmat|"
    r"viimeisimmät|legutóbbi|legfrissebb|πρόσφατα|τελευταία|أحدث|آخر|ultime)\w*\W+(?:\w+\W+)?"
    r"(?:comm?ent|komm?ent|coment|reacti|коммент|комент|отзыв|yorum|antwort|repl|beitr|hozzász|"
    r"σχόλια|(?:ال)?تعليقات)|"
    r"(?:commentaires|comentarios|comentários|commenti|comentarii|comentaris|réactions|תגובות)\s+"
    r"(?:récents|recientes|recentes|recenti|recente|recents|אחרונות)|"
    r"最近のコメント|最新コメント|최신 댓글|최근 댓글)",
    re.IGNORECASE,
)
CARD = re.compile(
    r"(?:join(?:ed|\s+date)|registered|member since|mitglied seit|registriert|dabei seit|beiträge|"
    r"posts?|messages?|inscri(?:t|ption)|membre depuis|registrado|mensajes|iscritto|messaggi|"
    r"сообщений|сообщения|регистрация|dołączył|posty|berichten|lid sinds|inlägg|reputation|"
    r"(?:senior|junior|new|active|well-known) member|likes received|location|wohnort|viestejä|"
    r"liittynyt|mesaj|ileti|üyelik|hozzászólások|csatlakozott|příspěvky|registrován|inlägg|indlæg|"
    r"innlegg|registrert|μηνύματα|δημοσιεύσεις|повідомлень|mesaje|membru din|"
    r"帖子|注册时间|投稿数)\b\W*",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_answer(text: str) -> bool:
    """Whether a text is what a button to answer says, and nothing else.

    >>> is_answer("Reply"), is_answer("Reply to all of it")
    (True, False)
    """
    return bool(ANSWER.fullmatch(text))
