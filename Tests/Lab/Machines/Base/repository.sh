#!/bin/sh
# Makes the package repositories that are served outside: repository.sh FOLDER SUITE, in the folder of recipe.sh, after it.
#
# packages/debian is a mirror of the distribution as far as Docker Engine needs it. Docker's own repository cannot be had, so
# packages/docker-* stand in for it, with the distribution's engine under the names, paths and versions of Docker's packages.
set -eu
folder=$1 suite=$2
cd "$folder/packages"
LC_ALL=C.UTF-8 GNUPGHOME=$(mktemp -d)
export LC_ALL GNUPGHOME
trap 'gpgconf --kill all; rm -rf "$GNUPGHOME"' EXIT
architecture=$(dpkg-deb --field debian/pool/docker.io_*.deb Architecture)

# --- Docker's packages --------------------------------------------------------------------------------------------------
# What the real engine calls itself, and the releases that it is published as: the one before, itself, one that does not
# start, and the next major one.
real=$(dpkg-deb --field debian/pool/docker.io_*.deb Version | sed 's/^.*://; s/-.*//')
release=${real%%[+~]*}
major=${release%%.*} patch=${release##*.} line=${release%.*}
previous=$line.$((patch - 1)) broken=$line.$((patch + 1)) next=$((major + 3)).0.1
published() { echo "5:$1-1~debian.$(sed -n 's/^VERSION_ID="\(.*\)"/\1/p' ../bare/etc/os-release)~$suite"; }
printf 'previous %s\ncurrent %s\nbroken %s\nnextMajor %s\n' \
  "$(published "$previous")" "$(published "$release")" "$(published "$broken")" "$(published "$next")" >versions

# pack TREE NAME VERSION DEPENDS RIVALS: makes a package of a tree, in docker-pool.
pack() {
  mkdir -p "$1/DEBIAN" docker-pool
  cat >"$1/DEBIAN/control" <<END
Package: $2
Version: $3
Architecture: $architecture
Maintainer: The lab <lab@lab.test>
Depends: $4
Conflicts: $5
Replaces: $5
Section: admin
Priority: optional
Description: The distribution's own program, packed as Docker does
END
  dpkg-deb --root-owner-group -Zzstd -z1 --build "$1" "docker-pool/$2_${3#*:}_$architecture.deb" >/dev/null
}

# enabling TREE UNIT…: the units start when the package is installed, and again when it is upgraded.
enabling() {
  tree=$1
  shift
  mkdir -p "$tree/DEBIAN"
  cat >"$tree/DEBIAN/postinst" <<END
#!/bin/sh
set -e
[ "\$1" = configure ] || exit 0
getent group docker >/dev/null || addgroup --system docker
for unit in $*; do
  deb-systemd-helper unmask \$unit >/dev/null || true
  deb-systemd-helper enable \$unit >/dev/null || true
done
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload >/dev/null || true
  if [ -n "\$2" ]; then action=restart; else action=start; fi
  deb-systemd-invoke \$action $* >/dev/null || true
fi
END
  cat >"$tree/DEBIAN/prerm" <<END
#!/bin/sh
set -e
[ "\$1" != remove ] || [ ! -d /run/systemd/system ] || deb-systemd-invoke stop $* >/dev/null
END
  chmod 755 "$tree/DEBIAN/postinst" "$tree/DEBIAN/prerm"
}

# stamp FILE VERSION: makes a program say another version, in as many letters.
stamp() {
  name=$(printf "%s+%0$((${#real} - ${#2} - 1))d" "$2" 0)
  sed -i "s/$(printf %s "$real" | sed 's/[.]/[.]/g')/$name/g" "$1"
}

dpkg-deb --extract debian/pool/docker.io_*.deb engine
mkdir -p client/usr/bin
mv engine/usr/bin/docker client/usr/bin/
mv engine/usr/sbin/dockerd engine/usr/bin/
sed -i 's|/usr/sbin/dockerd|/usr/bin/dockerd|; s| [$]DOCKER_OPTS||; /^EnvironmentFile=/d' engine/lib/systemd/system/docker.service
rm -rf engine/etc/default engine/etc/init.d engine/usr/share client/usr/share
enabling engine docker.socket docker.service
for version in "$previous" "$release" "$broken" "$next"; do
  cp -a engine this-engine
  cp -a client this-client
  [ "$version" = "$release" ] || stamp this-engine/usr/bin/dockerd "$version"
  [ "$version" = "$release" ] || stamp this-client/usr/bin/docker "$version"
  [ "$version" != "$broken" ] ||
    printf '#!/bin/sh\necho "failed to start daemon: this build is broken" >&2\nexit 1\n' >this-engine/usr/bin/dockerd
  pack this-client docker-ce-cli "$(published "$version")" 'libc6' 'docker.io, docker-cli'
  pack this-engine docker-ce "$(published "$version")" \
    'containerd.io (>= 1.6), docker-ce-cli, iptables, libc6, libdevmapper1.02.1, libsystemd0, adduser, tini' 'docker.io'
  rm -rf this-engine this-client
done

dpkg-deb --extract debian/pool/containerd_*.deb containerd
dpkg-deb --extract debian/pool/runc_*.deb containerd
rm -rf containerd/usr/share
enabling containerd containerd.service
for version in 1.6.19-1 1.6.20-1; do pack containerd containerd.io "$version" 'libc6' 'containerd, runc'; done
rm -rf engine client containerd

# --- signed indexes -------------------------------------------------------------------------------------------------------
gpg --batch --quiet --passphrase '' --quick-generate-key 'The lab <lab@lab.test>' rsa2048 sign never
gpg --batch --armor --export >key.asc

# publish REPOSITORY ORIGIN COMPONENT PATTERN…: writes the signed list of the repository's packages of these names.
publish() (
  cd "$1"
  origin=$2 component=$3 list=$3/binary-$architecture/Packages
  shift 3
  mkdir -p "dists/$suite/${list%/*}"
  for pattern in "$@"; do
    for package in pool/$pattern; do
      dpkg-deb --field "$package"
      printf 'Filename: %s\nSize: %s\nSHA256: %s\n\n' "$package" "$(stat --format=%s "$package")" \
        "$(sha256sum "$package" | cut -d' ' -f1)"
    done
  done >"dists/$suite/$list"
  cd "dists/$suite"
  cat >Release <<END
Origin: $origin
Label: $origin
Suite: $suite
Codename: $suite
Date: $(date --utc '+%a, %d %b %Y %H:%M:%S UTC')
Architectures: $architecture
Components: $component
SHA256:
 $(sha256sum "$list" | cut -d' ' -f1) $(stat --format=%s "$list") $list
END
  gpg --batch --quiet --clearsign --output InRelease Release
  gpg --batch --quiet --armor --detach-sign --output Release.gpg Release
)

for repository in current broken next-major; do
  mkdir "docker-$repository"
  ln -s ../docker-pool "docker-$repository/pool"
done
publish debian Debian main '*.deb'
# Each offers what the one before does, and one release more.
set -- 'containerd.io_*' "docker-ce*_$previous-*" "docker-ce*_$release-*"
publish docker-current Docker stable "$@"
set -- "$@" "docker-ce*_$broken-*"
publish docker-broken Docker stable "$@"
set -- "$@" "docker-ce*_$next-*"
publish docker-next-major Docker stable "$@"

# --- guests know the mirror, and nothing of what it has yet -----------------------------------------------------------------
for tree in ../bare ../engine; do
  cp key.asc "$tree/usr/share/keyrings/lab.asc"
  cat >"$tree/etc/apt/sources.list.d/lab.sources" <<END
Types: deb
URIs: http://packages.lab.test/debian
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/lab.asc
END
  rm -rf "$tree/etc/apt/sources.list" "$tree"/var/lib/apt/lists/*
done
