"""placeholder"""


def resolve() -> None: ...
