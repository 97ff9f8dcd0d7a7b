#include "CEmbree.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>

// Hand-declared from Embree's documented C API; the objects stay opaque. The two major versions differ in how a ray
// is asked for: version 3 takes a context, version 4 optional arguments that hold one.

typedef struct {
    int *valid;
    void *geometry_data;
    void *context;
    void *ray;
    void *hit;
    unsigned count;
} filter_arguments;

typedef void (*filter_function)(const filter_arguments *);

enum {
    DEVICE_VERSION = 0,
    GEOMETRY_TRIANGLE = 0,
    GEOMETRY_ROUND_LINEAR_CURVE = 16,
    GEOMETRY_INSTANCE = 121,
    BUFFER_INDEX = 0,
    BUFFER_VERTEX = 1,
    BUFFER_FLAGS = 32,
    FORMAT_UCHAR = 0x1001,
    FORMAT_UINT = 0x5001,
    FORMAT_UINT3 = 0x5003,
    FORMAT_FLOAT3 = 0x9003,
    FORMAT_FLOAT4 = 0x9004,
    FORMAT_FLOAT3X4_COLUMN_MAJOR = 0x9234,
    SCENE_ROBUST = 1 << 2,
};

static struct {
    void *(*rtcNewDevice)(const char *);
    ssize_t (*rtcGetDeviceProperty)(void *, int);
    int (*rtcGetDeviceError)(void *);
    void *(*rtcNewScene)(void *);
    void (*rtcReleaseScene)(void *);
    void (*rtcSetSceneFlags)(void *, int);
    void (*rtcCommitScene)(void *);
    unsigned (*rtcAttachGeometry)(void *, void *);
    void *(*rtcNewGeometry)(void *, int);
    void (*rtcCommitGeometry)(void *);
    void (*rtcReleaseGeometry)(void *);
    void (*rtcSetSharedGeometryBuffer)(void *, int, unsigned, int, const void *, size_t, size_t, size_t);
    void (*rtcSetGeometryInstancedScene)(void *, void *);
    void (*rtcSetGeometryTransform)(void *, unsigned, int, const void *);
    void (*rtcSetGeometryIntersectFilterFunction)(void *, filter_function);
    void (*rtcSetGeometryOccludedFilterFunction)(void *, filter_function);
    void *rtcIntersect1;
    void *rtcOccluded1;
} rtc;

struct cembree_scene {
    void *scene;
};

// What Embree hands through to the filter; the head is Embree 3's RTCIntersectContext or Embree 4's
// RTCRayQueryContext, whose optional members have room.
typedef struct {
    union {
        struct {
            int flags;
            filter_function filter;
            unsigned instance;
        } three;
        struct {
            unsigned instance, reserved[7];
        } four;
    } head;
    cembree_passage passage;
    const void *world;
    float transmittance;
} query;

typedef struct {
    int flags;
    unsigned features;
    void *context;
    filter_function filter;
    void *function;
    void *reserved[2];
} query_arguments;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static cembree_error start_error;
static void *device;
static int version;

static void *open_library(void) {
#ifdef __APPLE__
    static const char *const names[] = {
        "libembree4.4.dylib", "/opt/homebrew/lib/libembree4.4.dylib", "/usr/local/lib/libembree4.4.dylib",
        "libembree3.3.dylib"};
#else
    static const char *const names[] = {"libembree4.so.4", "libembree3.so.3"};
#endif
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (library) return library;
    }
    snprintf(start_error.text, sizeof start_error.text, "%s", dlerror());
    return NULL;
}

static void start(void) {
    void *library = open_library();
    if (!library) return;
#define RESOLVE(name)                                                                             \
    if (!(*(void **)&rtc.name = dlsym(library, #name))) {                                         \
        snprintf(start_error.text, sizeof start_error.text, "Embree has no function %s", #name); \
        return;                                                                                   \
    }
    RESOLVE(rtcNewDevice)
    RESOLVE(rtcGetDeviceProperty)
    RESOLVE(rtcGetDeviceError)
    RESOLVE(rtcNewScene)
    RESOLVE(rtcReleaseScene)
    RESOLVE(rtcSetSceneFlags)
    RESOLVE(rtcCommitScene)
    RESOLVE(rtcAttachGeometry)
    RESOLVE(rtcNewGeometry)
    RESOLVE(rtcCommitGeometry)
    RESOLVE(rtcReleaseGeometry)
    RESOLVE(rtcSetSharedGeometryBuffer)
    RESOLVE(rtcSetGeometryInstancedScene)
    RESOLVE(rtcSetGeometryTransform)
    RESOLVE(rtcSetGeometryIntersectFilterFunction)
    RESOLVE(rtcSetGeometryOccludedFilterFunction)
    RESOLVE(rtcIntersect1)
    RESOLVE(rtcOccluded1)
#undef RESOLVE
    // Scenes are built side by side, each on its own thread, and come out the same each time.
    device = rtc.rtcNewDevice("threads=1,set_affinity=0");
    if (!device) {
        snprintf(start_error.text, sizeof start_error.text, "Embree does not start (error %d)",
                 rtc.rtcGetDeviceError(NULL));
        return;
    }
    version = (int)rtc.rtcGetDeviceProperty(device, DEVICE_VERSION);
}

int cembree_start(cembree_error *error) {
    pthread_once(&once, start);
    if (!device) *error = start_error;
    return device ? 0 : -1;
}

int cembree_version(void) { return version; }

// Embree keeps one error per thread until it is asked for.
static int check(cembree_error *error) {
    int code = rtc.rtcGetDeviceError(device);
    if (!code) return 0;
    static const char *const names[] = {"none", "unknown", "invalid argument", "invalid operation", "out of memory",
                                        "unsupported processor", "cancelled"};
    snprintf(error->text, sizeof error->text, "%s", code > 0 && code < 7 ? names[code] : "unknown");
    return -1;
}

cembree_scene *cembree_scene_new(cembree_error *error) {
    cembree_scene *scene = calloc(1, sizeof *scene);
    if (!scene) abort();
    scene->scene = rtc.rtcNewScene(device);
    if (!scene->scene) {
        check(error);
        free(scene);
        return NULL;
    }
    // Rays do not slip through between neighbouring triangles.
    rtc.rtcSetSceneFlags(scene->scene, SCENE_ROBUST);
    return scene;
}

void cembree_scene_free(cembree_scene *scene) {
    if (!scene) return;
    rtc.rtcReleaseScene(scene->scene);
    free(scene);
}

static int attach(cembree_scene *scene, void *geometry, cembree_error *error) {
    rtc.rtcCommitGeometry(geometry);
    unsigned id = rtc.rtcAttachGeometry(scene->scene, geometry);
    rtc.rtcReleaseGeometry(geometry);
    return check(error) ? -1 : (int)id;
}

// Reads a hit of a packet of `count`: arrays of normal (3), u, v, primitive, geometry, instance.
static float passage(const query *it, const filter_arguments *arguments, unsigned ray) {
    unsigned count = arguments->count;
    const float *reals = arguments->hit;
    const unsigned *ids = arguments->hit;
    unsigned geometry = ids[6 * count + ray], instance = ids[7 * count + ray];
    return it->passage(it->world, instance == CEMBREE_NOTHING ? geometry : instance, ids[5 * count + ray],
                       reals[3 * count + ray], reals[4 * count + ray]);
}

static void filter_nearest(const filter_arguments *arguments) {
    const query *it = arguments->context;
    if (!it->passage) return;
    for (unsigned ray = 0; ray < arguments->count; ray++)
        if (arguments->valid[ray] && passage(it, arguments, ray) >= 1) arguments->valid[ray] = 0;
}

static void filter_shadow(const filter_arguments *arguments) {
    query *it = arguments->context;
    if (!it->passage) return;
    for (unsigned ray = 0; ray < arguments->count; ray++) {
        if (!arguments->valid[ray]) continue;
        it->transmittance *= passage(it, arguments, ray);
        if (it->transmittance > 0.02f) arguments->valid[ray] = 0;
    }
}

int cembree_add_triangles(cembree_scene *scene, const void *positions, size_t position_count, const void *triangles,
                          size_t triangle_count, int porous, cembree_error *error) {
    void *geometry = rtc.rtcNewGeometry(device, GEOMETRY_TRIANGLE);
    if (!geometry) return check(error);
    rtc.rtcSetSharedGeometryBuffer(geometry, BUFFER_VERTEX, 0, FORMAT_FLOAT3, positions, 0, 16, position_count);
    rtc.rtcSetSharedGeometryBuffer(geometry, BUFFER_INDEX, 0, FORMAT_UINT3, triangles, 0, 16, triangle_count);
    if (porous) {
        rtc.rtcSetGeometryIntersectFilterFunction(geometry, filter_nearest);
        rtc.rtcSetGeometryOccludedFilterFunction(geometry, filter_shadow);
    }
    return attach(scene, geometry, error);
}

int cembree_add_strands(cembree_scene *scene, const void *points, size_t point_count, const uint32_t *segments,
                        const uint8_t *flags, size_t segment_count, cembree_error *error) {
    void *geometry = rtc.rtcNewGeometry(device, GEOMETRY_ROUND_LINEAR_CURVE);
    if (!geometry) return check(error);
    rtc.rtcSetSharedGeometryBuffer(geometry, BUFFER_VERTEX, 0, FORMAT_FLOAT4, points, 0, 16, point_count);
    rtc.rtcSetSharedGeometryBuffer(geometry, BUFFER_INDEX, 0, FORMAT_UINT, segments, 0, 4, segment_count);
    rtc.rtcSetSharedGeometryBuffer(geometry, BUFFER_FLAGS, 0, FORMAT_UCHAR, flags, 0, 1, segment_count);
    return attach(scene, geometry, error);
}

int cembree_add_instance(cembree_scene *scene, cembree_scene *shown, const float matrix[12], cembree_error *error) {
    void *geometry = rtc.rtcNewGeometry(device, GEOMETRY_INSTANCE);
    if (!geometry) return check(error);
    rtc.rtcSetGeometryInstancedScene(geometry, shown->scene);
    rtc.rtcSetGeometryTransform(geometry, 0, FORMAT_FLOAT3X4_COLUMN_MAJOR, matrix);
    return attach(scene, geometry, error);
}

int cembree_commit(cembree_scene *scene, cembree_error *error) {
    rtc.rtcCommitScene(scene->scene);
    return check(error);
}

// Calls rtcIntersect1 or rtcOccluded1 of either version.
static inline void ask(void *function, const cembree_scene *scene, query *it, void *ray) {
    if (version < 40000) {
        it->head.three.flags = 0;
        it->head.three.filter = NULL;
        it->head.three.instance = CEMBREE_NOTHING;
        ((void (*)(void *, void *, void *))function)(scene->scene, it, ray);
    } else {
        it->head.four.instance = it->head.four.reserved[0] = CEMBREE_NOTHING;
        query_arguments arguments = {.features = UINT32_MAX, .context = it};
        ((void (*)(void *, void *, void *))function)(scene->scene, ray, &arguments);
    }
}

void cembree_intersect(const cembree_scene *scene, cembree_passage passage, const void *world, cembree_ray *ray) {
    query it = {.passage = passage, .world = world};
    ray->mask = UINT32_MAX;
    ray->flags = 0;
    ray->geometry = ray->instance = CEMBREE_NOTHING;
    ask(rtc.rtcIntersect1, scene, &it, ray);
}

float cembree_transmittance(const cembree_scene *scene, cembree_passage passage, const void *world, cembree_ray *ray) {
    query it = {.passage = passage, .world = world, .transmittance = 1};
    ray->mask = UINT32_MAX;
    ray->flags = 0;
    ask(rtc.rtcOccluded1, scene, &it, ray);
    return ray->far < 0 ? 0 : it.transmittance;
}
