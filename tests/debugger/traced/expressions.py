def multi():
    x = max(
        1,
        2,
    )
    y = [
        x,
        x,
    ]
    z = {
        'a': x,
        'b': y,
    }
    return (
        x
    )


def cond():
    x = 1
    y = (x
         and 2)
    z = (1 if x
         else 3)
    return z


for run in (multi, cond,):
    try:
        run()
    except Exception as error:
        print(type(error))
