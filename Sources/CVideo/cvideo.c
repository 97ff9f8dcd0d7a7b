#include "CVideo.h"

#include <dlfcn.h>
#include <stdio.h>

const CVideoTable *cvideo_open(const char *path, CVideoError *error) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        snprintf(error->text, sizeof error->text, "%s", dlerror());
        return NULL;
    }
    typedef const CVideoTable *(*Entry)(void);
    Entry entry = (Entry)dlsym(library, "cvideo_table");
    if (!entry) {
        snprintf(error->text, sizeof error->text, "%s is not a shim over FFmpeg", path);
        return NULL;
    }
    const CVideoTable *table = entry();
    if (table->abi_version != CV_ABI_VERSION) {
        snprintf(error->text, sizeof error->text, "%s was built for another version of this program (%d, wanted %d)",
                 path, table->abi_version, CV_ABI_VERSION);
        return NULL;
    }
    return table;
}
