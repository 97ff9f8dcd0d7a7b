// A C interface over FFmpeg's libraries: writing films.
//
// The package links no FFmpeg. A small shared library, the shim (libcvideo), is compiled against one FFmpeg by the
// Makefile from shim/ and opened at run time; it fills in the table below.
#ifndef CVIDEO_H
#define CVIDEO_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CV_ABI_VERSION = 1, CV_ERROR_CAPACITY = 512 };

typedef struct {
    char text[CV_ERROR_CAPACITY];
} CVideoError;

// A film that is being written.
typedef struct CVideoFilm CVideoFilm;

typedef struct {
    int width, height;        // of a frame in pixels, both even
    int rate, rate_base;      // rate / rate_base frames a second
    int quality;              // x264's constant rate factor, 0 to 51; others get a like bit rate
    int is_fast;              // for previews
    int is_stereo_pair;       // two eyes side by side, the left one left: says so in the file
    const char *title;        // NULL for none
} CVideoSettings;

typedef struct {
    int abi_version;
    // "FFmpeg 5.1.9, libavcodec 59.37.100"
    const char *(*version)(void);
    // The encoder that films are written with ("libx264"); NULL where there is none.
    const char *(*encoder)(void);
    // Begins an MP4 at `path`. NULL on failure.
    CVideoFilm *(*open)(const char *path, const CVideoSettings *settings, CVideoError *error);
    // Adds a frame of width * height * 3 bytes of sRGB, rows from the top. 0 on success.
    int (*write)(CVideoFilm *film, const uint8_t *pixels, CVideoError *error);
    // Finishes the film; the handle is gone afterwards. 0 on success.
    int (*close)(CVideoFilm *film, CVideoError *error);
    // Gives the film up; the handle is gone afterwards, the file is left as it is.
    void (*abandon)(CVideoFilm *film);
} CVideoTable;

// Opens the shim at `path`. NULL on failure, with the reason in `error`.
const CVideoTable *cvideo_open(const char *path, CVideoError *error);

#ifdef __cplusplus
}
#endif

#endif
