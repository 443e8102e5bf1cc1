"""Tests that hunt: random programs, both Pythons, every observable compared.  See README.md."""
