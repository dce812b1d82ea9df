#!/usr/bin/env python3
"""Hand-written traces, one or more for each rule of the specification (RC-1, GC-9, …).

    python3 scenarios.py > scenarios.jsonl
"""
import json

ALL = []


class T:
    def __init__(self, rule, slug, note, **kw):
        self.d = {"id": "%s-%s" % (rule, slug), "rule": rule, "note": note}
        self.d.update(kw)
        self.ops = []
        self.d["ops"] = self.ops
        ALL.append(self.d)

    def op(me, op, **kw):
        me.ops.append(dict(op=op, **kw))
        return me

    def new(me, id, kind, var=None, **kw):
        return me.op("new", id=id, kind=kind, var="g_" + id if var is None else var, **kw)

    def inst(self, *ids, **kw):
        for i in ids:
            self.new(i, "inst", **kw)
        return self

    def list(self, id, *items, **kw):
        return self.new(id, "list", items=list(items), **kw)

    def tup(self, id, *items, **kw):
        return self.new(id, "tuple", items=list(items), **kw)

    def dict(self, id, *items, **kw):
        return self.new(id, "dict", items=[list(x) for x in items], **kw)

    def attr(self, obj, name, to):
        return self.op("attr", obj=obj, name=name, to=to)

    def dele(self, *ids):
        for i in ids:
            self.op("del", var="g_" + i)
        return self

    def ref(self, id, target, cb=None, **kw):
        if cb is not None:
            kw["cb"] = cb
        return self.new(id, "weakref", target=target, **kw)

    def collect(self, gen=2):
        return self.op("collect", gen=gen)


def B(var):
    return {"do": "bind", "var": var}


# ---------------------------------------------------------------- RC
T("RC-1", "names-count", "Each name bound to an object is one reference.") \
    .inst("a").op("bind", var="g_x", to="a").op("bind", var="g_y", to="a").op("del", var="g_x").op("del", var="g_y").dele("a")
T("RC-1", "slots-count-each", "The same object twice in one list, and in a dict, counts every time.") \
    .inst("a").list("l", "a", "a").dict("d", ("k0", "a"), ("k1", "a")).op("pop", obj="l").op("ddel", obj="d", key="k0").dele("a").dele("l").dele("d")
T("RC-1", "atoms", "Fresh ints and strings are counted like everything else.") \
    .new("n", "int").new("s", "str").list("l", "n", "s", "n").dele("n").dele("s").op("pop", obj="l").op("clear", obj="l")
T("RC-2", "rebind", "Rebinding a name stores the new object first and releases the old one after.") \
    .inst("a").new("b", "inst", var="g_a").op("bind", var="g_a", to=None)
T("RC-3", "del-is-not-destroy", "del removes a name; the object lives on while anything else refers to it.") \
    .inst("a").list("l", "a").dele("a").op("pop", obj="l", at=0)
T("RC-4", "at-once", "The last reference goes, the object goes: no collector involved.") \
    .inst("a").op("disable").dele("a")
T("RC-5", "attribute-order", "An instance releases its attributes in the order they were first ever assigned.") \
    .inst("a", "b", "c", "p").attr("p", "z", "a").attr("p", "x", "b").attr("p", "y", "c").dele("a", "b", "c").dele("p")
T("RC-5", "reassigned-keeps-place", "Deleting and re-adding an attribute gives it its old place back (3.11+); before that it goes last.") \
    .inst("a", "b", "c", "p").attr("p", "x", "a").attr("p", "y", "b").op("delattr", obj="p", name="x").attr("p", "x", "c") \
    .dele("a", "b", "c").dele("p")
T("RC-6", "slots-alphabetical", "__slots__ are released in alphabetical order, however declared or assigned.") \
    .new("p", "slots", slots=["d", "b", "a", "c"]).inst("w", "x", "y", "z") \
    .attr("p", "d", "w").attr("p", "a", "x").attr("p", "c", "y").attr("p", "b", "z").dele("w", "x", "y", "z").dele("p")
T("RC-7", "list-last-first", "A dying list releases its items from the last to the first.") \
    .inst("a", "b", "c").list("l", "a", "b", "c").dele("a", "b", "c").dele("l")
T("RC-7", "tuple-last-first", "A dying tuple releases its items from the last to the first.") \
    .inst("a", "b", "c").tup("t", "a", "b", "c").dele("a", "b", "c").dele("t")
T("RC-7", "list-clear", "list.clear() also goes from the last to the first.") \
    .inst("a", "b", "c").list("l", "a", "b", "c").dele("a", "b", "c").op("clear", obj="l")
T("RC-8", "dict-insertion-order", "A dying dict releases values in insertion order; overwriting keeps the place, delete and re-add moves to the end.") \
    .inst("a", "b", "c", "e").dict("d", ("k0", "a"), ("k1", "b"), ("k2", "c")).op("dset", obj="d", key="k0", to="e") \
    .op("ddel", obj="d", key="k1").op("dset", obj="d", key="k1", to="a").dele("a", "b", "c", "e").dele("d")
T("RC-9", "set-table-order", "A dying set releases its elements in table order; take the order from 'so'.") \
    .inst("a", "b", "c").new("s", "set", items=["c", "a", "b"]).op("sdiscard", obj="s", to="a").op("sadd", obj="s", to="a").dele("a", "b", "c").dele("s")
T("RC-10", "closure", "A function owns a tuple of cells, each cell owns a value: three hops to the captured object.") \
    .inst("a").new("c", "cell", to="a").tup("t", "c").new("f", "func", closure="t", ncells=1).dele("a", "c", "t").op("cellset", obj="c", to=None) \
    .inst("b").op("cellset", obj="c", to="b").dele("b").dele("f")
T("RC-10", "bound-method", "A bound method keeps its instance alive.") \
    .inst("a").new("m", "method", self="a").dele("a").dele("m")
T("RC-10", "module", "A module owns its dict; the dict owns the values.") \
    .inst("a").new("m", "module", dict="md").attr("m", "x", "a").dele("a").attr("m", "y", "md").op("delattr", obj="m", name="y").dele("m")
T("RC-11", "depth-first", "A child is destroyed completely, with everything only it owned, before its next sibling.") \
    .inst("r", "a", "b", "a1", "a2", "b1").attr("r", "x", "a").attr("r", "y", "b").attr("a", "x", "a1").attr("a1", "x", "a2").attr("b", "x", "b1") \
    .dele("a", "b", "a1", "a2", "b1").dele("r")
T("RC-12", "replace-then-release", "Assigning over an attribute or item puts the new value in before the old one is released.") \
    .inst("p", "a", "b").attr("p", "x", "a").dele("a").attr("p", "x", "b").list("l", "p", "p").dele("p").op("setitem", obj="l", at=0, to="b") \
    .op("setitem", obj="l", at=1, to="b")
T("RC-13", "removals", "pop, item deletion and clear release exactly one reference per removed place.") \
    .inst("a").list("l", "a", "a", "a", "a").op("pop", obj="l").op("delitem", obj="l", at=0).op("insert", obj="l", at=0, to="a").dele("a").op("clear", obj="l")
T("RC-14", "locals-die-at-return", "Leaving a frame releases its locals: first to last up to 3.13, last to first from 3.14.") \
    .op("push", args=[]).new("a", "inst", var="l_p").new("b", "inst", var="l_q").new("c", "inst", var="l_r").op("ret")
T("RC-14", "arguments", "A parameter is one more reference for the time of the call (two up to 3.10: the caller's stack keeps its own).") \
    .inst("a").op("push", args=[["l_p", "a"]]).op("del", var="l_p").dele("a").op("ret")
T("RC-14", "nested-frames", "Only the innermost frame's locals go on return.") \
    .op("push", args=[]).new("a", "inst", var="l_p").op("push", args=[["l_q", "a"]]).new("b", "inst", var="l_p").op("ret").attr("a", "x", "a").op("ret").collect()
T("RC-15", "return-value", "A returned object outlives the frame that made it.") \
    .op("push", args=[]).new("a", "inst", var="l_p").new("b", "inst", var="l_q").attr("a", "x", "b").op("ret", to="a", var="g_a").dele("a")
T("RC-16", "diamond", "A shared object dies with the last of its owners, not the first.") \
    .inst("top", "l", "r", "bottom").attr("top", "left", "l").attr("top", "right", "r").attr("l", "x", "bottom").attr("r", "x", "bottom") \
    .dele("l", "r", "bottom").op("delattr", obj="top", name="left").dele("top")
T("RC-17", "cycle-survives", "Two objects that refer to each other never reach zero by counting.") \
    .inst("a", "b").attr("a", "x", "b").attr("b", "x", "a").dele("a", "b").collect()
T("RC-17", "breaking-a-cycle", "Cut one edge of a cycle and counting does the rest, at once.") \
    .inst("a", "b", "c").attr("a", "next", "b").attr("b", "next", "c").attr("c", "next", "a").dele("b", "c").op("delattr", obj="a", name="next").dele("a")
T("RC-18", "self-loop", "An object that refers to itself needs the collector.") \
    .inst("a").attr("a", "x", "a").dele("a").list("l").op("append", obj="l", to="l").dele("l").collect()
T("RC-18", "self-loop-in-dict", "So does a dict that contains itself.") \
    .dict("d").op("dset", obj="d", key="k0", to="d").dele("d").collect()
T("RC-20", "weak-parent", "Strong child pointers, weak parent pointers: no cycle, no collector.") \
    .inst("p", "c").attr("p", "x", "c").ref("w", "p").attr("c", "y", "w").dele("c").dele("w").dele("p")

# ---------------------------------------------------------------- TR
T("TR-1", "atoms-untracked", "Ints and strings are never tracked by the collector.") \
    .new("n", "int").new("s", "str").inst("a").attr("a", "x", "n").attr("a", "y", "s").attr("a", "z", "a").dele("n").dele("s").dele("a").collect()
T("TR-2", "instances-tracked", "Instances (also with __slots__), lists, sets, cells, functions, methods and weakrefs are tracked from birth.") \
    .inst("a").new("s", "slots").list("l").new("e", "set", items=[]).new("c", "cell").new("f", "func").new("m", "method", self="a").ref("w", "a").collect(0)
T("TR-3", "dict-lazily-tracked", "Up to 3.13 a dict is untracked until a container is put in; from 3.14 it is tracked from birth.") \
    .new("n", "int").dict("d", ("k0", "n")).inst("a").op("dset", obj="d", key="k1", to="n").op("dset", obj="d", key="k2", to="a")
T("TR-4", "dict-untracked-again", "Up to 3.13 a full collection untracks a dict that holds only atoms again; a young collection does not.") \
    .new("n", "int").inst("a").dict("d", ("k0", "a")).op("dset", obj="d", key="k0", to="n").collect(0).collect(1).collect(2)
T("TR-4", "dict-of-dict-stays", "A dict holding an untracked dict stays tracked: only tuples are looked through.") \
    .dict("i").dict("d", ("k0", "i")).collect(2)
T("TR-5", "tuple-untracked", "A tuple is tracked at birth; the first collection it survives untracks it if it holds only untracked things.") \
    .new("n", "int").tup("t", "n", "n").inst("a").tup("u", "n", "a").collect(0).collect(0)
T("TR-6", "tuple-of-tuples", "A tuple is looked through to its nested tuples: the inner one stands first in the list, so both are untracked in one collection.") \
    .new("n", "int").tup("i", "n").tup("o", "i").collect(0).collect(1)
T("TR-6", "one-layer-per-collection", "If the outer tuple stands first in the list, each collection untracks only one layer.") \
    .new("n", "int").tup("i", "n").tup("o", "i").dele("i").collect(0).collect(1).collect(2)
T("TR-7", "late-dict-is-young", "A dict that becomes tracked late enters generation 0 then, behind everything already there.") \
    .dict("d").inst("a").collect(0).inst("b").op("dset", obj="d", key="k0", to="a").inst("c").collect(0)

T("TR-7", "dict-escapes-freeze", "An untracked dict is not frozen: garbage made of it later is still collected (3.14+: frozen like everything).") \
    .dict("d").op("freeze").op("dset", obj="d", key="k0", to="d").dele("d").collect()
T("TR-8", "module-dict", "A module's dict is lazily tracked up to 3.12, tracked before its module from 3.13.") \
    .new("m", "module", dict="md").new("n", "int").attr("m", "x", "n").collect(0).inst("a").attr("m", "y", "a").collect(0).dele("m")
T("TR-9", "instance-dict-is-counted", "Up to 3.10 each instance brings a dict object that the collector counts.") \
    .inst("a", "b").attr("a", "x", "a").attr("b", "x", "b").new("s", "slots").attr("s", "a", "s").dele("a", "b", "s").collect()

# ---------------------------------------------------------------- FN
T("FN-1", "before-death", "__del__ runs when the count reaches zero, before anything of the object is taken apart.") \
    .inst("c").new("a", "inst", fin=[]).attr("a", "x", "c").dele("c").dele("a")
T("FN-1", "cascade", "Each object of a cascade runs its finalizer as its own turn comes.") \
    .new("a", "inst", fin=[]).new("b", "inst", fin=[]).new("c", "inst", fin=[]).attr("a", "x", "b").attr("b", "x", "c").dele("b", "c").dele("a")
T("FN-2", "order-at-rc-death", "At death by counting: finalizer, then weakref callbacks, then the referents.") \
    .inst("c").new("a", "inst", fin=[]).attr("a", "x", "c").ref("w", "a", cb=[]).dele("c").dele("a")
T("FN-3", "resurrection-rc", "A finalizer that stores self brings the object back: same object, weakrefs intact, back in generation 0.") \
    .new("a", "inst", fin=[B("g_z")]).ref("w", "a", cb=[]).collect(0).dele("a").op("deref", wr="w", var="g_q")
T("FN-4", "only-once", "After a resurrection the finalizer is spent: the second death is silent.") \
    .new("a", "inst", fin=[B("g_z")]).dele("a").op("unbind", var="g_z")
T("FN-4", "only-once-gc", "Spent for the collector too.") \
    .new("a", "inst", fin=[B("g_z")]).attr("a", "x", "a").dele("a").collect().op("unbind", var="g_z").collect()
T("FN-5", "all-finalizers-first", "In a collection every finalizer runs before anything is cleared, in the order the objects were tracked.") \
    .new("b", "inst", fin=[]).new("a", "inst", fin=[]).attr("a", "x", "b").attr("b", "x", "a").inst("c").attr("b", "y", "c").dele("c").dele("a", "b").collect()
T("FN-6", "weakrefs-before-finalizers", "In a collection weakrefs die and call back before the finalizers run; at rc death it is the other way round.") \
    .new("a", "inst", fin=[]).attr("a", "x", "a").ref("w", "a", cb=[]).dele("a").collect().new("b", "inst", fin=[]).ref("v", "b", cb=[]).dele("b")
T("FN-6", "resurrected-without-weakrefs", "So an object resurrected by a finalizer during a collection has lost its weakrefs.") \
    .new("a", "inst", fin=[B("g_z")]).attr("a", "x", "a").ref("w", "a").dele("a").collect().op("deref", wr="w", var="g_q")
T("FN-7", "partial-resurrection", "Only what a finalizer made reachable again survives; the rest of the garbage is collected (3.8 spares it all).") \
    .new("a", "inst", fin=[B("g_z")]).inst("b", "c").attr("a", "x", "a").attr("a", "y", "b").attr("c", "x", "c").attr("c", "y", "a").dele("a", "b", "c").collect().collect()
T("FN-8", "resurrected-ages", "Survivors by resurrection go to the next older generation, marked as finalized.") \
    .new("a", "inst", fin=[B("g_z")]).attr("a", "x", "a").dele("a").collect(0).op("unbind", var="g_z").collect(0).collect(1)
T("FN-9", "finalizer-breaks-cycle", "A finalizer that breaks its own cycle lets counting kill the objects; they are not counted as collected.") \
    .new("a", "inst", fin=[{"do": "delattr", "name": "x"}]).inst("b").attr("a", "x", "b").attr("b", "x", "a").dele("a", "b").collect()
T("FN-10", "birth-during-collection", "An object created by a finalizer in mid-collection is a newborn in generation 0.") \
    .new("a", "inst", fin=[{"do": "new", "id": "n", "kind": "inst", "var": "g_n"}]).attr("a", "x", "a").dele("a").collect(2).collect(0)
T("FN-11", "saves-a-neighbour", "A finalizer can save somebody else: the neighbour lives, the saver dies.") \
    .new("a", "inst", fin=[{"do": "take", "name": "x", "var": "g_z"}]).inst("b").attr("a", "x", "b").attr("a", "y", "a").dele("a", "b").collect()
T("FN-11", "saves-a-neighbour-rc", "The same at death by counting.") \
    .new("a", "inst", fin=[{"do": "take", "name": "x", "var": "g_z"}]).inst("b").attr("a", "x", "b").dele("b").dele("a")
T("FN-12", "makes-a-loop", "A finalizer that stores self in self resurrects the object into a cycle; only a collection can end it.") \
    .new("a", "inst", fin=[{"do": "loop", "name": "x"}]).dele("a").collect()

# ---------------------------------------------------------------- WR
T("WR-1", "not-counted", "A weakref is not a reference: it keeps nothing alive.") \
    .inst("a").ref("w", "a").op("deref", wr="w", var="g_q").op("del", var="g_q").dele("a").op("deref", wr="w", var="g_q")
T("WR-2", "dead-at-once", "The weakref is cleared the moment the object dies.") \
    .inst("a").ref("w", "a", cb=[]).ref("v", "a").dele("a")
T("WR-3", "shared", "Without a callback there is only one weakref per object: asking again gives the same one.") \
    .inst("a").ref("w", "a").ref("v", "a").ref("u", "a", cb=[]).ref("t", "a", cb=[]).dele("w").dele("v").dele("a")
T("WR-4", "newest-first", "Callbacks of one object run newest first.") \
    .inst("a").ref("w1", "a", cb=[]).ref("w2", "a", cb=[]).ref("w3", "a", cb=[]).dele("a")
T("WR-5", "dead-weakref-is-silent", "If the weakref dies before the object, its callback never runs.") \
    .inst("a").ref("w", "a", cb=[]).dele("w").dele("a")
T("WR-6", "callback-from-gc", "A weakref outside the garbage calls back when the collector kills its target.") \
    .inst("a", "b").attr("a", "x", "b").attr("b", "x", "a").ref("w", "a", cb=[]).ref("v", "b", cb=[]).dele("a", "b").collect()
T("WR-7", "garbage-weakref-is-silent", "A weakref that is garbage itself does not call back.") \
    .inst("a").ref("w", "a", cb=[]).attr("a", "x", "a").attr("a", "y", "w").dele("w").dele("a").collect()
T("WR-13", "weakref-made-and-object-saved", "If the finalizer also saves the object, its new weakref lives on.") \
    .new("a", "inst", fin=[{"do": "weakref", "id": "w", "var": "g_w"}, B("g_z")]).attr("a", "x", "a").dele("a").collect().op("deref", wr="w", var="g_q")
T("WR-8", "garbage-weakref-to-living", "A garbage weakref to a living object is cleared before the finalizers run: no callback either.") \
    .inst("live").new("a", "inst", fin=[B("g_z")]).ref("w", "live", cb=[]).attr("a", "x", "a").attr("a", "y", "w").dele("w").dele("a").collect().op("deref", wr="w", var="g_q")
T("WR-9", "callback-released", "After death by counting the weakref lets go of its callback; after a collection it still holds it.") \
    .inst("a").new("f", "func").ref("w", "a", cb="f").dele("a").inst("b").attr("b", "x", "b").ref("v", "b", cb="f").dele("b").collect()
T("WR-9", "callback-captures-target", "A callback that captures its own target keeps it alive for ever, through a weakref.") \
    .inst("a").new("c", "cell", to="a").tup("t", "c").new("f", "func", closure="t", ncells=1).ref("w", "a", cb="f").dele("c", "t", "f").dele("a").collect().dele("w")
T("WR-10", "callback-moves-weakref", "A weakref whose callback fired in a collection is moved to where that run's survivors go: here from generation 2 down to 1.") \
    .new("a", "inst", fin=[B("g_z")]).ref("w", "a", cb=[]).collect(1).collect(2).dele("a").attr("a", "x", "a").op("unbind", var="g_z").collect(0).collect(1)
T("WR-11", "last-weakref-dies-in-callback", "A weakref released by its own callback in mid-collection is counted as collected.") \
    .inst("a").attr("a", "x", "a").ref("w", "a", var="g_w", cb=[{"do": "unbind", "var": "g_w"}]).dele("a").collect()
T("WR-12", "parent-child-cycle-with-weakref", "Weakly held observers vanish from the cycle: child to parent weak, parent to child strong.") \
    .inst("p", "c").ref("w", "p").attr("c", "y", "w").list("l", "c").attr("p", "x", "l").dele("c", "l", "w").dele("p")
T("WR-13", "weakref-made-in-finalizer", "A weakref made by a finalizer in mid-collection is dead when the collection is over, unless the object was saved.") \
    .new("a", "inst", fin=[{"do": "weakref", "id": "w", "var": "g_w"}]).attr("a", "x", "a").dele("a").collect()

# ---------------------------------------------------------------- GC
T("GC-1", "two-cycle", "The smallest thing only the collector can free.") \
    .inst("a", "b").attr("a", "x", "b").attr("b", "x", "a").dele("a", "b").collect(2).collect(2)
T("GC-2", "result-counts-containers", "gc.collect returns how many tracked objects it cleared: every list, dict, instance in the garbage.") \
    .inst("a").list("l", "a").dict("d", ("k0", "l")).attr("a", "x", "d").dele("a", "l", "d").collect()
T("GC-3", "survivors-age", "What survives a collection of generation n goes to n+1, or stays in 2.") \
    .inst("a", "b").collect(0).inst("c").collect(0).collect(1).collect(2).inst("d").collect(2)
T("GC-4", "younger-are-merged", "Collecting n takes everything younger along.") \
    .inst("a").collect(0).inst("b").attr("a", "x", "b").attr("b", "x", "a").dele("a", "b").collect(0).collect(1)
T("GC-5", "old-garbage-unseen", "A young collection does not find garbage in an older generation.") \
    .inst("a").attr("a", "x", "a").collect(0).dele("a").collect(0).collect(0).collect(1)
T("GC-6", "old-garbage-protects-young", "Old garbage counts as outside: what it refers to survives young collections.") \
    .inst("a").attr("a", "x", "a").collect(1).inst("b").attr("b", "x", "b").attr("a", "y", "b").dele("b").dele("a").collect(0).collect(1).collect(2)
T("GC-7", "tail-goes-too", "What hangs off a dead cycle goes with it and is counted with it.") \
    .inst("a", "b", "c", "e").attr("a", "x", "b").attr("b", "x", "a").attr("b", "y", "c").attr("c", "x", "e").dele("a", "b", "c", "e").collect()
T("GC-8", "untracked-not-counted", "Atoms, untracked dicts and untracked tuples die with the garbage but are not counted (3.14+ counts the dict).") \
    .inst("a").new("n", "int").dict("d", ("k0", "n")).tup("t", "n").collect(0).attr("a", "x", "a").attr("a", "y", "d").attr("a", "z", "t").dele("n", "d", "t").dele("a").collect()
T("GC-9", "clear-order", "Clearing goes down the list; the first object only loses its contents, its neighbour is the first to die.") \
    .inst("a", "b", "c").attr("a", "next", "b").attr("b", "next", "c").attr("c", "next", "a").dele("a", "b", "c").collect()
T("GC-9", "clear-order-two-way", "Doubly linked ring: who dies when is decided by tracking order, not by wiring.") \
    .inst("a", "b", "c").attr("a", "right", "b").attr("b", "left", "a").attr("b", "right", "c").attr("c", "left", "b").attr("c", "right", "a").attr("a", "left", "c").dele("a", "b", "c").collect()
T("GC-10", "tuple-cannot-be-cleared", "A tuple cannot be emptied: a cycle through it is broken at its other members.") \
    .list("l").tup("t", "l").op("append", obj="l", to="t").dele("l", "t").collect()
T("GC-10", "tuple-first-in-line", "Even if the tuple stands first in the list, it can only wait: the dict behind it is emptied, and that kills the tuple.") \
    .dict("d").tup("t", "d").op("dset", obj="d", key="k0", to="t").dele("d", "t").collect()
T("GC-10", "closure-cycle", "A function that refers to itself through a cell: function, tuple and cell are garbage together.") \
    .new("c", "cell").tup("t", "c").new("f", "func", closure="t", ncells=1).op("cellset", obj="c", to="f").dele("c", "t").dele("f").collect()
T("GC-10", "bound-method-cycle", "An instance that stores its own bound method is a cycle.") \
    .inst("a").new("m", "method", self="a").attr("a", "x", "m").dele("m").dele("a").collect()
T("GC-10", "module-cycle", "A namespace whose dict refers back to it.") \
    .new("m", "module", dict="md").attr("m", "x", "m").dele("m").collect()
T("GC-11", "survivors-reordered", "Survivors first thought unreachable go to the back of the list.") \
    .inst("a", "b", "c").attr("c", "x", "b").attr("b", "x", "a").dele("a", "b").collect(0).dele("c")
T("GC-11", "reordered-finalizers", "So the order of finalizers depends on who was reachable from whom in earlier collections.") \
    .new("a", "inst", fin=[]).new("b", "inst", fin=[]).new("c", "inst", fin=[]).attr("c", "x", "b").attr("b", "x", "a").attr("a", "x", "c").dele("a", "b").collect(0).dele("c").collect()
T("GC-12", "islands", "Separate garbage islands go in one collection; a reachable island stays whole.") \
    .inst("a", "b", "c", "d").attr("a", "x", "b").attr("b", "x", "a").attr("c", "x", "d").attr("d", "x", "c").dele("a", "b", "d").collect().dele("c").collect()
T("GC-12", "one-external-reference", "One reference from outside to any member keeps the whole cycle.") \
    .inst("a", "b", "c").attr("a", "x", "b").attr("b", "x", "c").attr("c", "x", "a").dele("a", "b").collect().dele("c").collect()
T("GC-13", "disable", "gc.disable stops automatic collections only: counting and gc.collect() go on.") \
    .op("disable").inst("a", "b").dele("a").attr("b", "x", "b").dele("b").collect()
T("GC-14", "freeze", "Frozen objects are in no generation: their garbage is not found until unfreeze puts them in generation 2.") \
    .inst("a", "b").attr("a", "x", "a").op("freeze").dele("a").dele("b").collect(2).op("unfreeze").collect(1).collect(2)
T("GC-14", "frozen-is-outside", "A frozen object counts as an outside reference even if it is garbage.") \
    .inst("a").attr("a", "x", "a").op("freeze").inst("b").attr("b", "x", "b").attr("a", "y", "b").dele("b").dele("a").collect(2).op("unfreeze").collect(2)
T("GC-15", "saveall", "With DEBUG_SAVEALL garbage is kept in gc.garbage instead of being cleared, and still counted as collected.") \
    .inst("a", "b").attr("a", "x", "b").attr("b", "x", "a").dele("a", "b").op("saveall", on=True).collect().op("saveall", on=False).collect().op("garbage_clear").collect()
T("GC-16", "referrers", "get_referrers finds tracked containers only; get_referents looks one step down.") \
    .inst("a", "p").list("l", "a").tup("t", "a").dict("d", ("k0", "a")).attr("p", "x", "a").op("referrers", obj="a").op("referents", obj="l") \
    .op("referents", obj="p").op("freeze").op("referrers", obj="a")
T("GC-17", "merge-order", "A full collection lines up generation 2, then 0, then 1: finalizers follow that line.") \
    .new("a", "inst", fin=[]).attr("a", "x", "a").collect(1).new("b", "inst", fin=[]).attr("b", "x", "b").collect(0).new("c", "inst", fin=[]).attr("c", "x", "c") \
    .dele("a", "b", "c").collect(2)
T("GC-18", "statistics-per-generation", "Collections count in the statistics of their own generation only.") \
    .inst("a").attr("a", "x", "a").dele("a").collect(0).inst("b").attr("b", "x", "b").dele("b").collect(1).collect(2)
T("GC-19", "rc-death-in-collection", "Objects outside the garbage may die in a collection too, by counting, because a callback dropped them; they are not counted.") \
    .inst("v").op("bind", var="g_w", to="v").dele("v").inst("a").attr("a", "x", "a").ref("w", "a", var="g_x", cb=[{"do": "unbind", "var": "g_w"}]).dele("a").collect()

# ---------------------------------------------------------------- TH
A = dict(auto=True)
t = T("TH-1", "count", "Generation 0's counter: plus one per container born, minus one per container freed, never below zero.", threshold=[100, 10, 10], **A)
t.inst("a", "b", "c").dele("a").new("s", "slots").new("e", "set", items=["s"]).dele("b", "c").dele("s").dele("e")
t = T("TH-2", "strictly-greater", "A collection starts when the counter exceeds the threshold; up to 3.11 the newborn is not part of it, from 3.12 it is.", threshold=[3, 10, 10], **A)
t.inst("a", "b", "c", "d", "e")
t = T("TH-2", "garbage-waits", "Cyclic garbage waits until the counter says so.", threshold=[4, 10, 10], **A)
t.inst("a").attr("a", "x", "a").dele("a").inst("b").dele("b").inst("c").dele("c").inst("d").inst("e").inst("f").inst("g")
t = T("TH-3", "cascade", "After threshold1 + 1 young collections the next one takes generation 1 along.", threshold=[1, 2, 10], **A)
for k in range(16):
    t.inst("a%d" % k)
t = T("TH-4", "full", "Generation 2's turn comes by the same counting, if enough has aged meanwhile.", threshold=[1, 1, 1], **A)
for k in range(40):
    t.inst("a%d" % k)
t = T("TH-4", "quarter-rule", "With many long-lived objects a full collection is skipped until the newcomers are a quarter of them.", threshold=[1, 0, 0], **A)
t.op("disable")
for k in range(24):
    t.inst("a%d" % k)
t.collect(2).op("enable")
for k in range(24):
    t.inst("b%d" % k)
t = T("TH-5", "zero-disables", "Threshold 0 for generation 0 switches automatic collection off.", threshold=[0, 10, 10], **A)
t.inst("a").attr("a", "x", "a").dele("a")
for k in range(6):
    t.inst("b%d" % k)
t.op("threshold", to=[2, 10, 10]).inst("c")
t = T("TH-6", "disabled-still-counts", "While disabled the counter goes on; the first birth after enable pays for all of them.", threshold=[3, 10, 10], **A)
t.op("disable")
for k in range(6):
    t.inst("a%d" % k)
t.op("enable").dele("a0", "a1").inst("b")
t = T("TH-7", "explicit-collect", "gc.collect(n) zeroes counters 0..n and adds one to counter n+1.", threshold=[50, 10, 10], **A)
t.inst("a", "b").collect(0).inst("c").collect(0).collect(1).inst("d").collect(1).collect(2)
t = T("TH-8", "old-garbage-lingers", "Garbage that has aged is not touched by young collections, however many.", threshold=[2, 3, 50], **A)
t.inst("a").attr("a", "x", "a").collect(1).dele("a")
for k in range(30):
    t.inst("b%d" % k, var="g_b")
    t.attr("b%d" % k, "x", "b%d" % k)
t.collect(2)
t = T("TH-9", "churn-never-triggers", "Births balanced by deaths never trigger the collector.", threshold=[3, 10, 10], **A)
for k in range(12):
    t.inst("a%d" % k, var="g_a")
t = T("TH-10", "no-collection-inside", "A finalizer that allocates during a collection does not start another one.", threshold=[2, 10, 10], **A)
t.new("a", "inst", fin=[{"do": "new", "id": "n%d" % k, "kind": "inst", "var": "g_n%d" % k} for k in range(5)])
t.attr("a", "x", "a").dele("a").inst("b").inst("c").inst("d")
t = T("TH-11", "weakref-and-set-count", "Sets, cells and weakrefs count as births like any container; ints and strings do not.", threshold=[100, 10, 10], **A)
t.inst("a").new("e", "set", items=["a"]).new("c", "cell", to="a").ref("w", "a", cb=[]).new("n", "int").new("s", "str").dele("w").dele("e").dele("c")

if __name__ == "__main__":
    seen = set()
    for d in ALL:
        assert d["id"] not in seen, d["id"]
        seen.add(d["id"])
        print(json.dumps(d, separators=(",", ":")))
