"""logging and warnings know where they were called."""

import logging
import sys
import warnings

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(funcName)s:%(lineno)d %(module)s %(message)s")
log = logging.getLogger("app")


def risky():
    try:
        return int("x")
    except ValueError:
        log.exception("failed %s", "here")


def old():
    warnings.warn("use new()", DeprecationWarning, stacklevel=2)


risky()
log.warning("outside")
warnings.simplefilter("always")
old()
with warnings.catch_warnings(record=True) as caught:
    warnings.warn("recorded")
    old()
print([(str(w.message), w.category.__name__, w.lineno) for w in caught])
warnings.filterwarnings("error", category=UserWarning)
warnings.warn("now an error")
