"""Spans as trees, as causes, as lines, and whose they are."""

from typing import Any

from stackrig.reporting.attribution import Stage, TestRun, attribute
from stackrig.reporting.causes import cause_of
from stackrig.reporting.span_lines import MOST, tree_lines
from stackrig.reporting.span_trees import Node, join_spans
from stackrig.spans import Span


def request(began: float, seconds: float, root: str = "1-a", **fields: Any) -> Span:
    """Return a request to an API."""
    fields = {"name": "GET /albums", "facts": {"status": 200}, **fields}
    return Span("request", f"r{began}", began=began, seconds=seconds, root=root, **fields)


def function(number: str, began: float, seconds: float, root: str = "1-a", **fields: Any) -> Span:
    """Return an invocation."""
    fields = {"name": "api", "facts": {"environment": f"of {number}"}, **fields}
    return Span("function", number, began=began, seconds=seconds, root=root, **fields)


def call(name: str, began: float, seconds: float = 0.01, root: str = "1-a", **fields: Any) -> Span:
    """Return a call of a service."""
    return Span("call", f"{name}{began}", name, began, seconds, root=root, **fields)


def sql(name: str, began: float, pid: str = "1", **fields: Any) -> Span:
    """Return a statement."""
    facts = {"database": "shop", "pid": pid, **fields.pop("facts", {})}
    return Span("sql", f"{name}{began}", name, began, fields.pop("seconds", 0.001), facts=facts, **fields)


def names(trees: list[Node]) -> list[Any]:
    """Return the names of trees, with those of each node's children where it has some."""
    return [{node.span.name: names(node.children)} if node.children else node.span.name for node in trees]


def test_a_request_holds_its_function_and_all_that_did() -> None:
    """A trace is a tree; its statements are those of the invocation that was open."""
    spans = [
        sql("SELECT 1", 1.3),
        call("sqs.SendMessage", 1.2, parent="f"),
        function("f", 1.1, 0.5),
        request(1.0, 1.0),
        call("s3.ListBuckets", 3.0, root="1-b"),
    ]

    tree = {"GET /albums": [{"api": ["sqs.SendMessage", "SELECT 1"]}]}
    assert names(join_spans(spans)) == [tree, "s3.ListBuckets"]


def test_a_function_that_another_called_is_below_the_call() -> None:
    """A direct call of Lambda, and the function that is called by a function."""
    spans = [
        call("lambda.Invoke", 1.0, 2.0),
        function("f", 1.1, 1.8),
        call("lambda.Invoke", 1.2, 1.5, parent="f"),
        function("g", 1.3, 1.0, parent="f", name="inner"),
        function("late", 9.0, 1.0, parent="f", name="later"),
    ]

    outer = {"lambda.Invoke": [{"api": [{"lambda.Invoke": ["inner"]}, "later"]}]}
    assert names(join_spans(spans)) == [outer]


def test_a_connection_belongs_to_one_environment() -> None:
    """A statement belongs to that one of two functions at once whose connection ran statements alone."""
    spans = [
        function("f", 1.0, 1.0, root="1-a", name="one"),
        function("g", 1.5, 1.0, root="1-b", name="other"),
        sql("alone", 1.1, pid="7"),
        sql("both", 1.7, pid="7"),
        sql("after", 2.2, pid="8"),
    ]

    assert names(join_spans(spans)) == [{"one": ["alone", "both"]}, {"other": ["after"]}]


def test_a_tests_own_statements_are_no_functions() -> None:
    """A connection that is mostly used while no function runs is the test's own."""
    spans = [
        sql("before", 0.1, pid="9"),
        sql("more", 0.2, pid="9"),
        function("f", 1.0, 1.0),
        sql("during", 1.5, pid="9"),
    ]

    assert names(join_spans(spans)) == ["before", "more", "api", "during"]


def test_the_cause_is_the_fault_furthest_down() -> None:
    """The SQL, not the function that failed for it nor the status; and its statement is quoted."""
    spans = [
        request(1.0, 1.0, facts={"status": 502}, fault="Internal server error"),
        function("f", 1.1, 0.5, fault="DatabaseError: ..."),
        sql("SELECT *\nFROM albun", 1.3, fault='relation "albun" does not exist'),
    ]

    assert (
        cause_of(join_spans(spans))
        == 'SQL of api failed in the database shop: relation "albun" does not exist: SELECT * FROM albun'
    )
    refused = [function("f", 1.1, 0.5), sql("", 1.3, fault="password authentication failed")]
    told = "the database shop refused a connection of api: password authentication failed"
    assert cause_of(join_spans(refused)) == told
    about = {"about": "arn:aws:secretsmanager:us-east-1:000000000000:secret:shop-a1b2c3"}
    secrets = [call("secretsmanager.GetSecretValue", moment, parent="f", facts=about) for moment in (1.2, 1.5)]
    assert cause_of(join_spans([*refused, *secrets])) == f"{told}; api had read the secret shop-a1b2c3"
    assert cause_of(join_spans([*refused, secrets[1]])) == told
    assert cause_of(join_spans(spans[:2])) == "api failed: DatabaseError: ..."
    assert cause_of(join_spans(spans[:1])) == "GET /albums was answered with 502: Internal server error"
    assert cause_of(join_spans([request(1.0, 1.0)])) == ""


def test_a_breakpoint_without_a_terminal_says_where_it_has_one() -> None:
    """In a container, pdb ends at once and tells nothing."""
    told = cause_of(join_spans([function("f", 1.0, 1.0, fault="BdbQuit: ")]))

    assert told.startswith("api failed: breakpoint() opens a debugger in functions of the embedded LocalStack")


def test_a_time_out_names_what_was_waited_for() -> None:
    """A statement that still runs, and the connection that blocks it."""
    late = function("f", 1.0, 3.0, fault="Sandbox.Timedout: Task timed out after 3.00 seconds", facts={"time_out": 3})
    waiting = sql("UPDATE album SET title = ''", 1.5, seconds=4.0, facts={"running": True, "blocked_by": "99"})

    assert cause_of(join_spans([late, waiting])) == (
        "api ran out of its 3 s while it waited for SQL, blocked by the connection with pid 99: "
        "UPDATE album SET title = ''"
    )
    lost = sql("SELECT pg_sleep(9)", 9.5, facts={"running": True, "lost": True})
    assert cause_of(join_spans([late, lost])).endswith("while it waited for SQL: SELECT pg_sleep(9)")
    assert "ran out of its 3 s while it waited for sqs.Send" in cause_of(
        join_spans([late, call("sqs.Send", 1.5, 2.49, parent="f")])
    )


def test_what_iam_refuses_is_a_cause() -> None:
    """Whether the call has passed or not."""
    facts = {"iam": "refused", "iam_reason": "api may not sqs:Send on q, because no policy allows it"}
    passed, refused = call("sqs.Send", 1.0, facts=facts), call("sqs.Send", 1.0, facts=facts, fault="AccessDenied: no")

    told = "AWS's IAM refuses a call: api may not sqs:Send on q, because no policy allows it"
    assert cause_of(join_spans([refused])) == told
    assert cause_of(join_spans([passed])) == f"{told} (the call has passed: --iam=report)"


def test_a_large_tree_is_cut_to_its_faults() -> None:
    """At most 15 lines, those about faults and above them among these, in order, and how many are left out."""
    calm = [call(f"calm{number}", 2.0 + number) for number in range(40)]
    spans = [*calm, request(1.0, 0.9, root="1-z"), function("f", 1.1, 0.5, root="1-z"), sql("bad", 1.2, fault="no")]

    lines = tree_lines(join_spans(spans), heading="why")

    assert len(lines) == MOST
    assert lines[0] == "why"
    assert [line.split()[2] for line in lines[1:4]] == ["GET", "api", "SQL"]
    assert lines[3].endswith("✗ no")
    assert lines[-1].strip() == "… and 30 more"


def test_spans_belong_to_the_test_that_ran() -> None:
    """By time; where workers ran two tests at once, by account and database, and shared ones are those of both."""
    one = TestRun("one", "gw0", phases=[(1.0, 2.0)], databases={"db0", "deployed"}, accounts={"0", "9"})
    two = TestRun("two", "gw1", phases=[(1.0, 3.0)], databases={"db1", "deployed"}, accounts={"1", "9"})
    spans = [
        call("of one", 1.5, root="a", account="0"),
        sql("of two", 1.6, facts={"database": "db1"}),
        request(1.7, 0.1, root="b", account="9", name="of both"),
        call("of nobody", 0.5, root="c"),
        call("two alone", 2.5, root="d", account="0"),
    ]

    trees, _ = attribute(join_spans(spans), [one, two], [])

    assert names(trees["one"]) == ["of one", "of both"]
    assert names(trees["two"]) == ["of two", "of both", "two alone"]


def test_a_deployments_calls_are_its_own() -> None:
    """Calls and statements while a worker deploys are those of the stage, but requests are those of a test."""
    test = TestRun("first", phases=[(1.0, 9.0)])
    stage = Stage("deploy", 2.0, 2.0, "done")

    trees, stages = attribute(
        join_spans(
            [call("lambda.CreateFunction", 2.5), call("s3.PutObject", 5.0, root="b"), request(3.0, 0.1, root="c")]
        ),
        [test],
        [stage],
    )

    assert names(trees["first"]) == ["GET /albums", "s3.PutObject"]
    assert names(stages[stage]) == ["lambda.CreateFunction"]
