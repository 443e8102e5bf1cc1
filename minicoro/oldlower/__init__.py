"""``ast`` nodes to closures and to machines."""
