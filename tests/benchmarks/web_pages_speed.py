"""How long a web page takes, against the HTML parser alone.

``python tests/benchmarks/web_pages_speed.py`` takes some ten minutes, ``--quick`` a fifth of that.

Pages are made up here, in three kinds of markup: nested lists, rows of a table, and ``div`` in
``div``; each dense, with nothing but short comments, and mixed as pages are, with scripts, a
navigation and an article around longer ones. Printed are, by size:

- ``ratio``: processor time from bytes to records over that of ``lxml.etree.fromstring`` on the
  same bytes in the same run, each the best of several;
- ``growth``: time a comment over that on the page ten times smaller (1 is linear);
- ``memory``: the most that Python's objects took at once, as a multiple of the page's bytes (of
  pages up to six megabytes).

``--quick`` leaves out the larger pages; files named on the command line are read as well. If
trafilatura is installed, its ratio is printed too (it gives one text, no records).
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from lxml import etree

from toolkit.documents import make_document
from toolkit.html.reading import read_web_page
from toolkit.html.tree import parse_page

WORDS = (
    "the of and that it was what time people have said would there water light under which their "
    "about little think never house world again place right great still thing after found every"
).split()
NAMES = ("Ann", "Bo", "Carla Meyer", "D. Ruiz", "eve_77", "Finn", "Greta", "Hugo B.", "Jan de Wit")
SIZES = (1_000, 10_000, 100_000)
LEAST_ROUNDS = 3


class Maker:
    """Makes a page's parts from a seed."""

    def __init__(self, mixed: bool) -> None:
        self.random = random.Random(7)
        self.mixed = mixed

    def text(self, least: int = 3, most: int = 12) -> str:
        """A sentence; on a mixed page up to several paragraphs."""
        if self.mixed:
            least, most = 10, 90
        words = self.random.choices(WORDS, k=self.random.randint(least, most))
        return " ".join(words).capitalize() + "."

    def date(self) -> str:
        """A date with its clock."""
        pick = self.random.randint
        day, hour, minute = pick(1, 28), pick(1, 12), pick(0, 59)
        return f"May {day}, {pick(2010, 2020)} at {hour}:{minute:02} pm"

    def name(self) -> str:
        """A reader's name."""
        return self.random.choice(NAMES)


def nested_list(make: Maker, count: int) -> str:
    """Comments as list items, replies in lists inside them, up to four deep."""
    parts, depth = ["<ol class=comment-list>"], 0
    for number in range(count):
        wanted = make.random.randint(0, min(3, depth + 1)) if number else 0
        if number:
            parts.append("<ul class=children>" if wanted > depth else "</li>")
            parts.append("</ul></li>" * (depth - wanted))
        depth = wanted
        parts.append(
            f"<li class='comment depth-{depth + 1}' id='comment-{number}'><div class=comment-body>"
            f"<cite class=fn>{make.name()}</cite> <a href='#comment-{number}'>{make.date()}</a>"
            f"<p>{make.text()}</p><a class=comment-reply-link href='?to={number}'>Reply</a></div>"
        )
    return "".join(parts) + "</li>" + "</ul></li>" * depth + "</ol>"


def table_rows(make: Maker, count: int) -> str:
    """Posts as rows of a table."""
    rows = (
        f"<tr class=post id=p{number}><td class=author><b>{make.name()}</b></td><td class=message>"
        f"<small>{make.date()}</small><br>{make.text()}</td></tr>"
        for number in range(count)
    )
    return "<table class=forum>" + "".join(rows) + "</table>"


def divisions(make: Maker, count: int) -> str:
    """Comments as elements in elements that have hardly a name."""
    items = (
        f"<div class=comment><div><div><span>{make.name()}</span></div><div><span>{make.date()}"
        f"</span></div></div><div><div>{make.text()}</div></div></div>"
        for _ in range(count)
    )
    return "<div class=comments>" + "".join(items) + "</div>"


def deep_list(make: Maker, count: int) -> str:
    """Each comment answers the one before, inside it."""
    items = (
        f"<li class=comment id=c{number}><div class=body><b class=fn>{make.name()}</b> "
        f"<i>{make.date()}</i><p>{make.text()}</p></div><ul class=children>"
        for number in range(count)
    )
    return "<ul id=comments>" + "".join(items) + "</ul></li>" * count + "</ul>"


def whole_page(comments: str, make: Maker) -> bytes:
    """The comments with what stands around them on a page."""
    if not make.mixed:
        return f"<!DOCTYPE html><html><body>{comments}".encode()
    script = "<script>" + "var x = [1, 2, 3]; if (x < 4) { f(x); }\n" * 200 + "</script>"
    links = "".join(
        f"<li class='menu-item menu-item-{n}'><a href='/part/{n}'>{make.random.choice(WORDS)}</a>"
        for n in range(150)
    )
    article = "".join(f"<p>{make.text()}</p>" for _ in range(20))
    return (
        f"<!DOCTYPE html><html lang=en><head><title>A page</title>{script * 3}</head><body>"
        f"<nav><ul>{links}</ul></nav><article><h1>A page</h1>{article}</article>{script}"
        f"<h3>Comments</h3>{comments}<footer><ul>{links}</ul></footer>{script}</body></html>"
    ).encode()


SHAPES: dict[str, Callable[[Maker, int], str]] = {
    "nested list": nested_list,
    "table rows": table_rows,
    "div in div": divisions,
}


def read(data: bytes) -> int:
    """The whole way from bytes to records; how many there are."""
    parse_page.cache_clear()
    return len(read_web_page(make_document(data, source="page.html"), article_id="a").records)


def parse(data: bytes) -> object:
    """The HTML parser alone."""
    return etree.fromstring(data, etree.HTMLParser(huge_tree=True))


def seconds(data: bytes, *works: Callable[[bytes], object]) -> list[float]:
    """Processor seconds of each, the best of some rounds in which each has its turn."""
    best, spent, rounds = [float("inf")] * len(works), 0.0, 0
    while spent < 10 and (rounds < LEAST_ROUNDS or (spent < 1 and rounds < 20)):
        for number, work in enumerate(works):
            start = time.process_time()
            work(data)
            taken = time.process_time() - start
            best[number], spent = min(best[number], taken), spent + taken
        rounds += 1
    return best


def memory(data: bytes) -> float:
    """The most that was held at once, as a multiple of the page's bytes."""
    parse_page.cache_clear()
    tracemalloc.start()
    read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(data)


@lru_cache(maxsize=1)
def extractor() -> Callable[[bytes], object] | None:
    """Trafilatura's extraction, if it is installed."""
    try:
        extract = import_module("trafilatura").extract
    except ImportError:
        return None
    return lambda data: extract(data, include_comments=True)


def measure(name: str, data: bytes, before: tuple[int, float] | None) -> tuple[int, float]:
    """Print one page's figures; its records and seconds."""
    counts: list[int] = []
    works = [lambda page: counts.append(read(page)), parse]
    other = extractor()
    if other and len(data) < 3e6:
        works.append(other)
    taken, alone, *more = seconds(data, *works)
    count = counts[0]
    growth = ""
    if before and before[0] and count:
        growth = f"{taken / count / (before[1] / before[0]):.2f}"
    peer = f"{more[0] / alone:>13.1f}" if more else ""
    held = f"{memory(data):.1f}" if len(data) < 6e6 else ""
    print(
        f"{name:28}{len(data) / 1e6:>9.2f}{count:>9}{taken / alone:>9.1f}{growth:>9}"
        f"{held:>9}{peer}",
        flush=True,
    )
    return count, taken


def main() -> None:
    """Measure the pages made here, then the files named."""
    quick = "--quick" in sys.argv
    print(f"{'page':28}{'MB':>9}{'records':>9}{'ratio':>9}{'growth':>9}{'memory':>9}"
          f"{'trafilatura' if extractor() else '':>13}")  # fmt: skip
    for mixed in (True, False):
        kind = "mixed" if mixed else "dense"
        for shape, build in SHAPES.items():
            before = None
            for size in SIZES[: 1 if quick else 2 if mixed else 3]:
                make = Maker(mixed)
                data = whole_page(build(make, size), make)
                before = measure(f"{kind}, {shape}", data, before)
    before = None
    for depth in (100, 1_000):
        make = Maker(mixed=False)
        data = whole_page(deep_list(make, depth), make)
        before = measure(f"nested {depth} deep", data, before)
    files = [Path(name).read_bytes() for name in sys.argv[1:] if not name.startswith("-")]
    if files:
        pairs = [seconds(data, read, parse) for data in files]
        taken, alone = (sum(column) for column in zip(*pairs, strict=True))
        print(f"{len(files)} files: ratio {taken / alone:.1f}")


if __name__ == "__main__":
    main()
