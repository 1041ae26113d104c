"""The page of a run, as text."""

import json
import re

from stackrig.reporting.attribution import RunRecord, Stage, TestRun
from stackrig.reporting.masking import mask, mask_tokens
from stackrig.reporting.page import page_of
from stackrig.spans import Span

HOSTILE = "</script><script>document.title='taken'</script>&amp;{{data}}\u2028"
LOG = (
    "START RequestId: 1 Version: $LATEST\ngot tell-nobody/0815\nEND RequestId: 1\nREPORT RequestId: 1\t"
    "Init Duration: 120.50 ms\tDuration: 30.25 ms\tBilled Duration: 31 ms\tMemory Size: 256 MB\t"
    "Max Memory Used: 52 MB\n"
)


def record() -> RunRecord:
    """Return a run with a failure whose texts are hostile, and tests without requests."""
    run = RunRecord(100.0, servers=["PostgreSQL 18.6"], stages=[Stage("db", 100.0, 2.0, "done")])
    run.tests["bad"] = TestRun(HOSTILE, outcome="failed", message=HOSTILE, text=HOSTILE, phases=[(103.0, 104.0)])
    for number, outcome in enumerate(["passed", "passed", "skipped"]):
        run.tests[f"quiet{number}"] = TestRun(
            f"quiet{number}", outcome=outcome, phases=[(105.0 + number, 105.5 + number)]
        )
    facts = {"log": LOG, "memory_size": 256}
    run.spans = [
        Span("request", "r", f"GET /{HOSTILE}", 103.1, 0.5, root="1-a", facts={"status": 502}, fault=HOSTILE),
        Span("function", "f", "api", 103.2, 0.3, root="1-a", facts=facts),
    ]
    return run


def data_of(page: str) -> dict[str, object]:
    """Return the data in a page."""
    found = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    data: dict[str, object] = json.loads(found[0])
    return data


def test_the_page_holds_all_texts_as_data() -> None:
    """Nothing of tests, logs or servers is HTML or another script, and comes out as it was."""
    page = page_of(record(), f"shop {HOSTILE}", lambda text: text)
    data = data_of(page)

    assert page.count("<script") == page.count("</script>") == 2
    assert "<script>document" not in page
    assert data["project"] == f"shop {HOSTILE}"
    assert data["tests"][0]["name"] == HOSTILE  # type: ignore[index]
    assert not re.search(r"""(?:src|href)=|url\(|@import|https?://""", page.replace("http://www.w3.org", ""))


def test_tests_without_requests_are_counted_only() -> None:
    """Unless they failed."""
    data = data_of(page_of(record(), "shop", lambda text: text))

    assert len(data["tests"]) == 1  # type: ignore[arg-type]
    assert data["quiet"] == {"passed": 2, "skipped": 1}


def test_what_fixtures_do_makes_no_line() -> None:
    """A test is listed for what happened in itself, or for a request of one of its fixtures."""
    run = RunRecord(100.0)
    for number, name in enumerate(["cleaned up", "called", "was set up by a request"]):
        at = 100.0 + number * 10
        run.tests[name] = TestRun(
            name, phases=[(at, at + 1), (at + 1, at + 2), (at + 2, at + 3)], body=(at + 1, at + 2)
        )
    run.spans = [
        Span("call", "a", "s3.DeleteBucket", 102.5, 0.1),
        Span("call", "b", "s3.ListBuckets", 111.5, 0.1),
        Span("request", "c", "GET /", 120.5, 0.1),
    ]

    tests = data_of(page_of(run, "shop", lambda text: text))["tests"]

    assert [test["name"] for test in tests] == ["called", "was set up by a request"]  # type: ignore[attr-defined]


def test_what_may_be_of_several_tests_says_so() -> None:
    """A request that came while two workers ran tests on what they share is marked in both, and names the other."""
    run = RunRecord(100.0)
    for name, worker in (("one", "gw0"), ("two", "gw1")):
        run.tests[name] = TestRun(name, worker, phases=[(100.0, 101.0)], body=(100.0, 101.0), accounts={"0"})
    run.spans = [Span("request", "r", "GET /", 100.5, 0.1, account="0")]

    tests = data_of(page_of(run, "shop", lambda text: text))["tests"]

    assert [test["spans"][0]["facts"] for test in tests] == [  # type: ignore[attr-defined]
        {"shared_with": "two"},
        {"shared_with": "one"},
    ]


def test_an_invocations_figures_come_from_its_log() -> None:
    """The lines that AWS adds are told as figures and left out of the log."""
    data = data_of(page_of(record(), "shop", lambda text: text))
    (node,) = data["tests"][0]["spans"][0]["children"]  # type: ignore[index]

    assert node["facts"] == {
        "log": "got tell-nobody/0815",
        "memory_size": 256,
        "cold": True,
        "init": 120.5,
        "duration": "30.25 ms",
        "memory": 52,
    }


def test_passwords_and_tokens_are_masked() -> None:
    """Wherever they are; the texts keep their places."""
    run = record()
    run.tests[
        "bad"
    ].message = "Authorization: Bearer abc.def GET /?x=1&X-Amz-Signature=0123&y=2 eyJhbGciOi.eyJzdWIi.c2ln"
    page = page_of(run, "shop", lambda text: mask_tokens(mask(text, {"tell-nobody/0815"})))
    data = data_of(page)

    assert "0815" not in page
    assert data["tests"][0]["message"] == (  # type: ignore[index]
        "Authorization: Bearer (token) GET /?x=1&X-Amz-Signature=(token)&y=2 (token)"
    )
    assert data["tests"][0]["spans"][0]["children"][0]["facts"]["log"] == "got (password)"  # type: ignore[index]


def test_many_statements_of_a_test_are_counted() -> None:
    """A test that fills a table is not thousands of lines; what failed stays."""
    run = RunRecord(100.0)
    run.tests["fills"] = TestRun("fills", phases=[(100.0, 200.0)], body=(100.0, 200.0))
    run.spans = [Span("sql", str(at), f"INSERT {at}", 100.0 + at / 10, 0.01) for at in range(300)]
    run.spans.append(Span("sql", "bad", "INSERT nothing", 150.0, 0.01, fault="no"))

    spans = data_of(page_of(run, "shop", lambda text: text))["tests"][0]["spans"]  # type: ignore[index]

    assert [span["name"] for span in spans[-3:]] == [
        "INSERT 39",
        "INSERT nothing",
        "260 more statements of the test's own",
    ]
