// Embree, loaded at run time: the package builds without its headers and starts without its library.
//
// Functions that can fail return 0 (or an id of 0 or more) on success; otherwise they fill `error`. Scenes are built
// by one thread at a time; committed scenes may be asked by any number of threads.
#ifndef CEMBREE_H
#define CEMBREE_H

#include <stddef.h>
#include <stdint.h>

enum { CEMBREE_ERROR_CAPACITY = 256 };

typedef struct {
    char text[CEMBREE_ERROR_CAPACITY];
} cembree_error;

// A ray and what it hits: Embree's RTCRayHit, with room for what Embree 4 may add at the end.
typedef struct {
    _Alignas(16) float origin_x;
    float origin_y, origin_z, near;
    float direction_x, direction_y, direction_z, time;
    float far;
    uint32_t mask, id, flags;
    float normal_x, normal_y, normal_z;  // in the frame of the mesh hit
    float u, v;
    uint32_t primitive;
    uint32_t geometry;  // CEMBREE_NOTHING where nothing is hit
    uint32_t instance;  // CEMBREE_NOTHING where the geometry lies in the scene itself
    uint32_t reserved[4];
} cembree_ray;

#define CEMBREE_NOTHING UINT32_MAX

typedef struct cembree_scene cembree_scene;

// The share of light, 0 to 1, that passes a point of a geometry that was added as `porous`. `part` is the id that the
// geometry, or the instance that holds it, has in the scene that is asked.
typedef float (*cembree_passage)(const void *world, uint32_t part, uint32_t primitive, float u, float v);

// Loads Embree 4 or 3 and makes its device, once. Fails when it is absent or incomplete.
int cembree_start(cembree_error *error);
// 31305 for 3.13.5; 0 when cembree_start has not succeeded.
int cembree_version(void);

cembree_scene *cembree_scene_new(cembree_error *error);
// Its geometry's memory may be freed afterwards; scenes that are instanced must outlive those that show them.
void cembree_scene_free(cembree_scene *scene);

// All arrays have 16 bytes per element, of which 12 count, and must outlive the scene. Returns the id.
int cembree_add_triangles(cembree_scene *scene, const void *positions, size_t position_count, const void *triangles,
                          size_t triangle_count, int porous, cembree_error *error);
// Round segments from points[i] to points[i + 1] (x, y, z, radius) for each i of `segments`; `flags` bit 0 says that
// the strand goes on before the segment, bit 1 that it goes on after.
int cembree_add_strands(cembree_scene *scene, const void *points, size_t point_count, const uint32_t *segments,
                        const uint8_t *flags, size_t segment_count, cembree_error *error);
// `matrix` holds three axes and an origin.
int cembree_add_instance(cembree_scene *scene, cembree_scene *shown, const float matrix[12], cembree_error *error);
// Builds the hierarchy on the calling thread.
int cembree_commit(cembree_scene *scene, cembree_error *error);

// The nearest hit from `near` to `far`; where `passage` (which may be NULL) gives 1 there is no hit.
void cembree_intersect(const cembree_scene *scene, cembree_passage passage, const void *world, cembree_ray *ray);
// The share of light that comes through from `near` to `far`, 0 to 1.
float cembree_transmittance(const cembree_scene *scene, cembree_passage passage, const void *world, cembree_ray *ray);

#endif
