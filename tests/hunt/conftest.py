"""How long to hunt: seconds by default, about an hour with ``--hypothesis-profile=deep``."""

from hypothesis import settings

settings.register_profile("short", max_examples=25)
settings.register_profile("deep", max_examples=20_000)
settings.load_profile("short")
