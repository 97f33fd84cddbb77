#include "json.h"

#include <string.h>

enum place { ELSEWHERE, TOP, REPOSITORY, KEEP_ACTION, KEEP_REPOSITORY };

struct reader {
  struct json_input *input;
  struct json_found *found;
  int saw_repository, saw_action, saw_name;
};

static int value(struct reader *reader, enum place place, int depth);

static int peek(struct reader *reader) {
  struct json_input *input = reader->input;
  if (input->next == input->end && !input->fill(input)) return -1;
  return *input->next;
}

static int take(struct reader *reader) {
  int byte = peek(reader);
  if (byte >= 0) reader->input->next++;
  return byte;
}

static int visible(struct reader *reader) {
  int byte = peek(reader);
  while (byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r') {
    reader->input->next++;
    byte = peek(reader);
  }
  return byte;
}

static int hex4(struct reader *reader) {
  int number = 0;
  for (int digits = 0; digits < 4; digits++) {
    int byte = take(reader);
    int lower = byte | 0x20;
    if (byte >= '0' && byte <= '9') number = number * 16 + byte - '0';
    else if (lower >= 'a' && lower <= 'f') number = number * 16 + lower - 'a' + 10;
    else return -1;
  }
  return number;
}

/* Bytes above 0x7f behind the first one of a character (RFC 3629, section 4). */
static int rest_of_character(struct reader *reader, int lead, char *out, size_t *count) {
  int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  for (; more > 0; more--, low = 0x80, high = 0xbf) {
    int byte = take(reader);
    if (byte < low || byte > high) return 0;
    if (out && *count < JSON_TEXT - 1) out[(*count)++] = (char)byte;
  }
  return 1;
}

static int escape(struct reader *reader, char *out, size_t *count) {
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  int byte = take(reader);
  if (byte == 'u') {
    int unit = hex4(reader);
    if (unit < 0 || (unit >= 0xdc00 && unit <= 0xdfff)) return 0;
    if (unit < 0xd800 || unit > 0xdbff) return 1;
    int low = take(reader) == '\\' && take(reader) == 'u' ? hex4(reader) : -1;
    return low >= 0xdc00 && low <= 0xdfff;
  }
  const char *found = byte > 0 ? strchr(from, byte) : NULL;
  if (!found) return 0;
  if (out && *count < JSON_TEXT - 1) out[(*count)++] = to[found - from];
  return 1;
}

static int plain(int byte) { return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\'; }

/* A string behind its first quote; its text goes to `out`, which may be null. */
static int string(struct reader *reader, char *out) {
  size_t count = 0;
  while (1) {
    int byte = take(reader);
    if (byte == '"') break;
    if (plain(byte)) {
      if (out && count < JSON_TEXT - 1) out[count++] = (char)byte;
      const unsigned char *next = reader->input->next, *end = reader->input->end;
      if (!out) while (next < end && plain(*next)) next++;
      reader->input->next = next;
    } else if (byte == '\\') {
      if (!escape(reader, out, &count)) return 0;
    } else {
      if (out && count < JSON_TEXT - 1) out[count++] = (char)byte;
      if (byte < 0x80 || !rest_of_character(reader, byte, out, &count)) return 0;
    }
  }
  if (out) out[count] = 0;
  return 1;
}

static int digits(struct reader *reader) {
  int count = 0;
  for (; peek(reader) >= '0' && peek(reader) <= '9'; count++) take(reader);
  return count > 0;
}

static int number(struct reader *reader) {
  if (peek(reader) == '-') take(reader);
  if (peek(reader) == '0') take(reader);
  else if (!digits(reader)) return 0;
  if (peek(reader) == '.') {
    take(reader);
    if (!digits(reader)) return 0;
  }
  if ((peek(reader) | 0x20) == 'e') {
    take(reader);
    if (peek(reader) == '+' || peek(reader) == '-') take(reader);
    if (!digits(reader)) return 0;
  }
  return 1;
}

static int word(struct reader *reader, const char *rest) {
  while (*rest) {
    if (take(reader) != *rest++) return 0;
  }
  return 1;
}

/* Where the value of a member stands; -1 when it stands there for the second time. */
static int place_of(struct reader *reader, enum place place, const char *name) {
  if (place == TOP && strcmp(name, "action") == 0) return reader->saw_action++ ? -1 : KEEP_ACTION;
  if (place == TOP && strcmp(name, "repository") == 0)
    return reader->saw_repository++ ? -1 : REPOSITORY;
  if (place == REPOSITORY && strcmp(name, "full_name") == 0)
    return reader->saw_name++ ? -1 : KEEP_REPOSITORY;
  return ELSEWHERE;
}

static int members(struct reader *reader, enum place place, int depth) {
  char name[JSON_TEXT];
  int is_read = place == TOP || place == REPOSITORY;
  if (visible(reader) == '}') return take(reader) == '}';
  while (visible(reader) == '"') {
    take(reader);
    if (!string(reader, is_read ? name : NULL)) return 0;
    if (visible(reader) != ':') return 0;
    take(reader);
    int inner = is_read ? place_of(reader, place, name) : ELSEWHERE;
    if (inner < 0 || !value(reader, (enum place)inner, depth)) return 0;
    if (visible(reader) == '}') return take(reader) == '}';
    if (take(reader) != ',') return 0;
  }
  return 0;
}

static int elements(struct reader *reader, int depth) {
  if (visible(reader) == ']') return take(reader) == ']';
  while (value(reader, ELSEWHERE, depth)) {
    if (visible(reader) == ']') return take(reader) == ']';
    if (take(reader) != ',') return 0;
  }
  return 0;
}

static int text(struct reader *reader, enum place place) {
  take(reader);
  if (place == KEEP_ACTION) {
    reader->found->has_action = 1;
    return string(reader, reader->found->action);
  }
  if (place == KEEP_REPOSITORY) {
    reader->found->has_repository = 1;
    return string(reader, reader->found->repository);
  }
  return string(reader, NULL);
}

static int value(struct reader *reader, enum place place, int depth) {
  int byte = visible(reader);
  switch (byte) {
    case '"': return text(reader, place);
    case '{':
      take(reader);
      return depth < JSON_DEPTH && members(reader, place, depth + 1);
    case '[':
      take(reader);
      return depth < JSON_DEPTH && elements(reader, depth + 1);
    case 't': return word(reader, "true");
    case 'f': return word(reader, "false");
    case 'n': return word(reader, "null");
    default: return number(reader);
  }
}

int json_read(struct json_input *input, struct json_found *found) {
  struct reader reader = {.input = input, .found = found};
  return visible(&reader) == '{' && value(&reader, TOP, 0) && visible(&reader) < 0;
}
