"""Billing formulas: arithmetic over a few names, read as a tree and never executed."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping

from ..errors import RequestError

#: What a formula may speak of: counts of the whole job, GiB of host memory and of local disk, hours of run time.
NAMES = ("gpus", "cores", "mem_gib", "nvme_gib", "nodes", "hours")
_LONGEST = 200
_FUNCTIONS: Mapping[str, Callable[..., float]] = {"ceil": math.ceil, "max": max, "min": min}
_OPERATORS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ALLOWED = f"numbers, + - * /, {', '.join(NAMES)} and {', '.join(_FUNCTIONS)}"


def names_in(formula: str) -> frozenset[str]:
    """The names that a formula speaks of. Raises RequestError, with what is allowed as its hint."""
    tree = _tree(formula)
    _check(tree)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called)


def evaluate(formula: str, values: Mapping[str, float]) -> float:
    """The formula's value; `values` has every name that it speaks of. Raises RequestError."""
    tree = _tree(formula)
    _check(tree)
    try:
        return _value(tree, values)
    except (ArithmeticError, KeyError) as error:
        raise RequestError(f"{formula!r} has no value here: {error}") from error


def _tree(formula: str) -> ast.expr:
    if len(formula) > _LONGEST:
        raise _wrong(f"is longer than {_LONGEST} characters")
    try:
        return ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError) as error:
        raise _wrong("is no arithmetic expression") from error


def _check(node: ast.expr) -> None:
    """Raise RequestError for anything that is not arithmetic."""
    if isinstance(node, ast.Constant):
        if type(node.value) not in (int, float):
            raise _wrong(f"holds {node.value!r}, which is no number")
    elif isinstance(node, ast.Name):
        if node.id not in NAMES:
            raise _wrong(f"speaks of {node.id}, which is unknown")
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        _check(node.left)
        _check(node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        _check(node.operand)
    elif isinstance(node, ast.Call):
        _check_call(node)
    else:
        raise _wrong(f"holds {ast.unparse(node)!r}, which is no arithmetic")


def _check_call(node: ast.Call) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
    if name not in _FUNCTIONS:
        raise _wrong(f"calls {name}, which is unknown")
    count = len(node.args)
    if node.keywords or (count != 1 if name == "ceil" else count < 2):
        raise _wrong(f"calls {name} with the wrong number of values")
    for argument in node.args:
        _check(argument)


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, values), _value(node.right, values))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, values)
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    return _FUNCTIONS[node.func.id](*(_value(argument, values) for argument in node.args))


def _wrong(what: str) -> RequestError:
    return RequestError(what, hint=f"allowed: {_ALLOWED}")
