#include "AllocationCount.h"
#include <stddef.h>
#include <features.h>

static __thread long count = 0;
static __thread long *recorded_sizes = NULL;
static __thread long recorded_capacity = 0;
static __thread long recorded_count = 0;

long allocation_count(void) { return count; }
long allocation_recorded(void) { return recorded_count; }

void allocation_record(long *sizes, long capacity) {
    recorded_sizes = sizes;
    recorded_capacity = capacity;
    if (sizes) recorded_count = 0;
}

#ifdef __GLIBC__
// The program's own malloc comes before the library's, which stays reachable under these names.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t number, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static void note(size_t size) {
    count++;
    if (recorded_sizes && recorded_count < recorded_capacity) recorded_sizes[recorded_count++] = (long)size;
}

int allocation_counting(void) { return 1; }
void *malloc(size_t size) { note(size); return __libc_malloc(size); }
void *calloc(size_t number, size_t size) { note(number * size); return __libc_calloc(number, size); }
void *realloc(void *memory, size_t size) { note(size); return __libc_realloc(memory, size); }
void *aligned_alloc(size_t alignment, size_t size) { note(size); return __libc_memalign(alignment, size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
    note(size);
    *memory = __libc_memalign(alignment, size);
    return *memory ? 0 : 12;
}
#else
int allocation_counting(void) { return 0; }
#endif
