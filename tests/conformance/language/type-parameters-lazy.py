# ---
# description: Bounds and alias values are evaluated when they are read.
# rule: type-parameters/lazy
# min-python: 3.12
# ---

type A[T: undefined] = later[T]


class C[T: (int, missing)]:
    pass


print(A, A.__type_params__, C.__type_params__)
for ask in (lambda: A.__value__, lambda: A.__type_params__[0].__bound__, lambda: C.__type_params__[0].__constraints__):
    try:
        ask()
    except NameError as error:
        print(error)
later = list
print(A.__value__)
