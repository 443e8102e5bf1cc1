def counter():
    count = 0

    def step(by=1):
        nonlocal count
        breakpoint()
        count += by
        doubled = (lambda x: x * 2)(count)
        return doubled

    return step


step = counter()
print(step(), step(5))
for each in range(2):
    each = each + 1
with open(__file__) as file:
    first = file.readline()
match step:
    case None:
        pass
    case _ if first:
        print(first.strip())
