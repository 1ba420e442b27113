"""What must be so of a file, whatever happened to the processes that wrote it."""

import json
import os
import sqlite3
from collections import Counter

from engine import Failure, run


def _check(holds, otherwise):
    if not holds:
        raise Failure(otherwise)


class Acknowledged:
    """Every answer that was read, in a file of its own that is synced with each."""

    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8")
        self.first = {}
        # By the place of the entry.
        self.keys = {}

    def keep(self, request, answer):
        """The answer to a request; where it is a second one, it must be the first again."""
        if request.key is None:
            return
        self.file.write(json.dumps([request.key, answer]) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())
        first = self.first.setdefault(request.key, answer)
        _check(first == answer, f"another answer: {request.key} was first answered by {first} and then by {answer}")
        for made in answer.get("result", {}).get("entries", []):
            key = self.keys.setdefault(made["place"], request.key)
            _check(
                key == request.key,
                f"lost: {key} and {request.key} were both acknowledged at place {made['place']}, as {made['stream']}/{made['number']} and another")


class Ledger:
    """The entries of a file that a process has open, read beside it."""

    def __init__(self, file):
        # Whoever reads alone neither brings the log in nor takes it away when it leaves.
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=60)
        try:
            self.entries = [
                {**json.loads(body), "place": place, "row": (stream, number)}
                for place, stream, number, body in connection.execute("SELECT place, stream, number, bytes FROM entry ORDER BY place")]
            self.keys = {f"{client}:{text}": place for client, text, place in connection.execute("SELECT client, text, place FROM key")}
            self.drafts = {
                (case, sheet, author): body
                for case, sheet, author, body in connection.execute("SELECT case_id, sheet, author, body FROM draft")}
            self.integrity = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        finally:
            connection.close()

    def check(self, requests, acknowledged):
        """Acknowledged or not, each request is there once and whole, or not at all; none that was acknowledged is missing."""
        _check(self.integrity == ["ok"], f"damaged: {self.integrity}")
        self._check_numbers()
        keyed = self._check_keys(requests)
        for request in requests:
            if request.key in acknowledged.first:
                self._check_answer(request, acknowledged.first[request.key], keyed)
        self._check_strikes()

    def _check_numbers(self):
        streams = Counter()
        for place, entry in enumerate(self.entries):
            streams[entry["stream"]] += 1
            _check(entry["place"] == place, f"half: there is no entry at place {place}")
            _check(entry["number"] == streams[entry["stream"]], f"half: entry {entry['number']} of {entry['stream']} follows {streams[entry['stream']] - 1}")
            _check(entry["row"] == (entry["stream"], entry["number"]), f"half: the columns at place {place} are another entry's")

    def _check_keys(self, requests):
        """The place of each key; they stand in the order in which they were asked for."""
        keyed = {}
        for entry in self.entries:
            if "key" in entry:
                key = ":".join(entry["key"][:2])
                if key in keyed and self.entries[keyed[key]]["id"] == entry["id"]:
                    continue
                _check(key not in keyed, f"twice: {key} stands at the places {keyed.get(key)} and {entry['place']}")
                keyed[key] = entry["place"]
        known = {request.key for request in requests if not request.is_refused}
        for key, place in keyed.items():
            _check(key in known, f"nobody asked for {key} at place {place}")
        _check(keyed == self.keys, f"half: keys of entries and kept keys differ: {set(keyed.items()) ^ set(self.keys.items())}")
        for client in {key.split(":")[0] for key in keyed}:
            counters = [int(key.split(":")[1]) for key in keyed if key.split(":")[0] == client]
            _check(counters == sorted(counters), f"the requests of {client} stand in another order than they were sent in")
        return keyed

    def _check_answer(self, request, answer, keyed):
        made = answer.get("result", {}).get("entries", [])
        if not made:
            _check(request.key not in keyed, f"{request.key} was answered by no entry, and stands at place {keyed.get(request.key)}")
            return
        for one in made:
            place, name = one["place"], f"{one['stream']}/{one['number']}"
            _check(
                place < len(self.entries),
                f"lost: {request.key} was acknowledged as {name} at place {place}, and the ledger ends with place {len(self.entries) - 1}")
            entry = self.entries[place]
            _check(
                (entry["stream"], entry["number"], entry["command"]) == (one["stream"], one["number"], one["command"]),
                f"lost: {request.key} was acknowledged as {name} at place {place}, and {entry['stream']}/{entry['number']} ({entry['command']}) stands there")
            _check(entry["id"] == self.entries[made[0]["place"]]["id"], f"half: the entries of {request.key} are of several commands")
        _check(keyed.get(request.key) == made[0]["place"], f"lost: {request.key} was acknowledged at place {made[0]['place']}, and its key stands at {keyed.get(request.key)}")

    def _check_strikes(self):
        """No step of a clock is taken twice."""
        taken = Counter()
        for entry in self.entries:
            for fact in entry["facts"]:
                if fact["fact"] == "clock-struck":
                    taken[entry["stream"], json.dumps([fact, entry["happened"]])] += 1
        for what, count in taken.items():
            _check(count == 1, f"twice: {what} was struck {count} times")
        self.strikes = len(taken)

    def check_drafts(self, requests, acknowledged, cases):
        """The last draft of a sheet that was acknowledged is there, unless another was asked for after it, or it is sealed."""
        last = {}
        for request in requests:
            if request.method == "sheet.draft" or request.method == "sheet.seal" and request.key in self.keys:
                last[request.case, request.params["sheet"], request.params["as"]] = request
        for (case, sheet, who), request in last.items():
            if request.method == "sheet.draft" and request.key in acknowledged.first:
                body = self.drafts.get((cases[case], sheet, who), "")
                for judgement in request.params["judgements"].values():
                    _check(judgement["narrative"] in body, f"lost: the draft of {sheet} in {cases[case]} that was acknowledged as {request.key}")

    def check_log(self, engine):
        """The program tells the same ledger; what it has struck since then it tells too."""
        told, after = [], None
        while True:
            page = engine.ask("log", **{"as": "Ada Marsh", "limit": 500, **({} if after is None else {"after": after})})
            if page is None:
                return
            told += page["entries"]
            if len(page["entries"]) < 500:
                break
            after = page["entries"][-1]["place"]
        known = [(e["place"], e["stream"], e["number"]) for e in self.entries]
        _check(
            [(e["place"], e["stream"], e["number"]) for e in told[: len(known)]] == known,
            f"log tells {len(told)} entries, and not the {len(known)} that were there before")


def verify(program, file):
    done = run(program, "verify", "--file", file)
    _check(done.returncode == 0, f"half: verify finds\n{done.stdout}{done.stderr}")
