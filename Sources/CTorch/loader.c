int ct_probe(void) { return 1; }
