/* A clock of the system that is set to another time while programs run: for bench/clock.py, which compiles and loads it.

   From CLOCK_STEP_AT on, in seconds of the clock that never goes back, the time is CLOCK_STEP_BY seconds later, or
   earlier if that is negative. A file that is renamed has that time too, as the system would give it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long step(void)
{
    static double at;
    static long by;
    struct timespec now;
    if (!at) {
        const char *named = getenv("CLOCK_STEP_AT"), *seconds = getenv("CLOCK_STEP_BY");
        by = seconds ? atol(seconds) : 0;
        at = named ? atof(named) : 1e18;
    }
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9 < at ? 0 : by;
}

int clock_gettime(clockid_t which, struct timespec *found)
{
    int failed = syscall(SYS_clock_gettime, which, found);
    if (!failed && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
        found->tv_sec += step();
    return failed;
}

int gettimeofday(struct timeval *restrict found, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    found->tv_sec = now.tv_sec;
    found->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *found)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (found)
        *found = now.tv_sec;
    return now.tv_sec;
}

int rename(const char *old, const char *new)
{
    int (*renamed)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    struct timespec times[2];
    if (step()) {
        clock_gettime(CLOCK_REALTIME, times);
        times[1] = times[0];
        utimensat(AT_FDCWD, old, times, AT_SYMLINK_NOFOLLOW);
    }
    return renamed(old, new);
}
