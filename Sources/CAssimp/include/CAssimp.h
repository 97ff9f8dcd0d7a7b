#ifndef CASSIMP_H
#define CASSIMP_H

int cassimp_start(void);

#endif
