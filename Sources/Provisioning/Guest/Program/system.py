class System:
    """What the guest is: read once, and written nowhere."""

    def __init__(self):
        self.release = self._release()
        self.gateway = self._gateway()
        self.systemd = int(re.search(r"\d+", run("systemctl", "--version").stdout).group())

    @staticmethod
    def _release():
        text = read_text("/etc/os-release") or read_text("/usr/lib/os-release")
        pairs = (line.split("=", 1) for line in text.splitlines() if "=" in line)
        return {key: "".join(shlex.split(value)) for key, value in pairs}

    @staticmethod
    def _gateway():
        """The host's address: Multipass's guests have their default route through it."""
        best = None
        for line in read_text("/proc/net/route").splitlines()[1:]:
            name, destination, gateway, flags, _, _, metric, mask = line.split()[:8]
            if destination == mask == "00000000" and int(flags, 16) & 2 and (best is None or int(metric) < best[0]):
                best = (int(metric), str(ipaddress.IPv4Address(bytes.fromhex(gateway)[::-1])))
        return best and best[1]

    @property
    def host(self):
        """The host's address; without it there is nobody to let in."""
        if self.gateway is None:
            raise Failure("the guest has no default route, and so no address of its host", "restart the instance")
        return self.gateway

    @property
    def name(self):
        return self.release.get("PRETTY_NAME", "unknown")

    @property
    def stub(self):
        """Whether systemd-resolved can answer on an address of ours (DNSStubListenerExtra=, systemd 247)."""
        return self.systemd >= 247 and run("systemctl", "is-active", "systemd-resolved", check=False).returncode == 0

    @property
    def user(self):
        """Whom Multipass enters the guest as."""
        for name in ("ubuntu", os.environ.get("SUDO_USER", "")):
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(name)
        with contextlib.suppress(KeyError):
            return pwd.getpwuid(1000)
        return pwd.getpwuid(0)

    @property
    def host_key(self):
        """The guest's own public key: type and key."""
        words = read_text("/etc/ssh/ssh_host_ed25519_key.pub").split()
        return " ".join(words[:2]) or None

    @staticmethod
    def address_of(device):
        """A device's address with its network's prefix; None when it has none."""
        result = run("ip", "-4", "-o", "address", "show", "dev", device, check=False)
        found = re.search(r"inet (\S+)", result.stdout)
        return ipaddress.ip_interface(found.group(1)) if found else None


def properties(unit, *names):
    """Properties of a unit of systemd, by name."""
    result = run("systemctl", "show", unit, "--property=" + ",".join(names), limit=30)
    return dict(line.split("=", 1) for line in result.stdout.splitlines() if "=" in line)


class Connection(http.client.HTTPConnection):
    """HTTP to the engine, in the guest."""

    def connect(self):
        family, address = engine_address()
        self.sock = socket.socket(family)
        self.sock.settimeout(self.timeout)
        self.sock.connect(address)


def engine_address():
    """Where a running engine listens: systemd's socket, unless somebody has had it listen elsewhere alone."""
    hosts = split_flags(engine_words())[0]
    with contextlib.suppress(Failure):
        hosts = hosts or daemon_keys().get("hosts") or []
    parts = [urllib.parse.urlsplit(host) for host in hosts]
    for part in parts:
        if part.scheme == "unix":
            return socket.AF_UNIX, part.path
    ports = [part.port for part in parts if part.scheme == "tcp" and part.port]
    if ports and not any(part.scheme == "fd" for part in parts):
        return socket.AF_INET, ("127.0.0.1", ports[0])
    return socket.AF_UNIX, "/run/docker.sock"


def engine_words():
    """The command line of the engine that runs; empty where none does."""
    process = properties("docker.service", "MainPID").get("MainPID", "0")
    return [word.decode(errors="replace") for word in (read("/proc/%s/cmdline" % process) or b"").split(b"\0") if word]


def ask_engine(method, path, body=None, limit=5):
    """One request to the engine: its status, and what it answered, read as JSON where it is."""
    connection = Connection("docker", timeout=limit)
    with contextlib.closing(connection):
        headers = {"Content-Type": "application/json"} if body is not None else {}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read()
    try:
        return answer.status, json.loads(content)
    except ValueError:
        return answer.status, content


def engine_info():
    """What a running engine says of itself; None when none runs, or it does not answer. Starts none."""
    if run("systemctl", "is-active", "docker.service", check=False).returncode != 0:
        return None
    with contextlib.suppress(OSError, http.client.HTTPException):
        status, info = ask_engine("GET", "/info")
        return info if status == 200 and isinstance(info, dict) else None
    return None


def running_containers():
    """Names of the containers that run."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        status, containers = ask_engine("GET", "/containers/json")
        if status == 200:
            return sorted(container["Names"][0].lstrip("/") for container in containers)
    return []
