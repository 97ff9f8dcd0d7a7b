#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libavutil/stereo3d.h>
#include <libswscale/swscale.h>

#include "CVideo.h"

struct CVideoFilm {
    AVFormatContext *container;
    AVCodecContext *encoder;
    AVStream *stream;  // owned by the container
    AVFrame *frame;
    AVPacket *packet;
    struct SwsContext *converter;
    int64_t count;
};

// Better ones first. x264 makes the smallest H.264; the last is part of every FFmpeg.
static const char *const encoders[] = {"libx264", "libopenh264", "mpeg4"};

static const AVCodec *find_encoder(void) {
    for (size_t i = 0; i < sizeof encoders / sizeof *encoders; i++) {
        const AVCodec *codec = avcodec_find_encoder_by_name(encoders[i]);
        if (codec) return codec;
    }
    return NULL;
}

static const char *encoder_name(void) {
    const AVCodec *codec = find_encoder();
    return codec ? codec->name : NULL;
}

static const char *version(void) {
    static char text[128];
    unsigned number = avcodec_version();
    snprintf(text, sizeof text, "FFmpeg %s, libavcodec %u.%u.%u", av_version_info(), AV_VERSION_MAJOR(number),
             AV_VERSION_MINOR(number), AV_VERSION_MICRO(number));
    return text;
}

static void say(CVideoError *error, int status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    if (status >= 0 || length < 0 || length >= (int)sizeof error->text) return;
    char reason[AV_ERROR_MAX_STRING_SIZE];
    av_strerror(status, reason, sizeof reason);
    snprintf(error->text + length, sizeof error->text - length, ": %s", reason);
}

static void free_film(CVideoFilm *film) {
    if (!film) return;
    sws_freeContext(film->converter);
    av_packet_free(&film->packet);
    av_frame_free(&film->frame);
    avcodec_free_context(&film->encoder);
    if (film->container) {
        if (film->container->pb) avio_closep(&film->container->pb);
        avformat_free_context(film->container);
    }
    free(film);
}

// What the frames' numbers mean: BT.709 primaries and matrix, the sRGB curve, 16 to 235.
static void tag(AVCodecContext *encoder) {
    encoder->color_range = AVCOL_RANGE_MPEG;
    encoder->color_primaries = AVCOL_PRI_BT709;
    encoder->color_trc = AVCOL_TRC_IEC61966_2_1;
    encoder->colorspace = AVCOL_SPC_BT709;
    encoder->chroma_sample_location = AVCHROMA_LOC_LEFT;
}

static int open_encoder(CVideoFilm *film, const AVCodec *codec, const CVideoSettings *settings) {
    AVCodecContext *encoder = film->encoder;
    encoder->width = settings->width;
    encoder->height = settings->height;
    encoder->pix_fmt = AV_PIX_FMT_YUV420P;
    encoder->time_base = (AVRational){settings->rate_base, settings->rate};
    encoder->framerate = (AVRational){settings->rate, settings->rate_base};
    encoder->gop_size = 2 * settings->rate / settings->rate_base + 1;
    tag(encoder);
    if (film->container->oformat->flags & AVFMT_GLOBALHEADER) encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (strcmp(codec->name, "libx264") == 0) {
        av_opt_set(encoder->priv_data, "preset", settings->is_fast ? "ultrafast" : "medium", 0);
        av_opt_set_int(encoder->priv_data, "crf", settings->quality, 0);
    } else {
        // Bits a pixel that look about as good as x264's at this rate factor, which halves them every six steps.
        double bits = 0.25;
        for (int step = settings->quality; step > 18; step -= 6) bits *= 0.6;
        encoder->bit_rate =
            (int64_t)(bits * settings->width * settings->height * settings->rate / settings->rate_base);
    }
    return avcodec_open2(encoder, codec, NULL);
}

static int add_stereo(AVStream *stream) {
    AVStereo3D *stereo = av_stereo3d_alloc();
    if (!stereo) return AVERROR(ENOMEM);
    stereo->type = AV_STEREO3D_SIDEBYSIDE;
    int status = av_stream_add_side_data(stream, AV_PKT_DATA_STEREO3D, (uint8_t *)stereo, sizeof *stereo);
    if (status < 0) av_free(stereo);
    return status;
}

static int open_container(CVideoFilm *film, const char *path, const CVideoSettings *settings) {
    film->stream = avformat_new_stream(film->container, NULL);
    if (!film->stream) return AVERROR(ENOMEM);
    film->stream->time_base = film->encoder->time_base;
    film->stream->avg_frame_rate = film->encoder->framerate;
    int status = avcodec_parameters_from_context(film->stream->codecpar, film->encoder);
    if (status < 0) return status;
    if (settings->is_stereo_pair) {
        // The box that says so comes from Google's draft for spherical video.
        film->container->strict_std_compliance = FF_COMPLIANCE_UNOFFICIAL;
        if ((status = add_stereo(film->stream)) < 0) return status;
    }
    if (settings->title) av_dict_set(&film->container->metadata, "title", settings->title, 0);
    if ((status = avio_open(&film->container->pb, path, AVIO_FLAG_WRITE)) < 0) return status;
    AVDictionary *options = NULL;
    // The index comes first, so that players begin before all has arrived.
    av_dict_set(&options, "movflags", "+faststart+write_colr", 0);
    status = avformat_write_header(film->container, &options);
    av_dict_free(&options);
    return status;
}

static int open_frames(CVideoFilm *film, const CVideoSettings *settings) {
    film->frame = av_frame_alloc();
    film->packet = av_packet_alloc();
    if (!film->frame || !film->packet) return AVERROR(ENOMEM);
    film->frame->format = AV_PIX_FMT_YUV420P;
    film->frame->width = settings->width;
    film->frame->height = settings->height;
    film->frame->color_range = AVCOL_RANGE_MPEG;
    film->frame->colorspace = AVCOL_SPC_BT709;
    int status = av_frame_get_buffer(film->frame, 0);
    if (status < 0) return status;
    film->converter = sws_getContext(settings->width, settings->height, AV_PIX_FMT_RGB24, settings->width,
                                     settings->height, AV_PIX_FMT_YUV420P,
                                     SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, NULL, NULL, NULL);
    if (!film->converter) return AVERROR(EINVAL);
    const int *matrix = sws_getCoefficients(SWS_CS_ITU709);
    enum { FULL = 1, LIMITED = 0, ONE = 1 << 16 };
    sws_setColorspaceDetails(film->converter, matrix, FULL, matrix, LIMITED, 0, ONE, ONE);
    return 0;
}

static CVideoFilm *open_film(const char *path, const CVideoSettings *settings, CVideoError *error) {
    av_log_set_level(AV_LOG_QUIET);
    const AVCodec *codec = find_encoder();
    if (!codec) {
        say(error, 0, "this FFmpeg has no encoder for films");
        return NULL;
    }
    CVideoFilm *film = calloc(1, sizeof *film);
    if (!film) abort();
    int status = avformat_alloc_output_context2(&film->container, NULL, "mp4", path);
    if (status >= 0 && !(film->encoder = avcodec_alloc_context3(codec))) status = AVERROR(ENOMEM);
    if (status >= 0) status = open_encoder(film, codec, settings);
    if (status < 0) {
        say(error, status, "%s refuses %d×%d pixels at %d/%d frames a second", codec->name, settings->width,
            settings->height, settings->rate, settings->rate_base);
    } else if ((status = open_container(film, path, settings)) < 0 || (status = open_frames(film, settings)) < 0) {
        say(error, status, "the film cannot be begun");
    }
    if (status >= 0) return film;
    free_film(film);
    return NULL;
}

// Hands a frame, or NULL for the end, to the encoder, and what comes out of it to the file.
static int encode(CVideoFilm *film, AVFrame *frame) {
    int status = avcodec_send_frame(film->encoder, frame);
    while (status >= 0) {
        status = avcodec_receive_packet(film->encoder, film->packet);
        if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) return 0;
        if (status < 0) break;
        film->packet->duration = 1;
        av_packet_rescale_ts(film->packet, film->encoder->time_base, film->stream->time_base);
        film->packet->stream_index = film->stream->index;
        status = av_interleaved_write_frame(film->container, film->packet);
    }
    return status;
}

static int write_frame(CVideoFilm *film, const uint8_t *pixels, CVideoError *error) {
    int status = av_frame_make_writable(film->frame);
    if (status >= 0) {
        const uint8_t *const planes[] = {pixels};
        const int strides[] = {3 * film->encoder->width};
        sws_scale(film->converter, planes, strides, 0, film->encoder->height, film->frame->data,
                  film->frame->linesize);
        film->frame->pts = film->count++;
        status = encode(film, film->frame);
    }
    if (status < 0) say(error, status, "frame %lld cannot be written", (long long)film->count);
    return status < 0 ? -1 : 0;
}

static int close_film(CVideoFilm *film, CVideoError *error) {
    int status = encode(film, NULL);
    if (status >= 0) status = av_write_trailer(film->container);
    if (status >= 0) status = avio_closep(&film->container->pb);
    if (status < 0) say(error, status, "the film cannot be finished");
    free_film(film);
    return status < 0 ? -1 : 0;
}

__attribute__((visibility("default"))) const CVideoTable *cvideo_table(void) {
    static const CVideoTable table = {
        .abi_version = CV_ABI_VERSION,
        .version = version,
        .encoder = encoder_name,
        .open = open_film,
        .write = write_frame,
        .close = close_film,
        .abandon = free_film,
    };
    return &table;
}
