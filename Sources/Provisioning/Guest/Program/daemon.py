DAEMON = "/etc/docker/daemon.json"

# Flags of dockerd that mean a key of daemon.json by another name; given twice, the engine does not start.
KEYS_OF_FLAGS = {
    "registry-mirror": "registry-mirrors", "insecure-registry": "insecure-registries",
    "default-address-pool": "default-address-pools", "host": "hosts", "H": "hosts"}


def daemon_keys():
    """What daemon.json says; nothing where it is missing or empty."""
    text = read_text(DAEMON)
    if not text.strip():
        return {}
    try:
        keys = json.loads(text)
    except ValueError as error:
        raise Failure("the guest's '%s' is not JSON: %s" % (DAEMON, error), "mend it: dockhostctl shell")
    if not isinstance(keys, dict):
        raise Failure("the guest's '%s' is no JSON object" % DAEMON, "mend it: dockhostctl shell")
    return keys


class Networks:
    """Which addresses containers get: chosen once, and kept as long as they meet nothing that must be avoided."""

    def __init__(self, wish, keys, record):
        self.avoided = [ipaddress.ip_network(text, strict=False) for text in wish["avoided"]]
        self.wish = wish
        self.keys = keys
        self.ours = record["daemon"]

    def meets(self, text):
        with contextlib.suppress(ValueError, TypeError):
            network = ipaddress.ip_interface(text).network
            return any(network.overlaps(other) for other in self.avoided)
        return False

    @property
    def bridge(self):
        """The address and network of docker0: as somebody set it by hand, else as it is, else as described."""
        if "bip" in self.keys and self.ours.get("bip", {}).get("value") != self.keys["bip"]:
            return ipaddress.ip_interface(self.keys["bip"])
        present = System.address_of("docker0") or self.keys.get("bip")
        if present is not None and not self.meets(str(present)):
            return ipaddress.ip_interface(present)
        return ipaddress.ip_interface(self.wish["bridge"])

    @property
    def pools(self):
        """The pools that were chosen before, unless one of them is in the way by now."""
        mine = self.ours.get("default-address-pools", {}).get("value")
        if mine and not any(self.meets(pool.get("base")) for pool in mine):
            return mine
        return self.wish["addressPools"]


class DaemonFile:
    """daemon.json: our keys in it, and everybody else's as they are."""

    def __init__(self, wish, system, record, flags, in_swarm):
        self.record = record
        self.keys = daemon_keys()
        self.networks = Networks(wish, self.keys, record)
        self.configured = wish["daemon"]
        self.wished = dict(self._defaults(system, flags, in_swarm), **self.configured)

    def _defaults(self, system, flags, in_swarm):
        """What makes an engine sturdy, where nobody has said otherwise by hand, in the file or by a flag."""
        keys = {"bip": str(self.networks.bridge), "host-gateway-ip": system.host}
        # A swarm's engine refuses to leave containers running.
        if not in_swarm:
            keys["live-restore"] = True
        if system.stub:
            keys["dns"] = [str(self.networks.bridge.ip)]
        if self.networks.pools:
            keys["default-address-pools"] = self.networks.pools
        taken = {KEYS_OF_FLAGS.get(flag, flag) for flag in flags}
        return {key: value for key, value in keys.items() if key not in taken and not self._by_hand(key)}

    def _by_hand(self, key):
        ours = self.record["daemon"]
        return key in self.keys and (key not in ours or ours[key]["value"] != self.keys[key])

    def merged(self, adopts):
        """The file's keys as they are to be, and which of them are ours: value and what was there before."""
        keys = dict(self.keys)
        ours = {}
        take_back(keys, {key: entry for key, entry in self.record["daemon"].items() if key not in self.wished})
        for key, value in self.wished.items():
            if keys.get(key) == value and key not in self.record["daemon"]:
                continue
            ours[key] = self._entry(key, value, keys)
            keys[key] = value
        if adopts and "hosts" in keys:
            ours["hosts"] = {"value": None, "before": keys.pop("hosts")}
        elif "hosts" in self.record["daemon"]:
            ours["hosts"] = self.record["daemon"]["hosts"]
        return keys, ours

    def _entry(self, key, value, keys):
        known = self.record["daemon"].get(key)
        if known is not None:
            return dict(known, value=value)
        return {"value": value, "before": keys[key]} if key in keys else {"value": value}

    def wanted(self, keys):
        """The file, or None where it says what it has to."""
        if keys == self.keys:
            return None
        return Wanted(DAEMON, json.dumps(keys, indent=2) + "\n", ["engine"])

    def difference(self, keys):
        """Names of the keys that change."""
        return sorted(key for key in set(keys) | set(self.keys) if keys.get(key) != self.keys.get(key))


def take_back(keys, entries):
    """Takes our keys out, each as far as it is still as we left it, and puts back what was there before."""
    for key, entry in entries.items():
        if keys.get(key) == entry["value"]:
            keys.pop(key, None)
            if entry.get("before") is not None:
                keys[key] = entry["before"]
