"""Words that are names of authors, too: where one stands in a text, it is seldom the author.

Stop words, the words of VADER's lexicon, months and weekdays come from where they are known;
the words here are those that people sign with: given names that are words, nouns, peoples.
"""

from __future__ import annotations

from functools import cache

from toolkit.calendar_words import MONTHS, UNITS, WEEKDAY_NUMBERS
from toolkit.scorers.vader_tables import analyzer
from toolkit.text import STOP_WORDS

SHORTEST = 3  # letters of a name that is looked for in texts
_NAMES = """
amber angel april art august autumn basil bill bishop brook brown carol chance charity charm chase
christian chuck clay cliff constant cook crystal daisy dale dawn dean destiny dick dolly don drew
duke earl eve ernest faith fern finn flora ford forest frank fay gale gene ginger glen grace grant
gray green guy harmony harry heath heather hazel holly hope hunter iris ivy jack jade jasmine jay
jean jewel joy jude june king lance laurel lee lily link lucky mark mason max may mercy
miles miller misty moon myrtle nick noble norm olive page pat patience patsy pearl penny pierce
poppy price prince queen ray red reed rich rob robin rod rose ruby rusty sage sandy scarlett
sherry sky skip smith star sterling stone storm sue summer sunny taylor teddy terry trace trip troy
turner van victor viola violet wade walker ward weaver west white will willow winter wood woody
young zen
"""
_SIGNED = """
account admin administrator airport america american anon anonymous another answer anybody anyone
anything apple arab area army artist asia asian aussie australia australian author back ball bank
bear beauty bird black blog blogger blue board boat body book boss box boy boys bread british bug
bus business calm camp canada canadian captain car cat chair champ change chef chief child children
china chinese christ church citizen citizens city class client cloud coach coffee cold college
colonel color colour comment commentator comments common company concerned consumer contact cop
corona country cow crow customer dad daddy data date day days deal deer deleted democracy democrat
democrats desert dino doc doctor dog dragon dream driver dude eagle earth east economist economy
editor email engineer england english equality error europe european expat expert export eye face
facts family fan farmer father fellow female file finland fire fish fly food football former fox
france freedom french friend friends future game gamer garden gentleman german germany ghost girl
girls god gold golf government grandma grandpa greece greek group guest guests gun hand head health
hello help here history hollywood home honest horse host house human ice idea image index india
indian indians info insider international internet investor iran iraq ireland irish island israel
italian italy japan japanese jew jews job joe judge justice kid kids knight korea korean lady lake
land law lawyer leader left leftist lemon letter liberal liberals liberty life light line lion list
listener local london lord love male mama man manager master mate media member men message metal
mexican mexico middle military mind minister miss mister moderator mom money monkey mother
mountain mouse movie mr mrs mum music musician muslim muslims name nation nature neighbor neighbour
new newcomer news newspaper night no nobody none nonsense normal north norway nurse observer ocean
office officer old one online opinion orange outsider owl owner page panda papa paper parent
parents party passenger patient patriot peace pensioner people person pet phone photo pilot pirate
planet player poet poland police politician politics poor post poster power president press priest
prof professor profile progressive proud public publisher question rabbit radio rain random reader
readers reality reason rebel redacted redneck removed report republic republican republicans
resident retired review right river road rock roman room russia russian russians sailor sanity
scholar school science scientist sea senior sense shadow shop silence silver simple sister site
skeptic snake snow soldier somebody someone song soul south spain spanish speaker spectator spirit
sport sports spring staff state stranger street student subscriber sun support sweden swiss taiwan
taxpayer tea teacher team text thinker tiger time title today tomorrow tourist town trader
traveler traveller tree troll trump truth turk turkey turkish uk ukraine ukrainian uncle union
unknown us usa user username users veteran video viewer visitor vote voter war watcher water web
website whale winner wolf woman women wood word words work worker workers world writer yankee year
years yesterday you zombie
"""
_OTHER_LANGUAGES = """
anónimo anonym anonyme anonimo bürger citoyen ciudadano gast gäste gastkommentar gelöscht invité
invitado leser leserin lecteur lector lettore kommentar kommentator mensch monde mundo nutzer
benutzer ospite usuario utente utilisateur utilisateurs moderation moderator moderador modérateur
redaktion rédaction redacción redazione niemand personne nadie nessuno jemand гость аноним
пользователь читатель администратор 匿名 路人 网友 名無し ゲスト 익명 손님 زائر مجهول
bin bist der die das und ich nicht ein eine ist wir ihr sie les des une est pas que los las una por
con che non per het een niet och att som nie jest się
"""
_OF_FILES = "csv doc html htm jsonl json parquet pdf tmp txt xml zip www com org net http https"


@cache
def ordinary_words() -> frozenset[str]:
    """The words, in small letters."""
    known = (*MONTHS, *WEEKDAY_NUMBERS, *UNITS, *analyzer().lexicon, *STOP_WORDS)
    own = " ".join((_NAMES, _SIGNED, _OTHER_LANGUAGES, _OF_FILES)).split()
    return frozenset(word.casefold() for word in (*known, *own))


def is_ordinary(word: str) -> bool:
    """Whether a word, in small letters, is too ordinary or too short to be told for a name.

    >>> is_ordinary("hope"), is_ordinary("china"), is_ordinary("bo"), is_ordinary("ruthven")
    (True, True, True, False)
    """
    return len(word) < SHORTEST or word.isdigit() or word in ordinary_words()
