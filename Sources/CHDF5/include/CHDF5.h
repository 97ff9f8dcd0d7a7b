#ifndef CHDF5_H
#define CHDF5_H

#include <stddef.h>

enum { CHDF5_OK = 0, CHDF5_NO_LIBRARY = 1, CHDF5_FAILED = 2, CHDF5_MAXIMUM_RANK = 8 };

/// A data set in row-major order, as floats whatever it is in the file.
typedef struct {
    float *values;  ///< `count` of them, freed by `chdf5_free`
    size_t count;
    size_t rank;
    size_t dims[CHDF5_MAXIMUM_RANK];
} chdf5_array;

/// What failed, to go on after the file's name.
typedef struct {
    char text[256];
} chdf5_error;

/// Reads the data set `name`, floating-point or integer, of the HDF5 file at `path`; it may have `limit` elements at
/// most.
///
/// libhdf5, 1.10 or newer, is opened on the first call. It is not made for threads: calls must not overlap.
int chdf5_read(const char *path, const char *name, size_t limit, chdf5_array *array, chdf5_error *error);

/// Gives back what `chdf5_read` filled in.
void chdf5_free(chdf5_array *array);

#endif
