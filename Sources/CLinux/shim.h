// Linux headers that Swift's Glibc module leaves out, and inline faces for what Swift cannot import.
#pragma once
#include <sys/timerfd.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/eventfd.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <net/if.h>
#include <ifaddrs.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/epoll.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/if_tun.h>
#include "child.h"

// What hides behind _GNU_SOURCE, on which the Glibc module has the say.
extern const char *strerrorname_np(int number);
extern int pipe2(int ends[2], int flags);
extern int setns(int descriptor, int kind);
extern int memfd_create(const char *name, unsigned int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// F_SETPIPE_SZ.
enum { DOCKHOST_SET_PIPE_SIZE = 1031 };

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

// One message with descriptors beside it (at most 8): the CMSG_ macros have no Swift face.
static inline ssize_t dockhost_send_descriptors(int socket, const void *bytes, size_t count, const int *descriptors,
                                              int descriptor_count) {
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * 8)] = {0};
  struct iovec vector = {.iov_base = (void *)bytes, .iov_len = count};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  if (descriptor_count > 0) {
    size_t length = sizeof(int) * (size_t)descriptor_count;
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(length);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(length);
    memcpy(CMSG_DATA(header), descriptors, length);
  }
  return sendmsg(socket, &message, MSG_NOSIGNAL);
}

// Fills `descriptors` (room for 8) and sets their count.
static inline ssize_t dockhost_receive_descriptors(int socket, void *bytes, size_t count, int *descriptors,
                                                 int *descriptor_count) {
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * 8)];
  struct iovec vector = {.iov_base = bytes, .iov_len = count};
  struct msghdr message = {
      .msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  *descriptor_count = 0;
  ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_WAITALL);
  if (received < 0) return received;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
    size_t length = header->cmsg_len - CMSG_LEN(0);
    memcpy(descriptors, CMSG_DATA(header), length);
    *descriptor_count = (int)(length / sizeof(int));
  }
  return received;
}
// For tests: makes this thread alone act for another user, while glibc's seteuid changes all threads of the process.
static inline int dockhost_act_for(uid_t user) { return (int)syscall(SYS_setresuid, -1, user, -1); }

// For tests: how many bytes that were sent on a Unix socket the other side has not read; ioctl(2) is variadic.
static inline int dockhost_unread(int socket, int *count) { return ioctl(socket, TIOCOUTQ, count); }

// What hides behind _GNU_SOURCE for tests on a terminal (posix_openpt(3), spawn.h).
extern int posix_openpt(int flags);
extern int grantpt(int terminal);
extern int unlockpt(int terminal);
extern char *ptsname(int terminal);

enum { DOCKHOST_SPAWN_SESSION = 0x80 };

// A tunnel device of the lab; it has a carrier as long as the descriptor is open, and is gone afterwards.
static inline int dockhost_open_tunnel(const char *name) {
  int descriptor = open("/dev/net/tun", O_RDWR | O_CLOEXEC);
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
  for (int at = 0; at < IFNAMSIZ - 1 && name[at]; at++) request.ifr_name[at] = name[at];
  return descriptor < 0 || ioctl(descriptor, TUNSETIFF, &request) < 0 ? -1 : descriptor;
}
