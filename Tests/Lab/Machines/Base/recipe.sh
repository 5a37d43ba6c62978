#!/bin/sh
# Builds the lab's base systems into a folder: recipe.sh FOLDER SUITE MIRROR. Runs as root; the folder's name is keyed by this
# file's own hash. Each system is a plain tree that machines use read-only, below an overlay of their own.
set -eu
folder=$1 suite=$2 mirror=$3
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
cd "$folder"

# Runs a command in a tree, with the machine's resolver and without starting services.
inside() {
  tree=$1
  shift
  mkdir -p "$tree/run/systemd/resolve"
  cp -L /etc/resolv.conf "$tree/run/systemd/resolve/stub-resolv.conf"
  unshare --mount --pid --fork --propagation private sh -euc '
    tree=$1
    shift
    mount -t proc proc "$tree/proc"
    mount --rbind /dev "$tree/dev"
    exec chroot "$tree" "$@"' sh "$tree" "$@"
}

packages() {
  tree=$1
  shift
  inside "$tree" apt-get install --yes --quiet --no-install-recommends "$@"
}

write() {
  mkdir -p "$(dirname "$1")"
  cat >"$1"
}

user() {
  inside "$1" useradd --create-home --uid 1000 --shell /bin/bash "$2"
  printf '%s ALL=(ALL) NOPASSWD:ALL\n' "$2" | write "$1/etc/sudoers.d/lab"
}

# Every machine's name and identity are its own, and nothing runs that would make noise or take time.
finish() {
  tree=$1
  rm -f "$tree/usr/sbin/policy-rc.d" "$tree/etc/hostname"
  : >"$tree/etc/machine-id"
  rm -rf "$tree/var/cache/apt/archives"/*.deb "$tree/run/systemd" "$tree/var/log/journal"
  inside "$tree" systemctl --quiet enable systemd-networkd systemd-resolved
  inside "$tree" systemctl --quiet mask apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer e2scrub_reap.service \
    fstrim.timer dpkg-db-backup.timer console-getty.service systemd-update-utmp.service systemd-update-utmp-runlevel.service
}

# --- common ---------------------------------------------------------------------------------------------------------
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,iproute2,iptables,ca-certificates,curl,sudo,procps,netbase,iputils-ping \
  "$suite" common "$mirror"
printf '#!/bin/sh\nexit 101\n' | write common/usr/sbin/policy-rc.d
chmod 755 common/usr/sbin/policy-rc.d

# --- bare: a guest without an engine --------------------------------------------------------------------------------
cp -a common bare
packages bare openssh-server cloud-init netplan.io busybox-static sshfs
packages bare systemd-resolved # last, since it replaces resolv.conf
user bare ubuntu
# The lab's own network file answers for the link; cloud-init keeps out of it.
write bare/etc/cloud/cloud.cfg.d/90-lab.cfg <<'END'
datasource_list: [NoCloud, None]
network: {config: disabled}
system_info: {default_user: {name: ubuntu, gecos: Ubuntu}}
END
# Carrier comes and goes with a suspended machine, whose addresses stay.
write bare/etc/systemd/network/10-lab.network <<'END'
[Match]
Name=host0
[Network]
DHCP=ipv4
LinkLocalAddressing=no
IgnoreCarrierLoss=yes
[DHCPv4]
RouteMetric=100
END
# A version 1 hierarchy arrives read-only, and containers need cgroups of their own.
write bare/etc/systemd/system/lab-cgroups.service <<'END'
[Unit]
Description=Writable control groups
DefaultDependencies=no
Before=sysinit.target
ConditionPathExists=!/sys/fs/cgroup/cgroup.controllers
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'for hierarchy in /sys/fs/cgroup/*/; do mount -o remount,rw,bind "$$hierarchy"; done'
[Install]
WantedBy=sysinit.target
END
inside bare systemctl --quiet enable lab-cgroups.service

# Containers need an image, and there is no registry.
write bare/usr/local/lib/lab/import-busybox <<'END'
#!/bin/sh
# Makes the image `busybox`, once, out of the system's own static busybox.
set -eu
docker image inspect busybox >/dev/null 2>&1 && exit 0
tree=$(mktemp -d)
mkdir -p "$tree/bin" "$tree/tmp" "$tree/etc" "$tree/www"
cp /bin/busybox "$tree/bin/busybox"
for applet in $(/bin/busybox --list); do [ "$applet" = busybox ] || ln -s busybox "$tree/bin/$applet"; done
echo 'the container answers' >"$tree/www/index.html"
tar -C "$tree" -c . | docker import --change 'CMD ["sh"]' - busybox
rm -rf "$tree"
END
chmod 755 bare/usr/local/lib/lab/import-busybox
# All that Docker Engine needs and this system does not have, for the mirror outside.
mkdir -p packages/debian/pool
inside bare apt-get clean
packages bare --download-only docker.io
mv bare/var/cache/apt/archives/*.deb packages/debian/pool/

# --- engine: bare, and Docker Engine --------------------------------------------------------------------------------
cp -a bare engine
cp packages/debian/pool/*.deb engine/var/cache/apt/archives/
packages engine docker.io
mkdir -p engine/var/cache/lab
cp packages/debian/pool/docker.io_*.deb engine/var/cache/lab/docker.io.deb
inside engine usermod --append --groups docker ubuntu
write engine/etc/systemd/system/lab-busybox.service <<'END'
[Unit]
Description=An image for containers
After=docker.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/lib/lab/import-busybox
[Install]
WantedBy=multi-user.target
END
inside engine systemctl --quiet enable lab-busybox.service

# --- laptop: where Dockhost runs ------------------------------------------------------------------------------------
cp -a common laptop
packages laptop libpam-systemd dbus-user-session polkitd libcurl4 libstdc++6 openssh-client openssh-sftp-server
packages laptop systemd-resolved
cp -a engine/usr/bin/docker laptop/usr/bin/docker
user laptop dev
mkdir -p laptop/var/lib/systemd/linger
: >laptop/var/lib/systemd/linger/dev
printf 'L /run/multipass_socket - - - - /run/multipass/multipass_socket\n' | write laptop/etc/tmpfiles.d/lab.conf

for tree in bare engine laptop; do finish $tree; done
rm -rf common

# --- the two set-ups of an engine, each a few files over the same base ------------------------------------------------
write engine-by-hand/etc/systemd/system/docker.service.d/override.conf <<'END'
[Service]
ExecStart=
ExecStart=/usr/sbin/dockerd -H fd:// -H tcp://0.0.0.0:2375 --tls=false --containerd=/run/containerd/containerd.sock
END
write engine-by-socket/etc/systemd/system/docker.socket.d/port.conf <<'END'
[Socket]
ListenStream=0.0.0.0:2375
END
printf '{"live-restore": true}\n' | write engine-by-socket/etc/docker/daemon.json
