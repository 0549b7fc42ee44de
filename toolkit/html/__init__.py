"""Web pages to records, by the structure of the page as a whole.

::

    tree -> datings -> groups -> evidence -> layout -> fields -> replies -> account
    |       |          |         |           |         |         |          `- each block's role
    |       |          |         |           |         |         `- who answers whom; what a page
    |       |          |         |           |         |            publishes completes it
    |       |          |         |           |         `- author, date and text of each item
    |       |          |         |           `- where on this page these stand in an item
    |       |          |         `- what speaks for readers' comments, and what against
    |       |          `- like elements that hold a date each: by name, place, height above the
    |       |             date (families), or heads with what stands beside them (stretches)
    |       `- printed dates, and the attributes beside them
    `- elements and pieces of text as flat arrays
"""
