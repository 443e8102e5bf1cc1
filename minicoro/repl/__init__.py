"""The interactive session: inputs with top-level ``await`` on one event loop, and commands on live coroutines."""
