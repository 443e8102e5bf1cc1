"""The program's own, under a name of the library."""

X = "mine"
