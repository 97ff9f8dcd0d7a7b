#include "CHDF5.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Hand-declared from libhdf5's documented API, the same from 1.10 on.
typedef int64_t hid_t;
typedef unsigned long long hsize_t;
enum { DEFAULT = 0, READ_ONLY = 0, CLASS_INTEGER = 0, CLASS_FLOAT = 1, ENTIRE = 0, SELECT = 0 };

static struct {
    int (*H5dont_atexit)(void);
    int (*H5open)(void);
    int (*H5get_libversion)(unsigned *, unsigned *, unsigned *);
    int (*H5Eset_auto2)(hid_t, void *, void *);
    hid_t (*H5Fopen)(const char *, unsigned, hid_t);
    int (*H5Fclose)(hid_t);
    hid_t (*H5Dopen2)(hid_t, const char *, hid_t);
    int (*H5Dclose)(hid_t);
    hid_t (*H5Dget_space)(hid_t);
    hid_t (*H5Dget_type)(hid_t);
    int (*H5Dread)(hid_t, hid_t, hid_t, hid_t, hid_t, void *);
    int (*H5Sget_simple_extent_dims)(hid_t, hsize_t *, hsize_t *);
    int (*H5Sget_simple_extent_ndims)(hid_t);
    hid_t (*H5Screate_simple)(int, const hsize_t *, const hsize_t *);
    int (*H5Sselect_hyperslab)(hid_t, int, const hsize_t *, const hsize_t *, const hsize_t *, const hsize_t *);
    int (*H5Sclose)(hid_t);
    int (*H5Tget_class)(hid_t);
    int (*H5Tclose)(hid_t);
    hid_t (*H5Pcreate)(hid_t);
    hid_t *H5T_NATIVE_FLOAT_g;
    hid_t *H5P_CLS_FILE_ACCESS_ID_g;
} hdf5;

// How files are opened; without locks where the library can, for they fail on many network file systems.
static hid_t file_access = DEFAULT;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int started;
static chdf5_error start_error;

static void *open_library(void) {
#ifdef __APPLE__
    static const char *const names[] = {
        "libhdf5.dylib", "/opt/homebrew/lib/libhdf5.dylib", "/usr/local/lib/libhdf5.dylib"};
#else
    // Debian 12 and 13, then what other distributions and newer releases call it.
    static const char *const names[] = {
        "libhdf5_serial.so.103", "libhdf5_serial.so.310", "libhdf5_serial.so", "libhdf5.so.103", "libhdf5.so.200",
        "libhdf5.so.310", "libhdf5.so"};
#endif
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (library) return library;
    }
    snprintf(start_error.text, sizeof start_error.text, "libhdf5, which reads HDF5 files, is not installed");
    return NULL;
}

static void start(void) {
    void *library = open_library();
    if (!library) return;
#define RESOLVE(name)                                                                              \
    if (!(*(void **)&hdf5.name = dlsym(library, #name))) {                                         \
        snprintf(start_error.text, sizeof start_error.text, "libhdf5 has no function %s", #name); \
        return;                                                                                    \
    }
    RESOLVE(H5dont_atexit)
    RESOLVE(H5open)
    RESOLVE(H5get_libversion)
    RESOLVE(H5Eset_auto2)
    RESOLVE(H5Fopen)
    RESOLVE(H5Fclose)
    RESOLVE(H5Dopen2)
    RESOLVE(H5Dclose)
    RESOLVE(H5Dget_space)
    RESOLVE(H5Dget_type)
    RESOLVE(H5Dread)
    RESOLVE(H5Sget_simple_extent_dims)
    RESOLVE(H5Sget_simple_extent_ndims)
    RESOLVE(H5Screate_simple)
    RESOLVE(H5Sselect_hyperslab)
    RESOLVE(H5Sclose)
    RESOLVE(H5Tget_class)
    RESOLVE(H5Tclose)
    RESOLVE(H5Pcreate)
    RESOLVE(H5T_NATIVE_FLOAT_g)
    RESOLVE(H5P_CLS_FILE_ACCESS_ID_g)
#undef RESOLVE
    // Other threads may still read when the program ends.
    hdf5.H5dont_atexit();
    unsigned major = 0, minor = 0, release = 0;
    if (hdf5.H5open() < 0 || hdf5.H5get_libversion(&major, &minor, &release) < 0) {
        snprintf(start_error.text, sizeof start_error.text, "libhdf5 does not start");
        return;
    }
    // Before 1.10 identifiers had 32 bits.
    if (major == 1 && minor < 10) {
        snprintf(start_error.text, sizeof start_error.text, "libhdf5 %u.%u is older than 1.10", major, minor);
        return;
    }
    int (*set_locking)(hid_t, unsigned, unsigned) = NULL;
    *(void **)&set_locking = dlsym(library, "H5Pset_file_locking");
    hid_t access = set_locking ? hdf5.H5Pcreate(*hdf5.H5P_CLS_FILE_ACCESS_ID_g) : -1;
    if (access >= 0 && set_locking(access, 0, 1) >= 0) file_access = access;
    started = 1;
}

static int failed(chdf5_error *error, const char *reason) {
    snprintf(error->text, sizeof error->text, "%s", reason);
    return CHDF5_FAILED;
}

static int has_numbers(hid_t set) {
    hid_t type = hdf5.H5Dget_type(set);
    if (type < 0) return 0;
    int class = hdf5.H5Tget_class(type);
    hdf5.H5Tclose(type);
    return class == CLASS_INTEGER || class == CLASS_FLOAT;
}

// With a part ≥ 0, the first dimension is counted as 1.
static int measure(hid_t set, long part, size_t limit, chdf5_array *array, chdf5_error *error) {
    hsize_t dims[CHDF5_MAXIMUM_RANK] = {0};
    hid_t space = hdf5.H5Dget_space(set);
    if (space < 0) return failed(error, "has no shape");
    int rank = hdf5.H5Sget_simple_extent_ndims(space);
    int fits = rank >= 1 && rank <= CHDF5_MAXIMUM_RANK && hdf5.H5Sget_simple_extent_dims(space, dims, NULL) >= 0;
    hdf5.H5Sclose(space);
    if (!fits) return failed(error, "has no shape of 1 to 8 dimensions");
    if (part >= 0 && (hsize_t)part >= dims[0]) return failed(error, "has no part of that number");
    size_t count = 1;
    for (int i = 0; i < rank; i++) {
        size_t size = part >= 0 && i == 0 ? 1 : dims[i];
        if (size == 0 || (part != CHDF5_SHAPE && count > limit / size))
            return failed(error, "is empty, or larger than its file can be");
        count *= size;
        array->dims[i] = size;
    }
    array->rank = (size_t)rank;
    array->count = count;
    return CHDF5_OK;
}

static int read_values(hid_t set, long part, chdf5_array *array) {
    if (part < 0) return hdf5.H5Dread(set, *hdf5.H5T_NATIVE_FLOAT_g, ENTIRE, ENTIRE, DEFAULT, array->values);
    hsize_t begin[CHDF5_MAXIMUM_RANK] = {(hsize_t)part}, size[CHDF5_MAXIMUM_RANK];
    for (size_t i = 0; i < array->rank; i++) size[i] = array->dims[i];
    hid_t memory = hdf5.H5Screate_simple((int)array->rank, size, NULL);
    hid_t space = hdf5.H5Dget_space(set);
    int status = -1;
    if (memory >= 0 && space >= 0 && hdf5.H5Sselect_hyperslab(space, SELECT, begin, NULL, size, NULL) >= 0)
        status = hdf5.H5Dread(set, *hdf5.H5T_NATIVE_FLOAT_g, memory, space, DEFAULT, array->values);
    if (space >= 0) hdf5.H5Sclose(space);
    if (memory >= 0) hdf5.H5Sclose(memory);
    return status;
}

static int read_set(hid_t set, long part, size_t limit, chdf5_array *array, chdf5_error *error) {
    if (!has_numbers(set)) return failed(error, "does not hold numbers");
    int status = measure(set, part, limit, array, error);
    if (status || part == CHDF5_SHAPE) return status;
    if (!(array->values = malloc(array->count * sizeof *array->values)))
        return failed(error, "does not fit into memory");
    if (read_values(set, part, array) < 0) {
        chdf5_free(array);
        return failed(error, "cannot be read: the file is damaged, cut short, or compressed in an unknown way");
    }
    return CHDF5_OK;
}

int chdf5_read(
    const char *path, const char *name, long part, size_t limit, chdf5_array *array, chdf5_error *error) {
    memset(array, 0, sizeof *array);
    pthread_once(&once, start);
    if (!started) {
        *error = start_error;
        return CHDF5_NO_LIBRARY;
    }
    // What a caller must know is returned; each thread has its own setting for what is printed.
    hdf5.H5Eset_auto2(DEFAULT, NULL, NULL);
    hid_t file = hdf5.H5Fopen(path, READ_ONLY, file_access);
    if (file < 0) return failed(error, "is no HDF5 file, or a damaged one");
    hid_t set = hdf5.H5Dopen2(file, name, DEFAULT);
    int status = set < 0 ? failed(error, "is not in the file") : read_set(set, part, limit, array, error);
    if (set >= 0) hdf5.H5Dclose(set);
    hdf5.H5Fclose(file);
    return status;
}

void chdf5_free(chdf5_array *array) {
    free(array->values);
    array->values = NULL;
}
