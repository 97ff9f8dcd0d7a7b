int ct_probe(void);
