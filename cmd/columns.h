/* How wide lines on standard output may be. */
#ifndef CMD_COLUMNS_H
#define CMD_COLUMNS_H

/* $COLUMNS, else the width of the terminal that standard output is, else `otherwise`. */
unsigned columns_of_stdout(unsigned otherwise);

#endif
