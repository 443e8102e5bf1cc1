"""Source text to ``ast`` nodes and scopes."""
