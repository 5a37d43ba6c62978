class Record:
    """What in the guest is Dockhost's own: kept in a file, written before what it lists, so that nothing is lost."""

    path = STATE + "/installed.json"

    def __init__(self):
        try:
            self.known = json.loads(read_text(self.path) or "{}")
        except ValueError:
            self.known = {}
        # Whole files of ours; our marked lines in other files; files of others that were moved away, by their old name;
        # keys of daemon.json, each with our value and the one before; packages that we hold; files, and these lists, as
        # they were before a restart of the engine that has not succeeded yet; whether the engine ran when removal began.
        for key, empty in (("files", []), ("lines", []), ("moved", {}), ("daemon", {}), ("held", []), ("before", {}),
                           ("earlier", {}), ("runs", False)):
            self.known.setdefault(key, empty)
        self.saved = json.dumps(self.known, sort_keys=True)

    def __getitem__(self, key):
        return self.known[key]

    def add(self, key, item):
        """Lists an item, and saves."""
        if item not in self.known[key]:
            self.known[key] = sorted(self.known[key] + [item])
        self.save()

    def drop(self, key, item):
        """Takes an item off its list, and saves."""
        self.known[key] = [other for other in self.known[key] if other != item]
        self.save()

    def save(self):
        """Writes the file, unless it says the same already."""
        text = json.dumps(self.known, sort_keys=True)
        if text != self.saved:
            write(self.path, encoded(text + "\n"), 0o600)
            self.saved = text

    def remember(self, path):
        """Keeps a file as it is until the engine has been seen to run with what replaces it."""
        if not self.known["before"]:
            self.known["earlier"] = {key: self.known[key] for key in ("files", "moved", "daemon")}
            self.known = json.loads(json.dumps(self.known))
        if path not in self.known["before"]:
            content = read(path)
            self.known["before"][path] = None if content is None else base64.b64encode(content).decode()
            self.save()

    def restore(self):
        """Puts all files back as they were."""
        for path, content in self.known["before"].items():
            if content is None:
                remove(path)
            else:
                write(path, base64.b64decode(content), mode_of(path, 0o644))
        self.known.update(self.known["earlier"])
        self.settle()

    def settle(self):
        """Forgets how files were before."""
        self.known["before"] = {}
        self.known["earlier"] = {}
        self.save()
