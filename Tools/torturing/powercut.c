/* A disk that loses power.
 *
 * Loaded before the C library (LD_PRELOAD), this keeps beside a database and its logs what is surely on the disk: everything up to
 * the last fsync. The program sees its own writes as ever. When the power is cut, each file is put back to something that a disk
 * may hold at that moment, and the process is killed.
 *
 * What a disk may hold: each sector of 512 bytes as it was after any of the writes since its last sync, whatever became of its
 * neighbours; any of the sizes that the file has had since; nothing at all of a file whose folder was not synced after it was made;
 * a file that was removed, where the folder was not synced after that; zeros or rubbish where a size arrived before the bytes.
 *
 *   POWERCUT_FILE  the database, as an absolute path; FILE-wal and FILE-journal belong to it
 *   POWERCUT_AT    the power is cut at this call (a write, truncation, sync or removal of these files, or an answer), or at the
 *                  program's end where it comes to it before; 0: never
 *   POWERCUT_FROM  where this is "checkpoint", calls are counted from the first write to the database itself on
 *   POWERCUT_SEED  decides what the disk holds then
 *   POWERCUT_FULL  while this file exists, nothing grows: ENOSPC; where it is not empty, the database alone does not
 *   POWERCUT_BAD   while this file exists, nothing can be synced: EIO
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, FILES = 3, DESCRIPTORS = 4096, FOLDER = FILES, NONE = -1 };

/* A write of bytes at an offset; without bytes, the file is cut to the offset. */
struct Change {
    size_t offset, length;
    unsigned char *bytes;
};

struct File {
    const char *name;
    char path[4096];
    /* What a sync has made sure of. */
    unsigned char *sure;
    size_t size;
    /* Everything since, in its order. */
    struct Change *changes;
    size_t count, room;
    /* Its folder does not surely have it yet, or still has it. */
    int is_new, is_removed;
};

static struct File files[FILES];
static char folder[4096];
static int owners[DESCRIPTORS];
static const char *full_flag, *bad_flag;
static long calls, cut_at;
static int is_counting = 1;
static uint64_t state;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static int (*real_open)(const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_unlink)(const char *);

/* Chance: splitmix64. */

static uint64_t chance(void) {
    uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static size_t below(size_t bound) { return bound ? chance() % bound : 0; }

/* What is sure. */

static size_t end_of(const struct Change *change) { return change->bytes ? change->offset + change->length : change->offset; }

static size_t resized(size_t size, const struct Change *change) {
    return !change->bytes || end_of(change) > size ? end_of(change) : size;
}

/* The most bytes that the file has had since it was last synced. */
static size_t extent(const struct File *file) {
    size_t most = file->size, size = file->size;
    for (size_t i = 0; i < file->count; i++) {
        size = resized(size, &file->changes[i]);
        if (size > most) most = size;
    }
    return most;
}

/* The bytes after the changes up to `until` of each sector, in a buffer of `most` bytes. */
static void replay(const struct File *file, unsigned char *image, size_t most, const size_t *until) {
    for (size_t i = 0; i < file->count; i++) {
        const struct Change *change = &file->changes[i];
        size_t end = change->bytes ? end_of(change) : most;
        for (size_t at = change->offset; at < end;) {
            size_t next = (at / SECTOR + 1) * SECTOR;
            size_t length = (next < end ? next : end) - at;
            if (i < until[at / SECTOR]) {
                if (change->bytes) memcpy(image + at, change->bytes + (at - change->offset), length);
                else memset(image + at, 0, length);
            }
            at += length;
        }
    }
}

static void forget(struct File *file) {
    for (size_t i = 0; i < file->count; i++) free(file->changes[i].bytes);
    file->count = 0;
}

/* Everything written so far is sure. */
static void make_sure(struct File *file) {
    size_t most = extent(file), size = file->size;
    size_t sectors = most / SECTOR + 1, *until = malloc(sectors * sizeof *until);
    for (size_t i = 0; i < sectors; i++) until[i] = file->count;
    file->sure = realloc(file->sure, most + 1);
    memset(file->sure + size, 0, most - size);
    replay(file, file->sure, most, until);
    for (size_t i = 0; i < file->count; i++) size = resized(size, &file->changes[i]);
    file->size = size;
    free(until);
    forget(file);
}

static void note(struct File *file, size_t offset, const void *bytes, size_t length) {
    if (file->count == file->room) {
        file->room = file->room ? file->room * 2 : 256;
        file->changes = realloc(file->changes, file->room * sizeof *file->changes);
    }
    unsigned char *copy = NULL;
    if (bytes) memcpy(copy = malloc(length + 1), bytes, length);
    file->changes[file->count++] = (struct Change){offset, length, copy};
}

/* The cut. */

enum Fate { ALL_LOST, ALL_KEPT, THE_FIRST, THE_LAST, ANY_SECTOR };
static const char *const words[] = {"all was lost", "all had come", "the first had come", "the last had come", "any sectors had come"};

/* Up to which change each sector, and at the end the size, has come to the disk. */
static size_t *choose(const struct File *file, size_t sectors) {
    size_t *until = malloc((sectors + 1) * sizeof *until), n = file->count, middle = below(n + 1);
    enum Fate fate = below(8) < 4 ? below(4) : ANY_SECTOR;
    if (n) dprintf(STDERR_FILENO, "power: %s of %zu writes to %s\n", words[fate], n, file->name);
    for (size_t i = 0; i <= sectors; i++) {
        switch (fate) {
        case ALL_LOST: until[i] = 0; break;
        case ALL_KEPT: until[i] = n; break;
        case THE_FIRST: until[i] = middle; break;
        case THE_LAST: until[i] = 0; break;
        case ANY_SECTOR: {
            size_t part = below(3);
            until[i] = part == 0 ? 0 : part == 1 ? n : below(n + 1);
        }
        }
    }
    if (fate == THE_LAST) {
        for (size_t i = middle; i < n; i++) {
            for (size_t s = file->changes[i].offset / SECTOR; s * SECTOR < end_of(&file->changes[i]); s++) until[s] = n;
        }
        until[sectors] = n;
    }
    return until;
}

static void put_back(struct File *file) {
    if (file->is_removed && below(2)) return;
    if (file->is_new && below(2)) {
        real_unlink(file->path);
        return;
    }
    if (!file->count && !file->is_removed) return;
    size_t most = extent(file), sectors = most / SECTOR + 1, size = file->size;
    size_t *until = choose(file, sectors);
    unsigned char *image = calloc(1, most + 1);
    if (below(2)) for (size_t i = 0; i < most; i++) image[i] = chance();
    memcpy(image, file->sure, file->size);
    replay(file, image, most, until);
    for (size_t i = 0; i < file->count && i < until[sectors]; i++) size = resized(size, &file->changes[i]);
    int descriptor = real_open(file->path, O_WRONLY | O_CREAT, 0600);
    for (size_t at = 0; at < size;) {
        ssize_t written = real_pwrite(descriptor, image + at, size - at, at);
        if (written <= 0) abort();
        at += written;
    }
    if (real_ftruncate(descriptor, size)) abort();
}

/* Says on standard error at which call it is. */
static void put_all_back(const char *call, const char *name) {
    dprintf(STDERR_FILENO, "power: cut at %s%s\n", call, name);
    for (int i = 0; i < FILES; i++) put_back(&files[i]);
}

static void cut(const char *call, const char *name) {
    put_all_back(call, name);
    kill(getpid(), SIGKILL);
}

/* A program that has come to its end before the call: the power is cut then. */
__attribute__((destructor)) static void ended(void) {
    if (cut_at > calls) put_all_back("the end", "");
}

static int is_last_call(void) { return cut_at && is_counting && ++calls == cut_at; }

/* Beginning. */

static void look(struct File *file) {
    int descriptor = real_open(file->path, O_RDONLY);
    struct stat found;
    file->sure = malloc(1);
    if (descriptor < 0) return;
    if (fstat(descriptor, &found)) abort();
    file->size = found.st_size;
    file->sure = realloc(file->sure, file->size + 1);
    for (size_t at = 0; at < file->size;) {
        ssize_t count = pread(descriptor, file->sure + at, file->size - at, at);
        if (count <= 0) abort();
        at += count;
    }
    real_close(descriptor);
}

__attribute__((constructor)) static void begin(void) {
    real_open = dlsym(RTLD_NEXT, "open64");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    const char *path = getenv("POWERCUT_FILE"), *at = getenv("POWERCUT_AT"), *seed = getenv("POWERCUT_SEED");
    const char *from = getenv("POWERCUT_FROM");
    static const char *const endings[FILES] = {"", "-wal", "-journal"}, *const names[FILES] = {"the file", "its log", "its journal"};
    for (int i = 0; i < DESCRIPTORS; i++) owners[i] = NONE;
    full_flag = getenv("POWERCUT_FULL");
    bad_flag = getenv("POWERCUT_BAD");
    if (!path) return;
    for (int i = 0; i < FILES; i++) {
        snprintf(files[i].path, sizeof files[i].path, "%s%s", path, endings[i]);
        files[i].name = names[i];
        look(&files[i]);
    }
    snprintf(folder, sizeof folder, "%s", path);
    *strrchr(folder, '/') = 0;
    cut_at = at ? atol(at) : 0;
    is_counting = !from || strcmp(from, "checkpoint");
    state = seed ? strtoull(seed, NULL, 10) : 0;
}

/* Calls. */

static struct File *file_of(int descriptor) {
    if (descriptor < 0 || descriptor >= DESCRIPTORS || owners[descriptor] == NONE || owners[descriptor] == FOLDER) return NULL;
    return &files[owners[descriptor]];
}

static int is_flagged(const char *flag) { return flag && access(flag, F_OK) == 0; }

static int is_full_for(const struct File *file, int descriptor, size_t end) {
    struct stat found, flag;
    if (!full_flag || stat(full_flag, &flag) || fstat(descriptor, &found)) return 0;
    return end > (size_t)found.st_size && (flag.st_size == 0 || file == &files[0]);
}

static int opened(const char *path, int flags, mode_t mode) {
    if (!real_open) begin();
    pthread_mutex_lock(&mutex);
    int owner = folder[0] && strcmp(path, folder) == 0 ? FOLDER : NONE;
    for (int i = 0; i < FILES; i++) if (strcmp(path, files[i].path) == 0) owner = i;
    int was_there = access(path, F_OK) == 0;
    int descriptor = real_open(path, flags, mode);
    if (descriptor >= 0 && descriptor < DESCRIPTORS) {
        owners[descriptor] = owner;
        if (owner >= 0 && owner < FILES && !was_there) {
            files[owner].is_new = !files[owner].is_removed;
            files[owner].is_removed = 0;
        }
    }
    pthread_mutex_unlock(&mutex);
    return descriptor;
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opened(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return opened(path, flags, mode);
}

int close(int descriptor) {
    if (!real_close) begin();
    pthread_mutex_lock(&mutex);
    if (descriptor >= 0 && descriptor < DESCRIPTORS) owners[descriptor] = NONE;
    pthread_mutex_unlock(&mutex);
    return real_close(descriptor);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
    pthread_mutex_lock(&mutex);
    struct File *file = file_of(descriptor);
    if (file && is_full_for(file, descriptor, offset + length)) {
        pthread_mutex_unlock(&mutex);
        errno = ENOSPC;
        return -1;
    }
    ssize_t count = real_pwrite(descriptor, bytes, length, offset);
    if (file && count > 0) {
        note(file, offset, bytes, count);
        if (file == &files[0]) is_counting = 1;
        if (is_last_call()) cut("a write to ", file->name);
    }
    pthread_mutex_unlock(&mutex);
    return count;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) { return pwrite64(descriptor, bytes, length, offset); }

/* Answers; whoever writes a database without saying where is not looked for here. */
ssize_t write(int descriptor, const void *bytes, size_t length) {
    if (!real_write) begin();
    if (descriptor != STDOUT_FILENO) {
        if (file_of(descriptor)) abort();
        return real_write(descriptor, bytes, length);
    }
    pthread_mutex_lock(&mutex);
    if (is_last_call()) {
        ssize_t ignored = real_write(descriptor, bytes, below(2) ? length : below(length + 1));
        (void)ignored;
        cut("an answer", "");
    }
    pthread_mutex_unlock(&mutex);
    return real_write(descriptor, bytes, length);
}

int ftruncate64(int descriptor, off_t length) {
    pthread_mutex_lock(&mutex);
    struct File *file = file_of(descriptor);
    int result = real_ftruncate(descriptor, length);
    if (file && result == 0) {
        note(file, length, NULL, 0);
        if (is_last_call()) cut("a truncation of ", file->name);
    }
    pthread_mutex_unlock(&mutex);
    return result;
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

/* Nothing is really synced: no power is really cut. */
static int synced(int descriptor) {
    pthread_mutex_lock(&mutex);
    struct File *file = file_of(descriptor);
    int is_folder = descriptor >= 0 && descriptor < DESCRIPTORS && owners[descriptor] == FOLDER, result = 0;
    if (!file && !is_folder) {
        pthread_mutex_unlock(&mutex);
        return real_fsync(descriptor);
    }
    int is_last = is_last_call();
    if (is_last && below(2)) cut("a sync of ", file ? file->name : "the folder");
    if (is_flagged(bad_flag)) {
        errno = EIO;
        result = -1;
    } else if (file) {
        make_sure(file);
    } else {
        for (int i = 0; i < FILES; i++) {
            if (files[i].is_removed) {
                forget(&files[i]);
                files[i].size = 0;
            }
            files[i].is_new = files[i].is_removed = 0;
        }
    }
    if (is_last) cut("a sync of ", file ? file->name : "the folder");
    pthread_mutex_unlock(&mutex);
    return result;
}

int fsync(int descriptor) { return synced(descriptor); }
int fdatasync(int descriptor) { return synced(descriptor); }

int unlink(const char *path) {
    pthread_mutex_lock(&mutex);
    int result = real_unlink(path);
    for (int i = 0; i < FILES && result == 0; i++) {
        if (strcmp(path, files[i].path)) continue;
        note(&files[i], 0, NULL, 0);
        files[i].is_removed = !files[i].is_new;
        files[i].is_new = 0;
        if (is_last_call()) cut("the removal of ", files[i].name);
    }
    pthread_mutex_unlock(&mutex);
    return result;
}
