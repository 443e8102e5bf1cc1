"""`minicoro learn`: the lessons."""

from collections.abc import Sequence

from minicoro.cli.command_line import UsageError, unknown_option

HELP = """\
usage: minicoro learn [NUMBER | --list | --forget]

Short lessons on coroutines: read a program, predict what it prints, run it, step through it.
Enter continues, b goes back, q leaves; any other input is run as at a prompt.

  (nothing)      start with the first lesson that is not done
  NUMBER         start this lesson
  --list         list the lessons, and mark those that are done
  --forget       mark all lessons as not done
  -h, --help     show this text

The lessons that are done are kept in a file in XDG_STATE_HOME (~/.local/state/minicoro/lessons.json).
"""


def enter(words: Sequence[str]) -> int:
    """Run `minicoro learn`; return the exit code."""
    if len(words) > 1:
        raise UsageError(f"one lesson at a time, not {words[1]!r} as well")
    from minicoro.repl import learning
    from minicoro.repl.lessons import lessons

    progress = learning.Progress()
    word = words[0] if words else ""
    if word == "--list":
        learning.say(learning.listing(progress).rstrip("\n"))
        return 0
    if word == "--forget":
        progress.forget()
        return 0
    if word.startswith("-"):
        raise unknown_option(word, HELP)
    if word:
        count = len(lessons())
        if not word.isdecimal() or not 1 <= int(word) <= count:
            raise UsageError(f"there is no lesson {word!r}: the lessons are 1 to {count}")
        learning.take(int(word), progress)
        return 0
    return _all(progress)


def _all(progress: object) -> int:
    from minicoro.repl import learning

    assert isinstance(progress, learning.Progress)
    number = learning.following(progress)
    if not number:
        learning.say(
            learning.listing(progress)
            + "\nAll lessons are done.  `minicoro learn NUMBER` starts one again; --forget marks all as not done."
        )
    while number and learning.take(number, progress):
        number = learning.following(progress)
        if number and not learning.goes_on(number):
            return 0
    return 0
