"""What speaks for a group being readers' comments, and what against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.html import markup
from toolkit.html.groups import Group, Item
from toolkit.html.layout import learn_names
from toolkit.html.tree import Page, block_text
from toolkit.html.views import Paths, key_of, view_items
from toolkit.pages import vocabulary as words

DOUBT = 0.5  # points from which it is worth asking for the authors
DOUBTLESS = 5.0  # points from which that isn't asked, if the markup is sure
SAMPLE = 24  # items of a group that are looked at
_DIGITS = re.compile(r"\d+")
_ANSWER = re.compile(
    r"(?:\W*(?:reply|answer|respond|log in to reply|antworten|auf diesen kommentar antworten|"
    r"répondre|responder|rispondi|reageer|beantwoorden|svara|svar|besvar|odpowiedz|odpovědět|"
    r"ответить|відповісти|yanıtla|cevapla|vastaa|válasz|răspunde|απάντηση|返信|回复|回覆|답글|"
    r"zitieren|quote|citer|citar|melden|report|flag|signaler|denunciar|segnala|zum antworten "
    r"anmelden|permalink|permanenter link)\W*){1,3}(?:\(?\d*\)?)",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?:read|show|learn) more|continue reading|weiterlesen|mehr (?:lesen|erfahren)|"
                   r"lire la suite|leer más|seguir leyendo|leggi tutto|continua|czytaj więcej|"
                   r"читать далее|lees (?:meer|verder)|läs mer|\d+ (?:comments?|kommentare?|"
                   r"commentaires?|comentarios|commenti|komentarz\w*|reacties)|leave a comment|"
                   r"(?:keine|no) (?:kommentare|comments)", re.IGNORECASE)  # fmt: skip
_LATEST = re.compile(
    r"\W*(?:the )?(?:latest|recent|neueste|letzte|aktuelle|derni[eè]r|r[eé]cent|[uú]ltim|najnowsz|"
    r"ostatni|последни|останні|senaste|seneste|siste|poslední|son|laatste|recente)\w*\W+"
    r"(?:\w+\W+)?(?:comm?ent|komm?ent|coment|reacti|коммент|комент|yorum|antwort|repl|beitr)",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?:join(?:ed|\s+date)|registered|member since|mitglied seit|registriert|dabei seit|beiträge|"
    r"posts?|messages?|inscri(?:t|ption)|membre depuis|registrado|mensajes|iscritto|messaggi|"
    r"сообщений|сообщения|регистрация|dołączył|posty|berichten|lid sinds|inlägg|reputation|"
    r"(?:senior|junior|new|active|well-known) member|likes received|location|wohnort)\b\W*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Case:
    """The case for a group.

    Attributes:
        points: For it, less those against it.
        grounds: What counted, in words.
        sure: Whether its own markup says that it is comments.
        named: Whether several authors were found.
        answered: Whether most items have a button to answer.
        headed: Whether a heading of comments stands above them.
    """

    points: float
    grounds: list[str]
    sure: bool
    named: bool = False
    answered: bool = False
    headed: bool = False

    def add(self, points: float, ground: str) -> None:
        """Count a ground."""
        self.points += points
        self.grounds.append(f"{ground} {points:+g}")


def weigh(page: Page, group: Group, *, reply_form: int | None) -> Case:
    """The case for a group, by its markup and by the words around it."""
    case = Case(0.0, [], False)
    items = group.items[:: max(1, len(group.items) // SAMPLE)][:SAMPLE]
    _weigh_words(page, items, case)
    _weigh_names(page, items, case)
    _weigh_place(page, group, case)
    if reply_form is not None:
        case.add(1, "a form to answer on the page")
    _weigh_links(page, items, case)
    undated = not any(item.datings for item in items)
    if case.points > DOUBT and (not case.sure or case.points < DOUBTLESS or undated):
        _weigh_authors(page, items, case)
    return case


def _weigh_names(page: Page, items: Sequence[Item], case: Case) -> None:
    own = [
        _DIGITS.sub("0", page.words(item.node) + " " + _types(page, item.node)) for item in items
    ]
    above = [up for up in page.up(items[0].node) if page.tags[up] not in ("html", "body")]
    around = " ".join(page.words(node) for node in above[1:7])
    latest = markup.LATEST.search(around) or _most(own, markup.LATEST.search)
    if latest and not case.answered:
        case.add(-8, "named as a list of the latest")
    elif _most(own, markup.ELSEWHERE.search) and not (
        case.answered and _most(own, markup.COMMENT.search)
    ):
        case.add(-3, "named as something else")
    elif _most(own, markup.SURE.search):
        case.add(5, "published as comments")
        case.sure = True
    elif _most(own, markup.COMMENT.search):
        case.add(3, "named as comments")
        case.sure = True
    elif _most(own, markup.MAYBE.search):
        case.add(1, "named as opinions")
    elif _most(own, markup.POST.search):
        case.add(1, "named as posts")
    if markup.COMMENT.search(around):
        case.add(2, "inside an element named for comments")
    if markup.ELSEWHERE.search(around) or any(page.tags[up] in ("aside", "nav") for up in above):
        case.add(-2, "inside a part of the page for something else")


def _types(page: Page, node: int) -> str:
    found = page.attributes[node]
    return " ".join(found.get(n, "") for n in ("itemtype", "typeof")).lower()


def _weigh_authors(page: Page, items: Sequence[Item], case: Case) -> None:
    """Readers have names, and more than one of them."""
    paths = Paths(page)
    views = view_items(page, items, [], paths)
    names = learn_names(page, views, paths)
    if 2 * len(names) < len(items):
        case.add(-1 if case.sure else -2, "without authors")
    elif len({key_of(name) for name in names}) == 1 and len(names) > 2:
        case.add(-1 if case.sure else -3, "all by one author")
    elif len(names) > 1:
        case.add(2, "by several authors")
        case.named = True


def _weigh_place(page: Page, group: Group, case: Case) -> None:
    """A heading that announces comments, shortly before the first item."""
    start = page.block_of[group.items[0].spans[0][0]] if group.items[0].spans else 0
    for block in range(start - 1, max(-1, start - 9), -1):
        text = block_text(page, page.starts[block], page.starts[block + 1])
        if len(text) < 50 and _LATEST.match(text) and not case.answered:
            case.add(-4, "under a heading of the latest comments")
            return
        if len(text) < 160 and (
            words.HEADING.fullmatch(text) or (len(text) < 50 and markup.HEADING.fullmatch(text))
        ):
            case.add(2, "under a heading of comments")
            case.headed = True
            return


def _weigh_links(page: Page, items: Sequence[Item], case: Case) -> None:
    linked = headed = fragments = abroad = avatars = 0
    for item in items:
        chars = sum(len(page.texts[i]) for start, end in item.spans for i in range(start, end))
        in_links = 0
        fragment = foreign = avatar = head = False
        inner_end = page.ends[item.last]
        node = item.node
        stop = min(inner_end, node + 120)
        while node < stop:
            tag = page.tags[node]
            if tag == "a":
                href = page.attributes[node].get("href", "")
                size = sum(map(len, page.texts[page.first[node] : page.last[node]]))
                local = "#" in href and not href.endswith("#")
                in_links += 0 if local else size
                fragment |= local
                foreign |= "nofollow" in page.attributes[node].get("rel", "") and not local
                head |= (
                    size > 25
                    and not local
                    and any(
                        page.tags[up] in ("h1", "h2", "h3", "h4", "h5")
                        for up in page.up(node)
                        if up >= item.node
                    )
                )
            elif tag == "img":
                words_ = page.words(node) + page.attributes[node].get("src", "").lower()
                avatar |= "avatar" in words_ or "userpic" in words_
            node += 1
        linked += in_links > 0.6 * max(chars, 1)
        headed += head
        fragments += fragment
        abroad += foreign
        avatars += avatar
    half = len(items) / 2
    if headed > half:
        case.add(-4, "headed by links to other pages")
    if linked > half:
        case.add(-4, "mostly links to other pages")
    if fragments > half:
        case.add(1, "linked by their place on the page")
    if abroad > half:
        case.add(1, "links that search engines shall not follow")
    if avatars > half:
        case.add(1, "with avatars")


def _weigh_words(page: Page, items: Sequence[Item], case: Case) -> None:
    answers = more = cards = 0
    for item in items:
        answer = further = card = False
        for start, end in item.spans:
            for index in range(start, end):
                text = page.texts[index]
                if len(text) <= 60:
                    shows = _shows(text)
                    answer |= shows[0]
                    further |= shows[1]
                    card |= shows[2]
        answers += answer
        more += further
        cards += card
    half = len(items) / 2
    if answers >= half:
        case.add(2, "with buttons to answer")
        case.answered = True
    if more > half:
        case.add(-3, "with links to the rest of a text")
    if cards > half:
        case.add(2, "with cards of their authors")


@lru_cache(maxsize=4096)
def _shows(text: str) -> tuple[bool, bool, bool]:
    """Whether a short text is a button to answer, a link to the rest, a card of an author."""
    return bool(_ANSWER.fullmatch(text)), bool(_MORE.search(text)), bool(_CARD.match(text))


def _most(texts: Sequence[str], test: Callable[[str], object]) -> bool:
    found = sum(count for text, count in Counter(texts).items() if test(text))
    return 2 * found >= len(texts)
