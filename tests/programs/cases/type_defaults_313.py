"""PEP 696: defaults of type parameters."""


def noisy(value):
    print("evaluated", value)
    return value


class C[T = noisy(int), *Ts = *tuple[int, str], **P = [int]]:
    pass


print(C.__type_params__)
for p in C.__type_params__:
    print(p, p.has_default(), p.__default__)
type A[K = Undefined] = list[K]
print(C[str], C.__static_attributes__, C.__firstlineno__)
A.__type_params__[0].__default__
