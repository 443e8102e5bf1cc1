"""f-strings: conversions, specifications, nesting and '='."""

name, width, value = "py", 8, 3.14159


class Fmt:
    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "Fmt!"


print(f"{name} {name!r:>6} {name!s:^6}| {value:.2f} {value:{width}.{2}f}")
print(f"{Fmt()} {Fmt():abc} {Fmt()!r} {Fmt()!r:>6}")
print(f"{name=} {value = } {1 + 1=} {name=!s} {value=:.1f}")
print(f"{{}} {'nested ' + f'{name}'} {[i for i in range(3)]} {(lambda x: x * 2)(4)}")
print(f"{value:{'>' if value else '<'}{width}}" f"{'a' 'b'}" "plain" f"")
print(f"{1_000_000:,} {255:#x} {0.5:%} {'x':*^5} {True:d}")
print(rf"\n{name}\t", f"\N{BULLET} \x41 {name}")
print(f"""{
    name
} multi""")
print("%s %r %05.1f %%" % (name, name, value), "{0} {1!r} {n:>4}".format(1, "a", n=2))
print(f"{value:bad}")
