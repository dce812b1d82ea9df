"""Says of each source text whether CPython compiles it, and gives its tree in the words of src/python/syntax.ts.

Reads a JSON list of texts, writes a JSON list: null where CPython refuses the text, else the statements.
Whatever the subset has no word for appears as {"outside": "<class of the ast node>"}.
"""

import ast
import json
import sys
import warnings

OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
    ast.USub: "-", ast.Not: "not", ast.And: "and", ast.Or: "or",
}


def operator(node):
    return OPERATORS.get(type(node), type(node).__name__)


def statements(nodes):
    return [convert(node) for node in nodes]


def convert(node):
    match node:
        case ast.Name():
            return {"type": "name", "id": node.id}
        case ast.Constant(value=None | bool() | int() | str()):
            return {"type": "constant", "value": node.value}
        case ast.Attribute():
            return {"type": "attribute", "object": convert(node.value), "name": node.attr}
        case ast.Subscript():
            return {"type": "subscript", "object": convert(node.value), "index": convert(node.slice)}
        case ast.Call():
            keywords = [{"name": word.arg, "value": convert(word.value)} for word in node.keywords]
            return {"type": "call", "callee": convert(node.func), "args": statements(node.args), "keywords": keywords}
        case ast.List() | ast.Tuple() | ast.Set():
            return {"type": type(node).__name__.lower(), "items": statements(node.elts)}
        case ast.Dict() if None not in node.keys:
            entries = [{"key": convert(key), "value": convert(value)} for key, value in zip(node.keys, node.values)]
            return {"type": "dict", "entries": entries}
        case ast.UnaryOp():
            return {"type": "unary", "operator": operator(node.op), "operand": convert(node.operand)}
        case ast.BinOp():
            sides = {"left": convert(node.left), "right": convert(node.right)}
            return {"type": "binary", "operator": operator(node.op), **sides}
        case ast.Compare():
            rest = [{"operator": operator(op), "right": convert(right)} for op, right in zip(node.ops, node.comparators)]
            return {"type": "comparison", "left": convert(node.left), "rest": rest}
        case ast.BoolOp():
            return {"type": "boolean", "operator": operator(node.op), "values": statements(node.values)}
        case ast.Expr():
            return located(node, {"type": "expression", "value": convert(node.value)})
        case ast.Assign():
            return located(node, {"type": "assign", "targets": statements(node.targets), "value": convert(node.value)})
        case ast.AugAssign():
            sides = {"target": convert(node.target), "value": convert(node.value)}
            return located(node, {"type": "augmented", "operator": operator(node.op), **sides})
        case ast.Delete():
            targets = [item for target in node.targets for item in flat(target)]
            return located(node, {"type": "delete", "targets": statements(targets)})
        case ast.If():
            parts = {"test": convert(node.test), "body": statements(node.body), "orElse": statements(node.orelse)}
            return located(node, {"type": "if", **parts})
        case ast.While(orelse=[]):
            return located(node, {"type": "while", "test": convert(node.test), "body": statements(node.body)})
        case ast.For(orelse=[]):
            parts = {"target": convert(node.target), "iterable": convert(node.iter), "body": statements(node.body)}
            return located(node, {"type": "for", **parts})
        case ast.FunctionDef(decorator_list=[], returns=None):
            parts = {"name": node.name, "parameters": parameters(node.args), "body": statements(node.body)}
            return located(node, {"type": "def", **parts})
        case ast.ClassDef(decorator_list=[], keywords=[]):
            base = {"base": convert(node.bases[0])} if node.bases else {}
            return located(node, {"type": "class", "name": node.name, **base, "body": statements(node.body)})
        case ast.Return():
            value = {} if node.value is None else {"value": convert(node.value)}
            return located(node, {"type": "return", **value})
        case ast.Pass() | ast.Break() | ast.Continue():
            return located(node, {"type": type(node).__name__.lower()})
        case ast.Import():
            return located(node, {"type": "import", "modules": [alias.name for alias in node.names]})
        case _:
            return {"outside": type(node).__name__}


def flat(target):
    if isinstance(target, (ast.Tuple, ast.List)):
        return [item for inner in target.elts for item in flat(inner)]
    return [target]


def parameters(arguments):
    required = len(arguments.args) - len(arguments.defaults)
    defaults = [None] * required + arguments.defaults
    return [
        {"name": argument.arg} if default is None else {"name": argument.arg, "defaultValue": convert(default)}
        for argument, default in zip(arguments.args, defaults)
    ]


LINES = []


def column(line, offset):
    """From an offset in UTF-8 bytes to a column in UTF-16 code units, counted from 1."""
    return len(LINES[line - 1].encode()[:offset].decode().encode("utf-16-le")) // 2 + 1


def located(node, tree):
    """Adds where the statement stands. A block ends for CPython behind its last semicolon: only its start is given."""
    tree["at"] = [node.lineno, column(node.lineno, node.col_offset)]
    if not hasattr(node, "body"):
        tree["at"] += [node.end_lineno, column(node.end_lineno, node.end_col_offset)]
    return tree


def answer(text):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            compile(tree, "<program>", "exec")
    except (SyntaxError, ValueError):
        return None
    LINES[:] = text.split("\n")
    return statements(tree.body)


json.dump([answer(text) for text in json.load(sys.stdin)], sys.stdout)
