// Pictures and animations to files and memory.
#include <stdlib.h>
#include <string.h>

#include "CVips.h"
#include "cvips_functions.h"

void cvips_set_field(cvips_image *image, const char *name, const char *text) {
    vips.vips_image_set_string(image->image, name, text);
}

int cvips_encode_jpeg(cvips_image *image, int quality, int subsample, void **out, size_t *size, cvips_error *error) {
    enum { SUBSAMPLE_ON = 1, SUBSAMPLE_OFF = 2 };
    void *blob = NULL;
    if (vips.vips_call("jpegsave_buffer", image->image, &blob, "Q", quality, "subsample_mode",
                       subsample ? SUBSAMPLE_ON : SUBSAMPLE_OFF, NULL))
        return cvips_failed(error);
    const void *bytes = vips.vips_blob_get(blob, size);
    *out = malloc(*size);
    if (!*out) abort();
    memcpy(*out, bytes, *size);
    vips.vips_area_unref(blob);
    return 0;
}

// The pixels are upright by now, and the thumbnail shows what the photo was.
static int is_kept(const char *name, int profile) {
    static const char *const names[] = {"xmp-data", "iptc-data", "photoshop-data", "resolution-unit", "xres", "yres"};
    if (!strcmp(name, "icc-profile-data")) return profile;
    if (!strncmp(name, "exif-ifd1-", 10) || !strcmp(name, "exif-ifd0-Orientation")) return 0;
    if (!strncmp(name, "exif-", 5) || !strncmp(name, "png-comment-", 12)) return 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i])) return 1;
    return 0;
}

void cvips_copy_metadata(cvips_image *image, cvips_image *file, int profile) {
    char **fields = vips.vips_image_get_fields(file->image);
    for (char **field = fields; field && *field; field++) {
        if (!is_kept(*field, profile)) continue;
        // A GValue: its type and two words.
        unsigned long long value[3] = {0};
        if (vips.vips_image_get(file->image, *field, value)) {
            vips.vips_error_clear();
            continue;
        }
        vips.vips_image_set(image->image, *field, value);
        vips.g_value_unset(value);
    }
    vips.g_strfreev(fields);
    vips.vips_image_set_int(image->image, "orientation", 1);
}

int cvips_save_picture(cvips_image *image, const char *path, int format, int quality, cvips_error *error) {
    // Full colour resolution in JPEG: a depth picture's edges are colour edges.
    enum { DEFLATE = 2, PREDICTOR_HORIZONTAL = 2, SUBSAMPLE_OFF = 2 };
    void *it = image->image;
    int status = -1;
    switch (format) {
    case CVIPS_JPEG:
        status = vips.vips_call("jpegsave", it, path, "Q", quality, "optimize_coding", 1, "subsample_mode",
                                SUBSAMPLE_OFF, NULL);
        break;
    case CVIPS_PNG: status = vips.vips_call("pngsave", it, path, "compression", 6, NULL); break;
    case CVIPS_TIFF:
        status = vips.vips_call("tiffsave", it, path, "compression", DEFLATE, "predictor", PREDICTOR_HORIZONTAL, NULL);
        break;
    case CVIPS_WEBP:
        status = vips.vips_call("webpsave", it, path, "Q", quality, "lossless", quality == 100, NULL);
        break;
    }
    return status ? cvips_failed(error) : 0;
}

int cvips_save_tiff(cvips_image *image, const char *path, cvips_error *error) {
    enum { DEFLATE = 2, PREDICTOR_FLOAT = 3 };
    if (vips.vips_call("tiffsave", image->image, path, "compression", DEFLATE, "predictor", PREDICTOR_FLOAT, NULL))
        return cvips_failed(error);
    return 0;
}

int cvips_save_animation(cvips_image *image, const char *path, int frames, const int *delays, int quality,
                         cvips_error *error) {
    vips.vips_image_set_int(image->image, "page-height", vips.vips_image_get_height(image->image) / frames);
    vips.vips_image_set_int(image->image, "loop", 0);
    vips.vips_image_set_array_int(image->image, "delay", delays, frames);
    int status = quality > 0
        ? vips.vips_call("webpsave", image->image, path, "Q", quality, "effort", 4, NULL)
        : vips.vips_call("gifsave", image->image, path, "effort", 7, "dither", 1.0, NULL);
    return status ? cvips_failed(error) : 0;
}
