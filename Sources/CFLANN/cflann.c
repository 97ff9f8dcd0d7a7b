#include "CFLANN.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// Hand-declared from FLANN's documented C API; versions 1.8 and 1.9 have the same.
typedef struct {
    int algorithm, checks;
    float eps;
    int sorted, max_neighbors, cores, trees, leaf_max_size, branching, iterations, centers_init;
    float cb_index, target_precision, build_weight, memory_weight, sample_fraction;
    unsigned table_number, key_size, multi_probe_level;
    int log_level;
    long random_seed;
} parameters;

enum { INDEX_KDTREE_SINGLE = 4, CHECKS_UNLIMITED = -1, DIMENSIONS = 3 };

static struct {
    const parameters *DEFAULT_FLANN_PARAMETERS;
    void *(*flann_build_index_float)(float *, int, int, float *, parameters *);
    int (*flann_find_nearest_neighbors_index_float)(void *, float *, int, int *, float *, int, parameters *);
    int (*flann_free_index_float)(void *, parameters *);
} flann;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int started;
static cflann_error start_error;

static void start(void) {
#ifdef __APPLE__
    static const char *const names[] = {
        "libflann.1.9.dylib", "/opt/homebrew/lib/libflann.1.9.dylib", "/usr/local/lib/libflann.1.9.dylib"};
#else
    static const char *const names[] = {"libflann.so.1.9", "libflann.so.1.8"};
#endif
    void *library = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        snprintf(start_error.text, sizeof start_error.text, "%s", dlerror());
        return;
    }
#define RESOLVE(name)                                                                               \
    if (!(*(void **)&flann.name = dlsym(library, #name))) {                                         \
        snprintf(start_error.text, sizeof start_error.text, "FLANN has no symbol %s", #name);       \
        return;                                                                                     \
    }
    RESOLVE(DEFAULT_FLANN_PARAMETERS)
    RESOLVE(flann_build_index_float)
    RESOLVE(flann_find_nearest_neighbors_index_float)
    RESOLVE(flann_free_index_float)
#undef RESOLVE
    started = 1;
}

static int failed(cflann_error *error, const char *reason) {
    snprintf(error->text, sizeof error->text, "%s", reason);
    return CFLANN_FAILED;
}

int cflann_nearest(const float *points, size_t count, const float *queries, size_t query_count, int threads,
                   float *squared_distances, cflann_error *error) {
    pthread_once(&once, start);
    if (!started) {
        *error = start_error;
        return CFLANN_NO_LIBRARY;
    }
    if (count == 0 || count > INT_MAX || query_count == 0 || query_count > INT_MAX)
        return failed(error, "FLANN does not take so many points");
    parameters options = *flann.DEFAULT_FLANN_PARAMETERS;
    options.algorithm = INDEX_KDTREE_SINGLE;
    options.leaf_max_size = 10;  // the quickest of 4, 10, 20 and 40 on depth maps
    options.checks = CHECKS_UNLIMITED;
    options.eps = 0;
    options.sorted = 0;
    options.cores = threads < 1 ? 1 : threads;

    int *nearest = malloc(query_count * sizeof *nearest);
    if (!nearest) return failed(error, "the points do not fit into memory");
    float speedup = 0;
    // FLANN takes both arrays as mutable, but only reads them.
    void *index = flann.flann_build_index_float((float *)points, (int)count, DIMENSIONS, &speedup, &options);
    int status = !index || flann.flann_find_nearest_neighbors_index_float(
        index, (float *)queries, (int)query_count, nearest, squared_distances, 1, &options);
    if (index) flann.flann_free_index_float(index, &options);
    free(nearest);
    return status ? failed(error, "FLANN finds no neighbours") : CFLANN_OK;
}
