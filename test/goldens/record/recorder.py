#!/usr/bin/env python3
"""Record heap traces from a real CPython (see FORMAT.md).

Usage, with the interpreter that is to be observed:

    python3 recorder.py record  IN.jsonl OUT.jsonl     # observations per trace
    python3 recorder.py merge   TRACES.jsonl REF=obs.jsonl V=obs.jsonl ... > goldens
    python3 recorder.py source  IN.jsonl TRACE_ID      # show the generated program

Every trace runs in its own forked child, as one straight-line Python program.
Nothing the recorder does between two operations allocates a Python object:
all looking is done by a small C extension (compiled on first use) that reads
reference counts, collector lists and counters in place, and that learns of
deaths by standing in front of each type's destructor.  The recorder itself
holds no reference to any object of the trace: objects are known by address.

Where no C compiler can be had (CPython compiled to WebAssembly), class
WasmShim does the same through hooks written in JavaScript (recorder-wasm.mjs),
except for allocation counters.
"""
import gc
import json
import os
import sys
import types
import weakref

MAXO = 400          # objects in a trace
MAXS = 700          # snapshots in a trace

SHIM_C = r'''
#define PY_SSIZE_T_CLEAN
#define Py_BUILD_CORE_MODULE 1
#include <Python.h>
#include <string.h>
#include "internal/pycore_gc_select.h"

#define MAXO 400
#define MAXS 700
#define MAXE 60000
#define MAXV 64

typedef struct { PyObject *addr; int state; int dying; } Ent;
static Ent ent[MAXO];
static int n_ent;
static int ev[MAXE][3];                 /* type, value, collecting */
static int n_ev;
typedef struct {
    int ev_end, cnt[3], garbage_len;
    long long stats[9];
    int rc[MAXO]; short state[MAXO]; short gen[MAXO]; short pos[MAXO];
    short fin[MAXO]; short wr[MAXO]; short vars[MAXV]; int sizes[3];
} Snap;
static Snap *snaps;
static int n_snap;
static PyObject *ns_dict;
static PyObject *var_names;             /* tuple of str */

static GCSTATE *gcs(void) { return GCSTATE_PTR; }
static int collecting(void) { return gcs()->collecting != 0; }
static void log_ev(int t, int v) {
    if (n_ev < MAXE) { ev[n_ev][0]=t; ev[n_ev][1]=v; ev[n_ev][2]=collecting(); n_ev++; }
}
static int find(PyObject *o) {
    for (int i = n_ent - 1; i >= 0; i--)
        if (ent[i].addr == o && ent[i].state == 1) return i;
    return -1;
}

/* ---- destructors of static types ---- */
typedef struct { PyTypeObject *t; destructor orig; } Hk;
static Hk hk[32]; static int n_hk;
static Hk *hk_find(PyTypeObject *t) {
    for (; t; t = t->tp_base)
        for (int i = 0; i < n_hk; i++) if (hk[i].t == t) return &hk[i];
    return NULL;
}
static void static_dealloc(PyObject *op) {
    Hk *h = hk_find(Py_TYPE(op));
    int i = find(op);
    if (i >= 0) { ent[i].state = 2; log_ev('d', i); }
    h->orig(op);
}
/* ---- one heap class per instance: destructor and finalizer ---- */
static destructor heap_orig;            /* the common heap-type destructor */
static destructor heap_fin_orig;        /* the common tp_finalize of classes with __del__ */
static void heap_dealloc(PyObject *op) {
    PyTypeObject *t = Py_TYPE(op);
    int i = find(op);
    if (i >= 0) {
        if (t->tp_finalize != NULL && !IS_FINALIZED(op)) ent[i].dying = 1;
        else { ent[i].state = 2; log_ev('d', i); }
    }
    t->tp_dealloc = heap_orig;          /* so the base-class walk sees what it expects */
    heap_orig(op);
    t->tp_dealloc = heap_dealloc;
}
static void heap_fin(PyObject *op) {
    int i = find(op);
    if (i >= 0) log_ev('f', i);
    heap_fin_orig(op);
    if (i >= 0 && ent[i].dying) {
        ent[i].dying = 0;
        if (Py_REFCNT(op) == 1) { ent[i].state = 2; log_ev('d', i); }
        else log_ev('r', i);
    }
}
static PyObject *hook_static(PyObject *m, PyObject *t) {
    hk[n_hk].t = (PyTypeObject *)t; hk[n_hk].orig = ((PyTypeObject *)t)->tp_dealloc;
    ((PyTypeObject *)t)->tp_dealloc = static_dealloc; n_hk++;
    Py_RETURN_NONE;
}
static PyObject *hook_heap(PyObject *m, PyObject *t_) {
    PyTypeObject *t = (PyTypeObject *)t_;
    heap_orig = t->tp_dealloc; t->tp_dealloc = heap_dealloc;
    if (t->tp_finalize) { heap_fin_orig = t->tp_finalize; t->tp_finalize = heap_fin; }
    Py_RETURN_NONE;
}
static PyObject *reg(PyObject *m, PyObject *const *a, Py_ssize_t n) {
    int i = (int)PyLong_AsLong(a[0]);
    int j = find(a[1]);
    if (j >= 0) { log_ev('@', j); Py_RETURN_NONE; }
    ent[i].addr = a[1]; ent[i].state = 1; ent[i].dying = 0;
    if (i >= n_ent) n_ent = i + 1;
    Py_RETURN_NONE;
}
static PyObject *obj(PyObject *m, PyObject *i_) {
    int i = (int)PyLong_AsLong(i_);
    if (i >= n_ent || ent[i].state != 1) { PyErr_Format(PyExc_LookupError, "object %d is dead", i); return NULL; }
    Py_INCREF(ent[i].addr); return ent[i].addr;
}
static PyObject *logw(PyObject *m, PyObject *i_) { log_ev('w', (int)PyLong_AsLong(i_)); Py_RETURN_NONE; }
static PyObject *logc(PyObject *m, PyObject *i_) { log_ev('c', (int)PyLong_AsLong(i_)); Py_RETURN_NONE; }
static PyObject *ret(PyObject *m, PyObject *i_) { log_ev('=', (int)PyLong_AsLong(i_)); Py_RETURN_NONE; }
static PyObject *qlist(PyObject *m, PyObject *l) {
    for (Py_ssize_t k = 0; k < PyList_GET_SIZE(l); k++) {
        int i = find(PyList_GET_ITEM(l, k));
        if (i >= 0) log_ev('q', i);
    }
    log_ev('q', -1);
    Py_RETURN_NONE;
}
static PyObject *set_order(PyObject *m, PyObject *s) {
    Py_ssize_t pos = 0; PyObject *k; Py_hash_t h;
    log_ev('s', find(s));
    while (_PySet_NextEntry(s, &pos, &k, &h)) log_ev('e', find(k));
    Py_RETURN_NONE;
}
static PyObject *atom_int(PyObject *m, PyObject *i_) { return PyLong_FromLong(1000000000L + PyLong_AsLong(i_)); }
static PyObject *atom_str(PyObject *m, PyObject *i_) { return PyUnicode_FromFormat("text-%ld", PyLong_AsLong(i_)); }
static PyObject *mkref(PyObject *m, PyObject *const *a, Py_ssize_t n) {
    return PyWeakref_NewRef(a[0], n > 1 ? a[1] : NULL);
}
static PyObject *mkcell(PyObject *m, PyObject *const *a, Py_ssize_t n) { return PyCell_New(n ? a[0] : NULL); }
static PyObject *thr(PyObject *m, PyObject *t) {
    for (int i = 0; i < 3; i++) gcs()->generations[i].threshold = (int)PyLong_AsLong(PyTuple_GET_ITEM(t, i));
    Py_RETURN_NONE;
}
static PyObject *setdebug(PyObject *m, PyObject *v) { gcs()->debug = (int)PyLong_AsLong(v); Py_RETURN_NONE; }

static PyObject *snap(PyObject *m, PyObject *noargs) {
    if (n_snap >= MAXS) { PyErr_SetString(PyExc_RuntimeError, "too many snapshots"); return NULL; }
    Snap *s = &snaps[n_snap++];
    GCSTATE *g = gcs();
    for (int i = 0; i < 3; i++) {
        s->cnt[i] = g->generations[i].count;
        s->stats[i*3] = g->generation_stats[i].collections;
        s->stats[i*3+1] = g->generation_stats[i].collected;
        s->stats[i*3+2] = g->generation_stats[i].uncollectable;
    }
    for (int i = 0; i < n_ent; i++) {
        s->state[i] = (short)ent[i].state; s->gen[i] = -2; s->wr[i] = -2; s->pos[i] = -1;
        if (ent[i].state != 1) continue;
        PyObject *o = ent[i].addr;
        s->rc[i] = IS_IMMORTAL(o) ? -1 : (int)Py_REFCNT(o);
        if (PyObject_IS_GC(o)) {
            s->gen[i] = IS_TRACKED(o) ? 3 : -1;
            s->fin[i] = IS_FINALIZED(o) ? 1 : 0;
        }
        if (PyWeakref_Check(o)) {
            PyObject *t = ((PyWeakReference *)o)->wr_object;
            s->wr[i] = (t == Py_None || t == NULL) ? -1 : find(t);
        }
    }
    for (int gen = 0; gen < 3; gen++) {
        PyGC_Head *h = &g->generations[gen].head, *p;
        int k = 0;
        for (p = (PyGC_Head *)h->_gc_next; p != h; p = (PyGC_Head *)p->_gc_next, k++) {
            int i = find((PyObject *)(p + 1));
            if (i >= 0) { s->gen[i] = (short)gen; s->pos[i] = (short)(k < 32000 ? k : 32000); }
        }
        s->sizes[gen] = k;
    }
    for (Py_ssize_t v = 0; var_names && v < PyTuple_GET_SIZE(var_names); v++) {
        PyObject *o = PyDict_GetItem(ns_dict, PyTuple_GET_ITEM(var_names, v));
        s->vars[v] = o == NULL ? -3 : o == Py_None ? -1 : (short)find(o);
    }
    s->garbage_len = 0;
    if (g->garbage) {
        s->garbage_len = (int)PyList_GET_SIZE(g->garbage);
        for (Py_ssize_t k = 0; k < PyList_GET_SIZE(g->garbage); k++)
            log_ev('G', find(PyList_GET_ITEM(g->garbage, k)));
    }
    s->ev_end = n_ev;
    Py_RETURN_NONE;
}
static PyGC_Head hidden;                /* everything that existed before the trace */
static PyObject *begin(PyObject *m, PyObject *const *a, Py_ssize_t n) {
    ns_dict = a[0]; var_names = a[1];
    PyGC_Head *p = &gcs()->permanent_generation.head;
    if (p->_gc_next != (uintptr_t)p) {
        PyGC_Head *first = (PyGC_Head *)p->_gc_next, *last = (PyGC_Head *)p->_gc_prev;
        hidden._gc_next = (uintptr_t)first; hidden._gc_prev = (uintptr_t)last;
        last->_gc_next = (uintptr_t)&hidden;
        first->_gc_prev = (uintptr_t)&hidden | (first->_gc_prev & 3);
        p->_gc_next = p->_gc_prev = (uintptr_t)p;
    }
    for (int i = 0; i < 3; i++) gcs()->generations[i].count = 0;
    Py_RETURN_NONE;
}
static PyObject *longlived(PyObject *m, PyObject *noargs) {
    GCSTATE *g = gcs();
    return Py_BuildValue("nn", g->long_lived_total, g->long_lived_pending);
}
static PyObject *dump(PyObject *m, PyObject *noargs) {
    PyObject *out = PyList_New(0);
    int e = 0;
    for (int k = 0; k < n_snap; k++) {
        Snap *s = &snaps[k];
        PyObject *evs = PyList_New(0), *obs = PyList_New(0), *vars = PyList_New(0);
        for (; e < s->ev_end; e++)
            PyList_Append(evs, Py_BuildValue("(iii)", ev[e][0], ev[e][1], ev[e][2]));
        for (int i = 0; i < MAXO; i++)
            PyList_Append(obs, Py_BuildValue("(iiiiii)", s->state[i], s->rc[i], s->gen[i], s->pos[i], s->fin[i], s->wr[i]));
        for (Py_ssize_t v = 0; v < PyTuple_GET_SIZE(var_names); v++)
            PyList_Append(vars, PyLong_FromLong(s->vars[v]));
        PyList_Append(out, Py_BuildValue("(NNN(iii)(LLLLLLLLL)i(iii))", evs, obs, vars,
            s->cnt[0], s->cnt[1], s->cnt[2],
            s->stats[0], s->stats[1], s->stats[2], s->stats[3], s->stats[4], s->stats[5],
            s->stats[6], s->stats[7], s->stats[8], s->garbage_len,
            s->sizes[0], s->sizes[1], s->sizes[2]));
    }
    return out;
}
static PyMethodDef meths[] = {
    {"hook_static", hook_static, METH_O}, {"hook_heap", hook_heap, METH_O},
    {"reg", (PyCFunction)(void(*)(void))reg, METH_FASTCALL}, {"obj", obj, METH_O},
    {"logw", logw, METH_O}, {"logc", logc, METH_O}, {"ret", ret, METH_O}, {"qlist", qlist, METH_O},
    {"set_order", set_order, METH_O}, {"atom_int", atom_int, METH_O}, {"atom_str", atom_str, METH_O},
    {"mkref", (PyCFunction)(void(*)(void))mkref, METH_FASTCALL},
    {"mkcell", (PyCFunction)(void(*)(void))mkcell, METH_FASTCALL}, {"thr", thr, METH_O},
    {"setdebug", setdebug, METH_O}, {"snap", snap, METH_NOARGS},
    {"begin", (PyCFunction)(void(*)(void))begin, METH_FASTCALL},
    {"longlived", longlived, METH_NOARGS}, {"dump", dump, METH_NOARGS}, {NULL}};
static struct PyModuleDef mod = {PyModuleDef_HEAD_INIT, "heapshim", NULL, -1, meths};
PyMODINIT_FUNC PyInit_heapshim(void) { snaps = calloc(MAXS, sizeof(Snap)); return PyModule_Create(&mod); }
'''

SELECT_H = r'''
#if PY_VERSION_HEX < 0x03090000
#include "internal/pycore_pystate.h"
#include "internal/pycore_object.h"
#define GCSTATE struct _gc_runtime_state
#define GCSTATE_PTR (&_PyRuntime.gc)
#else
#include "internal/pycore_interp.h"
#include "internal/pycore_gc.h"
#define GCSTATE struct _gc_runtime_state
#define GCSTATE_PTR (&PyThreadState_Get()->interp->gc)
#endif
#define HEAD(o) ((PyGC_Head *)(o) - 1)
#define IS_TRACKED(o) (HEAD(o)->_gc_next != 0)
#define IS_FINALIZED(o) ((HEAD(o)->_gc_prev & 1) != 0)
#if PY_VERSION_HEX >= 0x030C0000
#define IS_IMMORTAL(o) _Py_IsImmortal(o)
#else
#define IS_IMMORTAL(o) 0
#endif
'''

STATIC_TYPES = [list, dict, tuple, set, types.FunctionType, types.CellType if hasattr(types, "CellType") else None,
                types.MethodType, types.ModuleType, weakref.ref, int, str]


def load_c_shim():
    import importlib.util
    import subprocess
    import sysconfig
    import tempfile
    d = os.path.join(tempfile.gettempdir(), "heapshim-%s-%d.%d.%d" % ((os.getuid(),) + sys.version_info[:3]))
    so = os.path.join(d, "heapshim.so")
    src = os.path.join(d, "heapshim.c")
    want = SHIM_C
    if not (os.path.exists(so) and os.path.exists(src) and open(src).read() == want):
        os.makedirs(os.path.join(d, "internal"), exist_ok=True)
        with open(src, "w") as f:
            f.write(want)
        with open(os.path.join(d, "internal", "pycore_gc_select.h"), "w") as f:
            f.write(SELECT_H)
        inc = sysconfig.get_path("include")
        subprocess.check_call([os.environ.get("CC", "cc"), "-O1", "-w", "-shared", "-fPIC", "-I" + d, "-I" + inc,
                               "-I" + os.path.join(inc, "internal"), src, "-o", so])
    spec = importlib.util.spec_from_file_location("heapshim", so)
    m = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(m)
    return m


class WasmShim:
    """The same observer for CPython compiled to WebAssembly, where nothing can
    be compiled: recorder-wasm.mjs supplies the destructor hooks as JavaScript
    functions placed in the function table ("heaphook").  No allocation
    counters; the cause of an event comes from gc.callbacks."""

    def __init__(self):
        import ctypes
        import heaphook
        self.h = heaphook
        self.c = ctypes
        for t in STATIC_TYPES:
            if t is not None:
                heaphook.hookStatic(id(t))
        gc.callbacks.append(self._phase)
        self.keep = []
        self.reset()

    def reset(self):
        self.h.reset()
        self.addr = {}
        self.snaps = []

    def _phase(self, phase, info):
        self.h.setCollecting(1 if phase == "start" else 0)

    def log(self, t, v):
        self.h.log(ord(t), v)

    def find(self, a):
        return self.h.find(a)

    def hook_heap(self, t):
        self.h.hookHeap(id(t))

    def reg(self, i, o):
        if self.h.reg(i, id(o)):
            self.addr[i] = id(o)

    def obj(self, i):
        if i not in self.addr or self.h.state(i) != 1:
            raise LookupError("object %d is dead" % i)
        return self.c.cast(self.addr[i], self.c.py_object).value

    def logw(self, i):
        self.log("w", i)

    def logc(self, i):
        self.log("c", i)

    def ret(self, i):
        self.log("=", i)

    def qlist(self, l):
        for o in l:
            i = self.find(id(o))
            if i >= 0:
                self.log("q", i)
        self.log("q", -1)

    def set_order(self, s):
        self.log("s", self.find(id(s)))
        for o in s:
            self.log("e", self.find(id(o)))

    def atom_int(self, i):
        return 1000000000 + i

    def atom_str(self, i):
        return "text-%d" % i

    def mkref(self, o, cb=None):
        return weakref.ref(o, cb)

    def mkcell(self, *a):
        return types.CellType(*a)

    def thr(self, t):
        gc.set_threshold(*t)

    def setdebug(self, v):
        gc.set_debug(v)

    def begin(self, ns, names):
        self.ns = ns
        self.names = names

    def snap(self):
        rows = {}
        where = {}
        for g in range(3):
            k = 0
            for a in [id(o) for o in gc.get_objects(generation=g)]:
                i = self.find(a)
                if i >= 0:
                    where[i] = (g, k)
                k += 1
        for i, a in self.addr.items():
            st = self.h.state(i)
            if st != 1:
                rows[i] = (st, 0, -2, -1, 0, -2)
                continue
            rc = self.h.refcnt(a)
            o = self.c.cast(a, self.c.py_object).value
            isgc = bool(type(o).__flags__ & (1 << 14))
            gen, pos = where.get(i, (-1, -1))
            if isgc and gen < 0 and gc.is_tracked(o):
                gen = 3
            wr = -2
            if type(o) is weakref.ref:
                t = self.h.word(a + 8)
                wr = -1 if not t or t == id(None) else self.find(t)
            rows[i] = (1, -1 if rc > 100000000 or rc < 0 else rc, gen if isgc else -2, pos,
                       int(isgc and gc.is_finalized(o)), wr)
            del o
        vs = []
        for n in self.names:
            o = self.ns.get(n, self)
            vs.append(-3 if o is self else -1 if o is None else self.find(id(o)))
            del o
        st = []
        for g in gc.get_stats():
            st += [g["collections"], g["collected"], g["uncollectable"]]
        for o in gc.garbage:
            self.log("G", self.find(id(o)))
            del o
        evs = [tuple(e) for e in json.loads(self.h.take())]
        self.snaps.append((evs, rows, vs, (0, 0, 0), tuple(st), len(gc.garbage), (0, 0, 0)))

    def dump(self):
        out = []
        for s in self.snaps:
            rows = [s[1].get(i, (0, 0, -2, -1, 0, -2)) for i in range(len(self.addr) + 40)]
            out.append((s[0], rows) + tuple(s[2:7]))
        return out


# --------------------------------------------------------------------------
# trace -> straight-line program
# --------------------------------------------------------------------------

class Emit:
    def __init__(self, trace):
        self.t = trace
        self.idx = {}
        self.kind = {}
        self.head = []
        self.funcs = []
        self.globals = []
        self.slots_of = {}

    def i(self, oid):
        if oid not in self.idx:
            self.idx[oid] = len(self.idx)
            if len(self.idx) > MAXO:
                raise ValueError("too many objects")
        return self.idx[oid]

    def o(self, oid):
        return "None" if oid is None else "O(%d)" % self.i(oid)

    def gvar(self, v):
        if v.startswith("g_") and v not in self.globals:
            self.globals.append(v)
        return v

    def script(self, steps, me, extra_globals):
        out = []
        for s in steps:
            do = s["do"]
            if "var" in s:
                self.gvar(s["var"])
            if do == "bind":
                out.append("G[%r] = %s" % (s["var"], me))
            elif do == "unbind":
                out.append("if %r in G: del G[%r]" % (s["var"], s["var"]))
            elif do == "delattr":
                out.append("if hasattr(%s, %r): del %s.%s" % (me, s["name"], me, s["name"]))
            elif do == "take":
                out.append("if hasattr(%s, %r): G[%r] = %s.%s" % (me, s["name"], s["var"], me, s["name"]))
            elif do == "loop":
                out.append("%s.%s = %s" % (me, s["name"], me))
            elif do == "new":
                n = self.i(s["id"])
                self.make_class(s["id"], s)
                out.append("G[%r] = C_%d(); R(%d, G[%r])" % (s["var"], n, n, s["var"]))
            elif do == "deref":
                out.append("G[%r] = O(%d)()" % (s["var"], self.i(s["wr"])))
            elif do == "weakref":
                n = self.i(s["id"])
                out.append("G[%r] = WR(%s); R(%d, G[%r])" % (s["var"], me, n, s["var"]))
            else:
                raise ValueError(do)
        return out

    def make_class(self, oid, op):
        n = self.i(oid)
        base = "SBase" if op.get("kind") == "slots" else "NBase"
        body = ["class C_%d(%s):" % (n, base)]
        if op.get("kind") == "slots":
            body.append("    __slots__ = %r" % (tuple(op.get("slots", ("a", "b", "c", "d"))),))
        body.append("    __hash__ = mkhash(%d)" % n)
        if op.get("fin") is not None:
            body.append("    def __del__(self):")
            body.append("        pass")
            for line in self.script(op["fin"], "self", None):
                body.append("        " + line)
        self.head += body
        self.head.append("HH(C_%d)" % n)

    def make_cb(self, oid, steps):
        n = self.i(oid)
        self.head.append("def K_%d(wr):" % n)
        self.head.append("    LW(%d)" % n)
        for line in self.script(steps, "wr", None):
            self.head.append("    " + line)

    def make_code(self, oid, ncells):
        n = self.i(oid)
        names = ["c%d" % k for k in range(max(ncells, 0))]
        self.head.append("def _mk_%d():" % n)
        for c in names:
            self.head.append("    %s = None" % c)
        self.head.append("    def f(*a):")
        self.head.append("        LC(%d)" % n)
        if names:
            self.head.append("        if a is None: return (%s,)" % ", ".join(names))
        self.head.append("    return f.__code__")
        self.head.append("CODE_%d = _mk_%d()" % (n, n))

    def new(self, op):
        k = op["kind"]
        n = self.i(op["id"])
        v = self.gvar(op["var"])
        self.kind[op["id"]] = k
        post = []
        if k in ("inst", "slots"):
            self.make_class(op["id"], op)
            e = "C_%d()" % n
        elif k == "list":
            e = "[%s]" % ", ".join(self.o(x) for x in op.get("items", []))
        elif k == "tuple":
            items = op["items"]
            e = "(%s,)" % ", ".join(self.o(x) for x in items)
        elif k == "set":
            items = op.get("items", [])
            e = "{%s}" % ", ".join(self.o(x) for x in items) if items else "set()"
            post.append("SO(%s)" % v)
        elif k == "dict":
            e = "{%s}" % ", ".join("%r: %s" % (key, self.o(x)) for key, x in op.get("items", []))
        elif k == "cell":
            e = "CellType(%s)" % (self.o(op["to"]) if op.get("to") is not None else "")
        elif k == "func":
            ncells = op.get("ncells", 0)
            self.make_code(op["id"], ncells)
            e = "FT(CODE_%d, G, 'f', None, %s)" % (n, self.o(op["closure"])) if op.get("closure") else "FT(CODE_%d, G)" % n
        elif k == "method":
            e = "MT(MF, %s)" % self.o(op["self"])
        elif k == "module":
            e = "ModuleType('m')"
            post.append("R(%d, %s.__dict__)" % (self.i(op["dict"]), v))
            self.kind[op["dict"]] = "dict"
        elif k == "int":
            e = "AI(%d)" % n
        elif k == "str":
            e = "AS(%d)" % n
        elif k == "weakref":
            cb = op.get("cb")
            if cb is None:
                e = "WR(%s)" % self.o(op["target"])
            elif isinstance(cb, str):
                e = "WR(%s, %s)" % (self.o(op["target"]), self.o(cb))
            else:
                self.make_cb(op["id"], cb)
                e = "WR(%s, K_%d)" % (self.o(op["target"]), n)
        else:
            raise ValueError(k)
        return ["%s = %s" % (v, e), "R(%d, %s)" % (n, v)] + post

    def stmt(self, op):
        k = op["op"]
        o = self.o
        if k == "new":
            return self.new(op)
        if k == "bind":
            return ["%s = %s" % (self.gvar(op["var"]), o(op["to"]))]
        if k == "del":
            return ["del %s" % self.gvar(op["var"])]
        if k == "unbind":
            v = self.gvar(op["var"])
            return ["if %r in G: del G[%r]" % (v, v)]
        if k == "copy":
            return ["%s = G.get(%r)" % (self.gvar(op["var"]), self.gvar(op["from"]))]
        if k == "attr":
            return ["%s.%s = %s" % (o(op["obj"]), op["name"], o(op["to"]))]
        if k == "delattr":
            return ["del %s.%s" % (o(op["obj"]), op["name"])]
        if k == "append":
            return ["%s.append(%s)" % (o(op["obj"]), o(op["to"]))]
        if k == "insert":
            return ["%s.insert(%d, %s)" % (o(op["obj"]), op["at"], o(op["to"]))]
        if k == "pop":
            return ["%s.pop(%s)" % (o(op["obj"]), op["at"] if "at" in op else "")]
        if k == "setitem":
            return ["%s[%d] = %s" % (o(op["obj"]), op["at"], o(op["to"]))]
        if k == "delitem":
            return ["del %s[%d]" % (o(op["obj"]), op["at"])]
        if k == "clear":
            r = ["%s.clear()" % o(op["obj"])]
            return r + (["SO(%s)" % o(op["obj"])] if self.kind.get(op["obj"]) == "set" else [])
        if k == "dset":
            return ["%s[%r] = %s" % (o(op["obj"]), op["key"], o(op["to"]))]
        if k == "ddel":
            return ["del %s[%r]" % (o(op["obj"]), op["key"])]
        if k == "sadd":
            return ["%s.add(%s)" % (o(op["obj"]), o(op["to"])), "SO(%s)" % o(op["obj"])]
        if k == "sdiscard":
            return ["%s.discard(%s)" % (o(op["obj"]), o(op["to"])), "SO(%s)" % o(op["obj"])]
        if k == "cellset":
            return ["%s.cell_contents = %s" % (o(op["obj"]), o(op["to"]))]
        if k == "celldel":
            return ["del %s.cell_contents" % o(op["obj"])]
        if k == "deref":
            return ["%s = %s()" % (self.gvar(op["var"]), o(op["wr"]))]
        if k == "collect":
            return ["RET(collect(%d))" % op.get("gen", 2)]
        if k == "threshold":
            return ["TH((%d, %d, %d))" % tuple(op["to"])]
        if k == "enable":
            return ["enable()"]
        if k == "disable":
            return ["disable()"]
        if k == "freeze":
            return ["freeze()"]
        if k == "unfreeze":
            return ["unfreeze()"]
        if k == "saveall":
            return ["DBG(%d)" % (32 if op["on"] else 0)]
        if k == "garbage_clear":
            return ["garbage.clear()"]
        if k == "referrers":
            return ["QL(get_referrers(%s))" % o(op["obj"])]
        if k == "referents":
            return ["QL(get_referents(%s))" % o(op["obj"])]
        raise ValueError(k)

    def program(self):
        ops = self.t["ops"]
        # declare ids in order of appearance so that numbering is stable
        main = []
        stack = [(main, None, 0)]
        fn = 0
        for op in ops:
            lines, _, _ = stack[-1]
            if op["op"] == "push":
                args = op.get("args", [])
                name = "F_%d" % fn
                fn += 1
                call = "%s(%s)" % (name, ", ".join(self.o(x) for _, x in args))
                body = ["S()"]
                stack.append((body, (name, [a for a, _ in args], call), 0))
            elif op["op"] == "ret":
                body, (name, params, call), _ = stack.pop()
                if op.get("var"):
                    self.gvar(op["var"])
                    body.append("return %s" % self.o(op["to"]))
                    call = "%s = %s" % (op["var"], call)
                self.funcs.append((name, params, body))
                stack[-1][0].append(call)
                stack[-1][0].append("S()")
            else:
                lines += self.stmt(op)
                lines.append("S()")
        if len(stack) != 1:
            raise ValueError("unbalanced frames")
        src = list(self.head)
        gl = "global " + ", ".join(self.globals) if self.globals else "pass"
        for name, params, body in self.funcs:
            src.append("def %s(%s):" % (name, ", ".join(params)))
            src.append("    " + gl)
            src += ["    " + l for l in body]
        src.append("PRE()")
        src.append("S()")
        src += main
        return "\n".join(src) + "\n"


def run_trace(shim, trace):
    """Run one trace in this process; return (emitter, raw dump)."""
    em = Emit(trace)
    src = em.program()
    gc.disable()

    def mkhash(n):
        def __hash__(self):
            return n
        return __hash__

    class NBase:
        pass

    class SBase:
        __slots__ = ("__weakref__",)

    def MF(self):
        pass
    thr = trace.get("threshold", [700, 10, 10])
    names = tuple(em.globals)
    ns = {"O": shim.obj, "R": shim.reg, "S": shim.snap, "LW": shim.logw, "LC": shim.logc, "RET": shim.ret,
          "QL": shim.qlist, "SO": shim.set_order, "AI": shim.atom_int, "AS": shim.atom_str, "WR": shim.mkref,
          "TH": shim.thr, "DBG": shim.setdebug, "HH": shim.hook_heap, "mkhash": mkhash, "NBase": NBase,
          "SBase": SBase, "MF": MF, "FT": types.FunctionType, "MT": types.MethodType,
          "ModuleType": types.ModuleType, "CellType": shim.mkcell, "collect": gc.collect,
          "enable": gc.enable, "disable": gc.disable, "freeze": gc.freeze, "unfreeze": gc.unfreeze,
          "get_referrers": gc.get_referrers, "get_referents": gc.get_referents, "garbage": gc.garbage}
    ns["G"] = ns

    def PRE():
        shim.thr(tuple(thr))
        gc.collect()
        gc.freeze()
        gc.collect()
        if trace.get("auto"):
            gc.enable()
        shim.begin(ns, names)
    ns["PRE"] = PRE
    code = compile(src, "<trace>", "exec")
    exec(code, ns)
    gc.disable()
    shim.setdebug(0)
    return em, shim.dump()


def observe(em, raw, trace, counters):
    """Raw snapshots -> list of per-operation observations (deltas)."""
    inv = {v: k for k, v in em.idx.items()}
    name = lambda i: inv.get(i) if i >= 0 else None
    GEN = {-1: None, 0: 0, 1: 1, 2: 2, 3: "p"}
    out = []
    prev = None
    garbage_prev = []
    n = len(em.idx)
    none = (0, 0, -2, -1, 0, -2)
    for k, (evs, rows, vars_, cnt, stats, glen, sizes) in enumerate(raw):
        ob = {}
        rows = list(rows) + [none] * (n - len(rows))
        if k == 0:
            prev = (rows, vars_, cnt, stats)
            if any(sizes):
                ob["_dirty"] = list(sizes)
            base = ob
            continue
        prow, pvars, pcnt, pstats = prev
        elist = []
        q = None
        so = None
        sos = {}
        garbage = []
        for t, v, c in evs:
            t = chr(t)
            if t in "dfrwc":
                elist.append(("g" if c else "") + t + ":" + str(name(v)))
            elif t == "@":
                ob["same"] = name(v)
            elif t == "=":
                ob["ret"] = v
            elif t == "q":
                if q is None:
                    q = []
                if v >= 0:
                    q.append(name(v))
            elif t == "s":
                so = sos.setdefault(name(v), [])
                del so[:]
            elif t == "e":
                so.append(name(v))
            elif t == "G":
                garbage.append(name(v))
        if elist:
            ob["ev"] = elist
        if q is not None:
            ob["q"] = sorted(q, key=lambda s: (len(s), s))
        if sos:
            ob["so"] = sos
        if garbage != garbage_prev:
            ob["garbage"] = garbage
        garbage_prev = garbage
        rc, gen, fin, wr = {}, {}, [], {}
        for i in range(n):
            a, b = rows[i], prow[i]
            if a[0] != 1:
                continue
            fresh = b[0] != 1
            if fresh or a[1] != b[1]:
                rc[inv[i]] = a[1] if a[1] >= 0 else "immortal"
            if a[2] != -2 and (fresh or a[2] != b[2]):
                gen[inv[i]] = GEN[a[2]]
            if a[4] and (fresh or not b[4]):
                fin.append(inv[i])
            if a[5] != -2 and (fresh or a[5] != b[5]):
                wr[inv[i]] = name(a[5])
        for key, val in (("rc", rc), ("gen", gen), ("fin", fin), ("wr", wr)):
            if val:
                ob[key] = val
        vs = {}
        for j, v in enumerate(em.globals):
            if vars_[j] != pvars[j]:
                vs[v] = "-" if vars_[j] == -3 else name(vars_[j])
        if vs:
            ob["vars"] = vs
        gcs = []
        for g in range(3):
            d = [stats[g * 3 + x] - pstats[g * 3 + x] for x in range(3)]
            if any(d):
                gcs.append([g] + d)
        if gcs:
            ob["gcs"] = gcs
            order = {}
            for g in range(3):
                l = sorted((rows[i][3], inv[i]) for i in range(n) if rows[i][0] == 1 and rows[i][2] == g)
                if l:
                    order[str(g)] = [x for _, x in l]
            ob["order"] = order
        if counters and trace.get("auto"):
            if tuple(cnt) != tuple(pcnt):
                ob["cnt"] = list(cnt)
        out.append(ob)
        prev = (rows, vars_, cnt, stats)
    if "_dirty" in base:
        raise RuntimeError("heap not clean at start: %r" % base["_dirty"])
    return out


def record_one(shim, trace, counters):
    em, raw = run_trace(shim, trace)
    obs = observe(em, raw, trace, counters)
    if len(obs) != len(trace["ops"]):
        raise RuntimeError("observations %d, ops %d" % (len(obs), len(trace["ops"])))
    return obs


def cmd_record(inp, outp):
    shim = load_c_shim()
    for t in STATIC_TYPES:
        if t is not None:
            shim.hook_static(t)
    ver = "%d.%d.%d" % sys.version_info[:3]
    bad = 0
    with open(inp) as f, open(outp, "w") as out:
        for line in f:
            trace = json.loads(line)
            r, w = os.pipe()
            pid = os.fork()
            if pid == 0:
                os.close(r)
                try:
                    res = {"id": trace["id"], "python": ver, "obs": record_one(shim, trace, True)}
                except BaseException as e:
                    res = {"id": trace["id"], "python": ver, "error": "%s: %s" % (type(e).__name__, e)}
                with os.fdopen(w, "w") as p:
                    p.write(json.dumps(res, separators=(",", ":")))
                os._exit(0)
            os.close(w)
            with os.fdopen(r) as p:
                data = p.read()
            _, st = os.waitpid(pid, 0)
            if not data:
                data = json.dumps({"id": trace["id"], "python": ver, "error": "child died, status %d" % st})
            if '"error"' in data[:200]:
                bad += 1
                sys.stderr.write(data[:300] + "\n")
            out.write(data + "\n")
    sys.stderr.write("%s: recorded, %d bad\n" % (ver, bad))


def record_here(inp, outp):
    """Record in this very process (no fork, no compiler): the WebAssembly observer."""
    shim = WasmShim()
    ver = "%d.%d.%d" % sys.version_info[:3] + ("" if sys.version_info[3] == "final" else "%s%d" % ({"candidate": "rc", "alpha": "a", "beta": "b"}[sys.version_info[3]], sys.version_info[4]))
    bad = n = 0
    with open(inp) as f, open(outp, "w") as out:
        for line in f:
            trace = json.loads(line)
            # counters cannot be read here, and unfreeze would bring back earlier traces
            if trace.get("auto") or any(o["op"] == "unfreeze" for o in trace["ops"]):
                continue
            n += 1
            shim.reset()
            try:
                res = {"id": trace["id"], "python": ver, "nocounters": True, "obs": record_one(shim, trace, False)}
            except Exception as e:
                res = {"id": trace["id"], "python": ver, "error": "%s: %s" % (type(e).__name__, e)}
                bad += 1
            out.write(json.dumps(res, separators=(",", ":")) + "\n")
            shim.keep.append(shim.ns)       # let nothing of it die under the next trace
            gc.set_debug(0)
            gc.garbage.clear()
    return ver, n, bad


def diff_obs(ref, other, keys=None):
    d = {}
    for k, (a, b) in enumerate(zip(ref, other)):
        if keys is not None:
            a = {x: a[x] for x in a if x in keys}
            b = {x: b[x] for x in b if x in keys}
        if a != b:
            d[str(k)] = b
    return d


def cmd_merge(traces, ref, others):
    """Write goldens to stdout: trace + reference observations + differences."""
    def load(p):
        d = {}
        with open(p) as f:
            for line in f:
                r = json.loads(line)
                d[r["id"]] = r
        return d
    rname, rpath = ref.split("=")
    rr = load(rpath)
    oo = [(o.split("=")[0], load(o.split("=")[1])) for o in others]
    with open(traces) as f:
        for line in f:
            t = json.loads(line)
            r = rr[t["id"]]
            if "error" in r:
                raise SystemExit("%s: %s" % (t["id"], r["error"]))
            t["python"] = rname
            t["obs"] = r["obs"]
            vs = {}
            for vname, d in oo:
                x = d.get(t["id"])
                if x is None:
                    continue
                if "error" in x:
                    vs[vname] = {"error": x["error"]}
                    continue
                keys = None
                if x.get("nocounters"):
                    keys = ("ev", "rc", "gen", "fin", "wr", "vars", "gcs", "ret", "q", "so", "same", "garbage", "order")
                df = diff_obs(r["obs"], x["obs"], keys)
                vs[vname] = "same" if not df else {"obs": df}
            t["versions"] = vs
            print(json.dumps(t, separators=(",", ":")))


if __name__ == "__main__":
    cmd = sys.argv[1] if len(sys.argv) > 1 else ""
    if cmd == "record":
        cmd_record(sys.argv[2], sys.argv[3])
    elif cmd == "merge":
        cmd_merge(sys.argv[2], sys.argv[3], sys.argv[4:])
    elif cmd == "source":
        for line in open(sys.argv[2]):
            t = json.loads(line)
            if t["id"] == sys.argv[3]:
                print(Emit(t).program())
    else:
        print(__doc__)
