"""Pasted pages to records, by the structure of the page as a whole.

::

    lines -> marks -> thread -> layout -> fields -> account
             |        |         |         |         `- every line belongs somewhere
             |        |         |         `- author, date and text of each item
             |        |         `- where on this page the author and the text stand
             |        `- which marked lines are the heads of comments, and which aren't
             `- what each line could be, seen alone
"""

from toolkit.pages.account import ROLES, Entry
from toolkit.pages.reading import Reading, read_page
from toolkit.pages.texts import text_at

__all__ = ["ROLES", "Entry", "Reading", "read_page", "text_at"]
