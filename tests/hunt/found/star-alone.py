# What is alone behind a star is unpacked by the call itself, after the keywords are evaluated.  Seed 88000105, walked.
def f(*args, **keywords):
    return args


def tell(act):
    try:
        out(name_of(act()))
    except TypeError as error:
        out(show(error))


tell(lambda: f(*t(6), k1=t(2)))
tell(lambda: f(t(1), *t(6), k1=t(2)))
tell(lambda: f(*2, k1=t(2)))
tell(lambda: f(t(1), *2, k1=t(2)))
tell(lambda: f(*2, *t(6)))




tell(lambda: [*2])
try:

    class C(*2):
        pass

except TypeError as error:
    out(show(error))
