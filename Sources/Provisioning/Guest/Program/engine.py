SOCKET_DROP_IN = "/etc/systemd/system/docker.socket.d/dockhost.conf"
SERVICE_DROP_IN = "/etc/systemd/system/docker.service.d/dockhost.conf"
SHUTDOWN_UNIT = "/etc/systemd/system/dockhost-containers.service"

def engine_files(wish, system):
    """The drop-ins of the engine's units."""
    socket_text = HEADER + "[Socket]\nListenStream=0.0.0.0:%d\nIPAddressDeny=any\nIPAddressAllow=%s localhost\n" % (
        wish["enginePort"], system.host)
    # Of all processes the kernel kills those of containers first; one that dies does not take the service with it.
    service_text = HEADER + (
        "[Unit]\nWants=dockhost-containers.service\nAfter=dockhost-containers.service\n"
        "[Service]\nOOMScoreAdjust=-999\nOOMPolicy=continue\n")
    files = [
        Wanted(SOCKET_DROP_IN, socket_text, ["socket"]), Wanted(END_CONTAINERS, END_CONTAINERS_TEXT, mode=0o755),
        Wanted(SHUTDOWN_UNIT, HEADER + SHUTDOWN_UNIT_TEXT, ["engine"])]
    # Also where there are none yet: then a folder that comes needs no other unit, and so no restart.
    service_text += "ExecStartPre=-%s\n" % AWAIT_MOUNTS
    files += [mounts_file(wish), Wanted(AWAIT_MOUNTS, AWAIT_MOUNTS_TEXT, mode=0o755)]
    return files + [Wanted(SERVICE_DROP_IN, service_text, ["engine"])]


def mounts_file(wish):
    """The folders for which the engine waits after a boot."""
    return Wanted(MOUNTS, "".join(path + "\n" for path in wish["mounts"]))


def list_mounts(wish, record):
    """Writes them down, in a guest of ours; returns what was done."""
    file = mounts_file(wish)
    if MOUNTS not in record["files"] or not file.differs:
        return []
    write(file.path, file.content, file.mode)
    return ["wrote '%s'" % file.path]


class Engine:
    """Docker Engine as a service."""

    @staticmethod
    def installed():
        """Whether there is a unit of it."""
        return properties("docker.service", "LoadState").get("LoadState") == "loaded"

    @staticmethod
    def runs():
        """Whether its service does, or is about to."""
        return properties("docker.service", "ActiveState").get("ActiveState") in ("active", "activating", "reloading")

    @staticmethod
    def await_start(limit=60):
        """Waits while the engine is being started, as after a boot."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if properties("docker.service", "ActiveState").get("ActiveState") != "activating":
                return
            time.sleep(0.2)

    @staticmethod
    def version():
        """The version of the program; None when there is none."""
        with contextlib.suppress(Failure):
            found = re.search(r"version ([^,\s]+)", run("dockerd", "--version", check=False).stdout)
            return found and found.group(1)
        return None

    @staticmethod
    def start():
        """Starts the socket first, since the service would own it otherwise."""
        run("systemctl", "reset-failed", "docker.service", "docker.socket", check=False)
        result = run("systemctl", "start", "docker.socket", "docker.service", limit=180, check=False)
        if result.returncode != 0:
            raise Engine.failure()

    @classmethod
    def restart(cls, with_socket):
        """Stops and starts the service; its socket too where that changed, which cannot be done under a running one."""
        run("systemctl", "daemon-reload", limit=120)
        cls.touch_mounts()
        units = ["docker.service"] + (["docker.socket"] if with_socket else [])
        run("systemctl", "stop", *units, limit=180)
        cls.start()

    @staticmethod
    def touch_mounts():
        """Says that the host's folders are not waited for any more: that is for the start after a boot."""
        os.makedirs(RUN, exist_ok=True)
        if not os.path.exists(RUN + "/mounts-awaited"):
            open(RUN + "/mounts-awaited", "w").close()

    @staticmethod
    def await_answer(port, limit=60):
        """Waits until the engine answers by its socket and by its port; says why it does not."""
        end = time.monotonic() + limit
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if ask_engine("GET", "/_ping")[0] == 200:
                    break
            state = properties("docker.service", "ActiveState").get("ActiveState")
            if state == "failed" or time.monotonic() > end:
                raise Engine.failure()
            time.sleep(0.2)
        if port is None:
            return
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError as error:
            raise Failure("the engine runs, and its port %d is closed: %s" % (port, error),
                          "look at its socket: dockhostctl exec -- systemctl status docker.socket")

    @staticmethod
    def failure():
        """That the engine does not start, and what it said last."""
        return Failure("the engine does not start: " + Engine.last_words(),
                       "look at its log: dockhostctl exec -- sudo journalctl -u docker")

    @staticmethod
    def last_words():
        """What the engine logged last of what went wrong."""
        log = run("journalctl", "--unit=docker.service", "--output=cat", "--lines=60", "--no-pager", "_COMM=dockerd",
                  check=False).stdout.splitlines()
        log = log or run("journalctl", "--unit=docker.service", "--output=cat", "--lines=20", "--no-pager",
                         check=False).stdout.splitlines()
        lines = [line for line in log if re.search(r"level=(error|fatal)|failed|unable|invalid", line)]
        return (lines or log or ["it logged nothing"])[-1][-400:]

    @staticmethod
    def validate():
        """Has the engine read daemon.json before it is stopped; engines before 23 cannot."""
        result = run("dockerd", "--validate", "--config-file", DAEMON, check=False)
        said = result.stderr.strip()
        if result.returncode != 0 and "unknown flag" not in said:
            raise Failure("the engine refuses '%s': %s" % (DAEMON, said[-400:]), "take the key out of the configuration")

    @staticmethod
    def keep_containers():
        """Has a running engine leave its containers alone when it stops, which it learns without a restart."""
        info = engine_info()
        if info is None or info.get("LiveRestoreEnabled") or not info.get("ContainersRunning"):
            return
        run("systemctl", "reload", "docker.service", check=False)
        end = time.monotonic() + 5
        while time.monotonic() < end and not (engine_info() or {}).get("LiveRestoreEnabled"):
            time.sleep(0.1)
