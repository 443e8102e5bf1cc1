"""One side of a measurement: runs as a script, under CPython or under minicoro, and times what it is told to.

Reads one order a line from standard input, `ROUNDS` (how often to run the benchmark), and answers each with one line
of JSON.  Between orders it sleeps in a read, so that the two sides can take turns.  What is timed is this process's
time on the processor, which other processes disturb less than the clock on the wall; nothing measured here waits.
"""

import importlib
import json
import sys
import time


def main():
    module = importlib.import_module(sys.argv[1])
    arguments = []
    if len(sys.argv) > 2:
        parameter = module.PARAMETERS[int(sys.argv[2])]
        arguments = [module.prepare(parameter) if hasattr(module, "prepare") else parameter]
    bench = module.bench
    clock = time.process_time
    for line in sys.stdin:
        rounds = int(line)
        start = clock()
        answer = bench(rounds, *arguments)
        seconds = clock() - start
        print(json.dumps({"seconds": seconds, "answer": repr(answer)}), flush=True)


main()
