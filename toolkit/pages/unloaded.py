"""The words by which a page offers to load comments that are not in it."""

from __future__ import annotations

import re

_COUNT = r"(\d[\d.,]{0,8})"
_THEM = (
    r"(?:comments?|repl(?:y|ies)|responses?|answers?|kommentare?n?|antworten?|"
    r"commentaires?|réponses?|comentarios?|respuestas?|commenti|rispost[ae]|comentários?|"
    r"respostas?|reacties?|antwoorden|kommentarer|svar|komentarz[ey]?|odpowiedzi|комментари\w{1,3}|"
    r"ответ\w{0,2})"
)
_MORE = (
    r"(?:more|further|other|additional|remaining|weitere[nrs]?|mehr|autres?|plus de|"
    r"supplémentaires?|más|otr[oa]s|altr[ei]|mais|outr[oa]s|meer|andere|fler|flere|więcej|ещё|еще)"
)
_LOAD = (
    r"(?:load|show|view|see|read|display|fetch|expand|laden|lade|zeige|anzeigen|ansehen|afficher|"
    r"voir|charger|ver|cargar|mostrar|carica|mostra|vedi|carregar|toon|bekijk|laad|visa|vis|"
    r"pokaż|показать|загрузить)"
)
# "load more comments (400 replies)", "12 weitere Antworten anzeigen", "continue this thread"
UNLOADED = re.compile(
    rf"\W*(?:{_LOAD}\s+)?(?:the\s+|all\s+|die\s+|les\s+)?{_COUNT}\s*{_MORE}\s+{_THEM}(?:\s+{_LOAD})?\W*|"
    rf"\W*{_LOAD}\s+(?:the\s+|les\s+)?{_COUNT}\s*{_THEM}\s+{_MORE}\W*|"
    rf"\W*(?:{_LOAD}\s+)?{_MORE}\s+{_THEM}(?:\s+{_LOAD})?\W*{_COUNT}\s*(?:{_THEM})?\W*|"
    rf"\W*{_LOAD}\s+{_MORE}\s+{_THEM}\W*|"
    rf"\W*{_MORE}\s+{_THEM}\s+{_LOAD}\W*|"
    r"\W*continue (?:this|the) (?:thread|conversation|discussion)\W*",
    re.IGNORECASE,
)
