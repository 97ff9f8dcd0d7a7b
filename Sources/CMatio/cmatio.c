#include "CMatio.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Hand-declared from libmatio's public header; this structure has been the same since 1.5.0.
struct matvar {
    size_t nbytes;
    int rank, data_type, data_size, class_type, is_complex, is_global, is_logical;
    size_t *dims;
    char *name;
    void *data;
    int mem_conserve, compression;
    void *internal;
};

enum {
    CLASS_DOUBLE = 6, CLASS_SINGLE, CLASS_INT8, CLASS_UINT8, CLASS_INT16, CLASS_UINT16, CLASS_INT32, CLASS_UINT32,
};

static struct {
    void *(*Mat_Open)(const char *, int);
    int (*Mat_Close)(void *);
    struct matvar *(*Mat_VarReadInfo)(void *, const char *);
    int (*Mat_VarReadDataAll)(void *, struct matvar *);
    void (*Mat_VarFree)(struct matvar *);
    int (*Mat_LogInitFunc)(const char *, void (*)(int, char *));
} matio;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int started;
static cmatio_error start_error;

// What a caller must know is returned as an error; standard error stays clean.
static void ignore_log(int level, char *message) { (void)level, (void)message; }

static void start(void) {
#ifdef __APPLE__
    static const char *const names[] = {
        "libmatio.dylib", "/opt/homebrew/lib/libmatio.dylib", "/usr/local/lib/libmatio.dylib"};
#else
    static const char *const names[] = {"libmatio.so.13", "libmatio.so.12", "libmatio.so.11", "libmatio.so"};
#endif
    void *library = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        snprintf(start_error.text, sizeof start_error.text, "libmatio, which reads MAT files, is not installed");
        return;
    }
#define RESOLVE(name)                                                                               \
    if (!(*(void **)&matio.name = dlsym(library, #name))) {                                         \
        snprintf(start_error.text, sizeof start_error.text, "libmatio has no function %s", #name); \
        return;                                                                                     \
    }
    RESOLVE(Mat_Open)
    RESOLVE(Mat_Close)
    RESOLVE(Mat_VarReadInfo)
    RESOLVE(Mat_VarReadDataAll)
    RESOLVE(Mat_VarFree)
    RESOLVE(Mat_LogInitFunc)
#undef RESOLVE
    matio.Mat_LogInitFunc("depthpro", ignore_log);
    started = 1;
}

// The value at `i` of an array of the given class.
static double element(const void *data, int class_type, size_t i) {
    switch (class_type) {
    case CLASS_DOUBLE: return ((const double *)data)[i];
    case CLASS_SINGLE: return ((const float *)data)[i];
    case CLASS_INT8: return ((const int8_t *)data)[i];
    case CLASS_UINT8: return ((const uint8_t *)data)[i];
    case CLASS_INT16: return ((const int16_t *)data)[i];
    case CLASS_UINT16: return ((const uint16_t *)data)[i];
    case CLASS_INT32: return ((const int32_t *)data)[i];
    default: return ((const uint32_t *)data)[i];
    }
}

static size_t element_size(int class_type) {
    switch (class_type) {
    case CLASS_DOUBLE: return 8;
    case CLASS_INT8:
    case CLASS_UINT8: return 1;
    case CLASS_INT16:
    case CLASS_UINT16: return 2;
    default: return 4;
    }
}

static int failed(cmatio_error *error, const char *reason) {
    snprintf(error->text, sizeof error->text, "%s", reason);
    return CMATIO_FAILED;
}

static int copy(void *file, struct matvar *variable, size_t limit, cmatio_array *array, cmatio_error *error) {
    if (variable->class_type < CLASS_DOUBLE || variable->class_type > CLASS_UINT32 || variable->is_complex)
        return failed(error, "is not an array of real numbers");
    if (variable->rank < 1 || variable->rank > 8 || !variable->dims) return failed(error, "has no sensible dimensions");
    size_t count = 1;
    for (int i = 0; i < variable->rank; i++) {
        size_t size = variable->dims[i];
        if (size == 0 || count > limit / size) return failed(error, "is empty or too large");
        count *= size;
        array->dims[i] = size;
    }
    if (matio.Mat_VarReadDataAll(file, variable) || !variable->data
        || variable->nbytes < count * element_size(variable->class_type))
        return failed(error, "cannot be read: the file is damaged or cut short");
    if (!(array->values = malloc(count * sizeof *array->values))) return failed(error, "does not fit into memory");
    for (size_t i = 0; i < count; i++) array->values[i] = element(variable->data, variable->class_type, i);
    array->count = count;
    array->rank = (size_t)variable->rank;
    return CMATIO_OK;
}

int cmatio_read(const char *path, const char *name, size_t limit, cmatio_array *array, cmatio_error *error) {
    memset(array, 0, sizeof *array);
    pthread_once(&once, start);
    if (!started) {
        *error = start_error;
        return CMATIO_NO_LIBRARY;
    }
    void *file = matio.Mat_Open(path, 0 /* read only */);
    if (!file) return failed(error, "is no MAT file");
    struct matvar *variable = matio.Mat_VarReadInfo(file, name);
    int status = variable ? copy(file, variable, limit, array, error) : failed(error, "is not in the file");
    if (variable) matio.Mat_VarFree(variable);
    matio.Mat_Close(file);
    return status;
}

void cmatio_free(cmatio_array *array) {
    free(array->values);
    array->values = NULL;
}
