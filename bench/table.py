"""A table, for a terminal or as Markdown."""


def table(title, head, rows, markdown=False):
    """Prints rows of texts; the first column is words, the others are figures."""
    width = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    if markdown:
        print(f"\n{title}\n")
        for row in [head, ["---"] + ["---:"] * (len(head) - 1), *rows]:
            print("| " + " | ".join(row) + " |")
    else:
        print(f"\n{title}")
        for row in [head, *rows]:
            cells = [row[0].ljust(width[0])]
            cells += [cell.rjust(size) for cell, size in zip(row[1:], width[1:])]
            print("  ".join(cells).rstrip())
