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

/// Texts, each ended by a line feed.
typedef struct {
    char *characters;  ///< ended by 0, freed by `cmatio_free_text`
} cmatio_text;

/// Reads the real numeric array `name` of the MAT file at `path`, or, unless `field` is null, that field of the structure
/// `name`; it may have `limit` elements at most.
///
/// libmatio is opened on the first call. Calls must not overlap, nor with those of HDF5, which libmatio rests on.
int cmatio_read(
    const char *path, const char *name, const char *field, size_t limit, cmatio_array *array, cmatio_error *error);

/// Gives back what `cmatio_read` filled in.
void cmatio_free(cmatio_array *array);

/// Reads the texts in the cell array `name` of the MAT file at `path`; what is no text counts as an empty one.
int cmatio_read_texts(const char *path, const char *name, cmatio_text *text, cmatio_error *error);

/// Gives back what `cmatio_read_texts` filled in.
void cmatio_free_text(cmatio_text *text);

#endif
