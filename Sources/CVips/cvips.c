#define _GNU_SOURCE
#include "CVips.h"
#include "cvips_functions.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Filled once by `start`.
struct cvips_functions vips;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int started;
static cvips_error start_error;

static void ignore_log(const char *domain, int level, const char *message, void *data) {
    (void)domain, (void)level, (void)message, (void)data;
}

static void *open_library(void) {
#ifdef __APPLE__
    static const char *const names[] = {
        "libvips.42.dylib", "libvips.dylib", "/opt/homebrew/lib/libvips.42.dylib", "/usr/local/lib/libvips.42.dylib"};
#else
    static const char *const names[] = {"libvips.so.42", "libvips.so"};
#endif
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (library) return library;
        if (i == 0) snprintf(start_error.text, sizeof start_error.text, "%s", dlerror());
    }
    return NULL;
}

int cvips_version_number(void) { return vips.vips_version(0) * 100 + vips.vips_version(1); }

static void start(void) {
    void *library = open_library();
    if (!library) return;
#define RESOLVE(name)                                                                              \
    if (!(*(void **)&vips.name = dlsym(library, #name))) {                                         \
        snprintf(start_error.text, sizeof start_error.text, "libvips has no function %s", #name); \
        return;                                                                                    \
    }
    RESOLVE(vips_init)
    RESOLVE(vips_version)
    RESOLVE(vips_version_string)
    RESOLVE(vips_cache_set_max)
    RESOLVE(vips_thread_shutdown)
    RESOLVE(vips_error_buffer_copy)
    RESOLVE(vips_error_clear)
    RESOLVE(vips_call)
    RESOLVE(vips_source_new_from_file)
    RESOLVE(vips_source_new_from_memory)
    RESOLVE(vips_image_new_from_memory)
    RESOLVE(vips_image_get_width)
    RESOLVE(vips_image_get_height)
    RESOLVE(vips_image_get_bands)
    RESOLVE(vips_image_get_format)
    RESOLVE(vips_image_get_coding)
    RESOLVE(vips_image_get_interpretation)
    RESOLVE(vips_image_get_typeof)
    RESOLVE(vips_image_get_as_string)
    RESOLVE(vips_image_get_blob)
    RESOLVE(vips_image_set_string)
    RESOLVE(vips_image_set_int)
    RESOLVE(vips_image_set_array_int)
    RESOLVE(vips_image_get_fields)
    RESOLVE(vips_image_get)
    RESOLVE(vips_image_set)
    RESOLVE(g_value_unset)
    RESOLVE(g_strfreev)
    RESOLVE(vips_blob_get)
    RESOLVE(vips_area_unref)
    RESOLVE(vips_region_new)
    RESOLVE(vips_region_fetch)
    RESOLVE(g_object_unref)
    RESOLVE(g_free)
    RESOLVE(g_log_set_handler)
#undef RESOLVE
    if (cvips_version_number() < 812) {
        snprintf(start_error.text, sizeof start_error.text, "libvips %s is older than 8.12", vips.vips_version_string());
        return;
    }
    if (vips.vips_init("depthpro")) {
        snprintf(start_error.text, sizeof start_error.text, "libvips does not start");
        return;
    }
    // What a caller must know is returned as an error; warnings about odd metadata stay off standard error.
    enum { WARNING = 1 << 4, MESSAGE = 1 << 5, INFO = 1 << 6 };
    vips.g_log_set_handler("VIPS", WARNING | MESSAGE | INFO, ignore_log, NULL);
    // Each photo is decoded once: remembered operations would only hold memory.
    vips.vips_cache_set_max(0);
    started = 1;
}

int cvips_start(cvips_error *error) {
    pthread_once(&once, start);
    if (!started) *error = start_error;
    return started ? 0 : -1;
}

const char *cvips_version(void) { return started ? vips.vips_version_string() : NULL; }

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

void cvips_begin(int exclusive) {
    if (!exclusive) {
        pthread_rwlock_rdlock(&lock);
        return;
    }
    pthread_rwlock_wrlock(&lock);
    vips.vips_error_clear();
}

void cvips_end(void) {
    vips.vips_thread_shutdown();
    pthread_rwlock_unlock(&lock);
}

int cvips_failed(cvips_error *error) {
    char *text = vips.vips_error_buffer_copy();
    snprintf(error->text, sizeof error->text, "%s", text ? text : "");
    vips.g_free(text);
    vips.vips_error_clear();
    return -1;
}

// Takes over `image`, which is NULL after a failure.
static int deliver(void *image, cvips_image **out, cvips_error *error) {
    *out = NULL;
    if (!image) return cvips_failed(error);
    cvips_image *handle = calloc(1, sizeof *handle);
    if (!handle) abort();
    handle->image = image;
    *out = handle;
    return 0;
}

enum { ACCESS_SEQUENTIAL = 1, FAIL_ON_TRUNCATED = 1 };

// `argument` is a source or a path, as the operation wants it.
static void *load(const char *operation, const void *argument) {
    void *image = NULL;
    if (vips.vips_call(operation, argument, &image, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_TRUNCATED, NULL))
        return NULL;
    return image;
}

static int load_source(const char *operation, void *source, cvips_image **out, cvips_error *error) {
    void *image = source ? load(operation, source) : NULL;
    if (source) vips.g_object_unref(source);
    return deliver(image, out, error);
}

int cvips_open_file(const char *operation, const char *path, cvips_image **out, cvips_error *error) {
    size_t length = strlen(operation), suffix = strlen("_source");
    if (length < suffix || strcmp(operation + length - suffix, "_source") != 0)
        return deliver(load(operation, path), out, error);
    return load_source(operation, vips.vips_source_new_from_file(path), out, error);
}

int cvips_open_memory(const char *operation, const void *data, size_t size, cvips_image **out, cvips_error *error) {
    return load_source(operation, vips.vips_source_new_from_memory(data, size), out, error);
}

int cvips_wrap(const void *pixels, size_t size, int width, int height, int bands, int format, int interpretation,
               cvips_image **out, cvips_error *error) {
    void *raw = vips.vips_image_new_from_memory(pixels, size, width, height, bands, format), *image = NULL;
    if (raw) {
        if (vips.vips_call("copy", raw, &image, "interpretation", interpretation, NULL)) image = NULL;
        vips.g_object_unref(raw);
    }
    return deliver(image, out, error);
}

void cvips_close(cvips_image *image) {
    if (!image) return;
    if (image->region) vips.g_object_unref(image->region);
    vips.g_object_unref(image->image);
    free(image);
}

cvips_header cvips_read_header(cvips_image *image) {
    void *it = image->image;
    return (cvips_header){
        .width = vips.vips_image_get_width(it),
        .height = vips.vips_image_get_height(it),
        .bands = vips.vips_image_get_bands(it),
        .format = vips.vips_image_get_format(it),
        .coding = vips.vips_image_get_coding(it),
        .interpretation = vips.vips_image_get_interpretation(it),
    };
}

char *cvips_copy_field(cvips_image *image, const char *name) {
    if (!vips.vips_image_get_typeof(image->image, name)) return NULL;
    char *text = NULL;
    if (vips.vips_image_get_as_string(image->image, name, &text)) {
        vips.vips_error_clear();
        return NULL;
    }
    char *copy = text ? strdup(text) : NULL;
    vips.g_free(text);
    return copy;
}

const void *cvips_profile(cvips_image *image, size_t *size) {
    const void *data = NULL;
    if (!vips.vips_image_get_typeof(image->image, "icc-profile-data")) return NULL;
    return vips.vips_image_get_blob(image->image, "icc-profile-data", &data, size) ? NULL : data;
}

int cvips_transform_to_srgb(cvips_image *image, const char *profile, int intent, int depth, cvips_image **out,
                            cvips_error *error) {
    void *result = NULL;
    // Black point compensation makes CMYK black black; it changes nothing for profiles whose black is 0.
    int status = profile
        ? vips.vips_call("icc_transform", image->image, &result, "srgb", "input_profile", profile, "intent", intent,
                         "black_point_compensation", 1, "depth", depth, NULL)
        : vips.vips_call("icc_transform", image->image, &result, "srgb", "embedded", 1, "intent", intent,
                         "black_point_compensation", 1, "depth", depth, NULL);
    return deliver(status ? NULL : result, out, error);
}

int cvips_convert_colourspace(cvips_image *image, int interpretation, cvips_image **out, cvips_error *error) {
    void *result = NULL;
    if (vips.vips_call("colourspace", image->image, &result, interpretation, NULL)) result = NULL;
    return deliver(result, out, error);
}

int cvips_unpack_radiance(cvips_image *image, cvips_image **out, cvips_error *error) {
    void *result = NULL;
    if (vips.vips_call("rad2float", image->image, &result, NULL)) result = NULL;
    return deliver(result, out, error);
}

int cvips_cast(cvips_image *image, int format, cvips_image **out, cvips_error *error) {
    void *result = NULL;
    if (vips.vips_call("cast", image->image, &result, format, NULL)) result = NULL;
    return deliver(result, out, error);
}

int cvips_read_rows(cvips_image *image, int top, int rows, void *destination, size_t capacity, cvips_error *error) {
    if (!image->region && !(image->region = vips.vips_region_new(image->image))) return cvips_failed(error);
    size_t size = 0;
    int width = vips.vips_image_get_width(image->image);
    void *pixels = vips.vips_region_fetch(image->region, 0, top, width, rows, &size);
    if (!pixels) return cvips_failed(error);
    int fits = size <= capacity;
    if (fits) memcpy(destination, pixels, size);
    vips.g_free(pixels);
    if (!fits) snprintf(error->text, sizeof error->text, "libvips delivers more pixels than the header announces");
    return fits ? 0 : -1;
}
