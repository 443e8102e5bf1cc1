"""The motion of the outer planets, step by step (after pyperformance's nbody)."""

GROUP = "language"

# position, velocity, mass: rounded figures, good enough to keep a processor busy
BODIES = {
    "sun": ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.478),
    "jupiter": ([4.841, -1.160, -0.104], [0.606, 2.812, -0.025], 0.03769),
    "saturn": ([8.343, 4.125, -0.404], [-1.011, 1.826, 0.008], 0.01129),
    "uranus": ([12.894, -15.111, -0.223], [1.083, 0.869, -0.011], 0.00172),
    "neptune": ([15.380, -25.919, 0.179], [0.979, 0.594, -0.035], 0.00203),
}


def pairs_of(bodies):
    return [(bodies[i], bodies[j]) for i in range(len(bodies)) for j in range(i + 1, len(bodies))]


def advance(bodies, pairs, dt):
    for (place, velocity, mass), (other_place, other_velocity, other_mass) in pairs:
        dx = place[0] - other_place[0]
        dy = place[1] - other_place[1]
        dz = place[2] - other_place[2]
        pull = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
        pull_here = other_mass * pull
        pull_there = mass * pull
        velocity[0] -= dx * pull_here
        velocity[1] -= dy * pull_here
        velocity[2] -= dz * pull_here
        other_velocity[0] += dx * pull_there
        other_velocity[1] += dy * pull_there
        other_velocity[2] += dz * pull_there
    for place, velocity, _ in bodies:
        place[0] += dt * velocity[0]
        place[1] += dt * velocity[1]
        place[2] += dt * velocity[2]


def energy(bodies, pairs):
    total = 0.0
    for _, (vx, vy, vz), mass in bodies:
        total += mass * (vx * vx + vy * vy + vz * vz) / 2
    for ((x1, y1, z1), _, mass), ((x2, y2, z2), _, other_mass) in pairs:
        total -= mass * other_mass / ((x1 - x2) ** 2 + (y1 - y2) ** 2 + (z1 - z2) ** 2) ** 0.5
    return total


def bench(n):
    bodies = [(list(place), list(velocity), mass) for place, velocity, mass in BODIES.values()]
    pairs = pairs_of(bodies)
    for _ in range(n):
        advance(bodies, pairs, 0.01)
    return round(energy(bodies, pairs), 9)
