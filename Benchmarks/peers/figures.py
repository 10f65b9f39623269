"""Prints what every program of this folder prints, from counts by service and minute."""

from datetime import datetime, timezone

LOOKBACKS = (5, 30, 60, 360, 4320)


def minute_number(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp()) // 60


def show(minutes, pairs):
    """minutes: (service, "2026-10-01T00:00", valid, bad); pairs: count, valid, bad, check."""
    numbers = {}
    rows = []
    for service, minute, valid, bad in minutes:
        if minute not in numbers:
            numbers[minute] = minute_number(minute)
        rows.append((service, numbers[minute], valid, bad))
    last = max(row[1] for row in rows)
    for service in sorted({row[0] for row in rows}):
        own = [row for row in rows if row[0] == service]

        def total(after):
            inside = [row for row in own if row[1] > after]
            return sum(row[3] for row in inside), sum(row[2] for row in inside)

        bad, valid = total(-1)
        spans = " ".join("%d/%d" % total(last - span) for span in LOOKBACKS)
        print(service, valid, bad, spans)
    print("customers", *pairs)
