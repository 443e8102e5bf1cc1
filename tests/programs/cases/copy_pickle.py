"""copy and pickle of the program's objects."""

import copy
import pickle


class Node:
    def __init__(self, value, *children):
        self.value = value
        self.children = list(children)

    def __eq__(self, other):
        return vars(self) == vars(other)

    def __getstate__(self):
        print("getstate", self.value)
        return dict(self.__dict__)

    def __setstate__(self, state):
        print("setstate", state["value"])
        self.__dict__.update(state)


class Custom:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return "deep"

    def __reduce__(self):
        return Custom, ()


def function():
    pass


tree = Node(1, Node(2), Node(3))
again = pickle.loads(pickle.dumps(tree))
print(again == tree, again is tree, copy.deepcopy(tree) == tree, copy.copy(tree).children is tree.children)
print(copy.copy(Custom()), copy.deepcopy([Custom()]), type(pickle.loads(pickle.dumps(Custom()))).__name__)
print(pickle.loads(pickle.dumps(function)) is function)
try:
    pickle.dumps(lambda: 0)
except Exception as error:
    print(type(error).__name__)
pickle.dumps(x for x in [])
