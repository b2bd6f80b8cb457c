"""Writes scenes as NDJSON to standard output: `python -m benchmarks.generate ITEMS [SEED]`."""

import sys

from benchmarks.scene_json import lines

if __name__ == "__main__":
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for line in lines(int(sys.argv[1]), seed):
        sys.stdout.buffer.write(line + b"\n")
