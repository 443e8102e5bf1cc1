"""The inside of the public API: looking at suspended objects, resuming them by hand, copying them, taking them back."""
