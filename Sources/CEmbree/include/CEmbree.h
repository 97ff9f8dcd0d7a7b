#ifndef CEMBREE_H
#define CEMBREE_H

int cembree_start(void);

#endif
