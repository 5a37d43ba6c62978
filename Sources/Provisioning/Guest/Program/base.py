"""The guest's side of Dockhost: brings a Docker host to what a description says.

Run as root: python3 -I -c PROGRAM VERB, the description as JSON on standard input. Every line of its output is a JSON
object that says by the key "dockhost" what it is. Nothing of the description is ever run by a shell, and nothing is
written or restarted where nothing differs.
"""
import base64
import contextlib
import fcntl
import http.client
import ipaddress
import json
import os
import pwd
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

STATE = "/var/lib/dockhost"
RUN = "/run/dockhost"


class Failure(Exception):
    """Why the program cannot go on: what failed, and what to do."""

    def __init__(self, reason, hint):
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def tell(kind, **fields):
    """Prints one line for Dockhost; that nobody listens any more is no reason to leave the work half done. User and
    password of a URL are told to nobody."""
    line = re.sub(r"://[^/@\s\"]+@", "://***@", json.dumps(dict({"dockhost": kind}, **fields)))
    with contextlib.suppress(OSError):
        os.write(1, line.encode() + b"\n")


def progress(title, done=None, total=None):
    """Says what is being done."""
    tell("progress", title=title, done=done, total=total)


def run(*argv, limit=60, check=True, **options):
    """Runs a command to its end and returns what it did; it is in a session of its own, so that it outlives ours."""
    try:
        result = subprocess.run(
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True,
            errors="replace", timeout=limit, start_new_session=True, env=environment(), **options)
    except subprocess.TimeoutExpired:
        raise Failure("'%s' did not end within %d s" % (" ".join(argv), limit), "look at the guest's load and disk")
    except FileNotFoundError:
        raise Failure("the guest has no command '%s'" % argv[0], "use an image of Ubuntu or Debian")
    if check and result.returncode != 0:
        said = (result.stderr.strip() or result.stdout.strip())[-800:]
        raise Failure("'%s' failed: %s" % (" ".join(argv), said), "try it by hand: dockhostctl shell")
    return result


def environment():
    """The environment of what is run: plain words, and no questions."""
    kept = dict(os.environ, LC_ALL="C.UTF-8", DEBIAN_FRONTEND="noninteractive", NEEDRESTART_SUSPEND="1")
    kept.setdefault("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
    return kept


def read(path):
    """A file's bytes; None when there is no such file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None


def read_text(path):
    """A file's text; empty when there is no such file."""
    return (read(path) or b"").decode("utf-8", "surrogateescape")


def encoded(text):
    """The bytes of a text that read_text gave."""
    return text.encode("utf-8", "surrogateescape")


def write(path, content, mode=0o644, owner=None):
    """Replaces a file as a whole, so that no reader ever sees half of it."""
    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    descriptor, scratch = tempfile.mkstemp(dir=folder, prefix=".dockhost-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), mode)
            if owner is not None:
                os.fchown(file.fileno(), owner.pw_uid, owner.pw_gid)
            file.flush()
            os.fsync(file.fileno())
        os.replace(scratch, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(scratch)
        raise


def mode_of(path, otherwise):
    """The permissions of a file; `otherwise` when there is none."""
    return os.stat(path).st_mode & 0o7777 if os.path.exists(path) else otherwise


def remove(path):
    """Removes a file that may be there."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(path)


@contextlib.contextmanager
def alone():
    """Lets one run of this program work at a time; the others wait."""
    os.makedirs(RUN, mode=0o755, exist_ok=True)
    with open(RUN + "/lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("Waiting for another run in the guest")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
