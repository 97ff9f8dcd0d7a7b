#include "CMeshOptimizer.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// Hand-declared from meshoptimizer's documented C API, which is the same from version 0.18 on.
typedef size_t (*simplify_function)(unsigned *destination, const unsigned *indices, size_t index_count,
                                    const float *positions, size_t vertex_count, size_t stride, size_t target_count,
                                    float target_error, unsigned options, float *result_error);

enum { LOCK_BORDER = 1 << 0 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static simplify_function simplify;
static cmeshoptimizer_error start_error;

static void start(void) {
#ifdef __APPLE__
    static const char *const names[] = {
        "libmeshoptimizer.dylib", "/opt/homebrew/lib/libmeshoptimizer.dylib", "/usr/local/lib/libmeshoptimizer.dylib"};
#else
    // Debian numbers its own; elsewhere the library has no number, or its version's.
    static const char *const names[] = {"libmeshoptimizer.so.2d", "libmeshoptimizer.so.1", "libmeshoptimizer.so"};
#endif
    void *library = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++) {
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    }
    if (!library) {
        snprintf(start_error.text, sizeof start_error.text, "%s", dlerror());
        return;
    }
    *(void **)&simplify = dlsym(library, "meshopt_simplify");
    if (!simplify) snprintf(start_error.text, sizeof start_error.text, "it has no function meshopt_simplify");
}

int cmeshoptimizer_start(cmeshoptimizer_error *error) {
    pthread_once(&once, start);
    if (!simplify) *error = start_error;
    return simplify ? 0 : -1;
}

size_t cmeshoptimizer_simplify(uint32_t *destination, const uint32_t *indices, size_t index_count,
                               const float *positions, size_t vertex_count, size_t target_count, int locks_border) {
    // The count decides when to stop, not an error.
    return simplify(destination, indices, index_count, positions, vertex_count, 3 * sizeof(float), target_count, 1e30f,
                    locks_border ? LOCK_BORDER : 0, NULL);
}
