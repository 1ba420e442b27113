// Loaded before SQLite into a program that is run: writes each call that the program makes of it to the tape TAPE names.
//
//     LD_PRELOAD=./record.so TAPE=out.tape triad rpc --file out.triad <requests >answers
//
// Calls that SQLite makes of itself are left out. One connection at a time is recorded.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tape.h"

static FILE *tape;
static sqlite3 *connection;
// What was run since the first answer, which is to a question that only opens the file.
static uint64_t requests, answers;
static sqlite3_int64 rowsBefore, rows;
// Within a call of SQLite: what it calls of itself is not the program's.
static int depth;

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define CALL(result, call) depth++; result = call; depth--

static void number(uint64_t value) {
    while (value >= 128) { fputc((int)(value & 127) | 128, tape); value >>= 7; }
    fputc((int)value, tape);
}

static void text(const void *bytes, size_t length) {
    number(length);
    fwrite(bytes, 1, length, tape);
}

static int isRecorded(void) {
    if (depth) return 0;
    if (!tape) {
        tape = fopen(getenv("TAPE"), "wb");
        if (!tape) { perror("record: TAPE"); _exit(2); }
    }
    return 1;
}

static void op(int code, uint64_t first) { fputc(code, tape); number(first); }

// MARK: - Statements by number, and texts by theirs

enum { MOST = 4096 };
static sqlite3_stmt *statements[MOST];
static char *texts[MOST];
static uint64_t textAt[MOST], runs[MOST];
static int isFresh[MOST];

static uint64_t find(sqlite3_stmt *statement) {
    for (int n = 0; n < MOST; n++) if (statements[n] == statement) return (uint64_t)n;
    fprintf(stderr, "record: a statement that was never prepared\n");
    _exit(2);
}

static uint64_t textOf(const char *sql) {
    int n = 0;
    for (; n < MOST && texts[n]; n++) if (strcmp(texts[n], sql) == 0) return (uint64_t)n;
    if (n == MOST) { fprintf(stderr, "record: too many statements\n"); _exit(2); }
    texts[n] = strdup(sql);
    op(TAPE_SQL, (uint64_t)n);
    text(sql, strlen(sql));
    return (uint64_t)n;
}

static void prepared(const char *sql, const char *end, sqlite3_stmt **out, int rc) {
    if (rc != SQLITE_OK || !*out) return;
    char *own = strndup(sql, (size_t)(end - sql));
    uint64_t index = textOf(own);
    free(own);
    int n = 0;
    while (n < MOST && statements[n]) n++;
    if (n == MOST) { fprintf(stderr, "record: too many statements at a time\n"); _exit(2); }
    statements[n] = *out;
    textAt[n] = index;
    isFresh[n] = 1;
    op(TAPE_PREPARE, (uint64_t)n);
    number(index);
}

int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int length, sqlite3_stmt **out, const char **tail) {
    REAL(sqlite3_prepare_v2);
    if (!isRecorded()) return real(db, sql, length, out, tail);
    int rc;
    const char *end = NULL;
    CALL(rc, real(db, sql, length, out, &end));
    prepared(sql, end, out, rc);
    if (tail) *tail = end;
    return rc;
}

int sqlite3_prepare_v3(sqlite3 *db, const char *sql, int length, unsigned flags, sqlite3_stmt **out, const char **tail) {
    REAL(sqlite3_prepare_v3);
    if (!isRecorded()) return real(db, sql, length, flags, out, tail);
    int rc;
    const char *end = NULL;
    CALL(rc, real(db, sql, length, flags, out, &end));
    prepared(sql, end, out, rc);
    if (tail) *tail = end;
    return rc;
}

int sqlite3_finalize(sqlite3_stmt *statement) {
    REAL(sqlite3_finalize);
    if (statement && isRecorded()) {
        uint64_t n = find(statement);
        op(TAPE_FINALIZE, n);
        statements[n] = NULL;
    }
    int rc;
    CALL(rc, real(statement));
    return rc;
}

int sqlite3_step(sqlite3_stmt *statement) {
    REAL(sqlite3_step);
    if (!isRecorded()) return real(statement);
    int rc;
    CALL(rc, real(statement));
    uint64_t n = find(statement);
    op(TAPE_STEP, n);
    number((uint64_t)rc);
    runs[textAt[n]] += (uint64_t)isFresh[n];
    isFresh[n] = 0;
    return rc;
}

int sqlite3_reset(sqlite3_stmt *statement) {
    REAL(sqlite3_reset);
    if (isRecorded()) {
        uint64_t n = find(statement);
        op(TAPE_RESET, n);
        isFresh[n] = 1;
    }
    int rc;
    CALL(rc, real(statement));
    return rc;
}

int sqlite3_clear_bindings(sqlite3_stmt *statement) {
    REAL(sqlite3_clear_bindings);
    if (isRecorded()) op(TAPE_CLEAR, find(statement));
    int rc;
    CALL(rc, real(statement));
    return rc;
}

// MARK: - Parameters

static int bound(int code, sqlite3_stmt *statement, int parameter) {
    if (!isRecorded()) return 0;
    op(code, find(statement));
    number((uint64_t)parameter);
    return 1;
}

int sqlite3_bind_int64(sqlite3_stmt *statement, int parameter, sqlite3_int64 value) {
    REAL(sqlite3_bind_int64);
    if (bound(TAPE_INT, statement, parameter)) fwrite(&value, 8, 1, tape);
    int rc;
    CALL(rc, real(statement, parameter, value));
    return rc;
}

int sqlite3_bind_double(sqlite3_stmt *statement, int parameter, double value) {
    fprintf(stderr, "record: a number with a fraction is not recorded\n");
    (void)statement, (void)parameter, (void)value;
    _exit(2);
}

int sqlite3_bind_null(sqlite3_stmt *statement, int parameter) {
    REAL(sqlite3_bind_null);
    bound(TAPE_NULL, statement, parameter);
    int rc;
    CALL(rc, real(statement, parameter));
    return rc;
}

int sqlite3_bind_text(sqlite3_stmt *statement, int parameter, const char *value, int length, void (*release)(void *)) {
    REAL(sqlite3_bind_text);
    if (bound(TAPE_TEXT, statement, parameter)) text(value, length < 0 ? strlen(value) : (size_t)length);
    int rc;
    CALL(rc, real(statement, parameter, value, length, release));
    return rc;
}

int sqlite3_bind_blob(sqlite3_stmt *statement, int parameter, const void *value, int length, void (*release)(void *)) {
    REAL(sqlite3_bind_blob);
    if (bound(TAPE_BLOB, statement, parameter)) text(value, (size_t)length);
    int rc;
    CALL(rc, real(statement, parameter, value, length, release));
    return rc;
}

// MARK: - The rest

int sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs) {
    REAL(sqlite3_open_v2);
    int recorded = isRecorded();
    if (recorded) {
        if (connection) { fprintf(stderr, "record: a second connection\n"); _exit(2); }
        op(TAPE_OPEN, (uint64_t)flags);
    }
    int rc;
    CALL(rc, real(path, db, flags, vfs));
    if (recorded) connection = *db;
    return rc;
}

int sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **), void *with, char **message) {
    REAL(sqlite3_exec);
    int rc, recorded = isRecorded();
    CALL(rc, real(db, sql, row, with, message));
    if (recorded) {
        fputc(TAPE_EXEC, tape);
        text(sql, strlen(sql));
        number((uint64_t)rc);
    }
    return rc;
}

int sqlite3_wal_checkpoint_v2(sqlite3 *db, const char *name, int mode, int *size, int *done) {
    REAL(sqlite3_wal_checkpoint_v2);
    int rc, recorded = isRecorded();
    CALL(rc, real(db, name, mode, size, done));
    if (recorded) {
        op(TAPE_CHECKPOINT, (uint64_t)mode);
        number((uint64_t)rc);
    }
    return rc;
}

// What is written to the output ends what came before it.
ssize_t write(int descriptor, const void *bytes, size_t length) {
    REAL(write);
    if (descriptor == 1 && tape) {
        uint64_t lines = 0;
        for (size_t n = 0; n < length; n++) lines += ((const char *)bytes)[n] == '\n';
        op(TAPE_ANSWER, lines);
        number(length);
        rows = sqlite3_total_changes(connection);
        if (answers++ == 0) {
            memset(runs, 0, sizeof runs);
            rowsBefore = rows;
        } else {
            requests += lines;
        }
    }
    return real(descriptor, bytes, length);
}

__attribute__((destructor)) static void ending(void) {
    if (!tape) return;
    fclose(tape);
    char path[4096];
    snprintf(path, sizeof path, "%s.statements", getenv("TAPE"));
    FILE *out = fopen(path, "w");
    if (!out) _exit(2);
    report(out, requests, rows - rowsBefore, texts, runs, MOST);
    fclose(out);
}
