// The same statements as Triad's, with the same values, without Triad: plays a tape of SQLite's calls on a copy of the file.
//
//     beside FILE TAPE <requests >answers
//
// It reads as many lines as were answered together when the tape was recorded, makes the calls that were made for them, and
// writes as many bytes of answer. Each call must be answered as it was then, so that what it leaves is the same file.
// On the error output it says at the end which statements it ran, how often, and how many rows were written.
#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tape.h"

enum { MOST = 4096 };
static const uint8_t *at, *end;
static sqlite3 *db;
static sqlite3_stmt *statements[MOST];
static uint64_t textOf[MOST], runs[MOST];
static char *texts[MOST];
static int isFresh[MOST];
static uint64_t requests, answers;
// What stood before the first request is the opening, and is not counted.
static sqlite3_int64 rowsBefore;

static void fail(const char *what, uint64_t n) {
    fprintf(stderr, "beside: %s (%llu): %s\n", what, (unsigned long long)n, db ? sqlite3_errmsg(db) : "");
    exit(2);
}

static uint64_t number(void) {
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
        uint8_t byte = *at++;
        value |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) return value;
    }
}

static const char *text(uint64_t *length) {
    *length = number();
    const char *bytes = (const char *)at;
    at += *length;
    return bytes;
}

static void expect(int rc, uint64_t n, const char *what) {
    uint64_t then = number();
    if ((uint64_t)rc != then) fail(what, n);
}

static void readColumns(sqlite3_stmt *statement) {
    for (int column = sqlite3_column_count(statement) - 1; column >= 0; column--) {
        if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) sqlite3_column_int64(statement, column);
        else sqlite3_column_blob(statement, column), sqlite3_column_bytes(statement, column);
    }
}

// Makes one call; code is its letter.
static void play(uint8_t code, const char *path) {
    uint64_t n = code == TAPE_EXEC ? 0 : number(), length;
    sqlite3_int64 value;
    const char *bytes;
    switch (code) {
    case TAPE_SQL: bytes = text(&length); texts[n] = strndup(bytes, length); break;
    case TAPE_OPEN: if (sqlite3_open_v2(path, &db, (int)n, NULL)) fail("the file cannot be opened", 0); break;
    case TAPE_PREPARE:
        textOf[n] = number();
        if (sqlite3_prepare_v3(db, texts[textOf[n]], -1, 0, &statements[n], NULL)) fail(texts[textOf[n]], n);
        isFresh[n] = 1;
        break;
    case TAPE_INT: length = number(); memcpy(&value, at, 8); at += 8; sqlite3_bind_int64(statements[n], (int)length, value); break;
    case TAPE_TEXT: value = (sqlite3_int64)number(); bytes = text(&length); sqlite3_bind_text(statements[n], (int)value, bytes, (int)length, SQLITE_STATIC); break;
    case TAPE_BLOB: value = (sqlite3_int64)number(); bytes = text(&length); sqlite3_bind_blob(statements[n], (int)value, bytes, (int)length, SQLITE_STATIC); break;
    case TAPE_NULL: sqlite3_bind_null(statements[n], (int)number()); break;
    case TAPE_STEP: {
        int rc = sqlite3_step(statements[n]);
        if (rc == SQLITE_ROW) readColumns(statements[n]);
        if (isFresh[n]) { isFresh[n] = 0; runs[textOf[n]]++; }
        expect(rc, n, "a statement is not answered as it was");
        break;
    }
    case TAPE_RESET: sqlite3_reset(statements[n]); isFresh[n] = 1; break;
    case TAPE_CLEAR: sqlite3_clear_bindings(statements[n]); break;
    case TAPE_FINALIZE: sqlite3_finalize(statements[n]); statements[n] = NULL; break;
    case TAPE_EXEC: {
        bytes = text(&length);
        char *sql = strndup(bytes, length);
        expect(sqlite3_exec(db, sql, NULL, NULL, NULL), 0, sql);
        free(sql);
        break;
    }
    case TAPE_CHECKPOINT: expect(sqlite3_wal_checkpoint_v2(db, NULL, (int)n, NULL, NULL), n, "a checkpoint is not answered as it was"); break;
    default: fail("no such call", code);
    }
}

// Passes over one call, whose letter has been read.
static void pass(uint8_t code) {
    uint64_t length;
    switch (code) {
    case TAPE_INT: number(), number(); at += 8; break;
    case TAPE_TEXT: case TAPE_BLOB: number(), number(), text(&length); break;
    case TAPE_SQL: number(), text(&length); break;
    case TAPE_EXEC: text(&length), number(); break;
    case TAPE_PREPARE: case TAPE_STEP: case TAPE_CHECKPOINT: case TAPE_NULL: case TAPE_ANSWER: number(), number(); break;
    default: number();
    }
}

static uint64_t waitingLines;

// Reads until so many requests are there.
static void await(uint64_t lines) {
    static char buffer[1 << 16];
    while (waitingLines < lines) {
        ssize_t count = read(0, buffer, sizeof buffer);
        if (count <= 0) fail("the input has ended early", lines);
        for (ssize_t n = 0; n < count; n++) waitingLines += buffer[n] == '\n';
    }
    waitingLines -= lines;
}

// Blank lines of so many bytes in all.
static void answer(uint64_t lines, uint64_t bytes) {
    static char *out;
    static uint64_t size;
    if (size < bytes) out = realloc(out, size = bytes);
    memset(out, ' ', bytes);
    for (uint64_t n = 0; n < lines; n++) out[bytes - 1 - n] = '\n';
    for (uint64_t done = 0; done < bytes;) {
        ssize_t count = write(1, out + done, bytes - done);
        if (count <= 0) exit(0);
        done += (uint64_t)count;
    }
}

int main(int count, char **arguments) {
    if (count != 3) { fprintf(stderr, "usage: beside FILE TAPE\n"); return 2; }
    int tape = open(arguments[2], O_RDONLY);
    struct stat stat;
    if (tape < 0 || fstat(tape, &stat)) { perror(arguments[2]); return 2; }
    at = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, tape, 0);
    end = at + stat.st_size;
    while (at < end) {
        const uint8_t *start = at;
        while (at < end && *at != TAPE_ANSWER) pass(*at++);
        if (at == end) {
            // What remains is the closing.
            report(stderr, requests, sqlite3_total_changes(db) - rowsBefore, texts, runs, MOST);
            for (at = start; at < end;) { uint8_t code = *at++; play(code, arguments[1]); };
            break;
        }
        const uint8_t *mark = ++at;
        uint64_t lines = number(), bytes = number();
        const uint8_t *next = at;
        if (answers > 0) await(lines);
        for (at = start; at < mark - 1;) { uint8_t code = *at++; play(code, arguments[1]); }
        if (answers == 0) await(lines);
        answer(lines, bytes);
        at = next;
        // The first answer is to a question that only opens the file.
        if (answers++ > 0) {
            requests += lines;
        } else {
            memset(runs, 0, sizeof runs);
            rowsBefore = sqlite3_total_changes(db);
        }
    }
    sqlite3_close_v2(db);
    return 0;
}
