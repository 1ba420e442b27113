"""A table of the story as commands, a line each, for `triad apply`.

    commands.py CASE EVENT TABLE.csv LEAD SECOND

Each row is what the one of the two reviewers sends whom its column `by` names (`lead`, `second`); without that column the lead sends
all. A list in a cell has | between its items.
"""

import csv
import json
import sys

case, event, table, lead, second = sys.argv[1:]
with open(table, newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        who = second if row.pop("by", "lead") == "second" else lead
        form = {name: value.split("|") if name == "rests_on" else value for name, value in row.items() if value}
        if "rests_on" in form:
            form["rests_on"] = [int(number) for number in form["rests_on"]]
        print(json.dumps({"method": "do", "params": {"as": who, "case": case, "event": event, "form": form}}))
