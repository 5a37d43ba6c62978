# Two small programs that stay in the guest. Each stands alone, and starts quickly: the engine's start waits for one.
MOUNTS = "/etc/dockhost/mounts"
AWAIT_MOUNTS = "/usr/local/lib/dockhost/await-mounts"
AWAIT_MOUNTS_TEXT = r'''#!/usr/bin/python3 -IS
"""Waits until the host's folders are mounted, so that no container starts without them: at most 30 s, once after a boot."""
import os
import select
import time

LISTED = "/etc/dockhost/mounts"
OVER = "/run/dockhost/mounts-awaited"


def missing(folders):
    with open("/proc/self/mountinfo", "rb", 0) as file:
        mounted = {line.split()[4] for line in file.read().splitlines()}
    # Spaces and backslashes are written in octal there.
    return any(
        folder.replace(b"\\", b"\\134").replace(b" ", b"\\040") not in mounted for folder in folders)


with open(LISTED, "rb") as file:
    folders = file.read().splitlines()
end = time.monotonic() + 30
with open("/proc/self/mountinfo", "rb") as table:
    # The kernel tells of each mount.
    poll = select.poll()
    poll.register(table, select.POLLPRI)
    while not os.path.exists(OVER) and missing(folders) and time.monotonic() < end:
        poll.poll(max(0, end - time.monotonic()) * 1000)
os.makedirs(os.path.dirname(OVER), exist_ok=True)
open(OVER, "w").close()
'''

END_CONTAINERS = "/usr/local/lib/dockhost/end-containers"
END_CONTAINERS_TEXT = r'''#!/usr/bin/python3 -IS
"""Ends containers when the guest shuts down, as `docker stop` does. An engine that lets its containers live on leaves
them to systemd, which waits for 90 s; this runs after the engine, which starts them again at the next boot."""
import json
import os
import signal
import subprocess
import time


def words(process):
    try:
        with open("/proc/%s/cmdline" % process, "rb") as file:
            return file.read().decode(errors="replace").split("\0")
    except OSError:
        return []


def parent(process):
    try:
        with open("/proc/%s/stat" % process) as file:
            return file.read().rpartition(")")[2].split()[1]
    except OSError:
        return None


def settings(container):
    """A container's signal and time to stop."""
    try:
        with open("/etc/docker/daemon.json") as file:
            root = json.load(file).get("data-root", "/var/lib/docker")
    except (OSError, ValueError):
        root = "/var/lib/docker"
    try:
        with open("%s/containers/%s/config.v2.json" % (root, container)) as file:
            config = json.load(file)["Config"]
    except (OSError, ValueError, KeyError):
        config = {}
    name = str(config.get("StopSignal") or "SIGTERM")
    number = int(name) if name.isdigit() else getattr(signal, "SIG" + name.upper().replace("SIG", "", 1), 15)
    # Longer than a minute is not waited for, lest Multipass give up on the guest.
    return number, min(config.get("StopTimeout") or 10, 60)


def send(process, number):
    try:
        os.kill(int(process), number)
        return True
    except OSError:
        return False


state = subprocess.run(["systemctl", "is-system-running"], stdout=subprocess.PIPE).stdout.strip()
processes = [name for name in os.listdir("/proc") if name.isdigit()] if state == b"stopping" else []
shims = {}
for process in processes:
    line = words(process)
    if line and "containerd-shim" in line[0] and "moby" in line and "-id" in line:
        shims[process] = line[line.index("-id") + 1]
alive = []
for process in processes:
    if parent(process) in shims:
        number, limit = settings(shims[parent(process)])
        send(process, number)
        alive.append((process, time.monotonic() + limit))
while alive:
    for process, end in alive:
        if time.monotonic() > end:
            send(process, signal.SIGKILL)
    alive = [entry for entry in alive if send(entry[0], 0)]
    time.sleep(0.05)
'''

SHUTDOWN_UNIT_TEXT = """[Unit]
Description=Ends the containers of Docker Engine when the guest shuts down
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/true
ExecStop=-/usr/local/lib/dockhost/end-containers
TimeoutStopSec=90
"""
