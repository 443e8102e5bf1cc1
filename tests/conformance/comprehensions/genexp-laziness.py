# ---
# description: A generator expression evaluates item by item.
# rule: comprehension/order
# features: [comprehension, generator]
# ---

gen = (print("item", n) or n for n in range(3) if print("if", n) or n != 1)
print(next(gen))
print(next(gen))
gen.close()
