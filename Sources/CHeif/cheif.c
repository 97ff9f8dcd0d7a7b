#include "CHeif.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Hand-declared from libheif's documented, stable C API; the objects stay opaque.
typedef struct {
    int code;
    int subcode;
    const char *message;
} heif_error;

typedef struct {
    int writer_api_version;
    heif_error (*write)(void *context, const void *data, size_t size, void *target);
} heif_writer;

enum { colorspace_rgb = 1, colorspace_monochrome = 2 };
enum { chroma_monochrome = 0, chroma_interleaved_rgb = 10 };
enum { channel_y = 0, channel_interleaved = 10 };
enum { compression_hevc = 1 };

static struct {
    void *(*heif_context_alloc)(void);
    void (*heif_context_free)(void *);
    heif_error (*heif_context_read_from_memory_without_copy)(void *, const void *, size_t, const void *);
    heif_error (*heif_context_get_primary_image_handle)(void *, void **);
    void (*heif_image_handle_release)(const void *);
    int (*heif_image_handle_get_width)(const void *);
    int (*heif_image_handle_get_height)(const void *);
    int (*heif_image_handle_get_list_of_depth_image_IDs)(const void *, uint32_t *, int);
    heif_error (*heif_image_handle_get_depth_image_handle)(const void *, uint32_t, void **);
    int (*heif_image_handle_get_list_of_metadata_block_IDs)(const void *, const char *, uint32_t *, int);
    size_t (*heif_image_handle_get_metadata_size)(const void *, uint32_t);
    heif_error (*heif_image_handle_get_metadata)(const void *, uint32_t, void *);
    heif_error (*heif_decode_image)(const void *, void **, int, int, const void *);
    void (*heif_image_release)(const void *);
    int (*heif_image_get_width)(const void *, int);
    int (*heif_image_get_height)(const void *, int);
    int (*heif_image_get_bits_per_pixel_range)(const void *, int);
    const uint8_t *(*heif_image_get_plane_readonly)(const void *, int, int *);
    uint8_t *(*heif_image_get_plane)(void *, int, int *);
    heif_error (*heif_image_create)(int, int, int, int, void **);
    heif_error (*heif_image_add_plane)(void *, int, int, int, int);
    heif_error (*heif_context_get_encoder_for_format)(void *, int, void **);
    void (*heif_encoder_release)(void *);
    heif_error (*heif_encoder_set_lossy_quality)(void *, int);
    heif_error (*heif_context_encode_image)(void *, const void *, void *, const void *, void **);
    heif_error (*heif_context_set_primary_image)(void *, void *);
    heif_error (*heif_context_add_XMP_metadata)(void *, const void *, const void *, int);
    heif_error (*heif_context_write)(void *, heif_writer *, void *);
} heif;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int started;
static cheif_error start_error;

static void start(void) {
#ifdef __APPLE__
    static const char *const names[] = {
        "libheif.1.dylib", "/opt/homebrew/lib/libheif.1.dylib", "/usr/local/lib/libheif.1.dylib"};
#else
    static const char *const names[] = {"libheif.so.1", "libheif.so"};
#endif
    void *library = NULL;
    for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++) {
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (!library && i == 0) snprintf(start_error.text, sizeof start_error.text, "%s", dlerror());
    }
    if (!library) return;
#define RESOLVE(name)                                                                              \
    if (!(*(void **)&heif.name = dlsym(library, #name))) {                                         \
        snprintf(start_error.text, sizeof start_error.text, "libheif has no function %s", #name); \
        return;                                                                                    \
    }
    RESOLVE(heif_context_alloc)
    RESOLVE(heif_context_free)
    RESOLVE(heif_context_read_from_memory_without_copy)
    RESOLVE(heif_context_get_primary_image_handle)
    RESOLVE(heif_image_handle_release)
    RESOLVE(heif_image_handle_get_width)
    RESOLVE(heif_image_handle_get_height)
    RESOLVE(heif_image_handle_get_list_of_depth_image_IDs)
    RESOLVE(heif_image_handle_get_depth_image_handle)
    RESOLVE(heif_image_handle_get_list_of_metadata_block_IDs)
    RESOLVE(heif_image_handle_get_metadata_size)
    RESOLVE(heif_image_handle_get_metadata)
    RESOLVE(heif_decode_image)
    RESOLVE(heif_image_release)
    RESOLVE(heif_image_get_width)
    RESOLVE(heif_image_get_height)
    RESOLVE(heif_image_get_bits_per_pixel_range)
    RESOLVE(heif_image_get_plane_readonly)
    RESOLVE(heif_image_get_plane)
    RESOLVE(heif_image_create)
    RESOLVE(heif_image_add_plane)
    RESOLVE(heif_context_get_encoder_for_format)
    RESOLVE(heif_encoder_release)
    RESOLVE(heif_encoder_set_lossy_quality)
    RESOLVE(heif_context_encode_image)
    RESOLVE(heif_context_set_primary_image)
    RESOLVE(heif_context_add_XMP_metadata)
    RESOLVE(heif_context_write)
#undef RESOLVE
    started = 1;
}

int cheif_start(cheif_error *error) {
    pthread_once(&once, start);
    if (!started) *error = start_error;
    return started ? 0 : -1;
}

static int failed(heif_error result, const char *what, cheif_error *error) {
    if (result.code == 0) return 0;
    snprintf(error->text, sizeof error->text, "%s: %s", what, result.message ? result.message : "unknown");
    return -1;
}

static int fail(const char *text, cheif_error *error) {
    snprintf(error->text, sizeof error->text, "%s", text);
    return -1;
}

// MARK: Reading

static int read_description(const void *handle, cheif_depth *depth) {
    uint32_t ids[16];
    int count = heif.heif_image_handle_get_list_of_metadata_block_IDs(handle, "mime", ids, 16);
    for (int i = 0; i < count; i++) {
        size_t size = heif.heif_image_handle_get_metadata_size(handle, ids[i]);
        if (size == 0 || size > (1 << 24)) continue;
        char *text = malloc(size + 1);
        if (!text) return -1;
        if (heif.heif_image_handle_get_metadata(handle, ids[i], text).code) {
            free(text);
            continue;
        }
        text[size] = 0;
        depth->description = text;
        depth->description_size = size;
        return 0;
    }
    return 0;
}

static int read_pixels(const void *handle, long long maximum_pixels, cheif_depth *depth, cheif_error *error) {
    long long declared =
        (long long)heif.heif_image_handle_get_width(handle) * heif.heif_image_handle_get_height(handle);
    if (declared <= 0 || declared > maximum_pixels) return fail("its depth picture is too large", error);
    void *image = NULL;
    if (failed(
            heif.heif_decode_image(handle, &image, colorspace_monochrome, chroma_monochrome, NULL),
            "its depth picture cannot be decoded", error))
        return -1;
    int stride = 0;
    const uint8_t *plane = heif.heif_image_get_plane_readonly(image, channel_y, &stride);
    int width = heif.heif_image_get_width(image, channel_y), height = heif.heif_image_get_height(image, channel_y);
    int bits = heif.heif_image_get_bits_per_pixel_range(image, channel_y);
    int result = -1;
    if (!plane || width <= 0 || height <= 0 || (long long)width * height > maximum_pixels) {
        fail("its depth picture is empty", error);
    } else if (bits < 8 || bits > 16) {
        fail("its depth picture has no usual number of bits", error);
    } else if ((depth->pixels = malloc((size_t)width * (size_t)height))) {
        for (int y = 0; y < height; y++) {
            const uint8_t *row = plane + (size_t)y * (size_t)stride;
            uint8_t *target = depth->pixels + (size_t)y * (size_t)width;
            for (int x = 0; x < width; x++) {
                target[x] = bits == 8 ? row[x] : (uint8_t)(((const uint16_t *)(const void *)row)[x] >> (bits - 8));
            }
        }
        depth->width = width;
        depth->height = height;
        result = 0;
    }
    heif.heif_image_release(image);
    return result;
}

int cheif_read_depth(
    const uint8_t *bytes, size_t size, long long maximum_pixels, cheif_depth *depth, cheif_error *error) {
    memset(depth, 0, sizeof *depth);
    void *context = heif.heif_context_alloc();
    if (!context) return fail("out of memory", error);
    void *primary = NULL, *handle = NULL;
    uint32_t id = 0;
    int result = -1;
    if (failed(heif.heif_context_read_from_memory_without_copy(context, bytes, size, NULL), "libheif", error) ||
        failed(heif.heif_context_get_primary_image_handle(context, &primary), "libheif", error)) {
        result = -1;
    } else if (heif.heif_image_handle_get_list_of_depth_image_IDs(primary, &id, 1) < 1) {
        result = 1;
    } else if (!failed(heif.heif_image_handle_get_depth_image_handle(primary, id, &handle), "libheif", error)) {
        result = read_pixels(handle, maximum_pixels, depth, error);
        if (result == 0) read_description(handle, depth);
    }
    if (handle) heif.heif_image_handle_release(handle);
    if (primary) heif.heif_image_handle_release(primary);
    heif.heif_context_free(context);
    return result;
}

// MARK: Writing

typedef struct {
    uint8_t *bytes;
    size_t size;
} buffer;

static heif_error append(void *context, const void *data, size_t size, void *target) {
    (void)context;
    buffer *output = target;
    uint8_t *grown = realloc(output->bytes, output->size + size);
    if (!grown) return (heif_error){6, 0, "out of memory"};
    memcpy(grown + output->size, data, size);
    output->bytes = grown;
    output->size += size;
    return (heif_error){0, 0, "Success"};
}

static void *make_image(
    const uint8_t *pixels, int width, int height, int bands, cheif_error *error) {
    void *image = NULL;
    int channel = bands == 3 ? channel_interleaved : channel_y;
    if (failed(
            heif.heif_image_create(
                width, height, bands == 3 ? colorspace_rgb : colorspace_monochrome,
                bands == 3 ? chroma_interleaved_rgb : chroma_monochrome, &image),
            "libheif", error))
        return NULL;
    int stride = 0;
    uint8_t *plane = NULL;
    if (!failed(heif.heif_image_add_plane(image, channel, width, height, 8), "libheif", error))
        plane = heif.heif_image_get_plane(image, channel, &stride);
    if (!plane) {
        heif.heif_image_release(image);
        return NULL;
    }
    size_t row = (size_t)width * (size_t)bands;
    for (int y = 0; y < height; y++) memcpy(plane + (size_t)y * (size_t)stride, pixels + (size_t)y * row, row);
    return image;
}

static void *encode(void *context, void *image, int quality, cheif_error *error) {
    void *encoder = NULL, *handle = NULL;
    if (!image) return NULL;
    if (!failed(
            heif.heif_context_get_encoder_for_format(context, compression_hevc, &encoder), "libheif has no encoder of HEVC",
            error)) {
        heif.heif_encoder_set_lossy_quality(encoder, quality);
        failed(heif.heif_context_encode_image(context, image, encoder, NULL, &handle), "libheif", error);
        heif.heif_encoder_release(encoder);
    }
    heif.heif_image_release(image);
    return handle;
}

int cheif_write(
    const uint8_t *rgb, int width, int height, int quality, const uint8_t *grey, int grey_width, int grey_height,
    const char *description, size_t description_size, uint8_t **bytes, size_t *size, cheif_error *error) {
    void *context = heif.heif_context_alloc();
    if (!context) return fail("out of memory", error);
    buffer output = {NULL, 0};
    int result = -1;
    void *photo = encode(context, make_image(rgb, width, height, 3, error), quality, error);
    void *depth = photo ? encode(context, make_image(grey, grey_width, grey_height, 1, error), 95, error) : NULL;
    heif_writer writer = {1, append};
    if (depth && !failed(heif.heif_context_set_primary_image(context, photo), "libheif", error) &&
        !failed(
            heif.heif_context_add_XMP_metadata(context, depth, description, (int)description_size), "libheif", error) &&
        !failed(heif.heif_context_write(context, &writer, &output), "libheif", error)) {
        *bytes = output.bytes;
        *size = output.size;
        result = 0;
    } else {
        free(output.bytes);
    }
    if (photo) heif.heif_image_handle_release(photo);
    if (depth) heif.heif_image_handle_release(depth);
    heif.heif_context_free(context);
    return result;
}
