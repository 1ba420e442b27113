"""Sends the pipe requests at random and broken ones, and says what it found: a crash, a hang, an answer that is none, memory that
grows, or a file that no longer verifies.

    fuzz-rpc.py TRIAD LARKMERE [--minutes N] [--seed S]
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time

COORDINATOR = "Ada Marsh"
CHUNK = 60
# A chunk that is not answered by then hangs.
PATIENCE = 120
# Whatever is sent: what is read of one line, and its answer, must fit beside the program itself.
MOST_MEMORY = 700 << 20


def tables(folder):
    def rows(name):
        with open(os.path.join(folder, f"{name}.csv"), encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return {name: rows(name) for name in ("organisations", "people", "affiliations", "credentials", "interests")}


class Maker:
    """Lines, right and wrong."""

    WORDS = ["alder-bank", "Joan Kettle", "P2", "triad-review-1", "triad-review-2", "peer", "self", "lead", "", "é", "e\u0301", "2026-12-08", "2027-13-01",
             "leave", "schedule", "withdraw", "record", "factual_check", "CASE/17", "triad-review-1/2", "file", "a:1", "x" * 300, "\u0000", "\u202e", "😀", "null", "1e999"]
    NUMBERS = [0, 1, -1, 2, 17, 200, 2**31, 2**53, 2**63 - 1, -(2**63), 0.5, -0.0, 1e308]

    def __init__(self, seed, methods):
        self.random = random.Random(seed)
        self.methods = methods
        self.count = 0

    def value(self, schema, depth=0):
        """Mostly what the schema says, now and then anything."""
        pick = self.random
        if schema is True or pick.random() < 0.06 or depth > 6:
            return self.anything(depth)
        if "enum" in schema:
            return pick.choice(schema["enum"])
        if "anyOf" in schema:
            return self.value(pick.choice(schema["anyOf"]), depth)
        kind = schema.get("type")
        if kind == "string":
            return pick.choice(self.WORDS)
        if kind in ("integer", "number"):
            return pick.choice(self.NUMBERS)
        if kind == "boolean":
            return pick.random() < 0.5
        if kind == "array":
            return [self.value(schema["items"], depth + 1) for _ in range(pick.randrange(4))]
        if kind == "object":
            names = schema.get("properties", {})
            if names:
                return {name: self.value(inner, depth + 1) for name, inner in names.items() if name in schema["required"] or pick.random() < 0.5}
            inner = schema.get("additionalProperties", True)
            return {pick.choice(self.WORDS): self.value(inner, depth + 1) for _ in range(pick.randrange(4))}
        return self.anything(depth)

    def anything(self, depth=0):
        pick = self.random
        kind = pick.randrange(7 if depth < 4 else 5)
        if kind == 0:
            return None
        if kind == 1:
            return pick.random() < 0.5
        if kind == 2:
            return pick.choice(self.NUMBERS)
        if kind < 5:
            return pick.choice(self.WORDS)
        if kind == 5:
            return [self.anything(depth + 1) for _ in range(pick.randrange(4))]
        return {pick.choice(self.WORDS): self.anything(depth + 1) for _ in range(pick.randrange(4))}

    def call(self):
        self.count += 1
        method = self.random.choice(self.methods)
        params = {}
        for parameter in method["params"]:
            if parameter["name"] == "as":
                params["as"] = self.random.choice([COORDINATOR, "Joan Kettle", "Helen Orchard", "P9", "nobody"])
            elif parameter["required"] or self.random.random() < 0.3:
                params[parameter["name"]] = self.value(parameter["schema"])
        if "walks" in params or "wait_ms" in params:
            params.update({name: 3 for name in ("walks", "wait_ms") if name in params})
        call = {"jsonrpc": "2.0", "id": self.count, "method": method["name"], "params": params}
        if self.random.random() < 0.1:
            call["id"] = self.anything()
        if self.random.random() < 0.1:
            del call["id"]
        if self.random.random() < 0.03:
            call[self.random.choice(["key", "jsonrpc", "method", "params"])] = self.anything()
        return call

    def line(self):
        pick = self.random
        kind = pick.random()
        if kind < 0.5:
            return json.dumps(self.call(), ensure_ascii=pick.random() < 0.5).encode("utf-8", "surrogatepass")
        if kind < 0.6:
            return json.dumps([self.call() if pick.random() < 0.9 else self.anything() for _ in range(pick.randrange(6))]).encode()
        if kind < 0.95:
            return self.broken(json.dumps(self.call()).encode())
        return self.monster()

    def broken(self, line):
        pick = self.random
        bytes_ = bytearray(line)
        for _ in range(pick.randrange(1, 6)):
            if not bytes_:
                break
            place = pick.randrange(len(bytes_))
            kind = pick.randrange(5)
            if kind == 0:
                bytes_[place] = pick.randrange(256)
            elif kind == 1:
                del bytes_[place:place + pick.randrange(1, 9)]
            elif kind == 2:
                bytes_[place:place] = pick.choice([b"\\ud800", b"\\u0000", b"\xff", b"\xc3", b"\x00", b'"', b"{", b"]", b",", b"1e999", b"99999999999999999999", b"\xef\xbb\xbf", b"//", b"'"])
            elif kind == 3:
                other = pick.randrange(len(bytes_))
                bytes_[place:place] = bytes_[min(place, other):max(place, other)]
            else:
                bytes_ = bytes_[:place]
        return bytes(bytes_).replace(b"\n", b" ")

    def monster(self):
        pick = self.random
        kind = pick.randrange(6)
        if kind == 0:
            return b"[" * pick.choice([300, 5000, 100_000])
        if kind == 1:
            return b'{"a":' * pick.choice([300, 5000, 100_000])
        if kind == 2:
            return b'{"jsonrpc":"2.0","id":1,"method":"' + b"x" * pick.choice([1000, 1_000_000]) + b'"}'
        if kind == 3:
            return json.dumps([{"jsonrpc": "2.0", "id": n, "method": "head"} for n in range(pick.choice([200, 10_001]))]).encode()
        if kind == 4:
            member = b'"' + b"a" * 20 + b'":1,'
            return b"{" + member * pick.choice([100, 20_000]) + b'"b":1}'
        return b" " * pick.choice([1, 100_000]) if pick.random() < 0.97 else b"x" * (17 << 20)


class Pipe:
    def __init__(self, triad, file):
        self.process = subprocess.Popen([triad, "rpc", "--file", file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def chunk(self, lines, sentinel):
        """Sends lines and one that must be answered last; gives what was answered before it. None: no answer in time."""
        end = json.dumps({"jsonrpc": "2.0", "id": sentinel, "method": "head", "params": {}}).encode()
        answers, done = [], threading.Event()

        def read():
            for line in self.process.stdout:
                answers.append(line)
                if sentinel.encode() in line and json.loads(line).get("id") == sentinel:
                    done.set()
                    return

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        writer = threading.Thread(target=self.write, args=(b"\n".join(lines + [end]) + b"\n",), daemon=True)
        writer.start()
        began = time.monotonic()
        while not done.wait(0.2):
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE:
                return None
        return answers[:-1]

    def write(self, text):
        try:
            self.process.stdin.write(text)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmRSS"))


def fault(answers):
    """What is wrong with them, if something is."""
    for answer in answers:
        try:
            value = json.loads(answer)
        except ValueError:
            return f"no JSON: {answer[:200]!r}"
        for one in value if isinstance(value, list) else [value]:
            if one.get("jsonrpc") != "2.0" or "id" not in one or ("result" in one) == ("error" in one):
                return f"no answer: {answer[:200]!r}"
            if one.get("error", {}).get("code") == -32603:
                return f"something went wrong inside: {answer[:400]!r}"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("triad")
    parser.add_argument("larkmere")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="triad-fuzz-")
    file = os.path.join(folder, "a.triad")
    subprocess.run([given.triad, "new", file, "--coordinator", COORDINATOR, "--virtual", "2026-06-22"], check=True, stderr=subprocess.DEVNULL)
    pipe = Pipe(given.triad, file)
    start = {"as": COORDINATOR, "workflow": "triad-review", "subject": "alder-bank", "roles": {"lead": "cobble-hill", "reviewer": "brackenford"}}
    setup = [("import", {"as": COORDINATOR, "tables": tables(given.larkmere)}), ("start", start), ("start", start), ("rpc.discover", {})]
    lines = [json.dumps({"jsonrpc": "2.0", "id": n, "method": method, "params": params}).encode() for n, (method, params) in enumerate(setup)]
    answers = [json.loads(line) for line in pipe.chunk(lines, "set-up") or sys.exit("it could not be set up")]
    # A clock that is set far ahead would end everything at once; verify takes the longer the more there is.
    methods = [m for m in answers[-1]["result"]["methods"] if m["name"] not in ("clock.set", "verify", "rpc.discover")]
    maker = Maker(given.seed, methods)
    print(f"seed {given.seed}, {given.minutes:g} minutes", file=sys.stderr)
    end, sent, most, number = time.monotonic() + 60 * given.minutes, 0, 0, 0
    while time.monotonic() < end:
        number += 1
        lines = [maker.line() for _ in range(CHUNK)]
        answers = pipe.chunk(lines, f"end-of-{number}")
        found = "it crashed or hangs" if answers is None else fault(answers)
        most = max(most, pipe.memory()) if answers is not None else most
        if most > MOST_MEMORY:
            found = f"it holds {most >> 20} MB"
        if found:
            kept = os.path.join(folder, f"found-{given.seed}-{number}.jsonl")
            with open(kept, "wb") as out:
                out.write(b"\n".join(lines) + b"\n")
            if pipe.process.poll() is not None:
                found += f" (exit {pipe.process.returncode}): {pipe.process.stderr.read()[-500:]!r}"
            sys.exit(f"{found}\nThe lines are in {kept}; the file is {file}.")
        sent += len(lines)
    pipe.process.stdin.close()
    pipe.process.wait()
    verified = subprocess.run([given.triad, "verify", "--file", file], capture_output=True, text=True)
    if verified.returncode != 0:
        sys.exit(f"The file does not verify: {verified.stdout}\nThe file is {file}.")
    print(f"{sent} lines, nothing found; at most {most >> 20} MB. {verified.stdout.strip()}")


main()
