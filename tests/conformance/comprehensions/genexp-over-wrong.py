# ---
# description: async for in a generator expression checks its operand when it is made.
# rule: comprehension/async-genexp
# features: [async-comprehension, messages]
# ---

try:
    (x async for x in [1])
except TypeError as error:
    print(error)
