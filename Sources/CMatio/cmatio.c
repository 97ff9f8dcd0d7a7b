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
    CLASS_CELL = 1, CLASS_STRUCT = 2, CLASS_CHAR = 4, CLASS_DOUBLE = 6, CLASS_SINGLE, CLASS_INT8, CLASS_UINT8, CLASS_INT16, CLASS_UINT16, CLASS_INT32, CLASS_UINT32,
};

static struct {
    void *(*Mat_Open)(const char *, int);
    int (*Mat_Close)(void *);
    struct matvar *(*Mat_VarReadInfo)(void *, const char *);
    int (*Mat_VarReadDataAll)(void *, struct matvar *);
    struct matvar *(*Mat_VarRead)(void *, const char *);
    struct matvar *(*Mat_VarGetStructFieldByName)(struct matvar *, const char *, size_t);
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
    RESOLVE(Mat_VarRead)
    RESOLVE(Mat_VarGetStructFieldByName)
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

// Opens the library and the file.
static int open_file(const char *path, void **file, cmatio_error *error) {
    pthread_once(&once, start);
    if (!started) {
        *error = start_error;
        return CMATIO_NO_LIBRARY;
    }
    *file = matio.Mat_Open(path, 0 /* read only */);
    return *file ? CMATIO_OK : failed(error, "is no MAT file");
}

int cmatio_read(
    const char *path, const char *name, const char *field, size_t limit, cmatio_array *array, cmatio_error *error) {
    memset(array, 0, sizeof *array);
    void *file = NULL;
    int status = open_file(path, &file, error);
    if (status) return status;
    struct matvar *variable = matio.Mat_VarReadInfo(file, name), *wanted = variable;
    if (variable && field)
        wanted = variable->class_type == CLASS_STRUCT ? matio.Mat_VarGetStructFieldByName(variable, field, 0) : NULL;
    status = wanted ? copy(file, wanted, limit, array, error) : failed(error, "is not in the file");
    if (variable) matio.Mat_VarFree(variable);
    matio.Mat_Close(file);
    return status;
}

// Letters beyond ASCII become question marks: paths have none.
static char letter(const struct matvar *text, size_t i) {
    size_t size = text->data_size > 0 ? (size_t)text->data_size : 1;
    unsigned value = size == 2 ? ((const uint16_t *)text->data)[i] : ((const uint8_t *)text->data)[i * size];
    return value > 0 && value < 128 ? (char)value : '?';
}

static size_t length(const struct matvar *text) {
    if (!text || text->class_type != CLASS_CHAR || !text->data || text->rank < 2 || !text->dims) return 0;
    size_t size = text->data_size > 0 ? (size_t)text->data_size : 1, count = text->nbytes / size;
    return text->dims[1] < count ? text->dims[1] : count;
}

static int join(const struct matvar *cells, cmatio_text *text, cmatio_error *error) {
    if (!cells || cells->class_type != CLASS_CELL || !cells->data) return failed(error, "is not a list of texts");
    struct matvar *const *items = cells->data;
    size_t count = cells->nbytes / sizeof *items, size = 1;
    for (size_t i = 0; i < count; i++) size += length(items[i]) + 1;
    char *end = text->characters = malloc(size);
    if (!end) return failed(error, "does not fit into memory");
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < length(items[i]); k++) *end++ = letter(items[i], k);
        *end++ = '\n';
    }
    *end = 0;
    return CMATIO_OK;
}

int cmatio_read_texts(const char *path, const char *name, cmatio_text *text, cmatio_error *error) {
    memset(text, 0, sizeof *text);
    void *file = NULL;
    int status = open_file(path, &file, error);
    if (status) return status;
    struct matvar *variable = matio.Mat_VarRead(file, name);
    status = variable ? join(variable, text, error) : failed(error, "is not in the file");
    if (variable) matio.Mat_VarFree(variable);
    matio.Mat_Close(file);
    return status;
}

void cmatio_free_text(cmatio_text *text) {
    free(text->characters);
    text->characters = NULL;
}

void cmatio_free(cmatio_array *array) {
    free(array->values);
    array->values = NULL;
}
