"""What the inverted indexes hold: words, and members of arrays. Entries are limited, so long ones stand by digest."""

from hashlib import blake2b

from imgcat.store.postgres.key import escaped

_LONGEST = 200


def term(text: str) -> str:
    """The text, or what stands for it where it is long."""
    if len(text) <= _LONGEST:
        return text
    return "\3" + blake2b(text.encode(), digest_size=32).hexdigest()


def member(name: str, value: str) -> str:
    """A string in the array that a property is."""
    return term(f"{name}={escaped(value)}")
