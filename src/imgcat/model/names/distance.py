"""How many keystrokes apart two spellings are."""


def edits(first: str, second: str, limit: int) -> int | None:
    """Letters to add, drop, change or swap with their neighbour (optimal string alignment); None above `limit`."""
    if abs(len(first) - len(second)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        two_before, before, row = before, row, [i]
        for j, b in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return None
    return row[-1] if row[-1] <= limit else None


def allowed_edits(length: int) -> int:
    """How many edits a near miss may have, by the length of the shorter spelling. Short names are too easily hit."""
    return (length >= 6) + (length >= 8) + (length >= 12)
