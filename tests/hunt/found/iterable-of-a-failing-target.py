# The iterator of a loop whose target fails is gone before the error is handled.  Seed 1000484.
def gen0(*args, **kwargs):
    try:
        del (yield None).x
    finally:
        assert None


for None[87] in gen0():
    continue
