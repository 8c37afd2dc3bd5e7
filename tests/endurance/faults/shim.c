/* Loaded before libc (LD_PRELOAD): counts the calls that write below a folder, and fails the n-th. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[4096];
static long calls, first;
static int error, lasting, torn;

/* From now on the calls below `path` count from 1; the `at`-th fails, 0 for none, and all after it if `lasts`.
   A write that is `tears` puts down half of its bytes first. */
void fault_arm(const char *path, long at, int code, int lasts, int tears) {
    calls = 0, first = at, error = code, lasting = lasts, torn = tears;
    snprintf(folder, sizeof folder, "%s", path);
}

long fault_calls(void) { return calls; }

static int fails(const char *path) {
    if (!folder[0] || strncmp(path, folder, strlen(folder))) return 0;
    long call = __sync_add_and_fetch(&calls, 1);
    if (!first || (lasting ? call < first : call != first)) return 0;
    errno = error;
    return 1;
}

static int fails_at(int file) {
    char name[64], path[4096];
    int before = errno;
    if (!folder[0]) return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    errno = before;
    if (length < 0) return 0;
    path[length] = 0;
    return fails(path);
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t size) {
    ssize_t (*real)(int, const void *, size_t) = REAL(ssize_t, write, int, const void *, size_t);
    if (!fails_at(file)) return real(file, bytes, size);
    if (torn) real(file, bytes, size / 2);
    errno = error;
    return -1;
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    if (fails_at(file)) return -1;
    return REAL(ssize_t, writev, int, const struct iovec *, int)(file, parts, count);
}

#define PWRITE(name, offset_type)                                                                      \
    ssize_t name(int file, const void *bytes, size_t size, offset_type offset) {                       \
        ssize_t (*real)(int, const void *, size_t, offset_type) =                                      \
            REAL(ssize_t, name, int, const void *, size_t, offset_type);                               \
        if (!fails_at(file)) return real(file, bytes, size, offset);                                   \
        if (torn) real(file, bytes, size / 2, offset);                                                 \
        errno = error;                                                                                 \
        return -1;                                                                                     \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define OF_FILE(name) \
    int name(int file) { return fails_at(file) ? -1 : REAL(int, name, int)(file); }
OF_FILE(fsync)
OF_FILE(fdatasync)

#define TRUNCATE(name, size_type) \
    int name(int file, size_type size) { return fails_at(file) ? -1 : REAL(int, name, int, size_type)(file, size); }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define ALLOCATE(name, size_type)                                                                       \
    int name(int file, size_type offset, size_type size) {                                              \
        return fails_at(file) ? error : REAL(int, name, int, size_type, size_type)(file, offset, size); \
    }
ALLOCATE(posix_fallocate, off_t)
ALLOCATE(posix_fallocate64, off64_t)

#define OPEN(name)                                                                                           \
    int name(const char *path, int flags, ...) {                                                             \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        mode_t mode = va_arg(rest, mode_t);                                                                  \
        va_end(rest);                                                                                        \
        if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && fails(path)) return -1;                               \
        return REAL(int, name, const char *, int, mode_t)(path, flags, mode);                                \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                         \
    int name(int folder_, const char *path, int flags, ...) {                                                \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        mode_t mode = va_arg(rest, mode_t);                                                                  \
        va_end(rest);                                                                                        \
        if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && fails(path)) return -1;                               \
        return REAL(int, name, int, const char *, int, mode_t)(folder_, path, flags, mode);                  \
    }
OPENAT(openat)
OPENAT(openat64)

int mkdir(const char *path, mode_t mode) {
    return fails(path) ? -1 : REAL(int, mkdir, const char *, mode_t)(path, mode);
}

int rename(const char *from, const char *to) {
    return fails(to) ? -1 : REAL(int, rename, const char *, const char *)(from, to);
}

int unlink(const char *path) { return fails(path) ? -1 : REAL(int, unlink, const char *)(path); }
