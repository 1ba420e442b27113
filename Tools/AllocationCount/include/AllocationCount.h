#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

// Counts what the calling thread takes from the heap. Only where the C library is glibc; elsewhere nothing is counted.

/// Whether allocations are counted here.
int allocation_counting(void);
/// How often this thread has asked for memory since it began.
long allocation_count(void);
/// Writes the sizes, in bytes, of this thread's next allocations to `sizes`, `capacity` at most; a null pointer ends it.
void allocation_record(long *sizes, long capacity);
/// How many sizes have been written.
long allocation_recorded(void);

#endif
