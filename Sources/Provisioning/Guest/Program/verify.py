IMAGES = ("busybox", "alpine")


class Verification:
    """Runs containers, and tells what works."""

    def __init__(self, wish):
        self.wish = wish
        self.system = System()
        self.points = []
        self.containers = []

    def run(self):
        """Tries one thing after the other; those that need a container are left out where none runs."""
        try:
            image = self._try("image", self._image)
            if image and self._try("container", lambda: self._says(image, ["echo", "it runs"])):
                self._try("dns", lambda: self._resolves(image, self._registry))
                self._try("egress", lambda: self._reaches(image))
                self._try("host.docker.internal", lambda: self._finds_host(image))
                self._try("published-port", lambda: self._publishes(image))
                self._try("bind-mount", lambda: self._binds(image))
        finally:
            for container in self.containers:
                with contextlib.suppress(OSError, http.client.HTTPException):
                    ask_engine("DELETE", "/containers/%s?force=true&v=true" % container, limit=30)
        return self.points

    def _try(self, name, action):
        """One point: `action` returns what was seen, and fails by saying why not."""
        progress("Trying " + name)
        try:
            seen = action()
            self.points.append({"name": name, "works": True, "detail": str(seen)})
            return seen
        except Failure as failure:
            self.points.append({"name": name, "works": False, "detail": failure.reason})
        except (OSError, http.client.HTTPException) as error:
            self.points.append({"name": name, "works": False, "detail": str(error) or type(error).__name__})
        return None

    @property
    def _registry(self):
        """The host from which images come."""
        mirrors = self.wish["daemon"].get("registry-mirrors") or []
        return (urllib.parse.urlsplit(mirrors[0]).hostname if mirrors else None) or "registry-1.docker.io"

    @property
    def _registry_port(self):
        mirrors = self.wish["daemon"].get("registry-mirrors") or ["https://registry-1.docker.io"]
        parts = urllib.parse.urlsplit(mirrors[0])
        return parts.port or (80 if parts.scheme == "http" else 443)

    @staticmethod
    def _image():
        """A small image with a shell: one that is there, else one that is pulled."""
        status, images = ask_engine("GET", "/images/json", limit=30)
        tags = sorted(tag for image in images if status == 200 for tag in image.get("RepoTags") or [])
        for name in IMAGES:
            for tag in tags:
                if tag.rpartition("/")[2].startswith(name + ":"):
                    return tag
        status, answer = ask_engine("POST", "/images/create?fromImage=busybox&tag=latest", limit=180)
        said = answer.decode(errors="replace") if isinstance(answer, bytes) else json.dumps(answer)
        if status != 200 or "\"error\"" in said:
            raise Failure("no image is there, and none can be pulled: " + said.strip().splitlines()[-1][-300:], "")
        return "busybox:latest"

    def _create(self, image, command, **configuration):
        body = dict({"Image": image, "Cmd": command, "Labels": {"org.dockhost.verify": "1"}}, **configuration)
        status, answer = ask_engine("POST", "/containers/create", body, limit=30)
        if status != 201:
            raise Failure("no container can be made: %s" % message(answer), "")
        self.containers.append(answer["Id"])
        status, started = ask_engine("POST", "/containers/%s/start" % answer["Id"], limit=60)
        if status != 204:
            raise Failure("the container does not start: %s" % message(started), "")
        return answer["Id"]

    def _run(self, image, command, **configuration):
        """How a command in a container ended, and what it printed."""
        container = self._create(image, command, **configuration)
        _, ended = ask_engine("POST", "/containers/%s/wait" % container, limit=60)
        _, log = ask_engine("GET", "/containers/%s/logs?stdout=true&stderr=true" % container, limit=30)
        return ended.get("StatusCode"), unframed(log).strip()

    def _says(self, image, command, **configuration):
        """What a command in a container printed; it has to succeed."""
        status, said = self._run(image, command, **configuration)
        if status != 0:
            raise Failure("`%s` in a container failed: %s" % (" ".join(command), on_one_line(said)), "")
        return said

    def _resolves(self, image, name):
        """An address of a name. busybox's nslookup fails where there is one of IPv4, and none of IPv6."""
        _, said = self._run(image, ["nslookup", name])
        addresses = re.findall(r"^Address[^:]*: *([0-9a-f.:]+)", said.partition("Name:")[2], re.M)
        if not addresses:
            raise Failure("`nslookup %s` in a container failed: %s" % (name, on_one_line(said)), "")
        return "%s is %s" % (name, addresses[0])

    def _reaches(self, image):
        """A connection to the registry, or to the proxy by which the engine would go there."""
        proxies = Proxies(self.wish, self.system)
        parts = urllib.parse.urlsplit(proxies.https or proxies.http or "")
        host, port = (parts.hostname, parts.port or 80) if parts.hostname else (self._registry, self._registry_port)
        self._says(image, ["nc", "-w", "10", host, str(port), "-e", "true"])
        return "%s port %d is reached" % (host, port)

    def _finds_host(self, image):
        name = "host.docker.internal"
        seen = self._resolves(image, name)
        if seen != "%s is %s" % (name, self.system.host):
            raise Failure("%s, and the host is %s" % (seen, self.system.host), "")
        return seen

    def _publishes(self, image):
        """A port of a container, as the host reaches it: at the guest's own address."""
        command = ["sh", "-c", "mkdir -p /tmp/w && echo published >/tmp/w/index.html && httpd -f -p 8080 -h /tmp/w"]
        container = self._create(
            image, command, ExposedPorts={"8080/tcp": {}}, HostConfig={"PortBindings": {"8080/tcp": [{"HostPort": ""}]}})
        _, state = ask_engine("GET", "/containers/%s/json" % container)
        port = int(state["NetworkSettings"]["Ports"]["8080/tcp"][0]["HostPort"])
        address = own_address(self.system.host)
        end = time.monotonic() + 10
        while True:
            try:
                connection = http.client.HTTPConnection(address, port, timeout=5)
                with contextlib.closing(connection):
                    connection.request("GET", "/index.html")
                    answer = connection.getresponse().read().strip()
                if answer != b"published":
                    raise Failure("somebody else answers at %s port %d" % (address, port), "")
                return "%s port %d answers" % (address, port)
            except OSError as error:
                if time.monotonic() > end:
                    raise Failure("%s port %d does not answer: %s" % (address, port, error), "")
                time.sleep(0.2)

    def _binds(self, image):
        """A folder as a container sees it: one of the host's where there is one."""
        mounted = [line.split()[4] for line in read_text("/proc/self/mountinfo").splitlines()]
        missing = [path for path in self.wish["mounts"] if path.replace(" ", "\\040") not in mounted]
        if missing:
            raise Failure("the host's folder '%s' is not mounted in the guest" % missing[0], "")
        folder = self.wish["mounts"][0] if self.wish["mounts"] else RUN
        inside = self._says(image, ["ls", "-A", "/bound"], HostConfig={
            "Mounts": [{"Type": "bind", "Source": folder, "Target": "/bound", "ReadOnly": True}]})
        here = set(os.listdir(folder))
        if not here.intersection(inside.splitlines()) and here:
            raise Failure("a container sees nothing of '%s'" % folder, "")
        return "a container sees '%s'" % folder


def own_address(host):
    """The guest's address on the way to its host."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        probe.connect((host, 9))
        return probe.getsockname()[0]


def message(answer):
    """The engine's own words for an error."""
    return answer.get("message", str(answer)) if isinstance(answer, dict) else str(answer)[-300:]


def on_one_line(text):
    """The end of what a command said, as a part of a sentence."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "; ".join(line for line in dict.fromkeys(lines) if line)[-300:]


def unframed(log):
    """The text of a log, whose pieces have a head of eight bytes, four of which say how long each is."""
    text, rest = b"", log if isinstance(log, bytes) else str(log).encode()
    while len(rest) >= 8:
        length = int.from_bytes(rest[4:8], "big")
        text, rest = text + rest[8:8 + length], rest[8 + length:]
    return text.decode(errors="replace")
