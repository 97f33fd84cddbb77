/* A strict reader of one JSON object (RFC 8259) that keeps two of its members. */
#include <stddef.h>

enum { JSON_DEPTH = 256, JSON_TEXT = 1024 };

/* Where the text comes from: `fill` leaves the next bytes in `next` and `end`, or returns 0. */
struct json_input {
  const unsigned char *next, *end;
  int (*fill)(struct json_input *);
  void *context;
  size_t offset;
};

struct json_found {
  int has_action, has_repository;
  char action[JSON_TEXT], repository[JSON_TEXT];
};

/* Returns 0 for what is no JSON object, and for a repeated member among those it keeps. */
int json_read(struct json_input *input, struct json_found *found);
