#include "cvideo.h"
