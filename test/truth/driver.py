"""Runs programs of the game on a real CPython and writes down what happened: the truth the simulation is held to.

Reads one JSON document {"source": text} a line from standard input and writes one answer a line, in the words of
`heaplings run --json`. Standard library only; CPython 3.11 and later.
"""

import ast
import ctypes
import functools
import gc
import json
import os
import re
import signal
import subprocess
import sys
import types
import weakref

FILE = "<program>"
SECONDS = 30  # The most that a program may take: one that does not end must not hold up the rest.
GO = re.compile(r"^([ \t]*)#\s*go\s*$", re.MULTILINE)


def references_not_counted():
    """What `sys.getrefcount(x)` says of an object that only the local `x` holds."""
    x = object()
    return sys.getrefcount(x)


NOT_COUNTED = references_not_counted()


def reference_count(address):
    """What stands in the object's head: 0 if it is dying by counting, more if the collector is taking it apart."""
    return ctypes.c_ssize_t.from_address(address).value


def births_counted():
    """The counter of births of generation 0 (SPEC TH-1), where the interpreter keeps it: behind the thresholds, which tell it."""
    interpreter = ctypes.pythonapi.PyInterpreterState_Get
    interpreter.restype = ctypes.c_void_p
    base, size = interpreter(), ctypes.sizeof(ctypes.c_int)
    words = (ctypes.c_int * 10_000).from_address(base)
    thresholds, known = gc.get_threshold(), (12345, 2345, 345)
    gc.set_threshold(*known)
    place = next(at for at in range(len(words)) if (words[at], words[at + 6], words[at + 12]) == known)
    gc.set_threshold(*thresholds)
    return ctypes.c_int.from_address(base + (place + 1) * size)


def fill_free_lists():
    """So that the tuples and dicts of calls come from there and move no counter, as if there were none."""
    tuples = [tuple([None] * size) for size in (1, 2, 3, 4) for _ in range(1000)]
    dicts = [{} for _ in range(80)]
    del tuples, dicts


def unseen(method):
    """A part of the recorder that moves no counter and starts no collection."""

    def quiet(self, *arguments):
        if self.births_counted is None:
            return method(self, *arguments)
        before, was_enabled = self.births_counted.value, gc.isenabled()
        gc.disable()
        method(self, *arguments)
        self.births_counted.value = 0 if arguments[:1] == ("stop",) else before
        if was_enabled:
            gc.enable()

    return quiet


class Recorder:
    """The log of one program, kept by the oldest weak reference of each heapling."""

    def __init__(self, source):
        self.births_counted = None  # Set where collections start by themselves.
        self.on_death = self.died  # One for all: a bound method is born and dies.
        self.lines = statement_lines(source)
        self.log, self.output, self.freed = [], [], []
        # By the address of the weak reference, which a program's own __eq__ cannot confuse.
        self.watched = {}  # -> (weak reference, label, address)
        self.births = {}  # label -> when it was born
        self.spent = []  # A weak reference that dies in its callback would count as collected.
        self.labels = {}
        self.dying = {}  # address -> (label, place in the log, place in freed) of this collection
        self.collecting = False
        self.go()

    @unseen
    def go(self):
        self.peak, self.traversed = len(self.watched), 0
        self.collections, self.collected = [0, 0, 0], [0, 0, 0]

    @unseen
    def born(self, heapling, label):
        count = self.labels[label] = self.labels.get(label, 0) + 1
        unique = label if count == 1 else f"{label}#{count}"
        self.births[unique] = len(self.births)
        self.watch(heapling, unique)
        self.peak = max(self.peak, len(self.watched))

    def watch(self, heapling, label):
        reference = weakref.ref(heapling, self.on_death)
        self.watched[id(reference)] = (reference, label, id(heapling))

    @unseen
    def died(self, reference):
        _, label, address = self.watched.pop(id(reference))
        self.spent.append(reference)
        by = "gc" if self.collecting and reference_count(address) > 0 else "refcount"
        if by == "gc":
            self.dying[address] = (label, len(self.log), len(self.freed))
        self.log.append(label)
        self.freed.append({"label": label, "by": by, "line": self.line()})

    @unseen
    def check(self, things):
        for thing in things:
            if isinstance(thing, weakref.ref) and thing() is None:
                raise RuntimeError("used after its death")

    def label(self, heapling):
        return next(label for _, label, address in self.watched.values() if address == id(heapling))

    def line(self):
        """The line of the statement under way in the innermost frame of the program."""
        frame = sys._getframe()
        while frame is not None and frame.f_code.co_filename != FILE:
            frame = frame.f_back
        if frame is None:
            return None
        # Some instructions have no line of their own (the end of `a or b`): they belong to what stands before them.
        before = [line for first, _, line in frame.f_code.co_lines() if first <= frame.f_lasti and line is not None]
        return self.lines.get(before[-1], before[-1])

    @unseen
    def collection(self, phase, info):
        generation = info["generation"]
        if phase == "start":
            self.collecting, self.dying = True, {}
            self.log.append(f"gc{generation}")
            self.collections[generation] += 1
            self.traversed += sum(self.heaplings_of(young) for young in range(generation + 1))
        else:
            self.collecting = False
            kept = {id(thing) for thing in gc.garbage}  # By DEBUG_SAVEALL: collected, if not dead.
            self.collected[generation] += sum(address in kept for address in self.dying)
            self.take_back()
            self.collected[generation] += len(self.dying)
            if self.births_counted is not None and generation == 2:
                fill_free_lists()

    def heaplings_of(self, generation):
        # A loop, because a list or a generator would stand among the objects itself: a cycle more to collect.
        count = 0
        for thing in gc.get_objects(generation):
            count += isinstance(thing, self.node)
        return count

    def take_back(self):
        """A finalizer saved these: they are not dead, and have lost the weak reference that watched them."""
        if not self.dying:
            return
        newborn = {address for _, _, address in self.watched.values()}
        saved = [o for o in gc.get_objects() if id(o) in self.dying and id(o) not in newborn and isinstance(o, self.node)]
        entries = [(self.dying.pop(id(heapling)), heapling) for heapling in saved]
        for (_, in_log, in_freed), _ in sorted(entries, key=lambda entry: -entry[0][1]):
            del self.log[in_log], self.freed[in_freed]
        for (label, _, _), heapling in entries:
            self.watch(heapling, label)

    def count_births(self):
        """
        For collections that start by themselves: the recorder's own objects are not counted, and no function of it is
        called when something dies, because a collection that is due would start there. So deaths are only listed.
        """
        gc.collect()
        self.births_counted = births_counted()
        self.on_death = self.log.append
        fill_free_lists()

    def name_deaths(self):
        """After `count_births`, when all is over: weak references in the log become labels."""
        self.log[:] = [entry if isinstance(entry, str) else self.watched[id(entry)][1] for entry in self.log]

    def objects(self, reachable):
        generations = {id(o): generation for generation in range(3) for o in gc.get_objects(generation)}
        found = []
        for reference, label, address in self.watched.values():
            heapling = reference()
            if heapling is None:
                continue
            found.append({
                "label": label,
                "type": type(heapling).__name__,
                "refcount": sys.getrefcount(heapling) - NOT_COUNTED,
                "generation": generations.get(address, "frozen"),
                "reachable": address in reachable,
            })
        return sorted(found, key=lambda entry: self.births[entry["label"]])

    def stats(self):
        counts = {"collections": self.collections, "collected": self.collected, "uncollectable": [0, 0, 0]}
        return {**counts, "traversed": self.traversed, "peak": self.peak}


def helpers(recorder):
    """The helpers of the game, with classes of their own: a class remembers the attributes of its instances."""

    class Node:
        def __new__(cls, label="", *values, **keywords):
            heapling = object.__new__(cls)  # `super()` is a birth in 3.11.
            recorder.born(heapling, label)
            return heapling

        def __init__(self, label="", *values):
            self.label = label
            if values:
                self.values = values

        def __repr__(self):
            return f"<{recorder.label(self)}>"

    def spawn(label, n):
        head = None
        for number in range(n, 0, -1):
            node = Node(f"{label}{number}")
            if head is not None:
                node.next = head
            head = node
        return head

    def ring(label, n):
        nodes = [Node(f"{label}{number}") for number in range(1, n + 1)]
        for node, following in zip(nodes, nodes[1:] + nodes[:1]):
            node.next = following
        return nodes[0] if nodes else None

    def mark(text):
        recorder.log.append(f"@{text}")

    def use(*things):
        recorder.check(things)

    def said(value):
        recorder.output.append(str(value))

    recorder.node = Node
    modules = {"gc": gc, "sys": sys, "weakref": weakref, "functools": functools}
    return {"Node": Node, "spawn": spawn, "ring": ring, "mark": mark, "use": use, "said": said, **modules}


def statement_lines(source):
    """Each line's innermost statement, by the line that it begins on."""
    try:
        nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.stmt, ast.ExceptHandler))]
    except SyntaxError:
        return {}
    spans = sorted((node.lineno, node.end_lineno) for node in nodes)
    return {line: first for first, last in spans for line in range(first, last + 1)}


def reachable_from(todo):
    """The addresses of what the things lead to; modules and what the driver itself knows are no way."""
    seen = {id(globals()), id(None)}
    while todo:
        thing = todo.pop()
        if id(thing) in seen or isinstance(thing, types.ModuleType):
            continue
        seen.add(id(thing))
        todo.extend(gc.get_referents(thing))
    return seen


def run(source, automatic=False):
    gc.set_debug(0)
    gc.garbage.clear()
    recorder = Recorder(source)
    given = helpers(recorder)
    names = {"__name__": "__main__", "__builtins__": __builtins__, **given, "__go__": recorder.go}
    answer = {"ok": True}
    try:
        code = compile(GO.sub(r"\1__go__()", source), FILE, "exec")
        gc.collect()
        gc.freeze()  # What is here now is the driver's: no collection of the program looks at it.
        if automatic:
            recorder.count_births()
        gc.callbacks.append(recorder.collection)
        if automatic:
            recorder.births_counted.value = -1  # `exec` makes a function of the code.
            gc.enable()
        exec(code, names)
    except Exception as error:
        answer = {"ok": False, "error": describe(error, recorder.lines)}
    gc.disable()
    gc.callbacks.clear()
    recorder.name_deaths()
    own = [name for name, value in names.items() if given.get(name) is not value]
    own = set(own) - {"__builtins__", "__go__"}
    reachable = reachable_from([gc.garbage, *(names[name] for name in own)])
    answer |= {"output": recorder.output, "log": recorder.log, "objects": recorder.objects(reachable)}
    answer |= {"freed": list(recorder.freed), "stats": recorder.stats()}
    text = json.dumps(answer)
    names.clear()
    return text


def describe(error, lines):
    """Type, message and line (of the innermost frame of the program). Leaves nothing behind that holds the error."""
    entry, line = error.__traceback__, getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    while entry is not None:
        if entry.tb_frame.f_code.co_filename == FILE:
            line = lines.get(entry.tb_lineno, entry.tb_lineno)
        entry = entry.tb_next
    return {"type": type(error).__name__, "message": str(error), "line": line}


def answer_here(question):
    return run(**json.loads(question))


def answer_in_child(question):
    """In a child that begins as this process stands: nothing is left of one program for the next."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        with open(writing, "w", encoding="utf8") as answer:
            answer.write(answer_here(question))
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf8") as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    return text if status == 0 else json.dumps({"crashed": status})


def answer_in_new_process(question):
    command = [sys.executable, "-I", "-B", __file__, "here"]
    child = subprocess.run(command, input=question, stdout=subprocess.PIPE, encoding="utf8")
    return child.stdout.strip() if child.returncode == 0 else json.dumps({"crashed": child.returncode})


def serve(answer):
    for question in sys.stdin:
        print(answer(question), flush=True)


sys.unraisablehook = lambda _: None  # What a finalizer raises is nobody's business here.
gc.disable()
gc.collect()
gc.freeze()
if __name__ == "__main__":
    if sys.argv[1:] == ["here"]:
        serve(answer_here)
    else:
        serve(answer_in_child if hasattr(os, "fork") else answer_in_new_process)
