def run(callback):
    """Calls it."""
    return callback()
