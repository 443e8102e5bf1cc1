"""Run a program with a recorder; after some time, dump and leave: ``python dumping.py SECONDS DUMP PROGRAM``."""

import os
import runpy
import sys
import threading

import minicoro

seconds, out, program = sys.argv[1:]
sys.argv = [program]
recorder = minicoro.record(last=10_000)


def leave():
    recorder.dump(out, "the test's time is over")
    os._exit(0)


timer = threading.Timer(float(seconds), leave)
timer.daemon = True
timer.start()
runpy.run_path(program, run_name="__main__")
