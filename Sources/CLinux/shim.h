// Linux headers that Swift's Glibc module leaves out, and inline faces for what Swift cannot import.
#pragma once
#include <sys/timerfd.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <net/if.h>
#include <ifaddrs.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>
#include <errno.h>

// What hides behind _GNU_SOURCE, on which the Glibc module has the say.
extern const char *strerrorname_np(int number);

// For tests in a network or a mount table of their own.
enum { DOCKHOST_NEW_MOUNTS = 0x00020000, DOCKHOST_NEW_NETWORK = 0x40000000 };

static inline int dockhost_unshare(int flags) { return (int)syscall(SYS_unshare, flags); }

// What hides behind _GNU_SOURCE for the control socket.
extern int accept4(int socket, struct sockaddr *address, socklen_t *size, int flags);

// Who connected a Unix socket, as the kernel saw it then (SO_PEERCRED, unix(7)).
struct dockhost_peer {
  pid_t process;
  uid_t user;
  gid_t group;
};

static inline int dockhost_peer(int socket, struct dockhost_peer *peer) {
  socklen_t size = sizeof *peer;
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, peer, &size);
}
