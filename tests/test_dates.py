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
        ("13/01/2013 20:17h", "2013-01-13T20:17"),
        ("13/01/2013 a las 20:17 hs", "2013-01-13T20:17"),
        ("27 maj 09 12:33", "2009-05-27T12:33"),
        ("27 maj, 12:33", None),
        ("27 maj 45 12:33", None),
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


PRINTED_AROUND_THE_WORLD = [
    # the clock
    ("3 Mai 2012 8.04 Uhr", "2012-05-03T08:04"),
    ("3 May 2012 8.04", "2012-05-03T08:04"),
    ("May 3, 2012 8:04 a.m. GMT+0100", "2012-05-03T08:04+01:00"),
    ("17 July 2011 13:04 GMT-0500", "2011-07-17T13:04-05:00"),
    ("17 July 2011 13:04 GMT+5:30", "2011-07-17T13:04+05:30"),
    ("May 3, 2012 @08:05AM", "2012-05-03T08:05"),
    ("May 3, 2012 00:15 AM", "2012-05-03T00:15"),
    ("May 3, 2012 15:10 am", "2012-05-03"),  # contradicts itself
    ("Sun Jul 17 13:04:05 2011", "2011-07-17T13:04:05"),
    ("Sun Jul 17 13:04:05 EDT 2011", "2011-07-17T13:04:05-04:00"),
    # the year
    ("Feb 3rd '14", "2014-02-03"),
    ("17-Jul-11 13:04", "2011-07-17T13:04"),
    ("17.07.11 13:04", "2011-07-17T13:04"),
    # Western Europe
    ("17/7/2011 à 13h04", "2011-07-17T13:04"),
    ("17 juillet 2011 à 13 h 04", "2011-07-17T13:04"),
    ("17 fevrier 2011", "2011-02-17"),
    ("17 de julho de 2011 às 13h04", "2011-07-17T13:04"),
    ("17 de julio de 2011 a las 1:04 p. m.", "2011-07-17T13:04"),
    ("dom 17 lug 2011, 13:04", "2011-07-17T13:04"),
    ("17.Juli 2011", "2011-07-17"),
    ("17 juliol del 2011, 13:04", "2011-07-17T13:04"),
    ("17 de xullo de 2011, 13:04", "2011-07-17T13:04"),
    # the North
    ("den 17 juli 2011 kl. 13.04", "2011-07-17T13:04"),
    ("17. júlí 2011, 13:04", "2011-07-17T13:04"),
    ("sunnuntai 17. heinäkuuta 2011 klo 13.04", "2011-07-17T13:04"),
    ("17. juuli 2011 13:04", "2011-07-17T13:04"),
    ("2011. gada 17. jūlijs 13:04", "2011-07-17T13:04"),
    ("2011 m. liepos 17 d. 13:04", "2011-07-17T13:04"),
    # Central and Eastern Europe
    ("17. 07. 2011, 13:04", "2011-07-17T13:04"),
    ("17.07.2011., 13:04", "2011-07-17T13:04"),
    ("17. července 2011 v 13:04", "2011-07-17T13:04"),
    ("17. srpnja 2011. u 13:04", "2011-07-17T13:04"),
    ("17. julij 2011 ob 13:04", "2011-07-17T13:04"),
    ("17. јул 2011. 13:04", "2011-07-17T13:04"),
    ("17 lipca 2011 o 13:04", "2011-07-17T13:04"),
    ("2011. július 17. 13:04", "2011-07-17T13:04"),
    ("2011. júl. 17., vasárnap 13:04", "2011-07-17T13:04"),
    ("17 июля 2011 г. в 13:04", "2011-07-17T13:04"),
    ("17 липня 2011 р. о 13:04", "2011-07-17T13:04"),
    ("17 ліпеня 2011 г., 13:04", "2011-07-17T13:04"),
    ("17 јули 2011 г., во 13:04", "2011-07-17T13:04"),
    ("17 Ιουλίου 2011, 1:04 μμ", "2011-07-17T13:04"),
    ("17 Ιουλίου 2011 - 11:04 π.μ.", "2011-07-17T11:04"),
    ("17 korrik 2011, 1:04 m.d.", "2011-07-17T13:04"),
    ("17 Temmuz 2011 Pazar 13:04", "2011-07-17T13:04"),
    ("17 EKİM 2011", "2011-10-17"),
    # the Near East, with the digits of Arabic, Persian and Hindi
    ("17 يوليو 2011", "2011-07-17"),
    ("١٧ يوليو ٢٠١١، ١:٠٤ م", "2011-07-17T13:04"),
    ("١٧\u200f/٧\u200f/٢٠١١", "2011-07-17"),
    ("۱۷ ژوئیهٔ ۲۰۱۱، ساعت ۱۳:۰۴", "2011-07-17T13:04"),
    ("17 ביולי 2011 בשעה 13:04", "2011-07-17T13:04"),
    ("१७ जुलाई २०११, १:०४ pm", "2011-07-17T13:04"),
    ("১৭ জুলাই, ২০১১", "2011-07-17"),
    # the Far East
    ("17 กรกฎาคม 2554", "2011-07-17"),
    ("17 ก.ค. 2554 13:04", "2011-07-17T13:04"),
    ("17/7/2554 13:04", "2011-07-17T13:04"),
    ("17 July 2554", None),  # which calendar?
    ("13:04, 17 tháng 7, 2011", "2011-07-17T13:04"),
    ("17 thg 7, 2011", "2011-07-17"),
    ("Minggu, 17 Juli 2011 13.04", "2011-07-17T13:04"),
    ("17 Julai 2011, 1:04 PTG", "2011-07-17T13:04"),
    ("2011年7月17日(日) 13:04", "2011-07-17T13:04"),
    ("2011年7月17日 下午1:04", "2011-07-17T13:04"),
    ("2011年7月17日 星期日 凌晨12:04", "2011-07-17T00:04"),
    ("２０１１年７月１７日　１３：０４", "2011-07-17T13:04"),
    ("发表于2011-07-17 13:04", "2011-07-17T13:04"),
    ("2011년 7월 17일 오후 1:04", "2011-07-17T13:04"),
    ("2011년 7월 17일 오전 12:04", "2011-07-17T00:04"),
    ("11. 7. 17. 오후 1:04", "2011-07-17T13:04"),
    ("11. 7. 17.", None),  # Korean puts the year first
    ("発表：2011/07/17(日) 13:04:09", "2011-07-17T13:04:09"),
    ("：2011/07/17(日) 13:04", "2011-07-17T13:04"),
    ("2011/07/17(日)", "2011-07-17"),
    ("平成23年7月17日", "2011-07-17"),
    ("令和元年5月1日", "2019-05-01"),
    ("令和元年4月30日", None),  # the era began a day later
    ("民國100年7月17日", "2011-07-17"),
    ("7月17日 13:04", None),  # no year
    # one name, two months: Croatian prints points after day and year, Polish none
    ("7. listopada 2021.", "2021-10-07"),
    ("7 listopada 2021", "2021-11-07"),
    ("7. listopada 2021", None),
    ("3. srp 2011", None),
    ("3 srp 2011", None),
]


@pytest.mark.parametrize(("printed", "timestamp"), PRINTED_AROUND_THE_WORLD)
def test_dates_around_the_world(printed, timestamp):
    found = find_date(printed)
    assert (found and to_timestamp(found)) == timestamp


@pytest.mark.parametrize(
    "line",
    [
        "31 February 2012",
        "version 1.2.3",
        "10:30",
        "1985",
        "May be",
        "",
        "10.0.0.1",
        "score 3-4-2",
        "page 12/14",
        "24/7",
        "0171/2345678",
        "ISBN 978-3-16-148410-0",
        "12.30.40",
        "17 กรกฎาคม 3011",
        "iPad 11 pro 2018",
        "Monday to Friday 08:00 - 17:00",
        "Montag - Freitag 08:00 bis 17:00 Uhr",
        "next Monday at 14:05",
        "Listopad",
        "Monday",
    ],
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


# captured on Friday, 3 May 2024, at noon
@pytest.mark.parametrize(
    ("printed", "timestamp"),
    [
        ("yesterday at 14:05", "2024-05-02T14:05"),
        ("Today at 9:12 AM", "2024-05-03T09:12"),
        ("14:05 yesterday", "2024-05-02T14:05"),
        ("gestern, 14:05", "2024-05-02T14:05"),
        ("heute 09:12", "2024-05-03T09:12"),
        ("vorgestern um 14:05 Uhr", "2024-05-01T14:05"),
        ("aujourd'hui à 14h05", "2024-05-03T14:05"),
        ("hier à 14:05", "2024-05-02T14:05"),
        ("hoy a las 14:05", "2024-05-03T14:05"),
        ("ieri alle 14:05", "2024-05-02T14:05"),
        ("ontem às 14:05", "2024-05-02T14:05"),
        ("gisteren om 14:05", "2024-05-02T14:05"),
        ("igår kl. 14.05", "2024-05-02T14:05"),
        ("eilen klo 14.05", "2024-05-02T14:05"),
        ("wczoraj o 14:05", "2024-05-02T14:05"),
        ("včera v 14:05", "2024-05-02T14:05"),
        ("tegnap 14:05", "2024-05-02T14:05"),
        ("вчера в 14:05", "2024-05-02T14:05"),
        ("χθες στις 14:05", "2024-05-02T14:05"),
        ("dün 14:05", "2024-05-02T14:05"),
        ("昨天14:05", "2024-05-02T14:05"),
        ("어제 오후 2:05", "2024-05-02T14:05"),
        ("Monday at 14:05", "2024-04-29T14:05"),
        ("lunes a las 14:05", "2024-04-29T14:05"),
        ("вторник в 14:05", "2024-04-30T14:05"),
        ("星期一 14:05", "2024-04-29T14:05"),
        ("letzten Montag", "2024-04-29"),
        ("lundi dernier à 10h30", "2024-04-29T10:30"),
        ("Friday at 10:00", None),  # today, or a week ago
        ("vor 8 Stunden", "2024-05-03"),
        ("hace 3 horas", "2024-05-03"),
        ("3 小时前", "2024-05-03"),
        ("منذ 3 أيام", "2024-04-30"),
        ("prije 2 dana", "2024-05-01"),
        ("3 години тому", "2024-05-03"),  # Ukrainian: hours
        ("преди 3 години", None),  # Bulgarian: years
        ("5 min", "2024-05-03T11:55"),
        ("3d", "2024-04-30"),
        ("a year ago", None),
        ("3 months ago", None),
    ],
)
def test_days_called_by_name_need_the_moment_of_capture(printed, timestamp):
    found = find_date(printed)
    assert found is not None
    assert to_timestamp(found, captured_at=CAPTURED) == timestamp
    assert to_timestamp(found) is None


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (["3/4/2012", "25/4/2012"], "dmy"),
        (["3/4/2012", "4/25/2012"], "mdy"),
        (["03.04.2012", "05.06.2012"], "dmy"),
        (["1/11/2012", "1/12/2012", "2/1/2012"], "mdy"),  # runs forward as Jan 11, Jan 12, Feb 1
        (["11/07/17", "11/07/18", "11/07/29"], "ymd"),  # no day is the 11th of three years
        (["99/12/30", "99/12/31"], "ymd"),
        (["11. 7. 17.", "11. 7. 18.", "11. 8. 20."], "ymd"),
        (["23/12/19", "24/12/19"], "dmy"),
        (["19/12/10", "19/12/11"], "dmy"),
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


def test_two_digit_years_that_stand_first():
    assert to_timestamp(find_date("11/07/17 13:04"), day_order="ymd") == "2011-07-17T13:04"
    assert to_timestamp(find_date("99/12/31"), day_order=None) is None


def test_marks_of_direction_count_in_places():
    line = "\u200fכתב ב־\u200f17/7/2011 13:04\u200f, תל אביב"
    found = find_date(line)
    assert line[found.start : found.end] == "17/7/2011 13:04"


def test_the_point_after_a_year_is_the_sentences():
    line = "It was there on June 11, 1987."
    found = find_date(line)
    assert line[found.start : found.end] == "June 11, 1987"
