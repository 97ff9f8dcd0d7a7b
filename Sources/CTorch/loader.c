// setenv is POSIX, not C.
#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "CTorch.h"

#ifdef __APPLE__
#define LIBRARY(name) "lib" name ".dylib"
#else
#define LIBRARY(name) "lib" name ".so"
#endif

// libtorch is opened first and for everybody, so that the shim finds it already there whatever its own run path says.
static int open_libtorch(const char *folder, char *error, size_t capacity) {
    static const char *const names[] = {LIBRARY("c10"), LIBRARY("torch_cpu")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[4096];
        if (snprintf(path, sizeof path, "%s/%s", folder, names[i]) >= (int)sizeof path) {
            snprintf(error, capacity, "the path of libtorch is too long");
            return 0;
        }
        if (!dlopen(path, RTLD_NOW | RTLD_GLOBAL)) {
            snprintf(error, capacity, "%s", dlerror());
            return 0;
        }
    }
    return 1;
}

const CTorchTables *ctorch_open(const char *shim, const char *libtorch, char *error, size_t capacity) {
    // Maps of hundreds of megabytes come and go: in pages of 2 MB they cost a fraction of the page faults, and products
    // and convolutions a tenth to a third less time (docs/performance.md). Read once, when the allocator is first used.
    setenv("THP_MEM_ALLOC_ENABLE", "1", 0);
    if (libtorch && !open_libtorch(libtorch, error, capacity)) return NULL;
    void *library = dlopen(shim, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        snprintf(error, capacity, "%s", dlerror());
        return NULL;
    }
    typedef const CTorchTables *(*Entry)(void);
    Entry entry = (Entry)dlsym(library, "ctorch_tables");
    if (!entry) {
        snprintf(error, capacity, "%s is not a shim over libtorch", shim);
        return NULL;
    }
    const CTorchTables *tables = entry();
    if (tables->abi_version != CT_ABI_VERSION) {
        snprintf(error, capacity, "%s was built for another version of this program (%d, wanted %d)", shim,
                 tables->abi_version, CT_ABI_VERSION);
        return NULL;
    }
    return tables;
}
