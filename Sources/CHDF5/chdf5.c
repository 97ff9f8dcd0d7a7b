#include "CHDF5.h"

int chdf5_start(void) { return -1; }
