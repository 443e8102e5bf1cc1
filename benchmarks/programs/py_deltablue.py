"""An incremental solver of one-way constraints with strengths (after the DeltaBlue benchmark)."""

import itertools

GROUP = "language"

REQUIRED, STRONG, MEDIUM, WEAK, WEAKEST = range(5)  # a smaller number is the stronger one


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST
        self.stays = True


class Constraint:
    """A relation between variables that, once satisfied, computes one of them from the others."""

    def __init__(self, strength, variables):
        self.strength = strength
        self.variables = variables
        self.output = None

    def add_to(self, planner):
        for variable in self.variables:
            variable.constraints.append(self)
        self.output = None
        planner.add(self)

    def destroy(self, planner):
        if self.output is not None:
            planner.remove(self)
        for variable in self.variables:
            variable.constraints.remove(self)

    def inputs(self):
        return [variable for variable in self.variables if variable is not self.output]

    def choose(self, mark):
        """Pick the weakest variable that this constraint may overrule."""
        weakest = None
        for variable in self.candidates():
            overrules = variable.mark != mark and self.strength < variable.strength
            if overrules and (weakest is None or variable.strength > weakest.strength):
                weakest = variable
        self.output = weakest

    def candidates(self):
        return self.variables

    def satisfy(self, mark, planner):
        """Take the output over; the constraint that is overruled, if any."""
        self.choose(mark)
        if self.output is None:
            return None
        for variable in self.inputs():
            variable.mark = mark
        overruled = self.output.determined_by
        if overruled is not None:
            overruled.output = None
        self.output.determined_by = self
        planner.propagate(self, mark)
        self.output.mark = mark
        return overruled

    def inputs_known(self, mark):
        return all(
            variable.mark == mark or variable.stays or variable.determined_by is None for variable in self.inputs()
        )

    def recalculate(self):
        output = self.output
        strengths = [variable.strength for variable in self.inputs()]
        output.strength = max([self.strength, *strengths])
        output.stays = self.fixed() and all(variable.stays for variable in self.inputs())
        if output.stays:
            self.execute()

    def fixed(self):
        return True

    def execute(self):
        raise NotImplementedError


class Stay(Constraint):
    def execute(self):
        pass


class Edit(Constraint):
    """A variable that is set from outside."""

    def fixed(self):
        return False

    def execute(self):
        pass


class Equal(Constraint):
    def execute(self):
        first, second = self.variables
        if self.output is first:
            first.value = second.value
        else:
            second.value = first.value


class Scaled(Constraint):
    """target == source * factor + offset; factor and offset are only read."""

    def candidates(self):
        return self.variables[:2]

    def execute(self):
        source, target, factor, offset = self.variables
        if self.output is source:
            source.value = (target.value - offset.value) // factor.value
        else:
            target.value = source.value * factor.value + offset.value


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        overruled = constraint.satisfy(mark, self)
        while overruled is not None:
            overruled = overruled.satisfy(mark, self)

    def remove(self, constraint):
        output = constraint.output
        constraint.output = None
        output.determined_by = None
        unsatisfied = self.retract_downstream(output)
        for strength in (REQUIRED, STRONG, MEDIUM, WEAK):
            for other in unsatisfied:
                if other.strength == strength:
                    self.add(other)

    def retract_downstream(self, output):
        output.strength = WEAKEST
        output.stays = True
        unsatisfied = []
        todo = [output]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if constraint.output is None:
                    unsatisfied.append(constraint)
                elif constraint is not variable.determined_by:
                    constraint.recalculate()
                    todo.append(constraint.output)
        return unsatisfied

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            following = todo.pop()
            following.recalculate()
            todo.extend(self.consumers(following.output))

    @staticmethod
    def consumers(variable):
        return [
            constraint
            for constraint in variable.constraints
            if constraint is not variable.determined_by and constraint.output is not None
        ]

    def plan(self, sources):
        """The constraints to execute, in order, when the variables of `sources` change."""
        mark = self.new_mark()
        plan = []
        todo = list(sources)
        while todo:
            constraint = todo.pop()
            if constraint.output.mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                constraint.output.mark = mark
                todo.extend(self.consumers(constraint.output))
        return plan


def change(planner, variable, values):
    edit = Edit(STRONG, [variable])
    edit.add_to(planner)
    plan = planner.plan([edit])
    for value in values:
        variable.value = value
        for constraint in plan:
            constraint.execute()
    edit.destroy(planner)


def chain(length):
    """A value handed along a chain of equal variables."""
    planner = Planner()
    variables = [Variable(f"v{index}") for index in range(length + 1)]
    for first, second in itertools.pairwise(variables):
        Equal(REQUIRED, [first, second]).add_to(planner)
    Stay(WEAK, [variables[-1]]).add_to(planner)
    change(planner, variables[0], range(10))
    assert variables[-1].value == 9
    return variables[-1].value


def projection(size):
    """Many variables scaled by the same factor and offset, changed at each end."""
    planner = Planner()
    factor, offset = Variable("factor", 10), Variable("offset", 1000)
    pairs = []
    for index in range(size):
        source, target = Variable(f"s{index}", index), Variable(f"t{index}", index)
        Stay(MEDIUM, [source]).add_to(planner)
        Scaled(REQUIRED, [source, target, factor, offset]).add_to(planner)
        pairs.append((source, target))
    change(planner, pairs[0][0], [17])
    assert pairs[0][1].value == 1170
    change(planner, pairs[1][1], [1050])
    assert pairs[1][0].value == 5
    change(planner, factor, [5])
    return sum([target.value for _, target in pairs])


def bench(n):
    found = 0
    for _ in range(n):
        found += chain(8) + projection(6)
    return found
