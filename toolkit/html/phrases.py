"""What pages say on buttons, links and headings, in the languages read so far."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.pages.vocabulary import ANSWER

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
