"""collections and abc with classes of the program."""

from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableSequence, Sized


class Caseless(Mapping):
    def __init__(self, items):
        self.items_ = {k.lower(): v for k, v in items.items()}

    def __getitem__(self, key):
        return self.items_[key.lower()]

    def __iter__(self):
        return iter(self.items_)

    def __len__(self):
        return len(self.items_)


m = Caseless({"A": 1, "B": 2})
print(m["a"], "B" in m, list(m.items()), m.get("c", 0), m == {"a": 1, "b": 2})


class Words(MutableSequence):
    def __init__(self):
        self.data = []

    def __getitem__(self, i):
        return self.data[i]

    def __setitem__(self, i, v):
        self.data[i] = v

    def __delitem__(self, i):
        del self.data[i]

    def __len__(self):
        return len(self.data)

    def insert(self, i, v):
        self.data.insert(i, v)


w = Words()
w.extend("cab")
w.reverse()
w += ["z"]
print(w.data, w.pop(), w.index("a"), isinstance(w, Iterable), isinstance(w, Hashable))
P = namedtuple("P", "x y", defaults=[0])
print(P(1), P(1)._replace(y=5), P._fields, P.__module__)
d = defaultdict(lambda: len(d))
print([d[c] for c in "abca"], Counter("banana").most_common(1), ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])


class Upper(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)


print(Upper(a=1), deque(range(5), maxlen=3), list(OrderedDict.fromkeys("aba")))
print(isinstance(lambda: 0, Callable), isinstance(iter([]), Iterator), isinstance(m, Sized))


class Incomplete(Mapping):
    def __len__(self):
        return 0


Incomplete()
