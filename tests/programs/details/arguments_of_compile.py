"""Wrong and rare arguments of ``compile``."""


def tell(*given, **named):
    try:
        print(type(compile(*given, **named)).__name__)
    except (TypeError, ValueError, SyntaxError) as e:
        print(type(e).__name__, e)


tell("1", "<x>", "exec", nonsense=1)
tell("1", "<x>", "exec", 0, True, -1, nonsense=1)
tell("1", "<x>", "exec", 0, True, -1, 3)
tell("1", "<x>")
tell("1", filename="<x>", mode="eval", source="2")
tell("1", "<x>", "exec", _feature_version=-1)
tell("1", "<x>", "exec", _feature_version=7)
tell("1", "<x>", "exec", optimize=9)
tell("1", "<x>", "exec", flags=1 << 30)
tell(mode="eval", filename="<x>", source="2", optimize=2, dont_inherit=1)
tell("1", "<x>", "execute", nonsense=1)
