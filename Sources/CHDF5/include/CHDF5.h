#ifndef CHDF5_H
#define CHDF5_H

#include <stddef.h>

enum { CHDF5_OK = 0, CHDF5_NO_LIBRARY = 1, CHDF5_FAILED = 2, CHDF5_MAXIMUM_RANK = 8 };

/// Which part of a data set to read, beside the numbers of its parts along the first dimension.
enum { CHDF5_ALL = -1, CHDF5_SHAPE = -2 };

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

/// Reads the data set `name`, floating-point or integer, of the HDF5 file at `path`, or its part of the number `part`
/// along the first dimension; what is read may have `limit` elements at most. With `CHDF5_SHAPE` only `rank`, `dims` and
/// `count` are filled in.
///
/// libhdf5, 1.10 or newer, is opened on the first call. It is not made for threads: calls must not overlap.
int chdf5_read(
    const char *path, const char *name, long part, size_t limit, chdf5_array *array, chdf5_error *error);

/// Gives back what `chdf5_read` filled in.
void chdf5_free(chdf5_array *array);

#endif
