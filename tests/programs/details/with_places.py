"""Where `with` and `async with` call their managers' methods: at the expression, until 3.12 at the whole statement."""

import traceback


class Manager:
    def __init__(self, enters=True):
        self.enters = enters

    def __enter__(self):
        if not self.enters:
            raise KeyError("enter")

    def __exit__(self, *error):
        raise KeyError(error[0])

    async def __aenter__(self):
        self.__enter__()

    async def __aexit__(self, *error):
        self.__exit__(*error)


async def suspends():
    return ValueError()


TEXT = """
async def one():
    {w}with Manager({enters}) as x:
        {body}
        y = 1
async def several():
    {w}with (Manager() as x,
          Manager({enters}) as z):
        {body}
async def in_a_line():
    {w}with Manager(), Manager({enters}): {body}
async def no_manager():
    {w}with object():
        {body}
async def unpacks():
    {w}with Manager({enters}) as (a, b):
        {body}
async def over_lines():
    {w}with Manager(
       {enters}) as y:
        {body}
def plain():
    with Manager({enters}) as (a, b):
        pass
"""
for word in ("", "async "):
    for enters in (True, False):
        for body in ("await suspends()", "raise await suspends()"):
            names = {"Manager": Manager, "suspends": suspends}
            exec(TEXT.format(w=word, enters=enters, body=body), names)
            for name in ("one", "several", "in_a_line", "no_manager", "unpacks", "over_lines", "plain"):
                try:
                    made = names[name]()
                    made.send(None)
                except Exception as error:
                    entries = traceback.extract_tb(error.__traceback__)
                    print(name, [(e.lineno, e.end_lineno, e.colno, e.end_colno) for e in entries if e.name == name])
