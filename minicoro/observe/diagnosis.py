"""Findings: what went wrong, by which rule, where, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock

_MOST_FINDINGS = 100


@dataclass
class Finding:
    """One diagnosis.  rule: its id in the book; advice: what to do; where: the place in the program.

    times: how often this was found.
    """

    what: str
    rule: str
    advice: str
    where: str = ""
    times: int = 1

    def __str__(self) -> str:
        times = f" ({self.times} times)" if self.times > 1 else ""
        where = f"   where: {self.where}\n" if self.where else ""
        return f"explain: {self.what}{times}\n{where}   rule: {self.rule}\n   what to do: {self.advice}\n"


class Findings:
    """All findings of a run, each kept once.  write: takes the text.

    A program that goes on for ever may make the same mistake for ever: from a hundred on, findings are only counted.
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
        """Keep a finding, or count it.  at_once: say it now, for the run may have no end.

        same: by this, and not by its words, it is known to be the same as another; of those the first is said.
        """
        with self._lock:
            same = same or what
            if same in self._found:
                self._found[same].times += 1
            elif len(self._found) < _MOST_FINDINGS:
                self._found[same] = Finding(what, rule, advice, where)
                if at_once:
                    self._told.add(same)
                    self._write(str(self._found[same]))
            else:
                self._more += 1

    def is_at(self, where: str) -> bool:
        """Whether something was found at this place."""
        return any([finding.where == where for finding in self._found.values()])

    def tell(self) -> None:
        """Say what has been found and was not said yet."""
        with self._lock:
            for same, finding in self._found.items():
                if same not in self._told:
                    self._told.add(same)
                    self._write(str(finding))
            if self._more:
                self._write(f"explain: and {self._more} more\n")
                self._more = 0

    def say(self, text: str) -> None:
        """Write a text that is no finding."""
        with self._lock:
            self._write(text)
