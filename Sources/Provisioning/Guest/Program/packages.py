# The packages that are an engine: Docker's own, Debian's and Ubuntu's, and those of other distributions.
ENGINES = ("docker-ce", "docker.io", "moby-engine")

# What is installed with each; the client belongs to Docker's own engine.
COMPANIONS = {"docker-ce": ["docker-ce-cli", "containerd.io"]}

DEBS = STATE + "/debs"
REPOSITORIES = "look at the guest's way to its repositories: dockhostctl exec -- sudo apt-get update"
SOURCE = "/etc/apt/sources.list.d/dockhost.list"
KEYRING = "/etc/apt/keyrings/dockhost.asc"


def installed_version(package):
    """A package's version; None unless it is wholly installed."""
    result = run("dpkg-query", "--show", "--showformat=${db:Status-Status} ${Version}", package, check=False)
    status, _, version = result.stdout.partition(" ")
    return version if result.returncode == 0 and status == "installed" else None


def upstream(version):
    """A version without its epoch and the distribution's part: 28.5.2 of 5:28.5.2-1~ubuntu."""
    return re.split(r"[-+~]", version.partition(":")[2] or version)[0]


def begins(version, wish):
    """Whether a version is the one that is wished, or one of those: 24.0 means 24.0.9, and not 24.01."""
    for form in (version, version.partition(":")[2]):
        if form == wish or form.startswith(wish) and not (form[len(wish)].isdigit() and wish[-1].isdigit()):
            return True
    return False


def major(version):
    """The first number of a version."""
    found = re.match(r"\d+", upstream(version))
    return int(found.group()) if found else 0


READING = "Reading package lists"


class Apt:
    """apt-get, with its progress told, patience with other runs of it, and no questions."""

    @staticmethod
    def _run(title, *arguments):
        read_end, write_end = os.pipe()
        command = [
            "apt-get", "--quiet", "--yes", "--option", "APT::Status-Fd=%d" % write_end, "--option",
            "DPkg::Lock::Timeout=300", "--option", "Dpkg::Options::=--force-confdef", "--option",
            "Dpkg::Options::=--force-confold", "--option", "Acquire::Retries=3"] + list(arguments)
        with tempfile.TemporaryFile() as said:
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, pass_fds=[write_end],
                start_new_session=True, env=environment())
            os.close(write_end)
            with os.fdopen(read_end, errors="replace") as status:
                Apt._tell(title, status)
            code = child.wait()
            said.seek(0)
            return code, said.read().decode(errors="replace")

    @staticmethod
    def _tell(title, status):
        """Turns apt's lines, such as `pmstatus:docker-ce:42.8:Unpacking`, into percents; fetching is half of the way,
        or all of it where only lists are read."""
        last, fetching = None, 100 if title == READING else 50
        for line in status:
            parts = line.split(":")
            if len(parts) < 4 or parts[0] not in ("dlstatus", "pmstatus"):
                continue
            with contextlib.suppress(ValueError):
                share = float(parts[2]) / 100
                done = int(share * fetching if parts[0] == "dlstatus" else 50 + share * 50)
                if done != last:
                    progress(title, done, 100)
                    last = done

    @classmethod
    def perform(cls, title, *arguments):
        """One run, again while another holds the lists, which the timeout does not cover; returns what went wrong."""
        end = time.monotonic() + 300
        while True:
            code, said = cls._run(title, *arguments)
            if code == 0:
                return None
            if "Could not get lock" not in said or time.monotonic() > end:
                errors = [line for line in said.splitlines() if line.startswith(("E:", "Err:"))]
                return " ".join(errors or said.splitlines()[-3:])[-800:]
            progress("Waiting for another run of apt")
            time.sleep(2)

    @classmethod
    def update(cls):
        """Reads what the repositories have; what cannot be had shows when it is missing."""
        progress(READING)
        return cls.perform(READING, "update")

    @classmethod
    def install(cls, *packages):
        """Installs packages, up or down; an earlier run that was cut short is finished first."""
        run("dpkg", "--force-confdef", "--force-confold", "--configure", "-a", limit=600, check=False)
        return cls.perform(
            "Installing Docker Engine", "install", "--no-install-recommends", "--allow-downgrades",
            "--allow-change-held-packages", *packages)

    @staticmethod
    def versions(package):
        """The versions that can be had, the latest first."""
        lines = run("apt-cache", "madison", package, check=False).stdout.splitlines()
        found = [line.split("|")[1].strip() for line in lines if line.count("|") >= 2]
        return list(dict.fromkeys(found))


class Packages:
    """The engine's packages: which there are, which are wished, and how the ones become the others."""

    def __init__(self, wish, system, proxies, record):
        self.wish = wish
        self.system = system
        self.proxies = proxies
        self.record = record
        self.method = wish["install"]
        self.present = next((name for name in ENGINES if installed_version(name)), None)
        self.version = installed_version(self.present) if self.present else None

    @property
    def files(self):
        """The repository and its key; not where somebody has added that repository by hand."""
        if self.method != "apt" or self._is_known(self._repository):
            return []
        line = "deb [arch=%s signed-by=%s] %s %s stable\n" % (
            architecture(), KEYRING, self._repository, self._release)
        return [Wanted(KEYRING, self.wish["repositoryKey"]), Wanted(SOURCE, HEADER + line)]

    @property
    def _repository(self):
        return self.wish["repository"].rstrip("/") + "/" + self._distribution

    @property
    def _distribution(self):
        known = [self.system.release.get("ID", "")] + self.system.release.get("ID_LIKE", "").split()
        for name in known:
            if name in ("ubuntu", "debian"):
                return name
        raise Failure(
            "Docker's repository for apt has nothing for the guest's system '%s'" % self.system.name,
            "use an image of Ubuntu or Debian, or set install = \"distro\"")

    @property
    def _release(self):
        release = self.system.release
        return release.get("UBUNTU_CODENAME") if self._distribution == "ubuntu" and "UBUNTU_CODENAME" in release \
            else release.get("VERSION_CODENAME", "")

    @staticmethod
    def _is_known(url):
        folder = "/etc/apt/sources.list.d"
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        paths = ["/etc/apt/sources.list"] + ["%s/%s" % (folder, name) for name in names]
        return any(
            url in line and not line.lstrip().startswith("#") for path in paths if path != SOURCE
            for line in read_text(path).splitlines())

    def change(self):
        """What has to be installed, in words; None when nothing has."""
        if shutil.which("apt-get") is None:
            if Engine.installed():
                return None
            raise Failure(
                "the guest's system '%s' has no apt-get, and no engine" % self.system.name,
                "use an image of Ubuntu or Debian, or install Docker Engine by hand")
        if os.path.exists("/snap/bin/docker") and not self.present:
            raise Failure("the guest has Docker as a snap, which Dockhost cannot set up",
                          "remove it: dockhostctl exec -- sudo snap remove docker")
        if self.method == "deb" and self._debs_differ():
            return "install %s" % ", ".join(self._deb_names() or ["the package files"])
        if self.method == "deb" and self.present or self.present is None and Engine.installed():
            return None
        return self._change_by_apt()

    def _change_by_apt(self):
        wished = self.wish.get("version")
        if self.present is None:
            source = self._repository if self.method == "apt" else "the distribution"
            return "install Docker Engine%s from %s" % (" " + wished if wished else "", source)
        if wished is not None and not begins(self.version, wished):
            return "change %s from %s to %s" % (self.present, self.version, wished)
        target = self.target if self.wish["upgrades"] and wished is None else None
        return "change %s from %s to %s" % (self.present, self.version, target) if target else None

    @property
    def target(self):
        """The version to which the engine would go; None where it stays, or that is not known yet."""
        if self.method == "deb":
            return None
        versions = Apt.versions(self.present or self._preferred)
        wished = self.wish.get("version")
        if wished is not None:
            found = next((version for version in versions if begins(version, wished)), None)
        else:
            found = versions[0] if versions and (self.wish["upgrades"] or self.present is None) else None
        return found if found != self.version else None

    @property
    def _preferred(self):
        """The engine's package where there is none yet."""
        if self.method == "apt":
            return "docker-ce"
        return next((name for name in ("docker.io", "moby-engine") if Apt.versions(name)), "docker.io")

    def prepare(self):
        """Finds out what `install` will install, and refuses what must not be, before anything is touched."""
        if self.method == "deb":
            self._prepare_debs()
            return
        trouble = Apt.update()
        self.package = self.present or self._preferred
        self.chosen = self.target
        if self.chosen is None:
            self._refuse_missing(self.package, self.wish.get("version"), trouble)
        self._check_step(self.chosen)

    def install(self):
        """Does what `change` says, once it is prepared; returns words about it."""
        if self.method == "deb":
            return self._install_debs()
        names = [self.package] + COMPANIONS.get(self.package, [])
        # The client has the engine's own version, containerd one of its own.
        own = (self.package, "docker-ce-cli")
        trouble = Apt.install(*["%s=%s" % (name, self.chosen) if name in own else name for name in names])
        if trouble:
            raise Failure("the engine's packages cannot be installed: " + trouble, REPOSITORIES)
        self._hold(names if self.method == "apt" or self.wish.get("version") else [])
        return "installed %s %s" % (self.package, self.chosen)

    def _refuse_missing(self, package, wished, trouble):
        versions = Apt.versions(package)
        if not versions:
            raise Failure("no package '%s' is to be had%s" % (package, ": " + trouble if trouble else ""), REPOSITORIES)
        raise Failure("no version '%s' of %s is to be had; there are %s" % (wished, package, ", ".join(versions[:6])),
                      "name the beginning of one of them")

    def _check_step(self, target):
        """Refuses a step that the engine's data do not survive, and one across major versions without consent."""
        if self.version is None:
            return
        check_data(major(target))
        if major(target) != major(self.version) and "major-upgrade" not in self.wish["consent"]:
            raise Failure("the engine would go from %s to %s, across a major version" % (self.version, target),
                          "agree to it: dockhostctl engine upgrade --version %s" % upstream(target))

    def _hold(self, names):
        """Keeps `apt upgrade` from restarting the engine at a time of its own."""
        held = set(run("apt-mark", "showhold", check=False).stdout.split())
        for name in names:
            if name not in held and installed_version(name):
                self.record.add("held", name)
                run("apt-mark", "hold", name)

    def _deb_names(self):
        urls = [os.path.basename(urllib.parse.urlsplit(url).path) for url in self.wish["debURLs"]]
        return urls or self.wish["debFiles"] or sorted(self._present_debs())

    @staticmethod
    def _present_debs():
        return [name for name in os.listdir(DEBS) if name.endswith(".deb")] if os.path.isdir(DEBS) else []

    def _debs_differ(self):
        """By the files' names, NAME_VERSION_ARCHITECTURE.deb, in which an epoch is left out or written as %3a."""
        names = self._deb_names()
        if not names:
            return self.present is None
        for name in names:
            package, _, rest = name.partition("_")
            version = urllib.parse.unquote(rest.rpartition("_")[0] or rest[:-len(".deb")])
            present = installed_version(package)
            if present is None or version and version not in (present, present.partition(":")[2]):
                return True
        return False

    def _prepare_debs(self):
        for url in self.wish["debURLs"]:
            self._download(url)
        self.paths = [os.path.join(DEBS, name) for name in sorted(self._present_debs())]
        self.contents = [check_deb(path) for path in self.paths]
        engine = next((version for name, version in self.contents if name in ENGINES), None)
        if engine is not None:
            self._check_step(engine)
        elif self.present is None:
            raise Failure("no file in '%s' is an engine's package" % DEBS,
                          "send docker-ce, docker-ce-cli and containerd.io, such as from Docker's download pages")

    def _install_debs(self):
        # Most often nothing else is needed; where it is, the lists may be old or missing.
        trouble = Apt.install(*self.paths)
        if trouble:
            Apt.update()
            trouble = Apt.install(*self.paths)
        if trouble:
            raise Failure("the package files cannot be installed: " + trouble,
                          "add the packages that they depend on to the folder")
        self._hold([name for name, _ in self.contents])
        shutil.rmtree(DEBS, ignore_errors=True)
        return "installed %s" % ", ".join("%s %s" % pair for pair in self.contents)

    def _download(self, url):
        name = os.path.basename(urllib.parse.urlsplit(url).path)
        path = os.path.join(DEBS, re.sub(r"[^A-Za-z0-9._+~%-]", "_", name))
        try:
            with self.proxies.opener.open(url, timeout=60) as answer:
                write(path, b"".join(self._pieces(answer, "Fetching " + name)))
        except (OSError, http.client.HTTPException) as error:
            raise Failure("cannot fetch '%s': %s" % (url, error), "look at the address, or send the files from a folder")

    @staticmethod
    def _pieces(answer, title):
        """What comes, with its progress told where its length is known."""
        length, count, last = int(answer.headers.get("Content-Length") or 0), 0, None
        progress(title)
        for piece in iter(lambda: answer.read(1 << 20), b""):
            count += len(piece)
            done = count * 100 // length if length else None
            if done != last:
                progress(title, done, 100)
            last = done
            yield piece

    def go_back(self):
        """Puts the engine's version of before back."""
        if self.present is None or installed_version(self.present) == self.version:
            return False
        names = [self.present] + [name for name in COMPANIONS.get(self.present, []) if name == "docker-ce-cli"]
        return Apt.install(*["%s=%s" % (name, self.version) for name in names]) is None


def architecture():
    """Debian's word for the guest's processor."""
    return run("dpkg", "--print-architecture").stdout.strip()


def check_deb(path):
    """A package file's name and version; refuses one that is broken, or for another processor."""
    fields = run("dpkg-deb", "--field", path, "Package", "Version", "Architecture", check=False)
    values = dict(line.split(": ", 1) for line in fields.stdout.splitlines() if ": " in line)
    name = os.path.basename(path)
    if fields.returncode != 0 or len(values) < 3:
        raise Failure("the package file '%s' is none, or broken" % name, "download it again")
    if values["Architecture"] not in ("all", architecture()):
        raise Failure("the package file '%s' is for %s, and the guest is %s" % (
            name, values["Architecture"], architecture()), "download the files for the guest's processor")
    return values["Package"], values["Version"]


# The engine's version from which a storage driver is gone (docs.docker.com, "Deprecated features").
LAST_OF_DRIVERS = {"aufs": 24, "overlay": 24, "devicemapper": 25}


def check_data(version):
    """Refuses a version that cannot read what the engine has stored."""
    info = engine_info()
    if info is None:
        return
    driver = info.get("Driver", "")
    if version >= LAST_OF_DRIVERS.get(driver, 1000):
        raise Failure("Docker Engine %d cannot read images and containers of the storage driver '%s'" % (version, driver),
                      "save what you need (docker save), set \"storage-driver\" to \"overlay2\", and upgrade then")
    kinds = [pair[1] for pair in info.get("DriverStatus") or [] if pair[0] == "driver-type"]
    # containerd's image store came with 23.
    if "io.containerd.snapshotter.v1" in kinds and version < 23:
        raise Failure("Docker Engine %d cannot read images of containerd's store, which this engine uses" % version,
                      "save what you need (docker save), or restore a snapshot from before the upgrade")
