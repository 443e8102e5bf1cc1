"""Programs that run long, deep, in great number, or until they are interrupted."""
