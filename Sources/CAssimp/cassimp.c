#include "CAssimp.h"

int cassimp_start(void) { return -1; }
