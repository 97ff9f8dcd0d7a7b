// meshoptimizer, loaded at run time: the package builds without its headers and starts without its library.
#ifndef CMESHOPTIMIZER_H
#define CMESHOPTIMIZER_H

#include <stddef.h>
#include <stdint.h>

enum { CMESHOPTIMIZER_ERROR_CAPACITY = 256 };

typedef struct {
    char text[CMESHOPTIMIZER_ERROR_CAPACITY];
} cmeshoptimizer_error;

// Loads the library, once. Returns 0 on success; else fills `error`.
int cmeshoptimizer_start(cmeshoptimizer_error *error);

// Collapses edges of triangles, the least harmful first, until at most `target_count` indices are left or nothing more
// can be collapsed. `positions` are three floats a vertex; vertices are not moved. Vertices on the border of the mesh
// stay when `locks_border` is not 0. `destination` has room for `index_count`. Returns how many indices are left.
// Only after cmeshoptimizer_start has succeeded.
size_t cmeshoptimizer_simplify(uint32_t *destination, const uint32_t *indices, size_t index_count,
                               const float *positions, size_t vertex_count, size_t target_count, int locks_border);

#endif
