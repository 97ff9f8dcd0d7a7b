#ifndef CHEIF_H
#define CHEIF_H

#include <stddef.h>
#include <stdint.h>

/// libheif, opened at run time: the package builds and programs start without it.

typedef struct {
    char text[256];
} cheif_error;

/// Loads the library; 0 when it can be used.
int cheif_start(cheif_error *error);

/// A grey picture and the XMP that describes it. Free both pointers.
typedef struct {
    uint8_t *pixels;
    int width;
    int height;
    char *description;
    size_t description_size;
} cheif_depth;

/// The first depth picture of the primary one. 0 found, 1 there is none, -1 an error.
int cheif_read_depth(const uint8_t *bytes, size_t size, long long maximum_pixels, cheif_depth *depth, cheif_error *error);

/// Encodes a photo (interleaved RGB) as the primary picture and a grey one with XMP beside it, as two pictures of one
/// HEIC file; what they are to each other is for the caller to write. Free the bytes.
int cheif_write(
    const uint8_t *rgb, int width, int height, int quality, const uint8_t *grey, int grey_width, int grey_height,
    const char *description, size_t description_size, uint8_t **bytes, size_t *size, cheif_error *error);

#endif
