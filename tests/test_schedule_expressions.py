"""Schedule expressions: the moments that rate, cron and at stand for.

The cases follow https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html and
https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from stackrig.emulator.inside.schedules.expressions import parse


def moments(expression: str, after: str, count: int, zone: str = "UTC") -> list[str]:
    """Return the first moments of an expression after another one, by the clock on the walls of a time zone."""
    place, found = ZoneInfo(zone), []
    parsed = parse(expression)
    begin = moment = datetime.fromisoformat(after).replace(tzinfo=place).timestamp()
    for _ in range(count):
        following = parsed.next_after(moment, place, begin)
        if following is None:
            break
        moment = following
        found.append(datetime.fromtimestamp(moment, place).strftime("%Y-%m-%d %H:%M"))
    return found


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("cron(0 10 * * ? *)", ["2024-02-27 10:00", "2024-02-28 10:00", "2024-02-29 10:00"]),
        ("cron(15 12 * * ? *)", ["2024-02-27 12:15", "2024-02-28 12:15", "2024-02-29 12:15"]),
        ("cron(0 18 ? * MON-FRI *)", ["2024-02-27 18:00", "2024-02-28 18:00", "2024-02-29 18:00"]),
        ("cron(0 8 1 * ? *)", ["2024-03-01 08:00", "2024-04-01 08:00", "2024-05-01 08:00"]),
        ("cron(0/15 * * * ? *)", ["2024-02-27 00:15", "2024-02-27 00:30", "2024-02-27 00:45"]),
        ("cron(0/10 * ? * MON-FRI *)", ["2024-02-27 00:10", "2024-02-27 00:20", "2024-02-27 00:30"]),
        ("cron(0/5 8-17 ? * MON-FRI *)", ["2024-02-27 08:00", "2024-02-27 08:05", "2024-02-27 08:10"]),
        ("cron(0/30 20-2 ? * MON-FRI *)", ["2024-02-27 00:30", "2024-02-27 01:00", "2024-02-27 01:30"]),
        ("cron(15 10 ? * 6L 2019-2030)", ["2024-03-29 10:15", "2024-04-26 10:15", "2024-05-31 10:15"]),
        ("cron(0 0 L * ? *)", ["2024-02-29 00:00", "2024-03-31 00:00", "2024-04-30 00:00"]),
        ("cron(0 0 L-2 * ? *)", ["2024-03-29 00:00", "2024-04-28 00:00", "2024-05-29 00:00"]),
        ("cron(0 0 LW * ? *)", ["2024-02-29 00:00", "2024-03-29 00:00", "2024-04-30 00:00"]),
        ("cron(0 0 3W * ? *)", ["2024-03-04 00:00", "2024-04-03 00:00", "2024-05-03 00:00"]),
        ("cron(0 0 1W 6 ? *)", ["2024-06-03 00:00", "2025-06-02 00:00", "2026-06-01 00:00"]),
        ("cron(0 0 ? * 3#2 *)", ["2024-03-12 00:00", "2024-04-09 00:00", "2024-05-14 00:00"]),
        ("cron(0 0 ? * L *)", ["2024-03-02 00:00", "2024-03-09 00:00", "2024-03-16 00:00"]),
        ("cron(0 0 ? * SUN,3 *)", ["2024-03-03 00:00", "2024-03-05 00:00", "2024-03-10 00:00"]),
        ("cron(0 0 29 2 ? *)", ["2024-02-29 00:00", "2028-02-29 00:00", "2032-02-29 00:00"]),
        ("cron(0 0 1 JAN,JUL ? 2025)", ["2025-01-01 00:00", "2025-07-01 00:00"]),
        ("cron(0 0 1 1 ? 2020)", []),
        ("rate(5 minutes)", ["2024-02-27 00:05", "2024-02-27 00:10", "2024-02-27 00:15"]),
        ("rate(1 day)", ["2024-02-28 00:00", "2024-02-29 00:00", "2024-03-01 00:00"]),
        ("at(2024-03-01T12:00:30)", ["2024-03-01 12:00"]),
        ("at(2024-02-26T12:00:00)", []),
    ],
)
def test_moments(expression: str, expected: list[str]) -> None:
    """An expression stands for these moments after Tuesday, 27 February 2024."""
    assert moments(expression, "2024-02-27 00:00", 3) == expected


def test_clocks_are_put_forward() -> None:
    """A time that the walls' clocks jump over is left out."""
    expected = ["2024-03-30 02:30", "2024-04-01 02:30"]
    assert moments("cron(30 2 * * ? *)", "2024-03-30 00:00", 2, "Europe/Berlin") == expected


def test_clocks_are_put_back() -> None:
    """A time that the walls' clocks show twice is taken once."""
    expected = ["2024-10-27 02:30", "2024-10-28 02:30"]
    assert moments("cron(30 2 * * ? *)", "2024-10-27 00:00", 2, "Europe/Berlin") == expected
    after = datetime(2024, 10, 27, 2, 45, tzinfo=ZoneInfo("Europe/Berlin"), fold=1).timestamp()
    following = parse("cron(30 * * * ? *)").next_after(after, ZoneInfo("Europe/Berlin"), after)
    assert following is not None
    assert datetime.fromtimestamp(following, ZoneInfo("Europe/Berlin")).strftime("%H:%M") == "03:30"


@pytest.mark.parametrize(
    "text",
    [
        *("", "rate(5)", "rate(0 minutes)", "rate(1 minutes)", "rate(5 minute)", "rate(5 seconds)", "at(2024-03-01)"),
        *("cron(* * * * *)", "cron(60 * * * ? *)", "cron(0 24 * * ? *)", "cron(0 0 1 * MON *)", "cron(0 0 ? * ? *)"),
        *("cron(0 0 32 * ? *)", "cron(0 0 ? * 8 *)", "cron(0 0 ? 13 MON *)", "cron(0 0 ? * MON#6 *)"),
        *("cron(0/0 0 * * ? *)", "at(2024-13-01T00:00:00)", "cron(a 0 * * ? *)"),
    ],
)
def test_no_expressions(text: str) -> None:
    """Other texts are refused."""
    with pytest.raises(ValueError, match=r"."):
        parse(text)


def test_rates_go_on() -> None:
    """A rate that begins at any fraction of a second never comes twice at the same moment."""
    rate, place = parse("rate(1 minute)"), ZoneInfo("UTC")
    for fraction in range(1, 1000, 7):
        begin = moment = 1_800_000_000 + fraction / 1009
        for round_ in range(1, 200):
            following = rate.next_after(moment, place, begin)
            assert following is not None
            assert abs(following - begin - 60 * round_) < 1
            moment = following
