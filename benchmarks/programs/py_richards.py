"""A small operating system's scheduler: tasks, packets and devices (after Martin Richards' benchmark)."""

GROUP = "language"

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE, WORK = "device", "work"
ROUNDS = 100
DATA = 4


class Packet:
    def __init__(self, kind, address):
        self.kind = kind
        self.address = address
        self.datum = 0
        self.data = [0] * DATA
        self.link = None

    def appended_to(self, queue):
        """The queue with this packet at its end."""
        self.link = None
        if queue is None:
            return self
        packet = queue
        while packet.link is not None:
            packet = packet.link
        packet.link = self
        return queue


class Task:
    """A task: waiting, held, with or without packets in its queue."""

    def __init__(self, scheduler, number, priority, queue):
        self.scheduler = scheduler
        self.number = number
        self.priority = priority
        self.queue = queue
        self.waiting = queue is None
        self.held = False

    def blocked(self):
        return self.held or (self.waiting and self.queue is None)

    def run(self):
        packet = None
        if self.waiting:
            packet, self.queue = self.queue, self.queue.link
            self.waiting = False
        return self.step(packet)

    def accept(self, packet, sender):
        """Take a packet; the task that goes on next is the more important one."""
        was_empty = self.queue is None
        self.queue = packet.appended_to(self.queue)
        return self if was_empty and self.priority > sender.priority else sender

    def step(self, packet):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, scheduler, count):
        super().__init__(scheduler, IDLE, 0, None)
        self.waiting = False
        self.count = count
        self.seed = 1

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.scheduler.hold()
        if self.seed & 1:
            self.seed = (self.seed >> 1) ^ 0xD008
            return self.scheduler.release(DEVICE_B)
        self.seed >>= 1
        return self.scheduler.release(DEVICE_A)


class Worker(Task):
    def __init__(self, scheduler, queue):
        super().__init__(scheduler, WORKER, 1000, queue)
        self.target = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.scheduler.wait()
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.address = self.target
        packet.datum = 0
        for index in range(DATA):
            self.letter = self.letter % 26 + 1
            packet.data[index] = 64 + self.letter
        return self.scheduler.post(packet)


class Handler(Task):
    def __init__(self, scheduler, number, priority, queue, device):
        super().__init__(scheduler, number, priority, queue)
        self.device = device
        self.work = None
        self.replies = None

    def step(self, packet):
        if packet is not None:
            if packet.kind is WORK:
                self.work = packet.appended_to(self.work)
            else:
                self.replies = packet.appended_to(self.replies)
        if self.work is None:
            return self.scheduler.wait()
        work = self.work
        if work.datum >= DATA:
            self.work = work.link
            return self.scheduler.post_to(work, WORKER)
        if self.replies is None:
            return self.scheduler.wait()
        reply, self.replies = self.replies, self.replies.link
        reply.datum = work.data[work.datum]
        work.datum += 1
        return self.scheduler.post_to(reply, self.device)


class Device(Task):
    def __init__(self, scheduler, number, priority, handler):
        super().__init__(scheduler, number, priority, None)
        self.handler = handler
        self.pending = None

    def step(self, packet):
        if packet is not None:
            self.pending = packet
            return self.scheduler.hold()
        if self.pending is None:
            return self.scheduler.wait()
        pending, self.pending = self.pending, None
        return self.scheduler.post_to(pending, self.handler)


class Scheduler:
    def __init__(self, rounds):
        self.holds = 0
        self.posts = 0
        self.current = None
        work = self.packets(WORKER, WORK, 2)
        self.tasks = [
            Idle(self, rounds),
            Worker(self, work),
            Handler(self, HANDLER_A, 2000, self.packets(DEVICE_A, DEVICE, 3), DEVICE_A),
            Handler(self, HANDLER_B, 3000, self.packets(DEVICE_B, DEVICE, 3), DEVICE_B),
            Device(self, DEVICE_A, 4000, HANDLER_A),
            Device(self, DEVICE_B, 5000, HANDLER_B),
        ]
        self.order = sorted(self.tasks, key=lambda task: -task.priority)

    @staticmethod
    def packets(address, kind, count):
        queue = None
        for _ in range(count):
            queue = Packet(kind, address).appended_to(queue)
        return queue

    def run(self):
        self.current = self.most_important()
        while self.current is not None:
            task = self.current
            self.current = self.most_important() if task.blocked() else task.run()
        return self.holds, self.posts

    def most_important(self):
        for task in self.order:
            if not task.blocked():
                return task
        return None

    def hold(self):
        self.holds += 1
        self.current.held = True
        return self.most_important()

    def wait(self):
        self.current.waiting = True
        return self.current

    def release(self, number):
        task = self.tasks[number]
        task.held = False
        return task if task.priority > self.current.priority else self.current

    def post_to(self, packet, address):
        sender, packet.address = packet.address, address
        packet.sender = sender
        return self.post(packet)

    def post(self, packet):
        self.posts += 1
        target = self.tasks[packet.address]
        return target.accept(packet, self.current)


def bench(n):
    counted = 0
    for _ in range(n):
        holds, posts = Scheduler(ROUNDS).run()
        counted += holds * 1000 + posts
    return counted
