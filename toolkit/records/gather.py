"""Items of a reader to tables of comments whose answers are not linked yet, and their tally."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.privacy.addresses import without_addresses
from toolkit.records.items import Absent, Article, Item, Other, Post, Stub
from toolkit.records.streams import in_chunks
from toolkit.records.times import UTC, from_epoch

BATCH = 2_000  # comments of a table
BATCH_TEXT = 32 * 2**20  # characters of their texts
_STEP = 250  # items taken at once
_ONLY_POSTS = {Post}
_TEXT = itemgetter(1)  # of a Post
_AUTHOR = Post._fields.index("author")
MOST_ARTICLES = 200_000  # articles whose titles are kept
_TEXTS = (
    "native", "text", "locator", "wanted", "article_id", "author", "timestamp", "timestamp_text",
    "kind", "state",
)  # fmt: skip
SCHEMA = pa.schema(
    [(name, pa.string()) for name in _TEXTS] + [("upvotes", pa.int64()), ("downvotes", pa.int64())]
)
Hashes = npt.NDArray[np.uint64]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What the items of one export were.

    Attributes:
        posts: Comments and what stands in their places.
        others: Records that are neither, by name ("article", "stub", "settings").
        stubs: Records that stand for comments which are not in the file.
        stands_for: How many comments they stand for, as far as they say.
        absent: Comments said to exist that no stub stands for, by what they are.
        without_id: Comments without an id of their own.
        addresses: Authors that were given as e-mail or IP addresses, which are not read.
        articles: The articles told of: title, address, text and expected comments by article id.
        last_place: The locator of the last item.
    """

    posts: int = 0
    others: dict[str, int] = field(default_factory=dict)
    stubs: int = 0
    stands_for: int = 0
    absent: dict[str, int] = field(default_factory=dict)
    without_id: int = 0
    addresses: int = 0
    articles: dict[str, dict[str, Any]] = field(default_factory=dict)
    last_place: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The tally as JSON-ready data, for :meth:`from_json`."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> Tally:
        """The tally that :meth:`as_json` gave."""
        return cls(**saved)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some comments in the file's order: their table, and hashes of what they are called.

    Attributes:
        table: Columns of :data:`SCHEMA`.
        ids: Of each comment: a hash of article and own id.
        wanted: Of each comment: a hash of article and the id it answers; 0 for none.
    """

    table: pa.Table
    ids: Hashes
    wanted: Hashes


def gather(
    items: Iterable[Item],
    stem: str,
    tally: Tally,
    *,
    whole_ids: bool = False,
    whole_authors: bool = False,
) -> Iterator[Batch]:
    """Batches of the comments among the items; what the items are goes into the tally.

    Args:
        items: What a reader gives, in the file's order.
        stem: The source as an identifier; articles' ids begin with it.
        tally: Is filled.
        whole_ids: Whether the articles' keys are ids already, as in tables of this toolkit.
        whole_authors: Whether authors stay as they are, be they e-mail or IP addresses: where the
            user asked for the column by name, or the format's handles only look like addresses.
    """
    name_article: Callable[[str | None], str] = (
        (lambda key: key or stem) if whole_ids else (lambda key: article_id(stem, key))
    )
    rows: list[Post] = []
    size = 0
    for step in in_chunks(items, _STEP, size_of=_text_size, largest=BATCH_TEXT):
        posts: list[Post] = step  # type: ignore[assignment]
        if set(map(type, step)) != _ONLY_POSTS:
            posts = [item for item in step if isinstance(item, Post)]
            for item in step:
                if not isinstance(item, Post):
                    _count(item, name_article, tally)
        rows += posts
        size += sum(map(len, map(_TEXT, posts)))
        last = step[-1]
        place = getattr(last, "place", None)
        tally.last_place = place or tally.last_place
        if len(rows) >= BATCH or size >= BATCH_TEXT:
            yield _batch(rows, name_article, tally, whole_authors)
            rows, size = [], 0
    if rows:
        yield _batch(rows, name_article, tally, whole_authors)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Several rows of an export at once.

    Attributes:
        posts: A table with the fields of :class:`Post` as columns, or items.
        place: The locator of the last row.
    """

    posts: pa.Table | list[Item]
    place: str


def gather_chunks(chunks: Iterable[Chunk], stem: str, tally: Tally) -> Iterator[Batch]:
    """As :func:`gather`, of a reader that gives many rows at once: a batch a chunk."""
    for chunk in chunks:
        if isinstance(chunk.posts, list):
            batches = list(gather(chunk.posts, stem, tally))
        else:
            columns = [column.combine_chunks() for column in chunk.posts.columns]
            batches = [_batch_of(columns, lambda key: article_id(stem, key), tally)]
        tally.last_place = chunk.place
        if batches:
            yield Batch(
                pa.concat_tables([batch.table for batch in batches]),
                np.concatenate([batch.ids for batch in batches]),
                np.concatenate([batch.wanted for batch in batches]),
            )


@lru_cache(maxsize=65536)
def article_id(stem: str, key: str | None) -> str:
    """The id of an article: the source's, and its own key made readable; different for each key.

    >>> article_id("dump", "t3_abc"), article_id("dump", None)
    ('dump/t3_abc', 'dump')
    """
    if key is None:
        return stem
    plain = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", key)).strip("-")[:60]
    if plain != key:
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        plain = f"{plain}-{digest}".lstrip("-")
    return f"{stem}/{plain}"


def hash_texts(texts: Sequence[str] | npt.NDArray[Any]) -> Hashes:
    """A hash of 64 bits for each text, never 0, the same in every run.

    >>> a, b, again = hash_texts(["a", "b", "a"]).tolist()
    >>> a == again, a == b
    (True, False)
    """
    if not len(texts):
        return np.zeros(0, dtype=np.uint64)
    hashes = pd.util.hash_array(np.asarray(texts, dtype=object), categorize=False)
    return np.maximum(hashes.astype(np.uint64), np.uint64(1))


def _batch(
    rows: list[Post],
    name_article: Callable[[str | None], str],
    tally: Tally,
    whole_authors: bool,
) -> Batch:
    columns: list[Any] = list(zip(*rows, strict=True))
    if None in columns[0] or "" in columns[0]:
        columns[0] = [row.id or _own_id(row) for row in rows]
        tally.without_id += sum(1 for row in rows if not row.id)
    columns[6] = whole_seconds(columns[6])
    arrays = _arrays(columns)
    if not whole_authors:
        arrays[_AUTHOR], changed = without_addresses(arrays[_AUTHOR])
        tally.addresses += changed
    return _batch_of(arrays, name_article, tally)


def _batch_of(columns: list[Any], name_article: Callable[[str | None], str], tally: Tally) -> Batch:
    """A batch of the columns of posts, as Arrow arrays; every post has an id."""
    natives, texts, places, wanted, keys, *others = columns
    coded = keys.dictionary_encode(null_encoding="encode")
    named = [name_article(key) for key in coded.dictionary.to_pylist()]
    indices = coded.indices.to_numpy()
    of_article = hash_texts(named)[indices]
    tally.posts += len(natives)
    asked = np.zeros(len(natives), dtype=np.uint64)
    asking = np.flatnonzero(pc.fill_null(pc.not_equal(wanted, ""), False).to_numpy(False))
    if len(asking):
        names = wanted.take(pa.array(asking)).to_numpy(zero_copy_only=False)
        asked[asking] = _mix(of_article[asking], hash_texts(names))
    articles = pa.array(named, pa.string()).take(coded.indices)
    table = pa.Table.from_arrays([natives, texts, places, wanted, articles, *others], schema=SCHEMA)
    ids = _mix(of_article, hash_texts(natives.to_numpy(zero_copy_only=False)))
    return Batch(table, ids, asked)


def _mix(article: Hashes, own: Hashes) -> Hashes:
    """One hash of two, never 0."""
    mixed = (article * np.uint64(0x9E3779B97F4A7C15)) ^ own
    never_zero: Hashes = np.maximum(mixed, np.uint64(1))
    return never_zero


def whole_seconds(values: Any) -> Any:
    """Times as texts; whole seconds become instants in UTC. An array of them, or a list of both."""
    if isinstance(values, pa.Array):
        numbers = values
    else:
        kinds = set(map(type, values))
        if int not in kinds:
            return values
        if str in kinds:
            return [from_epoch(value) if value.__class__ is int else value for value in values]
        numbers = pa.array(values, pa.int64())
    try:
        texts = numbers.cast(pa.timestamp("s")).cast(pa.string())
    except pa.ArrowException:  # years that nobody writes
        return [from_epoch(value) for value in numbers.to_pylist()]
    return pc.binary_join_element_wise(pc.utf8_replace_slice(texts, 10, 11, "T"), UTC, "")


def _arrays(columns: list[Any]) -> list[Any]:
    """The columns of posts as Arrow arrays of the types that the schema has in their places."""
    made = []
    for kind, values in zip(SCHEMA, columns, strict=True):
        try:
            plain = isinstance(values, list | tuple)
            made.append(pa.array(values, kind.type) if plain else values)
        except UnicodeEncodeError:  # halves of letters
            made.append(pa.array([_whole(value) for value in values], kind.type))
        except (pa.ArrowException, OverflowError):
            made.append(pa.array([_fitting(value, kind.type) for value in values], kind.type))
    return made


def _whole(value: str | None) -> str | None:
    return value if value is None else value.encode("utf-8", "replace").decode("utf-8")


def _fitting(value: Any, kind: pa.DataType) -> Any:
    """A value as the column holds it: votes as whole numbers within 64 bits, else none."""
    if pa.types.is_string(kind):
        return None if value is None else str(value)
    return value if isinstance(value, int) and abs(value) < 2**62 else None


def _own_id(post: Post) -> str:
    """An id for a comment that has none, of its content: the same in a later export."""
    content = "\x1f".join((post.author or "", post.timestamp_text or "", post.text))
    return "none-" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _text_size(item: Item) -> int:
    return len(item.text) if isinstance(item, Post) else 0


def _count(item: Item, name_article: Callable[[str | None], str], tally: Tally) -> None:
    if isinstance(item, Article):
        _add_article(item, name_article(item.key), tally)
        name = "article"
    elif isinstance(item, Stub):
        tally.stubs += 1
        tally.stands_for += item.number or 0
        name = "stub"
    elif isinstance(item, Absent):
        tally.absent[item.what] = tally.absent.get(item.what, 0) + item.number
        return
    else:
        assert isinstance(item, Other)
        name = item.name
    if item.place is not None:
        tally.others[name] = tally.others.get(name, 0) + 1


def _add_article(item: Article, name: str, tally: Tally) -> None:
    if name not in tally.articles and len(tally.articles) >= MOST_ARTICLES:
        return
    known = tally.articles.setdefault(name, {})
    for key in ("title", "address", "text", "expected"):
        value = getattr(item, key)
        if value is not None and known.get(key) is None:
            known[key] = value
