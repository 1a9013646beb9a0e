"""Frozen data classes that cost next to nothing to define.

`dataclasses` writes the source of six methods for every class and compiles it. A page that starts
Python pays for that before its first answer: it was half of the time that importing pycore took.
Here the methods are plain functions; to type checkers it is the same thing.
"""

from typing import Any, ClassVar, dataclass_transform, get_origin


@dataclass_transform(frozen_default=True)
def frozen[C](cls: type[C]) -> type[C]:
    """The class with its annotated names as fields.

    Objects are made from the fields in order or by name, are equal where all fields are, hashable,
    and never change. Methods of the class's own stay. Where it has a __post_init__, that is called
    when the fields are set. Raises TypeError on a field that is missing, unknown or given twice.
    """
    names = field_names(cls)
    defaults = {name: getattr(cls, name) for name in names if hasattr(cls, name)}
    check = getattr(cls, "__post_init__", None)

    def make(self: Any, *values: object, **named: object) -> None:
        if not values and tuple(named) == names:
            self.__dict__.update(named)
        else:
            if named or len(values) != len(names):
                values = complete(cls.__name__, names, defaults, values, named)
            self.__dict__.update(zip(names, values, strict=True))
        if check:
            check(self)

    for name, method in {"__init__": make, **METHODS}.items():
        if vars(cls).get(name) is None:
            setattr(cls, name, method)
    return cls


def changed[T](record: T, **named: object) -> T:
    """The object with other values of some fields."""
    return type(record)(**vars(record) | named)


def field_names(cls: type) -> tuple[str, ...]:
    """The annotated names of a class and of those it comes from, in order, each once."""
    bases = reversed(cls.__mro__)
    annotated = [each for base in bases for each in vars(base).get("__annotations__", {}).items()]
    shared = {name for name, kind in annotated if ClassVar in (kind, get_origin(kind))}
    return tuple(dict.fromkeys(name for name, _ in annotated if name not in shared))


def complete(
    cls: str,
    names: tuple[str, ...],
    defaults: dict[str, object],
    values: tuple[object, ...],
    named: dict[str, object],
) -> tuple[object, ...]:
    """The values of all fields in order; TypeError where they cannot be told."""
    given = dict(zip(names, values, strict=False))
    whole = defaults | given | named
    twice_or_unknown = named.keys() & given.keys() or named.keys() - set(names)
    if twice_or_unknown or len(values) > len(names) or len(whole) < len(names):
        raise TypeError(f"{cls} has the fields {', '.join(names)}, and needs each of them once")
    return tuple(whole[name] for name in names)


def _equal(self: object, other: object) -> bool:
    return vars(self) == vars(other) if type(self) is type(other) else NotImplemented


def _hash(self: object) -> int:
    return hash(tuple(vars(self).values()))


def _show(self: object) -> str:
    told = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
    return f"{type(self).__name__}({told})"


def _refuse(self: object, name: str, *_: object) -> None:
    raise AttributeError(f"'{name}' of {type(self).__name__} cannot be changed")


METHODS: dict[str, Any] = {
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _show,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
