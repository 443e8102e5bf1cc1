# ---
# description: A type-parameter scope sees the class around it.
# rule: names/type-scope-in-class
# min-python: 3.12
# ---

class C:
    A = int
    type B = list[A]

    def f[T: A](self, x: A) -> T: ...


print(C.B.__value__, C.f.__annotations__["x"], C.f.__type_params__[0].__bound__)
