#ifndef CMATIO_H
#define CMATIO_H

#include <stddef.h>

/// A numeric array of a MAT file: two or three dimensions, in column-major order as MATLAB keeps it.
typedef struct {
    double *values;  ///< `count` of them, freed by `cmatio_free`
    size_t count;
    size_t rank;
    size_t dims[8];
} cmatio_array;

/// What failed, for a person.
typedef struct {
    char text[256];
} cmatio_error;

enum { CMATIO_OK = 0, CMATIO_NO_LIBRARY = 1, CMATIO_FAILED = 2 };

/// Reads the real numeric array `name` of the MAT file at `path`; it may have `limit` elements at most.
///
/// libmatio is opened on the first call. Calls must not overlap, nor with those of HDF5, which libmatio rests on.
int cmatio_read(const char *path, const char *name, size_t limit, cmatio_array *array, cmatio_error *error);

/// Gives back what `cmatio_read` filled in.
void cmatio_free(cmatio_array *array);

#endif
