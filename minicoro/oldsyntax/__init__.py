"""What of the syntax only the old engine needs: scopes with every name resolved, kept trees, and the rules over them.

Goes with ``oldlower`` and ``runtime``.
"""
