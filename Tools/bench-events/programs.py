"""A program that answers lines on a pipe, and how long it takes."""

import json
import os
import re
import subprocess
import threading
import time


class Program:
    """One that runs, its file open: the first answer is waited for before anything is measured."""

    def __init__(self, command, opening, environment=None):
        self.name = os.path.basename(command[0])
        self.errors = os.memfd_create("errors")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, bufsize=0, env={**os.environ, **(environment or {})})
        self.input, self.output = self.process.stdin.fileno(), self.process.stdout.fileno()
        self.together([opening])

    def one_by_one(self, lines):
        """Seconds, each line written once the one before it is answered."""
        began = time.perf_counter()
        for line in lines:
            os.write(self.input, line)
            self.take(1)
        return time.perf_counter() - began

    def together(self, lines, most=None):
        """Seconds, written as fast as they are taken; with `most`, so many at a time, once those before them are answered."""
        size = most or max(len(lines), 1)
        began = time.perf_counter()
        for start in range(0, len(lines), size):
            part = lines[start:start + size]
            writer = threading.Thread(target=self.write, args=(b"".join(part),))
            writer.start()
            self.take(len(part))
            writer.join()
        return time.perf_counter() - began

    def write(self, data):
        view = memoryview(data)
        while view:
            view = view[os.write(self.input, view):]

    def take(self, answers):
        """Waits for so many answers, none of which may be a refusal."""
        while answers > 0:
            found = os.read(self.output, 1 << 20)
            if not found:
                raise SystemExit(f"{self.name} has ended.\n{self.said()}")
            if b'"error":{' in found:
                raise SystemExit(f"{self.name} refuses a request: {found[found.index(b'error'):][:400].decode()}")
            answers -= found.count(b"\n")

    def memory(self):
        """The most bytes that it held at a time."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) * 1024

    def said(self):
        return os.pread(self.errors, 1 << 22, 0).decode()

    def end(self):
        """Closes its input; what it said on its error output."""
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise SystemExit(f"{self.name} has failed.\n{self.said()}")
        self.process.stdout.close()
        return self.said()


def verify(triad, file, wants="rate"):
    """What `triad verify` says of a file that must be clean: its entries and how many a second were verified; or the log's root."""
    began = time.perf_counter()
    result = subprocess.run([triad, "verify", "--file", file, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - began
    if result.returncode != 0:
        raise SystemExit(f"triad verify: {file} is not clean.\n{result.stdout}{result.stderr}")
    said = json.loads(result.stdout)
    return said["head"]["root"] if wants == "root" else (said["entries"], said["entries"] / seconds)
