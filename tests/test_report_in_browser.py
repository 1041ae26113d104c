"""The page of a run in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stackrig.reporting.attribution import RunRecord, Stage, TestRun
from stackrig.reporting.page import page_of
from stackrig.spans import Span
from tests.browsers import Page, browser_page, find_browser
from tests.test_report_page import HOSTILE, LOG

pytestmark = pytest.mark.gate

TESTS = 500
RIGHT = "(one) => one.getBoundingClientRect().right"
SHOWN = "[...document.querySelectorAll('.test-card .test-name')].map((one) => one.textContent)"


def large_run() -> RunRecord:
    """Return a run of many tests, each with a request, whose 8th and 9th failed, with hostile texts."""
    stages = [Stage(name, 100.0 + at, 2.0, "done") for at, name in enumerate(["db", "localstack", "deploy"])]
    run = RunRecord(100.0, servers=["PostgreSQL 18.6"], stages=stages, notes=[HOSTILE])
    for number in range(TESTS):
        at, name = 110.0 + number, f"tests/test_shop.py::test_{number}{HOSTILE if number == 7 else ''}"
        fault = HOSTILE if number in (7, 8) else ""
        test = TestRun(name, f"gw{number % 2}", "failed" if fault else "passed", fault)
        test.phases, test.body = [(at, at + 0.9)], (at, at + 0.9)
        run.tests[name] = test
        run.spans += spans_of(number, at, fault)
    return run


def spans_of(number: int, at: float, fault: str) -> Iterator[Span]:
    """Yield a request with its function, a call and three statements, which fail if there is a fault."""
    root, function = f"1-{number}", f"f{number}"
    statement = f"SELECT {number} FROM album WHERE {'title = 0 AND ' * 20} TRUE"
    yield Span("request", "", f"GET /albums/{number}", at + 0.1, 0.5, root, facts={"status": 502 if fault else 200})
    facts = {"log": LOG + HOSTILE, "memory_size": 256}
    yield Span("function", function, "api", at + 0.2, 0.3, root, facts=facts)
    about = {"about": f"arn:aws:sqs:x:y:{'q' * 90}"}
    yield Span("call", "", "sqs.SendMessage", at + 0.25, 0.01, root, function, facts=about)
    for later in range(3):
        facts = {"database": "shop", "pid": str(number), "rows": 3}
        yield Span("sql", "", statement, at + 0.3 + later / 100, 0.001, fault=fault, facts=facts)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Yield the page of a large run, open in a browser."""
    program = find_browser()
    if not program:
        pytest.skip("no Chromium or Chrome on PATH (Debian: .ci/docker-packages)")
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(page_of(large_run(), "shop", lambda text: text), encoding="utf-8")
    with browser_page(program) as page:
        page.resize(1440)
        page.open(file)
        yield page


@pytest.fixture
def fresh(page: Page, request: pytest.FixtureRequest) -> Page:
    """Return the page as it is after it was opened."""
    del request
    page.open(Path(str(page.run("location.pathname"))))
    return page


def test_a_large_page_is_soon_there(fresh: Page) -> None:
    """A page with 500 tests opens from disk; it takes some tenths of a second, and the limit is for busy machines."""
    milliseconds = fresh.run("performance.getEntriesByType('navigation')[0].loadEventEnd")

    assert 0 < milliseconds < 20_000
    assert fresh.faults == []


def test_failures_are_first_and_open(fresh: Page) -> None:
    """The page shows failed tests alone at first, each with its cause; hostile texts are shown as they are."""
    shown = fresh.run(SHOWN)

    assert shown == [f"tests/test_shop.py::test_7{HOSTILE}", "tests/test_shop.py::test_8"]
    assert fresh.run("document.querySelectorAll('.test-card > details[open]').length") == 2
    assert fresh.run("document.querySelector('.cause').textContent").startswith(
        "SQL of api failed in the database shop"
    )
    assert HOSTILE in fresh.run("document.querySelector('.message').textContent")
    assert fresh.run("document.title") == "shop: what happened"
    assert fresh.run("document.querySelectorAll('.spans .span').length") == 12
    assert fresh.faults == []


def test_the_page_is_used_by_keyboard(fresh: Page) -> None:
    """/ searches, Escape clears the search, j goes on to the next test, Enter opens and closes it."""
    fresh.press("/")
    for letter in "albums/77":
        fresh.press(letter)
    assert fresh.run(SHOWN) == ["tests/test_shop.py::test_77"]
    fresh.press("Escape")
    assert len(fresh.run(SHOWN)) == 2
    fresh.press("j")
    assert "test_7" in fresh.run("document.activeElement.textContent")
    fresh.press("Enter")
    assert fresh.run("document.activeElement.parentElement.open") is False
    fresh.press("j")
    fresh.press("k")
    assert "test_7" in fresh.run("document.activeElement.textContent")
    fresh.run("document.querySelector('.filters button[value=all]').click()")
    assert len(fresh.run(SHOWN)) == TESTS


def test_details_show_logs_and_statements(fresh: Page) -> None:
    """A row opens for its log, without the lines that AWS adds, and for the whole statement."""
    fresh.run("for (const one of document.querySelectorAll('.test-card details.span')) one.open = true")
    fresh.run("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")  # when rows have noticed it

    assert "got tell-nobody/0815" in fresh.run("document.querySelector('.function .log').textContent")
    assert "REPORT" not in fresh.run("document.querySelector('.function .log').textContent")
    assert fresh.run("document.querySelector('.sql pre').textContent.length") > 300


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1440, 500])
def test_nothing_is_cut_off(page: Page, width: int, *, dark: bool) -> None:
    """At both widths the page scrolls down only, in the colors of the system; the button changes these."""
    page.resize(width, dark=dark)
    page.open(Path(str(page.run("location.pathname"))))
    background = page.run("getComputedStyle(document.body).backgroundColor")
    page.run("document.querySelector('.theme').click()")

    assert page.run("document.documentElement.scrollWidth") <= width
    assert page.run(f"Math.max(...[...document.querySelectorAll('.body *')].map({RIGHT}))") <= width
    assert (sum(map(int, background.strip("rgb()").split(","))) < 384) is dark
    assert page.run("getComputedStyle(document.body).backgroundColor") != background
    page.resize(1440)
