TCP = re.compile(r"^tcp://", re.I)

# A word that names the host, and the flags of TLS, which concern tcp:// alone.
HOST_FLAGS = ("-H", "--host")
TLS_FLAGS = ("--tls", "--tlsverify")


def split_flags(words):
    """A command line of dockerd: what its -H flags say, and all other words."""
    hosts, rest, index = [], [], 0
    while index < len(words):
        word = words[index]
        name, _, value = word.partition("=")
        if word in HOST_FLAGS:
            hosts.append(words[index + 1] if index + 1 < len(words) else "")
            index += 1
        elif name in HOST_FLAGS:
            hosts.append(value)
        elif word.startswith("-H") and len(word) > 2:
            hosts.append(word[2:].lstrip("="))
        elif name not in TLS_FLAGS:
            rest.append(word)
        index += 1
    return hosts, rest


def flag_names(words):
    """The names of the flags in a command line."""
    return {word.lstrip("-").partition("=")[0] for word in words if word.startswith("-")}


class HandMade:
    """A set-up by somebody's hand that opens the engine's port: where it is, and how it is moved out of the way."""

    def __init__(self, record):
        self.record = record
        self.service = properties("docker.service", "ExecStart", "FragmentPath", "DropInPaths")
        self.socket = properties("docker.socket", "FragmentPath", "DropInPaths")
        configured = re.search(r"argv\[\]=(.*?) ;", self.service.get("ExecStart", ""))
        self.words = engine_words() or (configured.group(1).split() if configured else [])

    @property
    def flags(self):
        """The flags of the engine that stay."""
        return flag_names(split_flags(self.words)[1])

    def exists(self):
        """Whether the port is open by something that is not ours."""
        by_flag = any(TCP.match(host) for host in split_flags(self.words)[0])
        return by_flag or bool(self._edits()) or "hosts" in daemon_keys()

    def _paths(self, unit):
        found = [unit.get("FragmentPath", "")] + unit.get("DropInPaths", "").split()
        # Only what is the administrator's: a vendor's unit has no such thing, and is not ours to change.
        return [path for path in found if path.startswith("/etc/") and path not in self.record["files"]]

    def _edits(self):
        """New text of every file that opens the port, by path; empty where nothing else is left in it."""
        edits = {}
        for path in self._paths(self.service):
            self._edit(edits, path, without_tcp)
        for path in self._paths(self.socket):
            self._edit(edits, path, without_ports)
        return edits

    @staticmethod
    def _edit(edits, path, change):
        text = read_text(path)
        edited = change(text)
        if edited != text:
            edits[path] = edited if has_settings(edited) else ""

    def changes(self):
        """What adopting does, a line each."""
        lines = ["move '%s' away%s" % (path, ", but for its other settings" if text else "")
                 for path, text in sorted(self._edits().items())]
        return lines + (["take \"hosts\" out of '%s'" % DAEMON] if "hosts" in daemon_keys() else [])

    def adopt(self):
        """Moves the files away, under a name that systemd does not read; they come back when Dockhost is removed."""
        for path, text in self._edits().items():
            backup = path + ".before-dockhost"
            self.record.remember(path)
            self.record.remember(backup)
            self.record["moved"][path] = backup
            self.record.save()
            if not os.path.exists(backup):
                shutil.copy2(path, backup)
            if text:
                write(path, encoded(text))
            else:
                remove(path)

    def check(self):
        """Refuses what adopting cannot end: a flag that comes from no file that is known."""
        by_flag = any(TCP.match(host) for host in split_flags(self.words)[0])
        # Where a run was cut short, the engine has yet to be restarted without the files that were moved away.
        if by_flag and not self._edits() and not self.record["before"]:
            raise Failure(
                "the engine's port is opened by a flag that comes from no unit under /etc, such as DOCKER_OPTS",
                "take \"-H tcp://\" out of /etc/default/docker: dockhostctl shell")


def has_settings(text):
    """Whether something is set in a unit's text."""
    return any(line.strip() and not line.lstrip().startswith(("#", ";", "[")) for line in text.splitlines())


def without_tcp(text):
    """A unit's text whose ExecStart= opens no port; without ExecStart= where that says nothing of its own any more."""
    lines, kept = text.replace("\\\n", " ").splitlines(), []
    changed = False
    for line in lines:
        name, _, value = line.partition("=")
        words = value.split()
        if name.strip() != "ExecStart" or not words or not words[0].endswith("dockerd"):
            kept.append(line)
            continue
        hosts, rest = split_flags(words[1:])
        if not any(TCP.match(host) for host in hosts):
            kept.append(line)
            continue
        changed = True
        own = [word for word in rest if word != "$DOCKER_OPTS" and not word.startswith("--containerd=")]
        if own or "[Install]" in lines:
            kept.append("ExecStart=" + " ".join([words[0], "-H", "fd://"] + rest))
    if not changed:
        return text
    if not any(line.startswith("ExecStart=") and line.partition("=")[2].strip() for line in kept):
        kept = [line for line in kept if line.strip() != "ExecStart="]
    return "".join(line + "\n" for line in kept)


def without_ports(text):
    """A socket's text that listens on no port."""
    port = re.compile(r"^\s*ListenStream\s*=\s*(\d+|.*:\d+)\s*$")
    lines = text.splitlines()
    kept = [line for line in lines if not port.match(line)]
    return text if kept == lines else "".join(line + "\n" for line in kept)
