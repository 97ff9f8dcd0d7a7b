#define _GNU_SOURCE
#include "CAssimp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if __has_include(<assimp/cimport.h>)

#include <assimp/cimport.h>
#include <assimp/config.h>
#include <assimp/material.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <dlfcn.h>
#include <math.h>
#include <pthread.h>

// Of Assimp's structures only members are read whose places are the same in all releases since 5.0; everything about
// materials goes through functions. So the library may be newer than the headers.
static struct {
    __typeof__(&aiImportFileExWithProperties) aiImportFileExWithProperties;
    __typeof__(&aiReleaseImport) aiReleaseImport;
    __typeof__(&aiGetErrorString) aiGetErrorString;
    __typeof__(&aiCreatePropertyStore) aiCreatePropertyStore;
    __typeof__(&aiReleasePropertyStore) aiReleasePropertyStore;
    __typeof__(&aiSetImportPropertyInteger) aiSetImportPropertyInteger;
    __typeof__(&aiGetMaterialColor) aiGetMaterialColor;
    __typeof__(&aiGetMaterialFloatArray) aiGetMaterialFloatArray;
    __typeof__(&aiGetMaterialString) aiGetMaterialString;
    __typeof__(&aiGetMaterialTexture) aiGetMaterialTexture;
} ai;

struct cassimp_scene {
    const struct aiScene *scene;
    cassimp_counts counts;
    float *positions, *normals, *coordinates;
    uint32_t *triangles, *slots;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int started;
static cassimp_error start_error;
// Assimp keeps one error text per process.
static pthread_mutex_t import_lock = PTHREAD_MUTEX_INITIALIZER;

static void *open_library(void) {
#ifdef __APPLE__
    static const char *const names[] = {
        "libassimp.6.dylib", "libassimp.5.dylib", "libassimp.dylib", "/opt/homebrew/lib/libassimp.dylib",
        "/usr/local/lib/libassimp.dylib"};
#else
    static const char *const names[] = {"libassimp.so.5", "libassimp.so.6", "libassimp.so"};
#endif
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (library) return library;
        if (i == 0) snprintf(start_error.text, sizeof start_error.text, "%s", dlerror());
    }
    return NULL;
}

static void start(void) {
    void *library = open_library();
    if (!library) return;
#define RESOLVE(name)                                                                            \
    if (!(*(void **)&ai.name = dlsym(library, #name))) {                                         \
        snprintf(start_error.text, sizeof start_error.text, "Assimp has no function %s", #name); \
        return;                                                                                  \
    }
    RESOLVE(aiImportFileExWithProperties)
    RESOLVE(aiReleaseImport)
    RESOLVE(aiGetErrorString)
    RESOLVE(aiCreatePropertyStore)
    RESOLVE(aiReleasePropertyStore)
    RESOLVE(aiSetImportPropertyInteger)
    RESOLVE(aiGetMaterialColor)
    RESOLVE(aiGetMaterialFloatArray)
    RESOLVE(aiGetMaterialString)
    RESOLVE(aiGetMaterialTexture)
#undef RESOLVE
    started = 1;
}

int cassimp_start(cassimp_error *error) {
    pthread_once(&once, start);
    if (!started) *error = start_error;
    return started ? 0 : -1;
}

// MARK: Geometry

enum { MAXIMUM_DEPTH = 256 };

static int is_usable(const struct aiMesh *mesh) {
    return mesh->mVertices && mesh->mFaces && mesh->mNumVertices && (mesh->mPrimitiveTypes & aiPrimitiveType_TRIANGLE);
}

// Counts what flattening makes; -1 where the nodes nest too deep or make too much.
static int count(const struct aiScene *scene, const struct aiNode *node, int depth, size_t limit, cassimp_counts *sum) {
    if (!node || depth > MAXIMUM_DEPTH) return -1;
    for (unsigned i = 0; i < node->mNumMeshes; i++) {
        if (node->mMeshes[i] >= scene->mNumMeshes) return -1;
        const struct aiMesh *mesh = scene->mMeshes[node->mMeshes[i]];
        if (!mesh || !is_usable(mesh)) continue;
        sum->vertices += mesh->mNumVertices;
        sum->triangles += mesh->mNumFaces;
        if (mesh->mTextureCoords[0]) sum->has_coordinates = 1;
        if (!mesh->mNormals) sum->has_normals = 0;
        if (sum->triangles > limit || sum->vertices > 3 * limit) return -1;
    }
    for (unsigned i = 0; i < node->mNumChildren; i++)
        if (count(scene, node->mChildren[i], depth + 1, limit, sum)) return -1;
    return 0;
}

static struct aiMatrix4x4 product(const struct aiMatrix4x4 *l, const struct aiMatrix4x4 *r) {
    const float *a = &l->a1, *b = &r->a1;
    struct aiMatrix4x4 result;
    float *c = &result.a1;
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            c[i * 4 + j] = 0;
            for (int k = 0; k < 4; k++) c[i * 4 + j] += a[i * 4 + k] * b[k * 4 + j];
        }
    return result;
}

// The normal's map is the matrix of cofactors, which needs no division and keeps the side through mirrors' sign.
static void transform_normal(const float *m, struct aiVector3D n, float sign, float *out) {
    for (int i = 0; i < 3; i++) {
        int i1 = (i + 1) % 3, i2 = (i + 2) % 3;
        float c[3];
        for (int j = 0; j < 3; j++) {
            int j1 = (j + 1) % 3, j2 = (j + 2) % 3;
            c[j] = m[i1 * 4 + j1] * m[i2 * 4 + j2] - m[i1 * 4 + j2] * m[i2 * 4 + j1];
        }
        out[i] = sign * (c[0] * n.x + c[1] * n.y + c[2] * n.z);
    }
    float size = sqrtf(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]);
    if (size > 0)
        for (int i = 0; i < 3; i++) out[i] /= size;
}

static float determinant(const float *m) {
    return m[0] * (m[5] * m[10] - m[6] * m[9]) - m[1] * (m[4] * m[10] - m[6] * m[8]) +
           m[2] * (m[4] * m[9] - m[5] * m[8]);
}

static void flatten_mesh(cassimp_scene *s, const struct aiMesh *mesh, const float *m) {
    const float sign = determinant(m) < 0 ? -1 : 1;
    const size_t first = s->counts.vertices;
    for (unsigned i = 0; i < mesh->mNumVertices; i++) {
        struct aiVector3D v = mesh->mVertices[i];
        float *p = s->positions + 3 * (first + i);
        for (int row = 0; row < 3; row++)
            p[row] = m[row * 4] * v.x + m[row * 4 + 1] * v.y + m[row * 4 + 2] * v.z + m[row * 4 + 3];
        if (s->normals) transform_normal(m, mesh->mNormals[i], sign, s->normals + 3 * (first + i));
        if (s->coordinates && mesh->mTextureCoords[0]) {
            s->coordinates[2 * (first + i)] = mesh->mTextureCoords[0][i].x;
            s->coordinates[2 * (first + i) + 1] = mesh->mTextureCoords[0][i].y;
        }
    }
    s->counts.vertices += mesh->mNumVertices;
    for (unsigned i = 0; i < mesh->mNumFaces; i++) {
        const struct aiFace *face = &mesh->mFaces[i];
        if (face->mNumIndices != 3) continue;
        uint32_t *t = s->triangles + 3 * s->counts.triangles;
        int valid = 1;
        for (int k = 0; k < 3; k++) {
            // A mirror turns triangles inside out.
            unsigned index = face->mIndices[sign < 0 ? 2 - k : k];
            if (index >= mesh->mNumVertices) valid = 0;
            t[k] = (uint32_t)(first + index);
        }
        if (!valid) continue;
        s->slots[s->counts.triangles++] = mesh->mMaterialIndex < s->counts.materials ? mesh->mMaterialIndex : 0;
    }
}

static void flatten(cassimp_scene *s, const struct aiNode *node, const struct aiMatrix4x4 *above) {
    struct aiMatrix4x4 m = product(above, &node->mTransformation);
    for (unsigned i = 0; i < node->mNumMeshes; i++) {
        const struct aiMesh *mesh = s->scene->mMeshes[node->mMeshes[i]];
        if (mesh && is_usable(mesh)) flatten_mesh(s, mesh, &m.a1);
    }
    for (unsigned i = 0; i < node->mNumChildren; i++) flatten(s, node->mChildren[i], &m);
}

static int build(cassimp_scene *s, size_t limit, cassimp_error *error) {
    cassimp_counts sum = {.has_normals = 1};
    if (count(s->scene, s->scene->mRootNode, 0, limit, &sum)) {
        snprintf(error->text, sizeof error->text, "it has more than %zu triangles or its nodes are broken", limit);
        return -1;
    }
    if (!sum.triangles) {
        snprintf(error->text, sizeof error->text, "it has no triangles");
        return -1;
    }
    s->positions = malloc(sum.vertices * 3 * sizeof(float));
    if (sum.has_normals) s->normals = malloc(sum.vertices * 3 * sizeof(float));
    if (sum.has_coordinates) s->coordinates = calloc(sum.vertices * 2, sizeof(float));
    s->triangles = malloc(sum.triangles * 3 * sizeof(uint32_t));
    s->slots = malloc(sum.triangles * sizeof(uint32_t));
    if (!s->positions || (sum.has_normals && !s->normals) || (sum.has_coordinates && !s->coordinates) ||
        !s->triangles || !s->slots) {
        snprintf(error->text, sizeof error->text, "there is not enough memory");
        return -1;
    }
    s->counts.materials = s->scene->mNumMaterials;
    s->counts.has_coordinates = sum.has_coordinates;
    s->counts.has_normals = sum.has_normals;
    static const struct aiMatrix4x4 identity = {.a1 = 1, .b2 = 1, .c3 = 1, .d4 = 1};
    flatten(s, s->scene->mRootNode, &identity);
    if (s->counts.triangles) return 0;
    snprintf(error->text, sizeof error->text, "it has no valid triangles");
    return -1;
}

static const struct aiScene *import(const char *path, cassimp_error *error) {
    struct aiPropertyStore *properties = ai.aiCreatePropertyStore();
    ai.aiSetImportPropertyInteger(properties, AI_CONFIG_PP_SBP_REMOVE, aiPrimitiveType_POINT | aiPrimitiveType_LINE);
    // GlobalScale turns the centimetres of FBX into metres.
    const unsigned steps = aiProcess_Triangulate | aiProcess_SortByPType | aiProcess_GlobalScale | aiProcess_FlipUVs |
                           aiProcess_ValidateDataStructure;
    const struct aiScene *scene = ai.aiImportFileExWithProperties(path, steps, NULL, properties);
    if (!scene) snprintf(error->text, sizeof error->text, "%s", ai.aiGetErrorString());
    ai.aiReleasePropertyStore(properties);
    return scene;
}

int cassimp_open(const char *path, size_t maximum_triangles, cassimp_scene **out, cassimp_error *error) {
    if (cassimp_start(error)) return -1;
    cassimp_scene *s = calloc(1, sizeof *s);
    if (!s) {
        snprintf(error->text, sizeof error->text, "there is not enough memory");
        return -1;
    }
    pthread_mutex_lock(&import_lock);
    s->scene = import(path, error);
    pthread_mutex_unlock(&import_lock);
    if (!s->scene || build(s, maximum_triangles, error)) {
        cassimp_close(s);
        return -1;
    }
    *out = s;
    return 0;
}

void cassimp_close(cassimp_scene *s) {
    if (s->scene) ai.aiReleaseImport(s->scene);
    free(s->positions);
    free(s->normals);
    free(s->coordinates);
    free(s->triangles);
    free(s->slots);
    free(s);
}

cassimp_counts cassimp_read_counts(const cassimp_scene *s) { return s->counts; }
const float *cassimp_positions(const cassimp_scene *s) { return s->positions; }
const float *cassimp_normals(const cassimp_scene *s) { return s->normals; }
const float *cassimp_coordinates(const cassimp_scene *s) { return s->coordinates; }
const uint32_t *cassimp_triangles(const cassimp_scene *s) { return s->triangles; }
const uint32_t *cassimp_slots(const cassimp_scene *s) { return s->slots; }

// MARK: Materials

static int find_color(const struct aiMaterial *m, const char *key, float *out, int channels) {
    struct aiColor4D color;
    if (ai.aiGetMaterialColor(m, key, 0, 0, &color) != aiReturn_SUCCESS) return 0;
    memcpy(out, &color.r, (size_t)channels * sizeof(float));
    return 1;
}

static void find_number(const struct aiMaterial *m, const char *key, float *out) {
    float value;
    unsigned count = 1;
    if (ai.aiGetMaterialFloatArray(m, key, 0, 0, &value, &count) == aiReturn_SUCCESS && count == 1) *out = value;
}

static void find_texture_name(const struct aiMaterial *m, char *out) {
    static const enum aiTextureType types[] = {aiTextureType_BASE_COLOR, aiTextureType_DIFFUSE};
    struct aiString path;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (ai.aiGetMaterialTexture(m, types[i], 0, &path, NULL, NULL, NULL, NULL, NULL, NULL) == aiReturn_SUCCESS &&
            path.length) {
            snprintf(out, CASSIMP_TEXT_CAPACITY, "%s", path.data);
            return;
        }
}

cassimp_material cassimp_read_material(const cassimp_scene *s, uint32_t index) {
    cassimp_material result = {
        .color = {0.6f, 0.6f, 0.6f, 1}, .metallic = 0, .roughness = 0.8f, .refractive_index = 1.5f};
    if (index >= s->counts.materials || !s->scene->mMaterials[index]) return result;
    const struct aiMaterial *m = s->scene->mMaterials[index];
    if (!find_color(m, "$clr.base", result.color, 4)) {
        find_color(m, "$clr.diffuse", result.color, 3);
        find_number(m, "$mat.opacity", &result.color[3]);
    }
    find_color(m, "$clr.emissive", result.emission, 3);
    find_number(m, "$mat.metallicFactor", &result.metallic);
    find_number(m, "$mat.roughnessFactor", &result.roughness);
    find_number(m, "$mat.refracti", &result.refractive_index);
    find_number(m, "$mat.transmission.factor", &result.transmission);
    find_texture_name(m, result.texture);
    struct aiString mode;
    if (ai.aiGetMaterialString(m, "$mat.gltf.alphaMode", 0, 0, &mode) == aiReturn_SUCCESS)
        result.alpha_mode = strcmp(mode.data, "MASK") == 0 ? 1 : strcmp(mode.data, "BLEND") == 0 ? 2 : 0;
    else if (result.color[3] < 1)
        result.alpha_mode = 2;
    return result;
}

int cassimp_find_texture(const cassimp_scene *s, const char *name, cassimp_texture *out) {
    const struct aiTexture *found = NULL;
    if (name[0] == '*') {
        char *end;
        unsigned long index = strtoul(name + 1, &end, 10);
        if (end != name + 1 && index < s->scene->mNumTextures) found = s->scene->mTextures[index];
    }
    for (unsigned i = 0; !found && i < s->scene->mNumTextures; i++) {
        const struct aiTexture *texture = s->scene->mTextures[i];
        if (texture && texture->mFilename.length && strcmp(texture->mFilename.data, name) == 0) found = texture;
    }
    if (!found || !found->pcData || !found->mWidth) return -1;
    out->bytes = found->pcData;
    out->width = found->mHeight ? found->mWidth : 0;
    out->height = found->mHeight;
    out->size = found->mHeight ? (size_t)found->mWidth * found->mHeight * 4 : found->mWidth;
    return 0;
}

#else

// The package was built where Assimp's headers were not.
int cassimp_start(cassimp_error *error) {
    snprintf(error->text, sizeof error->text, "this program was built without Assimp");
    return -1;
}

int cassimp_open(const char *path, size_t maximum_triangles, cassimp_scene **out, cassimp_error *error) {
    (void)path, (void)maximum_triangles, (void)out;
    return cassimp_start(error);
}

// No scene ever exists.
void cassimp_close(cassimp_scene *s) { (void)s; }
cassimp_counts cassimp_read_counts(const cassimp_scene *s) { return (void)s, (cassimp_counts){0}; }
const float *cassimp_positions(const cassimp_scene *s) { return (void)s, NULL; }
const float *cassimp_normals(const cassimp_scene *s) { return (void)s, NULL; }
const float *cassimp_coordinates(const cassimp_scene *s) { return (void)s, NULL; }
const uint32_t *cassimp_triangles(const cassimp_scene *s) { return (void)s, NULL; }
const uint32_t *cassimp_slots(const cassimp_scene *s) { return (void)s, NULL; }

cassimp_material cassimp_read_material(const cassimp_scene *s, uint32_t index) {
    (void)s, (void)index;
    return (cassimp_material){0};
}

int cassimp_find_texture(const cassimp_scene *s, const char *name, cassimp_texture *out) {
    (void)s, (void)name, (void)out;
    return -1;
}

#endif
