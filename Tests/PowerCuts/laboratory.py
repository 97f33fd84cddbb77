"""Images of file systems on a file system that can copy a whole image at one moment.

A plain copy of an image that is in use is not atomic and shows losses that never were. So the
images lie on an xfs of their own, and power is cut with `cp --reflink=always`: xfs holds every
write to the file while it shares the blocks. The copy is what a disk would hold whose every
accepted write arrived; what the file system had only in memory is gone.
"""

import os
import pathlib
import subprocess
import time

from harness.waiting import until

KINDS = ("ext4", "xfs", "btrfs")
BACKING_SIZE = "24G"
IMAGE_SIZE = "1G"
BOOT_ID = pathlib.Path("/proc/sys/kernel/random/boot_id")


def run(*command):
    done = subprocess.run(
        [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stdout.strip()}")


def enter_private_namespaces(arguments):
    """Starts this program again where its mounts and processes end with it, however it ends."""
    os.execvp("unshare", [
        "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
        "--propagation", "private", *arguments,
    ])


class Laboratory:
    """A mounted backing file system. Should nobody close it, it goes with the mount namespace."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        if not pathlib.Path("/dev/loop-control").exists():
            # The testbed's own /dev has only a few nodes.
            run("mount", "-t", "devtmpfs", "devtmpfs", "/dev")
        file = folder / "backing.img"
        self.bench = folder / "bench"
        self.place = folder / "disk"
        for path in (self.bench, self.place):
            path.mkdir()
        run("truncate", "-s", BACKING_SIZE, file)
        run("mkfs.xfs", "-q", "-m", "reflink=1", file)
        run("mount", "-o", "loop", file, self.bench)
        file.unlink()
        self.boots = 0
        self.boot_file = self.bench / "boot_id"
        self.reboot()
        run("mount", "--bind", self.boot_file, BOOT_ID)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        run("umount", BOOT_ID)
        if self.place.is_mount():
            self.unmount()
        run("umount", self.bench)

    def reboot(self):
        """After a power cut the kernel is another one; programs can tell by its boot id."""
        self.boots += 1
        self.boot_file.write_text(f"00000000-0000-4000-8000-{self.boots:012d}\n")

    def format(self, kind):
        image = self.bench / f"{kind}.img"
        image.unlink(missing_ok=True)
        run("truncate", "-s", IMAGE_SIZE, image)
        run(f"mkfs.{kind}", "-q", image)
        return image

    def mount(self, kind, image):
        """Mounts an image or a copy, which replays its journal."""
        # A copy has the identity of its original; both know, and must be told it is all right.
        if kind == "btrfs":
            run("btrfs", "device", "scan", "--forget")
        run("mount", "-o", "loop,nouuid" if kind == "xfs" else "loop", image, self.place)
        return self.place

    def unmount(self):
        """Waits for programs of a killed runner that still read their event."""
        until(lambda: subprocess.call(["umount", "--quiet", self.place], stderr=subprocess.DEVNULL)
              == 0, f"{self.place} was unmounted", limit=20)

    def cut(self, image, name):
        """What is on the disk at this moment, and how many milliseconds that took."""
        copy = self.bench / name
        began = time.monotonic()
        run("cp", "--reflink=always", image, copy)
        return copy, (time.monotonic() - began) * 1000
