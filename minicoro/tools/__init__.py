"""The implementation of the public API: views of suspended objects, stepping, forks and snapshots."""
