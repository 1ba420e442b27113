"""Whoever asks: a script of requests, each asked for until it is answered."""

from collections import Counter

from engine import Failure


class Client:
    """Drives a script through one process after another; the first request without an answer is where it goes on."""

    def __init__(self, requests, acknowledged, cases=None):
        self.requests, self.acknowledged = requests, acknowledged
        # By their place in the script; where others begin cases too, only the engine knows them.
        self.cases = dict(cases or {})
        self.answered = 0
        # Up to here a process may have read them.
        self.sent = 0
        self.told = Counter()

    @property
    def is_over(self):
        return self.answered == len(self.requests)

    @property
    def asked(self):
        return self.requests[: self.sent]

    def drive(self, engine, window, most=None):
        """Until the process or the script ends, or so many are answered. At most a window of them wait at once."""
        sent = self.answered
        end = len(self.requests) if most is None else min(len(self.requests), self.answered + most)
        while self.answered < end:
            last = self._last_known(sent, min(self.answered + window, end))
            self.told["sent again"] += max(0, min(last, self.sent) - sent)
            engine.send([self.requests[place].line(place, self.cases) for place in range(sent, last)])
            sent = last
            # What the process was sent it may have done, whether it answers or not.
            before, self.sent = self.sent, max(self.sent, sent)
            answer = engine.next()
            if answer is None:
                return
            if answer["id"] != self.answered:
                raise Failure(f"request {self.answered} was to be answered next, and this came: {answer}")
            self.take(answer, is_again=self.answered < before)
            self.answered += 1

    def _last_known(self, first, end):
        """Up to where the requests name cases that are known."""
        for place in range(first, end):
            case = self.requests[place].case
            if case is not None and case not in self.cases:
                return place
        return max(first, end)

    def ask_again(self, engine, places):
        """What was acknowledged, with its key: the first answer comes again."""
        for place in places:
            engine.send([self.requests[place].line(place, self.cases)])
            answer = engine.next()
            if answer is None:
                return
            self.take(answer, is_again=True)
            self.told["asked again"] += 1

    @property
    def remembered(self):
        """The answered requests whose answer is kept with their key: not a draft's, and not a refusal."""
        return [
            place for place, request in enumerate(self.requests[: self.answered])
            if request.key is not None and request.method != "sheet.draft" and not request.is_refused]

    def take(self, answer, is_again=False):
        request = self.requests[answer["id"]]
        if "error" in answer:
            # A draft that is asked for again may meet the sealed sheet that it was to become.
            if not request.is_refused and not (request.method == "sheet.draft" and is_again):
                raise Failure(f"{request} was answered by {answer['error']}")
        elif request.is_refused:
            raise Failure(f"{request} was to be refused")
        elif request.begins is not None:
            self.cases.setdefault(request.begins, answer["result"]["began"][0])
            if answer["result"]["began"] != [self.cases[request.begins]]:
                raise Failure(f"{request} began {answer['result']['began']}")
        self.acknowledged.keep(request, {name: answer[name] for name in ("result", "error") if name in answer})
        self.told["acknowledged"] += 1
