"""minicoro in WebAssembly: Pyodide, under Node."""
