"""The program as a process: asked by lines, killed, and opened again."""

import json
import os
import queue
import shutil
import signal
import subprocess
import threading

HERE = os.path.dirname(os.path.abspath(__file__))


class Failure(Exception):
    """What was promised did not hold."""


def powercut(folder):
    """The library that stands between the program and its disk, made once for this run, in its folder."""
    library = os.path.join(folder, "powercut.so")
    if os.path.exists(library):
        return library
    compiler = next((found for found in map(shutil.which, ("cc", "gcc", "clang")) if found), None)
    if compiler is None:
        raise SystemExit("A C compiler is needed (cc, gcc or clang).")
    subprocess.run(
        [compiler, "-O2", "-shared", "-fPIC", "-o", library, os.path.join(HERE, "powercut.c"), "-ldl", "-lpthread"], check=True)
    return library


class Engine:
    """`triad rpc` on one file. What it answers is read as it comes, by a thread of its own."""

    def __init__(self, program, file, environment=None, before=None):
        self.process = subprocess.Popen(
            [program, "rpc", "--file", file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})}, preexec_fn=before)
        self.answers = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.numbers = 0

    def _read(self):
        for line in self.process.stdout:
            # Half a line is no answer.
            if line.endswith(b"\n"):
                self.answers.put(json.loads(line))
        self.answers.put(None)

    def send(self, lines):
        """Whether there is somebody to send to."""
        try:
            self.process.stdin.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
            self.process.stdin.flush()
            return True
        except BrokenPipeError:
            return False

    def next(self, timeout=120):
        """The next answer; nil after the last."""
        try:
            answer = self.answers.get(timeout=timeout)
            if answer is None:
                self.answers.put(None)
            return answer
        except queue.Empty:
            where = self._where()
            self.kill()
            raise Failure(f"no answer within {timeout} seconds; the program waits in {where}") from None

    def _where(self):
        """What each thread of the program waits for, as the system knows it."""
        tasks = f"/proc/{self.process.pid}/task"
        found = []
        for task in os.listdir(tasks):
            for name in ("wchan", "syscall"):
                with open(f"{tasks}/{task}/{name}", encoding="ascii") as file:
                    found.append(file.read().strip())
        return ", ".join(found)

    def ask(self, method, **params):
        """The result of one request, where no other waits."""
        self.numbers += 1
        if not self.send([{"jsonrpc": "2.0", "id": f"ask {self.numbers}", "method": method, "params": params}]):
            return None
        answer = self.next()
        if answer is None:
            return None
        if "result" not in answer:
            raise Failure(f"{method} was answered by {answer}")
        return answer["result"]

    def kill(self):
        """Without warning; nothing where it has ended already."""
        self.process.send_signal(signal.SIGKILL)

    def leave(self):
        """Closes the input; the program ends of itself. Returns what it has said to people."""
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        return self.gone()

    def gone(self):
        """Waits for the end. Returns what the program has said to people."""
        watch = threading.Timer(120, self.process.send_signal, [signal.SIGABRT])
        watch.start()
        words = self.process.stderr.read().decode()
        code = self.process.wait()
        watch.cancel()
        self.reader.join()
        if code not in (0, -signal.SIGKILL) or "locked" in words:
            raise Failure(f"the program ended with {code}: {words}")
        return words


def run(program, *words, environment=None):
    """One command of the program, to its end."""
    return subprocess.run([program, *words], capture_output=True, text=True, env={**os.environ, **(environment or {})})


def make(program, file, beginning):
    """A file with a virtual clock, or, without a beginning, with the wall's."""
    done = run(program, "new", file, "--coordinator", "Ada Marsh", *(["--virtual", beginning] if beginning else []))
    if done.returncode != 0:
        raise Failure(f"no file could be made: {done.stderr}")
