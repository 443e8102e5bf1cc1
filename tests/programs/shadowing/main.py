"""Modules of the program's own with names of the library's, which an interpreter may need itself."""

print(eval("1 + 1"))
exec("async def f(): return 5")
try:
    f().send(None)
except StopIteration as stop:
    print(stop.value)

import ast
import contextlib
import enum
import functools
import keyword
import operator
import re
import types
import typing

for module in (ast, contextlib, enum, functools, keyword, operator, re, types, typing):
    print(module.__name__, module.X)

print(eval("[x async for x in y]", {"y": ()}) if False else eval("'b' + 'c'"))
try:
    exec("def g(:")
except SyntaxError as error:
    print(error.msg)
