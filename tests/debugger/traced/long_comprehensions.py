def lcomp2():
    return [
        x + 1
        for x in range(3)
        if x
    ]


for run in (lcomp2,):
    try:
        run()
    except Exception as error:
        print(type(error))
