// Starts a program with nothing of ours but what it is given; posix_spawn(3) cannot set limits, nor return a pidfd.
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

struct dockhost_child {
  const char *path;
  char *const *arguments;
  char *const *environment;
  /// Negative for /dev/null.
  int input;
  int output;
  int error_output;
  /// Gets the value of errno where the program could not be run; to be closed on exec.
  int report;
  /// The child keeps these, at 3 and 4, without knowing of them; negative for none.
  int kept[2];
  unsigned long soft_descriptor_limit;
  unsigned long hard_descriptor_limit;
};

static inline char **dockhost_environment(void) { return __environ; }

/// What runs in the child: system calls only, as another thread may have held any lock when it was cloned.
static inline _Noreturn void dockhost_become(const struct dockhost_child *child) {
  // All zeros is the standard disposition. Not by sigaction(2) of the C library, which keeps two signals to itself.
  const char standard[64] = {0};
  for (int number = 1; number < _NSIG; number++) syscall(SYS_rt_sigaction, number, standard, NULL, _NSIG / 8);
  setsid();
  // Above those that the child gets, so that one of these does not overwrite another.
  int input = fcntl(child->input < 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : child->input, F_DUPFD_CLOEXEC, 5);
  int output = fcntl(child->output, F_DUPFD_CLOEXEC, 5);
  int error_output = fcntl(child->error_output, F_DUPFD_CLOEXEC, 5);
  int report = fcntl(child->report, F_DUPFD_CLOEXEC, 5);
  int kept[2] = {fcntl(child->kept[0], F_DUPFD_CLOEXEC, 5), fcntl(child->kept[1], F_DUPFD_CLOEXEC, 5)};
  if (dup2(input, 0) == 0 && dup2(output, 1) == 1 && dup2(error_output, 2) == 2) {
    struct rlimit limit = {child->soft_descriptor_limit, child->hard_descriptor_limit};
    setrlimit(RLIMIT_NOFILE, &limit);
    // CLOSE_RANGE_CLOEXEC, for what others opened in this process; kernels before 5.11 do without.
    syscall(SYS_close_range, 3U, ~0U, 4U);
    for (int index = 0; index < 2; index++)
      if (kept[index] >= 0) dup2(kept[index], 3 + index);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(child->path, child->arguments, child->environment);
  }
  int number = errno;
  if (write(report, &number, sizeof number) < 0) _exit(126);
  _exit(127);
}

/// The child's process id, or -1 with errno set; `pidfd` becomes readable when it has ended.
static inline pid_t dockhost_start(const struct dockhost_child *child, int *pidfd) {
  sigset_t all, before;
  sigfillset(&all);
  // No handler of ours may run in the child.
  pthread_sigmask(SIG_SETMASK, &all, &before);
  // CLONE_PIDFD: the descriptor comes with the process, so none is started that cannot be waited for.
  pid_t pid = (pid_t)syscall(SYS_clone, 0x1000L | SIGCHLD, NULL, pidfd, NULL, NULL);
  if (pid == 0) dockhost_become(child);
  int number = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = number;
  return pid;
}
