"""Faults in Python, by the operators of cosmic-ray that people's mistakes resemble, and one of ours: a call that is forgotten."""

from collections.abc import Iterator

import cosmic_ray.plugins
import parso.python.tree
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator

from support.tools.mutants.fault import Fault

COMPARISONS = (
    "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_Gt", "Gt_Lt", "Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is",
)  # fmt: skip
OTHERS = (
    "AddNot", "ReplaceUnaryOperator_Delete_Not", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "NumberReplacer",
    "ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add", "ZeroIterationForLoop",
)  # fmt: skip
UNSEEN = ("BATCH_",)
"""Begins the name of a number that nobody can see: how much is done in one step, where the steps together do everything."""
LOGGERS = ("log.", "logger.", "_log.", "_logger.")


class ForgetCall(Operator):  # type: ignore[misc]  # cosmic-ray has no types
    """A statement that only calls something is left out, as if it had been forgotten. What is only logged counts as nothing."""

    def mutation_positions(self, node: parso.python.tree.PythonBaseNode) -> Iterator[tuple[object, object]]:
        if node.type == "simple_stmt":
            called = node.children[0]
            source = called.get_code(include_prefix=False)
            if called.type in ("atom_expr", "await_stmt") and source.endswith(")") and not source.startswith(LOGGERS):
                yield called.start_pos, called.end_pos

    def mutate(self, node: parso.python.tree.PythonBaseNode, index: int) -> parso.python.tree.PythonBaseNode:
        called = node.children[0]
        node.children[0] = parso.python.tree.Name("pass", called.start_pos, prefix=called.get_first_leaf().prefix)
        return node

    @classmethod
    def examples(cls) -> tuple[object, ...]:
        return ()


def operators() -> dict[str, Operator]:
    names = [*(f"ReplaceComparisonOperator_{each}" for each in COMPARISONS), *OTHERS]
    return {"ForgetCall": ForgetCall(), **{name: cosmic_ray.plugins.get_operator(f"core/{name}")() for name in names}}


def find_faults(path: str, source: str) -> Iterator[tuple[str, int]]:
    """(operator's name, its occurrence in the file) of each fault that could be put in. Defaults of fields and enums count too."""
    nodes = list(ast_nodes(get_ast(source)))
    for name, operator in operators().items():
        places = [node for node in nodes for _ in operator.mutation_positions(node)]
        yield from ((name, occurrence) for occurrence, node in enumerate(places) if not _is_unseen(node))


def _is_unseen(node: parso.python.tree.PythonBaseNode) -> bool:
    assigned = node.parent if node.type == "number" else None
    while assigned is not None and assigned.type in ("term", "power"):
        assigned = assigned.parent
    return assigned is not None and assigned.type == "expr_stmt" and assigned.children[0].get_code(include_prefix=False).startswith(UNSEEN)


def make_fault(path: str, source: str, name: str, occurrence: int) -> Fault | None:
    """None if the operator changes nothing there."""
    changed = mutate_code(source, operators()[name], occurrence)
    return Fault(path, name, source, changed) if changed and changed != source else None
