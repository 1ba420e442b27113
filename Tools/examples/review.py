"""Starts a review, plays it to the day of the visit, and prints its report. Usage: review.py TRIAD FILE"""
import json, subprocess, sys

pipe = subprocess.Popen([sys.argv[1], "rpc", "--file", sys.argv[2]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
count = 0

def ask(method, who, **params):
    global count
    count += 1
    request = {"jsonrpc": "2.0", "id": count, "method": method, "params": {"as": who, "key": f"example:{count}", **params}}
    if method in ("report", "show"): del request["params"]["key"]  # a question needs no key
    print(json.dumps(request), file=pipe.stdin, flush=True)
    answer = json.loads(pipe.stdout.readline())
    if "error" in answer: sys.exit(f"{answer['error']['message']} {answer['error']['data'].get('what_now', '')}")
    return answer["result"]

case = ask("start", "Ada Marsh", workflow="triad-review", subject="alder-bank", roles={"lead": "cobble-hill", "reviewer": "brackenford"})["began"][0]
ask("do", "Ada Marsh", case=case, event="schedule", form={"papers_on": "2026-11-10", "visit_on": "2026-12-08", "visit_until": "2026-12-09", "workshop_on": "2027-01-20", "impact_on": "2027-06-15"})
for who in ("Joan Kettle", "Leila Marchbank"): ask("do", who, case=case, event="accept-role", form={"confidentiality": True})
print(ask("show", "Ada Marsh", case=case)["states"][0]["title"])
print(ask("report", "Joan Kettle", case=case, name="review", kind="markdown")["text"])
