// FLANN, loaded at run time: the package builds without its headers and starts without its library.
#ifndef CFLANN_H
#define CFLANN_H

#include <stddef.h>

/// What failed, for a person.
typedef struct {
    char text[256];
} cflann_error;

enum { CFLANN_OK = 0, CFLANN_NO_LIBRARY = 1, CFLANN_FAILED = 2 };

/// For each of `query_count` points of `queries` the square of the distance to the nearest of `count` `points`, exactly
/// but for single precision, on `threads` threads.
///
/// A point is three finite floats, whose squares must stay finite; there is at least one of each, and at most INT_MAX.
/// FLANN is opened on the first call. Calls may overlap.
int cflann_nearest(const float *points, size_t count, const float *queries, size_t query_count, int threads,
                   float *squared_distances, cflann_error *error);

#endif
