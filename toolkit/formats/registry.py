"""The formats that are known: a line each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from toolkit.documents import Document
from toolkit.formats import (
    blogger,
    bluesky,
    civil_comments,
    comment_feed,
    commento,
    convokit,
    coral,
    discourse,
    disqus,
    disqus_api,
    facebook_account,
    four_cat,
    guardian,
    habr,
    hacker_news,
    isso,
    mastodon,
    mbox,
    microformats,
    nyt,
    pasted,
    pushshift,
    reddit,
    reddit_feed,
    remark42,
    schema_org,
    socc,
    table,
    web_page,
    wordpress,
    wordpress_rest,
    youtube,
    youtube_takeout,
    yt_dlp,
)
from toolkit.formats.reading import ExportFormat
from toolkit.pages import Reading
from toolkit.pins import PinnedLayout
from toolkit.records.gather import Chunk
from toolkit.records.shapes import CSV, EXCEL, JSON, JSON_LINES, PARQUET


class Format(Protocol):
    """What a module of this package offers that reads pages."""

    @property
    def description(self) -> str:
        """What the format is, half a sentence for the list of formats."""
        ...

    def detect(self, document: Document) -> bool:
        """Whether the document is in this format, told from its content."""
        ...

    def parse(
        self, document: Document, *, article_id: str, captured_at: dt.datetime | None
    ) -> Reading:
        """Read the document's records and account for its lines."""
        ...


class PinnedFormat(Protocol):
    """What a module of this package offers whose layout can be pinned."""

    def parse_pinned(
        self,
        document: Document,
        *,
        article_id: str,
        captured_at: dt.datetime | None,
        layout: PinnedLayout,
    ) -> Reading:
        """Read the document by a layout file."""
        ...


PAGES: Mapping[str, Format] = {
    "pasted": pasted,
    "web_page": web_page,
}
# asked in this order; the general ones come last
EXPORTS: Mapping[str, ExportFormat] = {
    "reddit": reddit,
    "reddit_feed": reddit_feed,
    "pushshift": pushshift,
    "hacker_news": hacker_news,
    "youtube": youtube,
    "youtube_takeout": youtube_takeout,
    "yt_dlp": yt_dlp,
    "discourse": discourse,
    "mastodon": mastodon,
    "bluesky": bluesky,
    "microformats": microformats,
    "schema_org": schema_org,
    "blogger": blogger,
    "guardian": guardian,
    "disqus": disqus,
    "disqus_api": disqus_api,
    "wordpress": wordpress,
    "wordpress_rest": wordpress_rest,
    "mbox": mbox,
    "nyt": nyt,
    "socc": socc,
    "civil_comments": civil_comments,
    "coral": coral,
    "commento": commento,
    "isso": isso,
    "remark42": remark42,
    "convokit": convokit,
    "habr": habr,
    "facebook_account": facebook_account,
    "four_cat": four_cat,
    "comment_feed": comment_feed,
    "table": table,
}
# readers of JSON lines that can also give many rows at once, for dumps
BY_CHUNKS: Mapping[str, Callable[..., Iterator[Chunk]]] = {"pushshift": pushshift.read_chunks}
FORMATS: Mapping[str, Format | ExportFormat] = {**PAGES, **EXPORTS}
PINNED: Mapping[str, PinnedFormat] = {
    "pasted": pasted,
    "web_page": web_page,
}
ROW_SHAPES = (CSV, JSON_LINES, JSON, PARQUET, EXCEL)
