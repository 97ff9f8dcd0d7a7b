// libvips, loaded at run time: the package builds without its headers and starts without its library.
//
// Functions that can fail return 0 on success; otherwise they fill `error` with libvips' words. All are safe to
// call from any thread; one image belongs to one thread at a time.
#ifndef CVIPS_H
#define CVIPS_H

#include <stddef.h>

enum { CVIPS_ERROR_CAPACITY = 512 };

typedef struct {
    char text[CVIPS_ERROR_CAPACITY];
} cvips_error;

// A lazy image: its header is read, its pixels are not.
typedef struct cvips_image cvips_image;

typedef struct {
    int width, height, bands;
    int format;          // VipsBandFormat
    int coding;          // VipsCoding
    int interpretation;  // VipsInterpretation
} cvips_header;

// Loads and starts libvips once. Fails when it is absent, too old or incomplete.
int cvips_start(cvips_error *error);
// "8.14.1", or NULL when cvips_start has not succeeded.
const char *cvips_version(void);
// 814 for 8.14.
int cvips_version_number(void);

// libvips keeps one error text per process. Work runs between cvips_begin and cvips_end; work that failed is run
// again exclusively, alone in libvips and with the text cleared, so that the text is its own.
void cvips_begin(int exclusive);
// Also gives back what libvips keeps for the calling thread.
void cvips_end(void);

// Opens a file with the named load operation ("jpegload_source"); operations whose name does not end in
// "_source" are given the path itself.
int cvips_open_file(const char *operation, const char *path, cvips_image **out, cvips_error *error);
// Opens bytes, which must outlive every image made from them.
int cvips_open_memory(const char *operation, const void *data, size_t size, cvips_image **out, cvips_error *error);
// Wraps pixels, which must outlive every image made from them.
int cvips_wrap(const void *pixels, size_t size, int width, int height, int bands, int format, int interpretation,
               cvips_image **out, cvips_error *error);
void cvips_close(cvips_image *image);

cvips_header cvips_read_header(cvips_image *image);
// The field as text, to be freed with free(); NULL when it is absent.
char *cvips_copy_field(cvips_image *image, const char *name);

// The embedded ICC profile, which lives as long as the image; NULL when there is none.
const void *cvips_profile(cvips_image *image, size_t *size);

// Converts to sRGB with `intent` (VipsIntent) through the embedded profile, or through libvips' own `profile` when
// that is not NULL ("cmyk"); `depth` is 8 or 16. Fails where the profile does not fit.
int cvips_transform_to_srgb(cvips_image *image, const char *profile, int intent, int depth, cvips_image **out,
                            cvips_error *error);
int cvips_convert_colourspace(cvips_image *image, int interpretation, cvips_image **out, cvips_error *error);
int cvips_unpack_radiance(cvips_image *image, cvips_image **out, cvips_error *error);
int cvips_cast(cvips_image *image, int format, cvips_image **out, cvips_error *error);

// Copies rows `top` to `top + rows - 1` to `destination`, which holds `capacity` bytes. Rows are asked for from
// top to bottom.
int cvips_read_rows(cvips_image *image, int top, int rows, void *destination, size_t capacity, cvips_error *error);

// Sets a field such as "exif-ifd2-FocalLength" of an image that cvips_wrap made, in the words of cvips_copy_field.
void cvips_set_field(cvips_image *image, const char *name, const char *text);
// A JPEG in memory, with the image's fields, to be freed with free(); `subsample` halves the resolution of colours.
int cvips_encode_jpeg(cvips_image *image, int quality, int subsample, void **out, size_t *size, cvips_error *error);
// Gives `image`, which cvips_wrap made, what a file says beside its pixels: EXIF but for orientation and thumbnail, XMP,
// IPTC, comments and resolution, and the ICC profile where `profile` is not 0.
void cvips_copy_metadata(cvips_image *image, cvips_image *file, int profile);
// The formats that cvips_save_picture writes.
enum { CVIPS_JPEG, CVIPS_PNG, CVIPS_TIFF, CVIPS_WEBP };
// Writes a picture with its metadata; `quality`, 1 to 100, is for JPEG and WebP, of which 100 is lossless WebP.
int cvips_save_picture(cvips_image *image, const char *path, int format, int quality, cvips_error *error);
// Deflate with the predictor for floating point.
int cvips_save_tiff(cvips_image *image, const char *path, cvips_error *error);
// An animation without end of the frames that stand one below the other in `image`, which cvips_wrap made; `delays` are
// in milliseconds. WebP of that quality, or GIF where it is 0.
int cvips_save_animation(cvips_image *image, const char *path, int frames, const int *delays, int quality,
                         cvips_error *error);

#endif
