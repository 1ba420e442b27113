"""What befalls a file in an office: several programs at once, a disk that fills or fails, a file that may only be read, a request to end, a reader who leaves."""

import itertools
import json
import os
import random
import resource
import signal
import subprocess
import threading
import time

import disk
import reviews
from client import Client
from engine import Engine, Failure, make, powercut, run
from ledger import Acknowledged, Ledger, verify
from trial import Trial

CASES = 16


def _check(holds, otherwise):
    if not holds:
        raise Failure(otherwise)


def everything(program, folder, seed, seconds):
    faults = (
        a_fair_disk, several_processes, a_full_disk, no_room_for_the_checkpoint, a_disk_that_fails, a_limit, only_to_be_read, asked_to_end,
        a_reader_who_leaves, made_and_cut)
    for fault in faults:
        try:
            told = fault(program, folder, seed, seconds)
        except Failure as failure:
            raise Failure(f"{fault.__name__}: {failure}") from None
        print(f"PASS  {told}", flush=True)


def a_fair_disk(_, folder, *__):
    return disk.fair(folder)


# Several at once


def several_processes(program, folder, seed, seconds):
    """Four clients, each through processes of its own, one of which is killed now and then; somebody reads all the while."""
    file = os.path.join(folder, "several.triad")
    make(program, file, reviews.BEGINNING)
    acknowledged = Acknowledged(os.path.join(folder, "several.acknowledged"))
    asked, failures = [], []
    end = time.monotonic() + seconds
    first = reviews.Script("first")
    reviews.register(first)
    engine = Engine(program, file)
    client = Client(first.requests, acknowledged)
    client.drive(engine, 1)
    asked += client.asked
    lock = threading.Lock()
    kills = [0]

    def write(number):
        chance = random.Random(f"several {seed} {number}")
        script = 0
        while time.monotonic() < end and not failures:
            client = Client(reviews.beginnings(f"{seed} {number} {script}", 4, f"c{number}-{script}").requests, _Sharing(acknowledged, lock))
            script += 1
            while not client.is_over:
                engine = Engine(program, file)
                timer = threading.Timer(chance.uniform(0.5, 4), engine.kill)
                if chance.random() < 0.5:
                    timer.start()
                    kills[0] += 1
                client.drive(engine, chance.choice([1, 4, 32]))
                timer.cancel()
                engine.leave()
            with lock:
                asked.extend(client.asked)

    def read():
        while time.monotonic() < end and not failures:
            done = run(program, "cases", "--file", file, "--format", "json", environment={"TRIAD_AS": reviews.COORDINATOR})
            _check(done.returncode == 0 and json.loads(done.stdout), f"a reader met {done.stderr}")

    def noticing(body, *arguments):
        try:
            body(*arguments)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=noticing, args=(write, number)) for number in range(4)] + [threading.Thread(target=noticing, args=(read,))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise Failure(f"{failures[0]!r}")
    ledger = Ledger(file)
    ledger.check(asked, acknowledged)
    ledger.check_log(engine)
    engine.leave()
    verify(program, file)
    return f"four processes at once for {seconds:.0f} s, {kills[0]} of them with a kill to come: {len(acknowledged.first):,} acknowledged, {len(ledger.entries):,} entries"


class _Sharing:
    """What several clients write down in one place."""

    def __init__(self, acknowledged, lock):
        self.acknowledged, self.lock = acknowledged, lock

    def keep(self, request, answer):
        with self.lock:
            self.acknowledged.keep(request, answer)


# A disk that fills or fails


def _refused_together(trial, engine, number):
    """A group to which the file can do nothing: each gets the storage's own error, and is asked for again later.

    It ends before the clock is set: what is asked for on a later day is refused, for other reasons, on this one.
    """
    client = trial.client
    places = list(itertools.takewhile(lambda place: client.requests[place].method not in ("clock.set", "tick"), range(client.answered, client.answered + 8)))
    _check(places != [], "there is nothing to ask for before the clock is set")
    lines = [client.requests[place].line(place, client.cases) for place in places]
    engine.send(lines)
    client.sent = max(client.sent, client.answered + len(lines))
    for line in lines:
        answer = engine.next()
        _check(answer is not None, "the program ended, and was to answer")
        _check(answer["id"] == line["id"] and answer.get("error", {}).get("code") == number, f"error {number} was expected, and this came: {answer}")
    _check(engine.ask("cases", **{"as": reviews.COORDINATOR})["cases"] != [], "questions are still to be answered")


def _begun(program, folder, seed, environment=None, **more):
    """A file in use, with a process that has it open."""
    trial = Trial(program, folder, seed, cases=CASES)
    engine = trial.engine(environment, **more)
    trial.client.drive(engine, 4, most=60)
    _check(trial.client.answered == 60, f"60 requests were to be answered, and {trial.client.answered} were")
    return trial, engine


def _goes_on(trial, engine):
    trial.client.drive(engine, 4, most=60)
    engine.leave()
    trial.check_whole()
    trial.finish()


def _flag(path, text=""):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def _disk(folder, seed, name):
    """A disk whose room and soundness hang on two flags."""
    flags = {"POWERCUT_FULL": os.path.join(folder, f"{name} full"), "POWERCUT_BAD": os.path.join(folder, f"{name} bad")}
    return flags, {"LD_PRELOAD": powercut(folder), "POWERCUT_FILE": os.path.join(folder, f"{seed}.triad"), **flags}


def a_full_disk(program, folder, seed, _):
    seed = f"{seed}1"
    flags, environment = _disk(folder, seed, "1")
    trial, engine = _begun(program, folder, seed, environment)
    for _ in range(3):
        _flag(flags["POWERCUT_FULL"])
        _refused_together(trial, engine, 713)
        before = len(trial.check().entries)
        os.unlink(flags["POWERCUT_FULL"])
        trial.client.drive(engine, 8, most=8)
        _check(len(trial.check().entries) >= before, "entries went")
    _goes_on(trial, engine)
    return "a full disk: every request of a group is told so, nothing is kept of it, and with room again it goes on"


def no_room_for_the_checkpoint(program, folder, seed, _):
    """The log finds room and the file itself does not: what is committed is answered as done all the same."""
    seed = f"{seed}2"
    flags, environment = _disk(folder, seed, "2")
    trial, engine = _begun(program, folder, seed, environment)
    _flag(flags["POWERCUT_FULL"], "the database alone")
    trial.client.drive(engine, 1, most=200)
    log = os.path.getsize(trial.file + "-wal")
    _check(log > 4 << 20, f"the log was to grow past a checkpoint, and has {log} bytes")
    trial.check()
    os.unlink(flags["POWERCUT_FULL"])
    _goes_on(trial, engine)
    return f"no room for the checkpoint: what is committed to a log of {log / (1 << 20):.1f} MB is answered as done"


def a_disk_that_fails(program, folder, seed, _):
    """A commit that could not be synced may be there after a crash, or not: with its key it is asked for again, and is there once."""
    seed = f"{seed}3"
    flags, environment = _disk(folder, seed, "3")
    trial, engine = _begun(program, folder, seed, environment)
    for is_killed in (False, True, False, True):
        _flag(flags["POWERCUT_BAD"])
        _refused_together(trial, engine, 716)
        os.unlink(flags["POWERCUT_BAD"])
        if is_killed:
            engine.kill()
            engine.gone()
            engine = trial.engine(environment)
        trial.client.drive(engine, 8, most=16)
        trial.check()
    _goes_on(trial, engine)
    return "a disk that cannot sync: every request of a group is told so, and asked again it is there once, after a kill too"


def a_limit(program, folder, seed, _):
    """The system's own limit on the size of files (RLIMIT_FSIZE): writing fails in the middle of a page."""
    seed = f"{seed}4"
    trial, engine = _begun(program, folder, seed, before=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
    for room in (0, 100, 5_000):
        soft, hard = resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, (os.path.getsize(trial.file + "-wal") + room, hard))
        _refused_together(trial, engine, 716)
        resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, (soft, hard))
        trial.client.drive(engine, 8, most=8)
        trial.check()
    _goes_on(trial, engine)
    return "a limit on the size of files: a group that is cut short in a page is told so, and with room again it goes on"


# A file that may only be read


def only_to_be_read(program, folder, seed, _):
    seed = f"{seed}5"
    trial, engine = _begun(program, folder, seed)
    os.chmod(trial.file, 0o444)
    trial.client.drive(engine, 4, most=20)
    _check(trial.client.answered == 80, "whoever has the file open goes on with it")
    done = run(program, "tick", "--file", trial.file)
    _check(done.returncode == 7 and "may only be read" in done.stderr, f"another writer was to be refused: {done.stderr}")
    os.chmod(trial.file, 0o600)
    _goes_on(trial, engine)
    return "a file that is made read-only: who has it open goes on, the next writer is refused, and nothing is lost"


# Ends


def asked_to_end(program, folder, seed, _):
    """SIGTERM: what was taken is finished and answered, and nothing is done that is not answered."""
    seed = f"{seed}6"
    chance = random.Random(seed)
    trial = Trial(program, folder, seed, cases=CASES)
    for number in range(5):
        # Where whoever starts it blocks the signal, too.
        block = (lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])) if number % 2 else None
        engine = trial.engine(before=block)
        timer = threading.Timer(chance.uniform(0.3, 1), engine.process.send_signal, [signal.SIGTERM])
        timer.start()
        trial.client.drive(engine, chance.choice([1, 8, 64]))
        words = engine.gone()
        _check(engine.process.returncode == 0, f"it ended with {engine.process.returncode}: {words}")
        ledger = trial.check_whole()
        answered = {request.key for request in trial.client.requests[: trial.client.answered]}
        _check(set(ledger.keys) <= answered, f"done and not answered: {set(ledger.keys) - answered}")
    trial.finish()
    return "SIGTERM, five times: what was done was answered, and the program ended with 0"


def a_reader_who_leaves(program, folder, seed, _):
    """The program ends of itself when nobody reads its answers; what it had done is there when its keys come again."""
    seed = f"{seed}7"
    trial = Trial(program, folder, seed, cases=CASES)
    client = trial.client
    for _ in range(3):
        reading, writing = os.pipe()
        process = subprocess.Popen([program, "rpc", "--file", trial.file], stdin=subprocess.PIPE, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        lines = [json.dumps(client.requests[place].line(place, client.cases)) for place in range(client.answered, client.answered + 100)]
        _send(process, lines[:50])
        os.read(reading, 1)
        os.close(reading)
        _send(process, lines[50:])
        code, words = process.wait(timeout=60), process.stderr.read().decode()
        client.sent = client.answered + len(lines)
        _check(code == 0 and words == "", f"it ended with {code}: {words}")
        engine = trial.engine()
        trial.check()
        client.drive(engine, 32, most=50)
        engine.leave()
        trial.check_whole()
    trial.finish()
    return "a reader who leaves, three times: the program ended with 0, and what it had done was there once"


def _send(process, lines):
    try:
        process.stdin.write("".join(line + "\n" for line in lines).encode())
        process.stdin.flush()
    except BrokenPipeError:
        pass


def made_and_cut(program, folder, seed, _):
    """The power is cut while a file is made, or just after: once it is said to be made, it is there."""
    library = powercut(folder)
    chance = random.Random(f"made {seed}")
    made, attempts = 0, 12
    for number in range(attempts):
        file = os.path.join(folder, f"made-{number}.triad")
        at = 1_000 if number % 3 == 0 else chance.randint(1, 140)
        environment = {"LD_PRELOAD": library, "POWERCUT_FILE": file, "POWERCUT_AT": str(at), "POWERCUT_SEED": str(chance.getrandbits(63))}
        done = run(program, "new", file, "--coordinator", reviews.COORDINATOR, environment=environment)
        if "Made" in done.stderr:
            made += 1
            verify(program, file)
        else:
            left = run(program, "cases", "--file", file)
            _check(left.returncode in (0, 7), f"half a file was left, and opening it ended with {left.returncode}: {left.stderr}")
    _check(0 < made < attempts, f"of {attempts} files {made} were made")
    return f"the power cut while a file is made, or just after: {made} of {attempts} were said to be made, and are there"
