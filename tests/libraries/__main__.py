"""``python -m tests.libraries [NAME …]``: other people's suites under CPython and minicoro; all, or these.

--quick runs those that CI runs; --verbose shows the end of what pytest said under minicoro.  The exit code is 1 if a test
differs that `listed.toml` does not name, or one that it names does not differ any more.
"""

import argparse
import sys

from tests.libraries.suites import CannotRunError, compared, kept, listed, manifest

MOST = 20
"""So many tests that differ are named."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.libraries", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    unknown = set(options.names) - {library.name for library in manifest()}
    if unknown:
        parser.error(f"not in manifest.toml: {', '.join(sorted(unknown))}")
    wanted = [
        one
        for one in manifest()
        if (one.name in options.names or not options.names) and (one.quick or not options.quick)
    ]
    bad = 0
    for library in wanted:
        known = listed().get(library.name, {})
        try:
            verdict = compared(library)
        except CannotRunError as error:
            print(f"{library.name}: can't be run here: {error}", flush=True)
            bad += 1
            continue
        print(kept(verdict), flush=True)
        new = {test: pair for test, pair in verdict.differing.items() if test not in known}
        for test, (host, ours) in list(new.items())[:MOST]:
            print(f"  {test}: CPython {host}, minicoro {ours}", flush=True)
        if len(new) > MOST:
            print(f"  … and {len(new) - MOST} more")
        for test in known.keys() - verdict.differing.keys():
            print(f"  {test}: listed, and does not differ any more", flush=True)
        bad += len(verdict.differing.keys() ^ known.keys())
        if options.verbose:
            print(verdict.ours.said)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
