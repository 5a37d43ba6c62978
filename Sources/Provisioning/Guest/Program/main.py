class Removal:
    """Takes everything of Dockhost's out of the guest; what was moved away comes back, and the engine runs on."""

    def __init__(self, record):
        self.record = record
        self.done = []

    def run(self):
        engine_changes = bool(self.record["daemon"] or self.record["moved"]) or any(
            notices_of(path) & {"engine", "socket"} for path in self.record["files"])
        notices = set().union(*(notices_of(path) for path in self.record["files"]))
        if self.record["files"] and Engine.runs():
            self.record.known["runs"] = True
            self.record.save()
        self._take_files()
        self._take_lines()
        self._take_packages()
        if "certificates" in notices:
            run("update-ca-certificates", "--fresh", limit=120)
        if "resolver" in notices:
            run("systemctl", "restart", "systemd-resolved")
        if engine_changes:
            self._restart_engine()
        shutil.rmtree(STATE, ignore_errors=True)
        return self.done

    def _take_files(self):
        if SHUTDOWN_UNIT in self.record["files"]:
            run("systemctl", "stop", os.path.basename(SHUTDOWN_UNIT), check=False)
        for path in self.record["files"]:
            remove(path)
            self.done.append("removed '%s'" % path)
            folder = os.path.dirname(path)
            if folder.startswith(("/etc/systemd/", "/etc/dockhost", "/usr/local/lib/dockhost")):
                with contextlib.suppress(OSError):
                    os.rmdir(folder)
        for path, backup in self.record["moved"].items():
            if os.path.exists(backup):
                os.replace(backup, path)
                self.done.append("put '%s' back" % path)

    def _take_lines(self):
        for path, mark in self.record["lines"]:
            line = Lines(path, None, mark, owner=os.path.exists(path) and owner_of(path) or None)
            if line.differs:
                line.apply()
                self.done.append("took a line out of '%s'" % path)

    def _take_packages(self):
        held = [name for name in self.record["held"] if installed_version(name)]
        if held:
            run("apt-mark", "unhold", *held)
            self.done.append("%s are upgraded with other packages again" % ", ".join(held))

    def _restart_engine(self):
        """In two steps, so that containers live on: the engine is told last to stop them when it stops."""
        ours = dict(self.record["daemon"])
        last = {key: ours.pop(key) for key in list(ours) if key == "live-restore"}
        self._take_keys(ours)
        if self.record["runs"]:
            progress("Restarting the engine")
            Engine.restart(with_socket=True)
            Engine.await_answer(None)
            self.done.append("restarted the engine")
        # From here on another restart would end containers: a run that is begun again goes on from here.
        self.record.known.update(files=[], moved={}, daemon=last, runs=False)
        self.record.save()
        if last and Engine.runs():
            # A key that is gone changes nothing at a reload, so that it has to be denied first.
            write(DAEMON, encoded(json.dumps(dict(daemon_keys(), **{"live-restore": False}))), mode_of(DAEMON, 0o644))
            run("systemctl", "reload", "docker.service", check=False)
            last["live-restore"]["value"] = False
        self._take_keys(last)

    def _take_keys(self, entries):
        keys = daemon_keys()
        before = dict(keys)
        take_back(keys, entries)
        if keys == before:
            return
        if keys:
            write(DAEMON, encoded(json.dumps(keys, indent=2) + "\n"), mode_of(DAEMON, 0o644))
        else:
            remove(DAEMON)
        self.done.append("took %s out of '%s'" % (", ".join(sorted(entries)), DAEMON))


def owner_of(path):
    """Who a file belongs to."""
    return pwd.getpwuid(os.stat(path).st_uid)


def perform(verb, wish):
    """Does what is asked, and tells how it ended."""
    record = Record()
    if verb == "remove":
        tell("removed", changes=Removal(record).run())
    elif verb == "list-mounts":
        tell("applied", changes=list_mounts(wish, record))
    elif verb == "verify":
        tell("verified", points=Verification(wish).run())
    elif verb == "observe":
        if wish["upgrades"] and shutil.which("apt-get"):
            Apt.update()
        tell("observed", observation=Plan(wish, record).observation())
    elif verb == "apply":
        tell("applied", changes=Plan(wish, record).apply())
    else:
        raise Failure("there is no verb '%s'" % verb, "observe, apply, list-mounts, remove or verify")


def main(arguments):
    """The program: VERB, and the description from a file or the standard input."""
    # That the way into the guest is gone does not end what was begun.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.umask(0o022)
    try:
        text = read_text(arguments[1]) if len(arguments) > 1 else sys.stdin.read()
        if os.geteuid() != 0:
            raise Failure("the program runs as user %d, and not as root" % os.geteuid(), "run it by sudo")
        with alone():
            perform(arguments[0], json.loads(text))
    except Failure as failure:
        tell("failed", reason=failure.reason, hint=failure.hint)
        return 10
    except Exception as error:
        place = error.__traceback__
        while place.tb_next:
            place = place.tb_next
        reason = "%s: %s (line %d of the guest's program)" % (type(error).__name__, error, place.tb_lineno)
        tell("failed", reason=reason, hint="look at the guest's disk and log: dockhostctl shell")
        return 10
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
