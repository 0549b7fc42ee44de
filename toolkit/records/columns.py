"""Which column of a table holds what: guessed from the names, or given."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from toolkit.errors import SettingsError

ROLES = (
    "id", "text", "author", "timestamp", "reply_to", "article_id", "title", "address", "upvotes",
    "downvotes", "kind", "state",
)  # fmt: skip

# likeliest first; compared in lower case without anything but letters and digits
_NAMES: dict[str, tuple[str, ...]] = {
    "id": (
        "id", "commentid", "commentsid", "postid", "messageid", "replyid", "uid", "uuid", "cid",
        "tweetid", "statusid", "objectid", "idcomment", "kommentarid",
    ),
    "text": (
        "text", "body", "commenttext", "commentbody", "comment", "comments", "message", "content",
        "commentcontent", "commentmessage", "posttext", "postbody", "messagetext", "fulltext",
        "bodytext", "rawmessage", "cleantext", "tweet", "tweettext", "selftext", "review",
        "reviewtext", "reply", "replytext", "textoriginal", "textdisplay", "kommentar",
        "kommentartext", "commentaire", "comentario", "commento", "texte", "texto", "testo",
        "inhalt", "nachricht", "beitrag", "utterance", "contents",
    ),
    "author": (
        "author", "user", "username", "authorname", "commentauthor", "userdisplayname",
        "displayname", "authordisplayname", "screenname", "nickname", "nick", "name", "commenter",
        "speaker", "poster", "by", "login", "handle", "autor", "auteur", "autore", "benutzer",
        "benutzername", "nutzer", "verfasser", "usuario", "utilisateur", "userid", "authorid",
    ),
    "timestamp": (
        "timestamp", "createdutc", "createdat", "created", "date", "datetime", "time",
        "publishedat", "published", "commentdate", "commentdategmt", "dategmt", "posttime",
        "postedat", "posted", "createdate", "createddate", "creationdate", "datecreated",
        "commenttime", "commenttimestamp", "postdate", "isodatetime", "unixtimestamp", "datum",
        "zeit", "fecha", "data", "datepublished", "approvedate",
    ),
    "reply_to": (
        "replyto", "parentid", "parent", "inreplyto", "inreplytoid", "parentcommentid",
        "replytoid", "inreplytostatusid", "commentparent", "parentpost", "parentpostid",
        "respondsto", "antwortauf",
    ),
    "article_id": (
        "articleid", "threadid", "linkid", "storyid", "videoid", "topicid", "discussionid",
        "conversationid", "pageid", "assetid", "submissionid", "streamid", "article", "thread",
    ),
    "title": ("title", "articletitle", "threadtitle", "headline", "subject", "pagetitle"),
    "address": ("url", "articleurl", "address", "pageurl", "link", "permalink", "weburl"),
    "upvotes": (
        "upvotes", "likes", "likecount", "score", "ups", "posvotes", "recommendations", "points",
        "thumbsup", "positivevotes", "numlikes", "favouritescount", "votes", "recommendcount",
    ),
    "downvotes": ("downvotes", "dislikes", "dislikecount", "negvotes", "downs", "thumbsdown",
                  "negativevotes", "disagree"),
    "kind": ("kind", "commenttype"),
    "state": ("state",),
}  # fmt: skip


def guess_columns(names: Iterable[str]) -> dict[str, str]:
    """The column of each role that can be told from the columns' names.

    >>> guess_columns(["Comment ID", "user", "body", "likes"])
    {'id': 'Comment ID', 'text': 'body', 'author': 'user', 'upvotes': 'likes'}
    """
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_plain(name), name)
    found: dict[str, str] = {}
    for role, known in _NAMES.items():
        likeliest = next((plain[word] for word in known if word in plain), None)
        if likeliest is not None and likeliest not in found.values():
            found[role] = likeliest
    return found


def names_of_role(names: Iterable[str], role: str) -> list[str]:
    """All columns that are called as a role may be.

    >>> names_of_role(["User-ID", "body", "author"], "author")
    ['User-ID', 'author']
    """
    return [name for name in names if _plain(name) in _NAMES[role]]


def choose_columns(
    names: Sequence[str],
    given: Mapping[str, str],
    *,
    where: str,
    private: Container[str] = (),
) -> dict[str, str]:
    """The column of each role: as given, and guessed for the roles that are not.

    Args:
        names: The table's columns.
        given: Column names by role; a role can be given an empty name, to leave it out.
        where: What the table is called, for messages.
        private: Columns that are never guessed, only given.

    Raises:
        SettingsError: A role is not known, or a column is not there.
    """
    for role, name in given.items():
        if role not in ROLES:
            raise SettingsError(
                f"--map {role}={name}: nothing is called {role!r}; choose one of: "
                f"{', '.join(ROLES)}"
            )
        if name and name.split(".")[0] not in names and name not in names:
            raise SettingsError(
                f"--map {role}={name}: {where} has no column {name!r} (it has: "
                f"{', '.join(names[:40])})"
            )
    guessed = {
        role: name
        for role, name in guess_columns(name for name in names if name not in private).items()
        if role not in given and name not in given.values()
    }
    return {role: name for role, name in {**guessed, **given}.items() if name}


def read_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """The mapping that ``--map`` gives.

    Raises:
        SettingsError: A pair has no ``=``, or a role is given twice.

    >>> read_mapping(["text=body", "author=user"])
    {'text': 'body', 'author': 'user'}
    """
    given: dict[str, str] = {}
    for pair in pairs:
        role, mark, name = pair.partition("=")
        if not mark or role.strip() in given:
            raise SettingsError(
                f"--map {pair!r}: expected WHAT=COLUMN, each once; for example --map text=body"
            )
        given[role.strip()] = name.strip()
    return given


def describe_columns(found: Mapping[str, str], names: Sequence[str]) -> str:
    """The mapping in words, with the columns that are not read.

    >>> describe_columns({"text": "body"}, ["body", "mood"])
    'columns: body as text; not read: mood'
    """
    taken = ", ".join(f"{name} as {role}" for role, name in found.items())
    left = [name for name in names if name not in found.values()]
    more = f" and {len(left) - 12} more" if len(left) > 12 else ""
    return f"columns: {taken}" + (f"; not read: {', '.join(left[:12])}{more}" if left else "")


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", str(name).casefold())
