"""Many seeded programs, quickly: ``python -m tests.hunt.campaign [--count N] [--seed S] [--seconds T]``."""

import argparse
import random
import time

from tests.hunt.compare import accepted, difference
from tests.hunt.programs import program
from tests.hunt.shrink import shrink


def modes(chance: random.Random) -> dict[str, bool]:
    """How one program is run."""
    return {"deaths": chance.random() < 0.0, "force": chance.random() < 0.2, "native": chance.random() < 0.3}


def text_of(seed: int) -> tuple[str, dict[str, bool]]:
    chance = random.Random(seed)
    return program(chance, chance.choice((0, 1, 1, 2, 2, 3))), modes(chance)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--shrink", type=float, default=0, help="seconds to spend on making each failure smaller")
    parser.add_argument("--failures", type=int, default=5)
    options = parser.parse_args()
    start = time.time()
    tried = refused = failures = 0
    for seed in range(options.seed, options.seed + options.count):
        if time.time() - start > options.seconds or failures >= options.failures:
            break
        text, how = text_of(seed)
        if not accepted(text):
            refused += 1
            continue
        tried += 1
        found = difference(text, **how)
        if found:
            failures += 1
            print(f"== seed {seed} {how}", flush=True)
            if options.shrink:
                text = shrink(text, lambda candidate, how=how: bool(difference(candidate, **how)), options.shrink)
                print(text)
            print(difference(text, **how) or found, flush=True)
    print(f"tried {tried} refused {refused} failures {failures} in {time.time() - start:.0f} s")


if __name__ == "__main__":
    main()
