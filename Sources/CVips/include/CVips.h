const char *cvips_version(void);
