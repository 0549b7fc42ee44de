"""Exports to records: files made of records, rather than of a page's lines.

::

    bytes -> shape -> Export -> items -> batches -> links -> tables, account
    |        |        |         |        |          |        `- every record is something by name
    |        |        |         |        |          `- parents, orphans, repeated ids, cycles
    |        |        |         |        `- comments as tables, in memory or as parts on disk
    |        |        |         `- a format's own reader: Post, Article, Stub, Other, Absent
    |        |        `- value (JSON), rows (lines, tables), root (XML), lines, members (folders)
    |        `- JSON, JSON lines, CSV, Parquet, Excel, XML, messages, folder
    `- a file, an archive's member, standard input; unpacked on the way
"""

from toolkit.records.export import Export
from toolkit.records.items import Absent, Article, Item, Other, Post, Stub
from toolkit.records.opening import find_exports

__all__ = ["Absent", "Article", "Export", "Item", "Other", "Post", "Stub", "find_exports"]
