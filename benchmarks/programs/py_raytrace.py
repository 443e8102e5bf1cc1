"""A small ray tracer: spheres over a chequered floor, shadows and reflections (after pyperformance's raytrace)."""

import math

GROUP = "language"
EPSILON = 1e-6


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def length(self):
        return math.sqrt(self.dot(self))

    def normalised(self):
        return self * (1.0 / self.length())

    def mirrored(self, normal):
        return self - normal * (2 * self.dot(normal))


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction.normalised()

    def at(self, distance):
        return self.origin + self.direction * distance


class Sphere:
    def __init__(self, centre, radius, colour, shine):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.shine = shine

    def distance(self, ray):
        offset = self.centre - ray.origin
        along = offset.dot(ray.direction)
        square = self.radius**2 - (offset.dot(offset) - along * along)
        if square < 0:
            return None
        near = along - math.sqrt(square)
        return near if near > EPSILON else None

    def normal(self, point):
        return (point - self.centre).normalised()

    def colour_at(self, point):
        return self.colour


class Floor:
    shine = 0.1

    def __init__(self, height):
        self.height = height

    def distance(self, ray):
        if abs(ray.direction.y) < EPSILON:
            return None
        distance = (self.height - ray.origin.y) / ray.direction.y
        return distance if distance > EPSILON else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        return 0.9 if (math.floor(point.x) + math.floor(point.z)) % 2 else 0.2


class Scene:
    def __init__(self):
        self.light = Vector(-4.0, 8.0, -3.0)
        self.things = [
            Floor(-1.0),
            Sphere(Vector(0.0, 0.0, 4.0), 1.0, 0.7, 0.4),
            Sphere(Vector(1.8, -0.3, 3.2), 0.7, 0.5, 0.2),
            Sphere(Vector(-1.7, -0.4, 3.6), 0.6, 0.9, 0.0),
        ]

    def nearest(self, ray):
        found, nearest = None, math.inf
        for thing in self.things:
            distance = thing.distance(ray)
            if distance is not None and distance < nearest:
                found, nearest = thing, distance
        return found, nearest

    def brightness(self, ray, bounces):
        thing, distance = self.nearest(ray)
        if thing is None:
            return 0.3
        point = ray.at(distance)
        normal = thing.normal(point)
        to_light = (self.light - point).normalised()
        lit = max(0.0, to_light.dot(normal))
        if lit and self.nearest(Ray(point, to_light))[0] is not None:
            lit = 0.0
        own = thing.colour_at(point) * (0.1 + 0.9 * lit)
        if not thing.shine or not bounces:
            return own
        mirrored = Ray(point, ray.direction.mirrored(normal))
        return own * (1 - thing.shine) + thing.shine * self.brightness(mirrored, bounces - 1)


def bench(n):
    """Trace `n` rays, scattered over a picture of 40 by 30."""
    scene = Scene()
    eye = Vector(0.0, 0.5, -3.0)
    total = 0.0
    for index in range(n):
        row, column = divmod(index * 757 % 1200, 40)
        direction = Vector((column - 20) / 20, (15 - row) / 20, 1.5)
        total += scene.brightness(Ray(eye, direction), 2)
    return round(total, 6)
