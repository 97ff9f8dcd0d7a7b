// Meshes and materials through Assimp, loaded at run time: programs start without its library, and where its headers
// were missing at build time every call says so.
//
// Functions that can fail return 0 on success; otherwise they fill `error`. All are safe to call from any thread; one
// scene belongs to one thread at a time.
#ifndef CASSIMP_H
#define CASSIMP_H

#include <stddef.h>
#include <stdint.h>

enum { CASSIMP_TEXT_CAPACITY = 512 };

typedef struct {
    char text[CASSIMP_TEXT_CAPACITY];
} cassimp_error;

// A file's triangles, all nodes' transforms applied, Y up.
typedef struct cassimp_scene cassimp_scene;

typedef struct {
    size_t vertices, triangles;
    uint32_t materials;
    int has_normals, has_coordinates;
} cassimp_counts;

typedef struct {
    float color[4];  // linear RGB and opacity
    float metallic, roughness, refractive_index, transmission;
    float emission[3];
    int alpha_mode;  // 0 opaque, 1 cut out, 2 blended
    // Empty; "*3" for the third embedded texture; or a path as the file states it.
    char texture[CASSIMP_TEXT_CAPACITY];
} cassimp_material;

typedef struct {
    const void *bytes;
    size_t size;
    // Both 0 where `bytes` are a compressed file; else rows of BGRA.
    uint32_t width, height;
} cassimp_texture;

// Loads Assimp once. Fails when it is absent or incomplete, or when the package was built without its headers.
int cassimp_start(cassimp_error *error);

// Reads a file of any format that Assimp knows.
int cassimp_open(const char *path, size_t maximum_triangles, cassimp_scene **out, cassimp_error *error);
void cassimp_close(cassimp_scene *scene);

cassimp_counts cassimp_read_counts(const cassimp_scene *scene);
// Three floats per vertex.
const float *cassimp_positions(const cassimp_scene *scene);
// Three floats per vertex; NULL where a part of the file has no normals.
const float *cassimp_normals(const cassimp_scene *scene);
// Two floats per vertex, v = 0 at the top; NULL without coordinates.
const float *cassimp_coordinates(const cassimp_scene *scene);
// Three indices per triangle, all below the number of vertices.
const uint32_t *cassimp_triangles(const cassimp_scene *scene);
// The material of each triangle.
const uint32_t *cassimp_slots(const cassimp_scene *scene);

cassimp_material cassimp_read_material(const cassimp_scene *scene, uint32_t index);
// Returns 0 where there is a texture of that name ("*0", or a path that the file embeds).
int cassimp_find_texture(const cassimp_scene *scene, const char *name, cassimp_texture *out);

#endif
