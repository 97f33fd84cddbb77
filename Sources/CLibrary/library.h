// The headers of the C library that the receiver uses, for Embedded Swift, which has no module of
// them. Declarations only: there is no C of ours.
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// glibc and musl show it to GNU programs alone. A running program always has one, and the receiver
// has one thread to look at it.
extern char *_Nullable *_Nonnull environ __attribute__((swift_attr("nonisolated(unsafe)")));
