"""Whether the disk that loses power is a fair one: it keeps what was synced, and may lose or tear anything else."""

import os
import subprocess
import sys

from engine import Failure, powercut

# The first 4,096 bytes are synced; 8,192 from byte 1,024 on are not, nor is a size cut after that.
PROGRAM = """
import os, sys
path, kind = sys.argv[1:]
file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
os.pwrite(file, b"A" * 4096, 0)
os.fsync(file)
if kind != "unnamed":
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    os.fsync(folder)
os.pwrite(file, b"B" * 8192, 1024)
if kind == "synced":
    os.fsync(file)
if kind == "shortened":
    os.ftruncate(file, 2048)
"""


def _left(folder, library, kind, seed):
    """What is on the disk when the power is cut at the program's end; nil for no file."""
    path = os.path.join(folder, "disk")
    if os.path.exists(path):
        os.unlink(path)
    environment = {**os.environ, "LD_PRELOAD": library, "POWERCUT_FILE": path, "POWERCUT_AT": "1000", "POWERCUT_SEED": str(seed)}
    subprocess.run([sys.executable, "-c", PROGRAM, path, kind], env=environment, check=True, stderr=subprocess.DEVNULL)
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def _sectors(content):
    return [content[at:at + 512] for at in range(0, len(content), 512)]


def fair(folder, seeds=60):
    library = powercut(folder)
    for seed in range(5):
        if _left(folder, library, "synced", seed) != b"A" * 1024 + b"B" * 8192:
            raise Failure(f"seed {seed}: what was synced is not on the disk")
    unsynced = [_left(folder, library, "unsynced", seed) for seed in range(seeds)]
    for content in unsynced:
        if content is None or content[:1024] != b"A" * 1024 or any(sector not in (b"A" * 512, b"B" * 512) for sector in _sectors(content[:4096])):
            raise Failure("the disk lost or made up what was synced")
    shortened = [_left(folder, library, "shortened", seed) for seed in range(seeds)]
    unnamed = [_left(folder, library, "unnamed", seed) for seed in range(seeds)]
    torn = [content for content in unsynced if len({bytes(sector) for sector in _sectors(content[1024:4096])}) == 2]
    seen = {
        "everything unsynced lost": b"A" * 4096 in unsynced,
        "everything unsynced kept": b"A" * 1024 + b"B" * 8192 in unsynced,
        "torn between sectors": len(torn) > seeds / 10,
        "a size without its bytes": any(len(content) == 9216 and content[4096:] != b"B" * 5120 for content in unsynced),
        "bytes without their size": any(len(content) == 4096 and b"B" in content for content in unsynced),
        "a shortened file": any(len(content) == 2048 for content in shortened),
        "a shortening lost": any(len(content) > 2048 for content in shortened),
        "a file without a name": None in unnamed,
        "a file with a name": any(content is not None for content in unnamed),
    }
    missing = [what for what, is_seen in seen.items() if not is_seen]
    if missing:
        raise Failure(f"the disk is too kind: in {seeds} cuts there was never {', '.join(missing)}")
    return f"the disk: what was synced is there, and of the rest there was {', '.join(seen)}"
