#include "CEmbree.h"

int cembree_start(void) { return -1; }
