const char *cvips_version(void) { return "probe"; }
