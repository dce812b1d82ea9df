"""The CPython side of the engine bench: reads a case a line, answers with the nanoseconds of its phases as JSON.

Cases are `NAME N`. The automatic collector is off; the random graph comes from xorshift32 (seed 12345), so that the
engine can build the same one.
"""

import gc
import json
import sys
import time

now = time.perf_counter_ns


class One:
    __slots__ = ("a",)


class Two:
    __slots__ = ("a", "b")


class Three:
    __slots__ = ("a", "b", "c")


def linked_list(n):
    head = None
    for _ in range(n):
        node = One()
        node.a = head
        head = node
    return head


def tree(n):
    nodes = [Two() for _ in range(n)]
    for i in range(n):
        left = 2 * i + 1
        nodes[i].a = nodes[left] if left < n else None
        nodes[i].b = nodes[left + 1] if left + 1 < n else None
    return nodes[0]


def ring(n):
    first = last = One()
    for _ in range(n - 1):
        node = One()
        last.a = node
        last = node
    last.a = first
    return first


def pairs(n):
    for _ in range(n // 2):
        a = One()
        b = One()
        a.a = b
        b.a = a


def targets(n):
    x = 12345
    result = []
    for _ in range(3 * n):
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
        result.append(x % n)
    return result


known_targets = {}


def random_graph(n):
    if n not in known_targets:
        known_targets[n] = targets(n)
        gc.collect()
        gc.freeze()
    t = known_targets[n]
    nodes = [Three() for _ in range(n)]
    for i, node in enumerate(nodes):
        node.a = nodes[t[3 * i]]
        node.b = nodes[t[3 * i + 1]]
        node.c = nodes[t[3 * i + 2]]
    return nodes


def dropped(build, n):
    start = now()
    held = build(n)
    built = now()
    del held
    return {"build": built - start, "drop": now() - built}


def collected(build, n, alive):
    held = build(n)
    if not alive:
        if isinstance(held, list):
            held.clear()
        held = None
    start = now()
    found = gc.collect()
    result = {"collect": now() - start, "found": found}
    if isinstance(held, One):
        held.a = None
    held = None
    gc.collect()
    return result


def automatic(n):
    gc.collect()
    gc.set_threshold(700, 10, 10)
    before = collections()
    gc.enable()
    start = now()
    held = [None] * n
    for i in range(n):
        held[i] = One()
    end = now()
    gc.disable()
    counts = [after - before for before, after in zip(before, collections())]
    held = None
    return {"build": end - start, "collections": counts}


def collections():
    return [generation["collections"] for generation in gc.get_stats()]


cases = {
    "list": lambda n: dropped(linked_list, n),
    "tree": lambda n: dropped(tree, n),
    "ring live": lambda n: collected(ring, n, True),
    "ring dead": lambda n: collected(ring, n, False),
    "two-node cycles": lambda n: collected(pairs, n, False),
    "automatic": automatic,
    "random live": lambda n: collected(random_graph, n, True),
    "random dead": lambda n: collected(random_graph, n, False),
}

gc.disable()
gc.freeze()
print(json.dumps({"version": sys.version.split()[0]}), flush=True)
for line in sys.stdin:
    name, size = line.rsplit(None, 1)
    print(json.dumps(cases[name](int(size))), flush=True)
