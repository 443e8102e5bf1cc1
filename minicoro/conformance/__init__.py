"""The conformance kit: running one program on several Pythons and comparing what they do.

`runner` is a single file that needs nothing but a standard library, so that the kit serves without minicoro.
"""
