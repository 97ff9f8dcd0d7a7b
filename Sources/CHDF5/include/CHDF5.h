#ifndef CHDF5_H
#define CHDF5_H

int chdf5_start(void);

#endif
