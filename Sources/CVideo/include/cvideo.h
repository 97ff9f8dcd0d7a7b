// A C interface over FFmpeg's libraries: writing films. The library behind it is opened at run time.
#ifndef CVIDEO_H
#define CVIDEO_H

#endif
