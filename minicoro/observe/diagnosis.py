"""Findings: problems, each with its rule, its place, and advice."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock

_MOST_FINDINGS = 100


@dataclass
class Finding:
    """One diagnosis.  rule: its id in the book.  advice: what to do.  where: the place in the program.

    times: the number of times that it was found.  others: of these, how many had another text, such as another task.
    """

    what: str
    rule: str
    advice: str
    where: str = ""
    times: int = 1
    others: int = 0

    def __str__(self) -> str:
        times = (
            f" (and {self.others} more like it)" if self.others else f" ({self.times} times)" if self.times > 1 else ""
        )
        where = f"   where: {self.where}\n" if self.where else ""
        return f"explain: {self.what}{times}\n{where}   rule: {self.rule}\n   what to do: {self.advice}\n"


class Findings:
    """All findings of a run, each kept once.  write: called with the text.

    An endless program may repeat a mistake for ever: from the hundredth finding on, findings are only counted.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._found: dict[str, Finding] = {}
        self._told: set[str] = set()
        self._more = 0
        self._lock = RLock()

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, what: str, rule: str, advice: str, where: str = "", at_once: bool = False, same: str = "") -> None:
        """Keep a finding, or count it.  at_once: report it now, because the run may be endless.

        same: two findings with equal ``same`` are the same, even if their texts differ; the first is reported.
        """
        with self._lock:
            same = same or what
            if same in self._found:
                self._found[same].times += 1
                self._found[same].others += what != self._found[same].what
            elif len(self._found) < _MOST_FINDINGS:
                self._found[same] = Finding(what, rule, advice, where)
                if at_once:
                    self._told.add(same)
                    self._write(str(self._found[same]))
            else:
                self._more += 1

    def withdraw(self, same: str) -> None:
        """A finding that was not reported yet has turned out to be none."""
        with self._lock:
            if same not in self._told:
                self._found.pop(same, None)

    def is_at(self, where: str) -> bool:
        """Whether there is a finding at this place."""
        return any([finding.where == where for finding in self._found.values()])

    def tell(self, only: str = "") -> None:
        """Report the findings that have not been reported yet; only: this one."""
        with self._lock:
            for same, finding in self._found.items():
                if same not in self._told and only in ("", same):
                    self._told.add(same)
                    self._write(str(finding))
            if self._more and not only:
                self._write(f"explain: and {self._more} more\n")
                self._more = 0

    def say(self, text: str) -> None:
        """Write a text that is not a finding."""
        with self._lock:
            self._write(text)
