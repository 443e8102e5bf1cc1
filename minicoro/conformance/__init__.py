"""The conformance kit: run one program on several Pythons and compare the results.

`runner` is a single file that needs only a standard library, so that the kit can be used without minicoro.
"""
