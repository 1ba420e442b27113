"""One file, written by one client through one process after another; each of them dies."""

import os
import random
import threading
from collections import Counter

import reviews
from client import Client
from engine import Engine, Failure, make
from ledger import Acknowledged, Ledger, verify


class Trial:
    def __init__(self, program, folder, seed, environment=None, together=32, cases=30):
        self.program, self.environment, self.together = program, environment or {}, together
        self.chance = random.Random(f"trial {seed}")
        self.file = os.path.join(folder, f"{seed}.triad")
        requests = reviews.whole(seed, cases).requests
        beginning = [request.begins for request in requests if request.begins is not None]
        cases = {case: f"triad-review-{number + 1}" for number, case in enumerate(beginning)}
        self.client = Client(requests, Acknowledged(os.path.join(folder, f"{seed}.acknowledged")), cases)
        self.told = Counter()
        make(program, self.file, reviews.BEGINNING)

    def engine(self, environment=None, **more):
        return Engine(self.program, self.file, {**self.environment, **(environment or {})}, **more)

    def round(self, death):
        """A process that is started, looked at and asked, until it dies. Returns what it said of its death."""
        engine = self.engine(death.environment)
        timer = threading.Timer(death.delay or 0, engine.kill)
        try:
            if death.delay is not None and death.comes_early:
                timer.start()
            if engine.ask("head") is not None:
                self.check()
                if death.delay is not None and not death.comes_early:
                    timer.start()
                known = self.client.remembered[-40:]
                self.client.ask_again(engine, sorted(self.chance.sample(known, min(3, len(known)))))
                self.client.drive(engine, self.chance.choice([1, 1, min(4, self.together), self.together]), death.most)
            if death.most is not None:
                return engine.leave()
            engine.kill()
            return engine.gone()
        except Failure:
            # Whoever has lost one request refuses another: what was lost is the reason.
            self.check()
            raise
        finally:
            timer.cancel()
            engine.kill()

    def check(self):
        """While a process has the file open, so that nothing is changed by looking."""
        ledger = Ledger(self.file)
        ledger.check(self.client.asked, self.client.acknowledged)
        ledger.check_drafts(self.client.asked, self.client.acknowledged, self.client.cases)
        return ledger

    def check_whole(self):
        """Everything that can be looked at: `log` and `verify` too."""
        verify(self.program, self.file)
        engine = Engine(self.program, self.file)
        ledger = self.check()
        ledger.check_log(engine)
        engine.leave()
        return ledger

    def finish(self):
        """The last answers, and a last look."""
        engine = self.engine()
        self.client.drive(engine, 32)
        engine.leave()
        if not self.client.is_over:
            raise Failure("a process that nobody killed has not answered everything")
        ledger = self.check_whole()
        self.told += self.client.told
        self.told["entries"] += len(ledger.entries)
        self.told["strikes"] += ledger.strikes
