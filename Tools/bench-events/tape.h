// What the recorder writes and the C program plays: every call of SQLite's API that a program made, in order.
//
// Numbers are unsigned LEB128, texts a length and their bytes.
#ifndef TAPE_H
#define TAPE_H

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>

enum {
    TAPE_SQL = 'T',      // index, text: the text of a statement, once
    TAPE_OPEN = 'O',     // flags of sqlite3_open_v2
    TAPE_PREPARE = 'P',  // statement, index of its text
    TAPE_INT = 'I',      // statement, parameter, 8 bytes
    TAPE_TEXT = 'S',     // statement, parameter, text
    TAPE_BLOB = 'B',     // statement, parameter, bytes
    TAPE_NULL = 'N',     // statement, parameter
    TAPE_STEP = 's',     // statement, what SQLite answered
    TAPE_RESET = 'r',    // statement
    TAPE_CLEAR = 'c',    // statement
    TAPE_FINALIZE = 'f', // statement
    TAPE_EXEC = 'E',     // text, what SQLite answered
    TAPE_CHECKPOINT = 'K', // mode, what SQLite answered
    TAPE_ANSWER = 'A',   // lines, bytes: what the program then wrote to its output
};

// What was run how often, and how many rows were written: a line each, a statement's text on one line.
static void report(FILE *out, uint64_t requests, sqlite3_int64 rows, char **texts, const uint64_t *runs, int most) {
    fprintf(out, "%llu\trequests\n%lld\trows\n", (unsigned long long)requests, (long long)rows);
    for (int n = 0; n < most && texts[n]; n++) {
        if (!runs[n]) continue;
        fprintf(out, "%llu\t", (unsigned long long)runs[n]);
        for (const char *c = texts[n], *last = ""; *c; last = c++) {
            int isBlank = *c == ' ' || *c == '\n', wasBlank = *last == ' ' || *last == '\n';
            if (!isBlank) fputc(*c, out);
            else if (!wasBlank) fputc(' ', out);
        }
        fputc('\n', out);
    }
}

#endif
