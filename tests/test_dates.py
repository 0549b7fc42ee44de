import datetime as dt

import pytest

from toolkit.dates import choose_day_order, find_date, to_timestamp

CAPTURED = dt.datetime(2024, 5, 3, 12, 0)


@pytest.mark.parametrize(
    ("printed", "timestamp"),
    [
        ("January 21, 2013 at 09:17", "2013-01-21T09:17"),
        ("21 January 2013 09:17", "2013-01-21T09:17"),
        ("Jan. 5th, 2013, 9:17 am", "2013-01-05T09:17"),
        ("12:05 am on January 21, 2013", "2013-01-21T00:05"),
        ("May 5, 2024 at 12:30 PM", "2024-05-05T12:30"),
        ("21.01.2013 um 09.17 Uhr", "2013-01-21T09:17"),
        ("17.07, 2011 @ 13:04", "2011-07-17T13:04"),
        ("2013-01-21", "2013-01-21"),
        ("2013-01-21T09:17:33Z", "2013-01-21T09:17:33+00:00"),
        ("2013-01-21 09:17 +0530", "2013-01-21T09:17+05:30"),
        ("Thu, 30 Aug 2012 07:25:00 GMT", "2012-08-30T07:25:00+00:00"),
        ("May 5, 2024 at 12:30 PM EST", "2024-05-05T12:30-05:00"),
        ("30 août 2012 à 14h05", "2012-08-30T14:05"),
        ("3 de mayo de 2012 a las 14:05", "2012-05-03T14:05"),
        ("1 settembre 2012", "2012-09-01"),
        ("Sonntag, 3. Mai 2020 um 12:00 Uhr", "2020-05-03T12:00"),
        ("2012年8月30日 07:25", "2012-08-30T07:25"),
        ("13/01/2013", "2013-01-13"),
        ("8/30/12 7:25 AM", "2012-08-30T07:25"),
        ("3/4/2012", None),
        ("Aug 3", None),
        ("3 hours ago", None),
    ],
)
def test_printed_dates(printed, timestamp):
    found = find_date(printed)
    assert found is not None
    assert to_timestamp(found) == timestamp


@pytest.mark.parametrize(
    "line", ["31 February 2012", "version 1.2.3", "10:30", "1985", "May be", ""]
)
def test_no_date(line):
    assert find_date(line) is None


@pytest.mark.parametrize(
    ("printed", "timestamp"),
    [
        ("10 minutes ago", "2024-05-03T11:50"),
        ("3 hours ago", "2024-05-03"),
        ("vor 14 Stunden", "2024-05-02"),
        ("il y a 3 jours", "2024-04-30"),
        ("hace 2 días", "2024-05-01"),
        ("yesterday", "2024-05-02"),
        ("an hour ago", "2024-05-03"),
        ("6y", None),
        ("2 weeks ago", None),
    ],
)
def test_relative_dates_are_as_precise_as_their_unit(printed, timestamp):
    found = find_date(printed)
    assert found is not None
    assert to_timestamp(found, captured_at=CAPTURED) == timestamp


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (["3/4/2012", "25/4/2012"], "dmy"),
        (["3/4/2012", "4/25/2012"], "mdy"),
        (["03.04.2012", "05.06.2012"], "dmy"),
        (["1/11/2012", "1/12/2012", "2/1/2012"], "mdy"),  # runs forward as Jan 11, Jan 12, Feb 1
        (["3/4/2012"], None),
        (["2012-04-03"], None),
    ],
)
def test_the_page_decides_the_day_order(lines, order):
    assert choose_day_order([find_date(line) for line in lines]) == order


def test_day_order_is_applied():
    date = find_date("3/4/2012 10:00")
    assert to_timestamp(date, day_order="dmy") == "2012-04-03T10:00"
    assert to_timestamp(date, day_order="mdy") == "2012-03-04T10:00"


def test_only_the_date_is_marked():
    line = "Mark Thomason — Thursday, August 30, 2012 at 7:25 pm | Reply"
    found = find_date(line)
    assert line[found.start : found.end] == "Thursday, August 30, 2012 at 7:25 pm"
