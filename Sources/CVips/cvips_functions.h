// What the sources of this target share: libvips' functions, found at run time.
#ifndef CVIPS_FUNCTIONS_H
#define CVIPS_FUNCTIONS_H

#include "CVips.h"

// Hand-declared from libvips' documented, stable C API; the objects stay opaque.
struct cvips_functions {
    int (*vips_init)(const char *);
    int (*vips_version)(int);
    const char *(*vips_version_string)(void);
    void (*vips_cache_set_max)(int);
    void (*vips_thread_shutdown)(void);
    char *(*vips_error_buffer_copy)(void);
    void (*vips_error_clear)(void);
    int (*vips_call)(const char *, ...);
    void *(*vips_source_new_from_file)(const char *);
    void *(*vips_source_new_from_memory)(const void *, size_t);
    void *(*vips_image_new_from_memory)(const void *, size_t, int, int, int, int);
    int (*vips_image_get_width)(const void *);
    int (*vips_image_get_height)(const void *);
    int (*vips_image_get_bands)(const void *);
    int (*vips_image_get_format)(const void *);
    int (*vips_image_get_coding)(const void *);
    int (*vips_image_get_interpretation)(const void *);
    size_t (*vips_image_get_typeof)(const void *, const char *);
    int (*vips_image_get_as_string)(const void *, const char *, char **);
    int (*vips_image_get_blob)(const void *, const char *, const void **, size_t *);
    void (*vips_image_set_string)(void *, const char *, const char *);
    void (*vips_image_set_int)(void *, const char *, int);
    void (*vips_image_set_array_int)(void *, const char *, const int *, int);
    char **(*vips_image_get_fields)(const void *);
    int (*vips_image_get)(const void *, const char *, void *);
    void (*vips_image_set)(void *, const char *, void *);
    void (*g_value_unset)(void *);
    void (*g_strfreev)(char **);
    const void *(*vips_blob_get)(void *, size_t *);
    void (*vips_area_unref)(void *);
    void *(*vips_region_new)(void *);
    void *(*vips_region_fetch)(void *, int, int, int, int, size_t *);
    void (*g_object_unref)(void *);
    void (*g_free)(void *);
    unsigned (*g_log_set_handler)(const char *, int, void (*)(const char *, int, const char *, void *), void *);
};

extern struct cvips_functions vips;

struct cvips_image {
    void *image;
    void *region;  // made on the first read
};

// Moves libvips' own words to `error`; -1.
int cvips_failed(cvips_error *error);

#endif
