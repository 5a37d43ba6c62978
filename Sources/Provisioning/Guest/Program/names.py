class Wanted:
    """A file as it has to be, and what has to take notice of a change: engine, socket, resolver, certificates."""

    def __init__(self, path, text, notices=(), mode=0o644):
        self.path = path
        self.content = encoded(text)
        self.notices = frozenset(notices)
        self.mode = mode

    @property
    def differs(self):
        return read(self.path) != self.content or mode_of(self.path, 0) != self.mode


HEADER = "# Made by Dockhost, which replaces it; remove it by `dockhostctl forget`.\n"

RESOLVER = "/etc/systemd/resolved.conf.d/dockhost.conf"


def resolver_files(system, bridge):
    """Makes the guest's resolver answer on the bridge: its upstream can change while containers run."""
    if not system.stub:
        return []
    text = HEADER + "[Resolve]\nDNSStubListenerExtra=%s\n" % bridge.ip
    return [Wanted(RESOLVER, text, ["resolver"])]


MARK = "# dockhost"


class Lines:
    """Our line in a file that others write to, found by its end."""

    def __init__(self, path, line, mark, owner=None, mode=0o644):
        self.path = path
        self.line = line
        self.mark = mark
        self.owner = owner
        self.mode = mode

    @property
    def wanted(self):
        others = [line for line in read_text(self.path).splitlines() if not line.endswith(" " + self.mark)]
        return "".join(line + "\n" for line in others + ([self.line] if self.line else []))

    @property
    def differs(self):
        text = read_text(self.path)
        ours = [line for line in text.splitlines() if line.endswith(" " + self.mark)]
        return ours != ([self.line] if self.line else [])

    def apply(self):
        folder = os.path.dirname(self.path)
        if self.owner and not os.path.exists(folder):
            os.makedirs(folder, 0o700)
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
        if self.wanted:
            write(self.path, encoded(self.wanted), mode_of(self.path, self.mode), self.owner)
        else:
            remove(self.path)


def host_lines(system):
    """Makes the host known as host.docker.internal, also after cloud-init writes /etc/hosts anew at a boot."""
    line = "%s host.docker.internal %s" % (system.host, MARK)
    found = [Lines("/etc/hosts", line, MARK)]
    family = system.release.get("ID", "") + " " + system.release.get("ID_LIKE", "")
    template = "/etc/cloud/templates/hosts.%s.tmpl" % ("debian" if "debian" in family else "redhat")
    return found + ([Lines(template, line, MARK)] if os.path.exists(template) else [])


def key_line(system, key):
    """Lets Dockhost in by SSH as the default user."""
    if key is None:
        return []
    words = key.split()
    path = system.user.pw_dir + "/.ssh/authorized_keys"
    return [Lines(path, "%s %s dockhost" % (words[0], words[1]), "dockhost", system.user, 0o600)]


def on_host(url, host):
    """A proxy's address as the guest reaches it: the host's loopback is the host's address on the bridge."""
    if url is None:
        return None
    parts = urllib.parse.urlsplit(url)
    name = (parts.hostname or "").lower()
    if name != "localhost" and name != "::1" and not name.startswith("127."):
        return url
    credentials, at, _ = parts.netloc.rpartition("@")
    port = ":%d" % parts.port if parts.port else ""
    return urllib.parse.urlunsplit(parts._replace(netloc=credentials + at + host + port))


class Proxies:
    """How the guest reaches the world; a password is told to nobody but root."""

    def __init__(self, wish, system):
        self.http = on_host(wish.get("httpProxy"), system.host)
        self.https = on_host(wish.get("httpsProxy"), system.host)
        self.exceptions = ["localhost", "127.0.0.0/8", "::1", system.host] + wish["proxyExceptions"]

    @property
    def files(self):
        if not self.http and not self.https:
            return []
        return [self._environment(), self._drop_in(), self._apt()]

    def _environment(self):
        """Not Environment= in a unit, which everybody may ask systemd for."""
        pairs = [("HTTP_PROXY", self.http), ("HTTPS_PROXY", self.https), ("NO_PROXY", ",".join(self.exceptions))]
        lines = ["%s=\"%s\"\n" % (name, value) for name, value in pairs if value]
        return Wanted("/etc/dockhost/proxy.env", HEADER + "".join(lines), ["engine"], 0o600)

    def _drop_in(self):
        text = HEADER + "[Service]\nEnvironmentFile=/etc/dockhost/proxy.env\n"
        return Wanted("/etc/systemd/system/docker.service.d/dockhost-proxy.conf", text, ["engine"])

    def _apt(self):
        pairs = [("http", self.http), ("https", self.https)]
        lines = ["Acquire::%s::Proxy \"%s\";\n" % (scheme, url) for scheme, url in pairs if url]
        lines += ["Acquire::%s::Proxy::%s DIRECT;\n" % (scheme, name) for scheme, _ in pairs
                  for name in self.exceptions if re.match(r"^[A-Za-z][A-Za-z0-9.-]*$", name)]
        secret = any(url and "@" in url for _, url in pairs)
        text = HEADER.replace("#", "//") + "".join(lines)
        return Wanted("/etc/apt/apt.conf.d/95dockhost-proxy", text, [], 0o600 if secret else 0o644)

    @property
    def opener(self):
        """Opens URLs by the proxies."""
        pairs = {"http": self.http, "https": self.https or self.http}
        handler = urllib.request.ProxyHandler({scheme: url for scheme, url in pairs.items() if url})
        return urllib.request.build_opener(handler)


def certificate_files(wish):
    """Certificates that the guest trusts, and so the engine, apt and curl."""
    folder = "/usr/local/share/ca-certificates"
    return [
        Wanted("%s/dockhost-%s.crt" % (folder, re.sub(r"\.(crt|pem|cer)$", "", name)), text, ["certificates", "engine"])
        for name, text in sorted(wish["certificates"].items())]
