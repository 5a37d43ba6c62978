class Plan:
    """What differs between the guest and its description, and how to bring it there."""

    def __init__(self, wish, record):
        self.wish = wish
        self.record = record
        self.system = System()
        Engine.await_start()
        self.info = engine_info()
        self.hand_made = HandMade(record)
        self.is_hand_made = self.hand_made.exists()
        self.proxies = Proxies(wish, self.system)
        self.packages = Packages(wish, self.system, self.proxies, record)
        in_swarm = ((self.info or {}).get("Swarm") or {}).get("LocalNodeState") not in (None, "", "inactive")
        self.daemon = DaemonFile(wish, self.system, record, self.hand_made.flags, in_swarm)
        self.keys, self.our_keys = self.daemon.merged(adopts=True)
        self.files = self._files()
        self.obsolete = [path for path in record["files"] if path not in {file.path for file in self.files}]
        self.differing = [file for file in self.files if file.differs]
        self.lines = key_line(self.system, wish.get("authorizedKey")) + host_lines(self.system)

    def _files(self):
        bridge = self.daemon.networks.bridge
        return (
            certificate_files(self.wish) + self.proxies.files + self.packages.files + resolver_files(self.system, bridge)
            + engine_files(self.wish, self.system))

    @property
    def is_held_back(self):
        """Whether a set-up by hand is left as it is."""
        return self.is_hand_made and "adopt" not in self.wish["consent"]

    @property
    def notices(self):
        """What has to take notice of the changes of files."""
        found = set().union(*(file.notices for file in self.differing), *(notices_of(path) for path in self.obsolete))
        if self.daemon.wanted(self.keys):
            found.add("engine")
        if self.is_hand_made or self.record["before"]:
            found.update(["engine", "socket"])
        return found

    @property
    def restarts_engine(self):
        return bool(self.notices & {"engine", "socket"}) and self.info is not None

    def changes(self):
        """What `apply` would do, a line each."""
        package = self.packages.change()
        lines = [package] if package else []
        if self.is_hand_made:
            lines += self.hand_made.changes()
        lines += ["write '%s'" % file.path for file in self.differing]
        lines += ["remove '%s'" % path for path in self.obsolete]
        keys = self.daemon.difference(self.keys)
        lines += ["set %s in '%s'" % (", ".join(keys), DAEMON)] if keys else []
        lines += ["add a line to '%s'" % line.path for line in self.lines if line.differs]
        if self.restarts_engine:
            return lines + ["restart the engine"]
        return lines + (["start the engine"] if Engine.installed() and not Engine.runs() else [])

    def _texts(self):
        """What the files that change will say, by path; what only root may read is not told."""
        texts = {file.path: file.content.decode(errors="replace") if file.mode & 0o004 else "(for root alone)\n"
                 for file in self.differing}
        daemon = self.daemon.wanted(self.keys)
        if daemon:
            texts[daemon.path] = daemon.content.decode()
        return texts

    def observation(self):
        """Everything that is told about the guest."""
        info = self.info or {}
        changes = self.changes()
        setup = "handMade" if self.is_hand_made else "dockhost" if SOCKET_DROP_IN in self.record["files"] else "none"
        return {
            "files": self._texts(), "system": self.system.name, "engineVersion": info.get("ServerVersion") or Engine.version(),
            "candidateVersion": self.packages.target if self.packages.change() else None,
            "engineRuns": self.info is not None, "setup": setup, "changes": changes,
            "restartsEngine": self.restarts_engine or self.info is not None and self.packages.change() is not None,
            # An engine learns it by a reload, before it is stopped.
            "liveRestore": bool(info.get("LiveRestoreEnabled") or self.keys.get("live-restore")),
            "containersRunning": info.get("ContainersRunning", 0),
            "containers": running_containers() if self.info else [], "hostKey": self.system.host_key}

    def apply(self):
        """Brings the guest to its description; returns what was done, a line each."""
        done = self._write_lines()
        if self.is_held_back:
            return done
        package, notices, was_there = self.packages.change(), self.notices, Engine.installed()
        self._check_consent(package)
        # Repositories, proxies and certificates come before packages, and these are chosen before the engine is touched.
        done += self._write_files(lambda file_notices: not is_engines(file_notices), was_there) + self._notify()
        if package:
            self.packages.prepare()
        try:
            done += self._adopt() if self.is_hand_made else []
            done += self._write_files(is_engines, was_there) + self._write_daemon_file(was_there)
            if was_there and notices & {"engine", "socket"}:
                Engine.validate()
        except Failure:
            self.record.restore()
            raise
        return done + self._bring_up(package, notices if was_there else set())

    def _check_consent(self, package):
        """Containers are stopped only by those who were asked; an engine that does not answer may have some."""
        if self.info is None and Engine.runs() and self.notices & {"engine", "socket"} \
                and "restart-engine" not in self.wish["consent"] and not self.record["before"]:
            raise Failure("the engine runs, and does not answer in the guest; it has to be restarted",
                          "wait until it is well again: dockhostctl status; or agree to it: dockhostctl up --yes")
        stops = self.info and self.info.get("ContainersRunning") and (self.restarts_engine or package)
        lives_on = self.info and (self.info.get("LiveRestoreEnabled") or self.keys.get("live-restore"))
        if stops and not lives_on and "restart-engine" not in self.wish["consent"]:
            raise Failure(
                "the engine would be restarted, and with it %d containers" % self.info["ContainersRunning"],
                "stop them, or agree to it: dockhostctl up --yes")

    def _bring_up(self, package, notices):
        """Installs, starts and restarts the engine as needed; what makes it fail is taken back."""
        done = []
        try:
            if package or notices & {"engine", "socket"}:
                Engine.keep_containers()
            if package:
                Engine.touch_mounts()
                done.append(self.packages.install())
            if notices & {"engine", "socket"}:
                progress("Restarting the engine")
                Engine.restart(with_socket="socket" in notices)
                done.append("restarted the engine")
            elif package or not Engine.runs():
                progress("Starting the engine")
                Engine.start()
                done += [] if package else ["started the engine"]
            Engine.await_answer(self.wish["enginePort"])
            if self.is_hand_made and HandMade(self.record).exists():
                raise Failure("the engine's port is still opened by somebody's own set-up",
                              "look for it: dockhostctl exec -- systemctl cat docker.service docker.socket")
        except Failure as failure:
            raise self._taken_back(failure, package)
        self.record.settle()
        return done

    def _taken_back(self, failure, package):
        """Puts files and packages back as they were, and the engine with them; returns what to tell."""
        changed = bool(self.record["before"])
        if not changed and self.packages.version is None:
            return failure
        progress("Putting the engine back as it was")
        try:
            self.record.restore()
            changed = package and self.packages.go_back() or changed
            if changed or not Engine.runs():
                Engine.restart(with_socket=True)
            Engine.await_answer(None)
        except Failure as second:
            return Failure("%s; it was not put back either: %s" % (failure.reason, second.reason), failure.hint)
        return Failure(failure.reason + "; the engine runs as before", failure.hint)

    def _write_lines(self):
        done = []
        for line in self.lines:
            if line.differs:
                self.record.add("lines", [line.path, line.mark])
                line.apply()
                done.append("added a line to '%s'" % line.path)
        return done

    def _write_files(self, concerns, keeps):
        """Writes and removes the files whose notices are of concern. All that the engine reads is written before it is
        installed, so that it starts once, as it shall be. `keeps`: there is an engine to whose files one can go back."""
        done = []
        for file in self.differing:
            if concerns(file.notices):
                self._keep(file.path, file.notices, keeps)
                self.record.add("files", file.path)
                write(file.path, file.content, file.mode)
                done.append("wrote '%s'" % file.path)
        for path in self.obsolete:
            if concerns(notices_of(path)):
                self._keep(path, notices_of(path), keeps)
                remove(path)
                self.record.drop("files", path)
                done.append("removed '%s'" % path)
        return done

    def _adopt(self):
        done = self.hand_made.changes()
        self.hand_made.check()
        self.hand_made.adopt()
        return done

    def _keep(self, path, notices, keeps):
        if keeps and notices & {"engine", "socket"}:
            self.record.remember(path)

    def _write_daemon_file(self, keeps):
        file = self.daemon.wanted(self.keys)
        if file:
            self._keep(DAEMON, {"engine"}, keeps)
        self.record.known["daemon"] = self.our_keys
        self.record.save()
        if not file:
            return []
        write(DAEMON, file.content, mode_of(DAEMON, 0o644))
        return ["set %s in '%s'" % (", ".join(self.daemon.difference(self.keys)), DAEMON)]

    def _notify(self):
        """Tells everybody but the engine."""
        done = []
        notices = set().union(*(file.notices for file in self.differing), *(notices_of(path) for path in self.obsolete))
        if "certificates" in notices:
            run("update-ca-certificates", limit=120)
            done.append("updated the trusted certificates")
        if "resolver" in notices:
            run("systemctl", "restart", "systemd-resolved")
            done.append("restarted the resolver")
        return done


def is_engines(notices):
    """Whether a file is read by the engine and its units alone."""
    return bool(notices) and notices <= {"engine", "socket"}


def notices_of(path):
    """What has to take notice when a file of ours goes."""
    if path.startswith("/etc/systemd/system/docker.socket.d/"):
        return frozenset(["socket"])
    if path.startswith("/usr/local/share/ca-certificates/"):
        return frozenset(["certificates", "engine"])
    if path.startswith("/etc/systemd/system/") or path == "/etc/dockhost/proxy.env":
        return frozenset(["engine"])
    return frozenset(["resolver"]) if path == RESOLVER else frozenset()
