"""The report in a real browser: nothing runs but its own script, and its links work."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from toolkit.pipeline import Analysis
from toolkit.report import write_report

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
HOSTILE = [
    "<script>window.hacked=1</script> great war",
    "<img src=x onerror=window.hacked=1></textarea></table></details><svg onload=window.hacked=1>",
    "javascript:window.hacked=1 https://evil.example/ good trade {{ 7*7 }}",
    "</script><script src=https://evil.example/x.js></script> =cmd() \u202egnp",
    "Unbroken" * 60,
    "שלום עולם, a good day",
]
AUTHORS = ['"><img src=x onerror=window.hacked=1>', "Eve"]
MakeAnalysis = Callable[..., Analysis]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium was found, and REQUIRE_BROWSER=1 asks for one")
        pytest.skip("no Chromium was found: the report was not opened in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(make_analysis: MakeAnalysis, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("browser") / "report"
    analysis = make_analysis(12, texts=HOSTILE, authors=AUTHORS, title=HOSTILE[0])
    write_report(analysis, folder)
    return (folder / "report.html").as_uri()


class Watch:
    """What a page asks for and complains of."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.on("page", self._follow)
        context.route("**/*", self._note)

    def _follow(self, page: Page) -> None:
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))

    def _note(self, route: Route) -> None:
        route.continue_()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watch = Watch(context)
    page = context.new_page()
    page.goto(address)
    yield page, watch
    context.close()


def shown_rows(page: Page) -> list[str]:
    rows = page.locator("table.comments > tbody > tr:visible")
    return [str(row.get_attribute("id")) for row in rows.all()]


def test_nothing_is_asked_for_and_nothing_hostile_runs(
    opened: tuple[Page, Watch], address: str
) -> None:
    page, watch = opened
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true; }")
    page.wait_for_load_state("networkidle")
    assert {url for url in watch.requests if not url.startswith("data:")} == {address}
    assert watch.complaints == []
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert page.evaluate("document.images.length") > 0


def test_the_policy_stops_injected_code(opened: tuple[Page, Watch]) -> None:
    page, _ = opened
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.hacked = 1";
            const image = document.createElement("div");
            image.innerHTML = "<img src=x onerror='window.hacked = 1'>";
            document.body.append(script, image);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("typeof window.hacked") == "undefined"


def test_numbers_filter_the_table_to_the_comments_behind_them(
    opened: tuple[Page, Watch],
) -> None:
    page, _ = opened
    everything = shown_rows(page)
    closing = page.locator("#finding-topics a.closing")
    number = page.locator("#finding-topics > p a[href^='#behind']").first
    assert number.evaluate("a => a !== document.querySelector('#finding-topics a.closing')")
    behind = str(number.get_attribute("href"))[1:]
    expected = [
        str(link.get_attribute("href"))[1:] for link in page.locator(f"[id='{behind}'] a").all()
    ]
    assert 0 < len(expected) < len(everything)
    number.click()
    assert shown_rows(page) == expected
    assert f"{len(expected)} of {len(everything)} shown" in page.locator("#shown").inner_text()
    assert page.locator("#comments-heading").evaluate("e => e === document.activeElement")
    page.get_by_role("button", name="Show all").click()
    assert shown_rows(page) == everything
    number.click()
    assert shown_rows(page) == expected
    closing.click()
    assert len(shown_rows(page)) >= len(expected)


def test_filters(opened: tuple[Page, Watch]) -> None:
    page, _ = opened
    everything = shown_rows(page)
    page.get_by_label("Kind", exact=True).select_option("pingback")
    assert len(shown_rows(page)) == 2
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Words in the comment").fill("TRADE ((")
    assert len(shown_rows(page)) == 0
    page.get_by_label("Words in the comment").fill("GOOD trade")
    texts = page.locator("table.comments > tbody > tr:visible .text").all_inner_texts()
    assert len(texts) in (2, 3)
    assert all("good trade" in text for text in texts)
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Author", exact=True).select_option("Eve")
    authors = page.locator("tr:visible td[data-name='Author']").all_inner_texts()
    assert set(authors) == {"Eve"}
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Topic", exact=True).select_option("War")
    topics = page.locator("tr:visible td[data-name='Topics']").all_inner_texts()
    assert topics
    assert all("War" in topic for topic in topics)
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Sentiment", exact=True).select_option("negative")
    labels = page.locator("tr:visible td[data-name='Sentiment']").all_inner_texts()
    assert labels
    assert all("negative" in label for label in labels)
    page.get_by_role("button", name="Show all").click()
    assert shown_rows(page) == everything


def test_sorting_by_keyboard(opened: tuple[Page, Watch]) -> None:
    page, _ = opened
    heading = page.get_by_role("columnheader", name="Sentiment")
    button = heading.get_by_role("button")

    def values() -> list[float]:
        cells = page.locator("td[data-name='Sentiment']").all()
        return [float(str(cell.get_attribute("data-value"))) for cell in cells]

    before = values()
    button.focus()
    page.keyboard.press("Enter")
    assert values() == sorted(before) != before
    assert heading.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert values() == sorted(before, reverse=True)
    assert heading.get_attribute("aria-sort") == "descending"
    assert page.locator("th[aria-sort]").count() == 1
    page.get_by_role("columnheader", name="No.").get_by_role("button").click()
    assert values() == before
    page.get_by_role("columnheader", name="Date").get_by_role("button").click()
    dates = [
        str(cell.get_attribute("data-value")) for cell in page.locator("td[data-name='Date']").all()
    ]
    dated = [date for date in dates if date]
    assert dates == [*sorted(dated), *[""] * (len(dates) - len(dated))]


def test_a_link_to_a_comment_shows_it_even_when_filtered_away(
    opened: tuple[Page, Watch], address: str
) -> None:
    page, _ = opened
    first, *_, last = shown_rows(page)
    page.get_by_label("Words in the comment").fill("no such words")
    assert shown_rows(page) == []
    page.evaluate("anchor => { location.hash = anchor; }", first)
    page.wait_for_function("anchor => !document.getElementById(anchor).hidden", arg=first)
    page.goto(f"{address}#{last}")
    page.reload()
    box = page.locator(f"[id='{last}']").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


@pytest.mark.parametrize(
    ("width", "scripts"), [(320, True), (390, True), (390, False), (1280, True)]
)
def test_no_sideways_scrolling(browser: Browser, address: str, width: int, scripts: bool) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(address)
    for summary in page.locator("summary").all()[:6]:
        summary.click()
    for summary in page.locator("details.working summary, details.lines summary").all():
        summary.click()
    page.mouse.move(150, 400)
    page.keyboard.press("End")
    size = context.new_cdp_session(page).send("Page.getLayoutMetrics")["cssContentSize"]
    assert size["width"] <= width
    context.close()


def test_without_scripts_links_lead_to_the_lists_and_on_to_the_comments(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(address)
    assert page.locator("table.comments > tbody > tr").count() == 14
    assert page.locator("#controls select").count() == 0
    number = page.locator("#finding-labels > p a[href^='#behind']").first
    group = page.locator(f"[id='{str(number.get_attribute('href'))[1:]}']")
    assert not group.is_visible()
    number.click()
    assert group.is_visible()
    link = group.locator("a").first
    link.click()
    row = page.locator(f"[id='{str(link.get_attribute('href'))[1:]}']")
    box = row.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(browser: Browser, address: str, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1, for each text element against the nearest background."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    poor = page.evaluate(CONTRAST)
    assert poor == []
    context.close()


def test_it_prints(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(address)
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator("#controls").is_visible()
    assert not page.locator("nav").is_visible()
    page.close()


CONTRAST = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, place) => sum + v * [0.2126, 0.7152, 0.0722][place], 0);
  const poor = [];
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility() || element.tagName === "SCRIPT") continue;
    let ground = element, back = [0, 0, 0, 0];
    while (ground) {
      back = parse(getComputedStyle(ground).backgroundColor);
      if (back.length === 3 || back[3] === 1) break;
      ground = ground.parentElement;
    }
    const pair = [light(parse(getComputedStyle(element).color)), light(back)].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
}"""
