/* What webhook-cgi does for one GitHub delivery, in C: the measure of what the work itself costs.
 *
 * The same checks, the same system calls in the same order, the same bytes in the same files. What
 * it leaves out is what a request that is accepted does not need: other schemes, forms, chunked
 * bodies, answers other than 200, a configuration of any shape but the one `run.sh` writes. A
 * request it does not like ends it with status 1 and no answer.
 *
 * gcc -O2 -static -o reference reference.c sha256.c json.c */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "json.h"
#include "sha256.h"

enum { HELD = 128 * 1024, PIECE = 64 * 1024, PATH = 512, SMALL = 4096 };

/* The body: in memory while it is small, else in a file without a name. */
struct body {
  size_t count;
  int scratch;
  unsigned char *bytes;
};

struct request {
  const char *delivery, *event, *remote, *signature, *type, *agent;
  size_t length;
};

static char spool[PATH], secret[SMALL], id[64];
static size_t secret_count;

static const char *const folders[] = {"tmp", "incoming", "orders", "deliveries", "journal", "state"};
static const unsigned modes[] = {03770, 03770, 02770, 02770, 02770, 02770};

static _Noreturn void refuse(const char *why) {
  fprintf(stderr, "reference: %s: %s\n", why, strerror(errno));
  exit(1);
}

static void check(int good, const char *what) {
  if (!good) refuse(what);
}

static char *path(char *out, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int end = snprintf(out, PATH, "%s/", spool);
  check(vsnprintf(out + end, (size_t)(PATH - end), format, list) < PATH - end, "a long path");
  va_end(list);
  return out;
}

static size_t read_small(const char *name, char *out, int asks_size) {
  int file = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  check(file >= 0, name);
  struct stat status;
  size_t limit = 64;
  if (asks_size) {
    check(fstat(file, &status) == 0 && status.st_size < SMALL, name);
    limit = (size_t)status.st_size;
  }
  ssize_t count = pread(file, out, limit, 0);
  check(count >= 0, name);
  close(file);
  out[count] = 0;
  return (size_t)count;
}

/* The text of one member of the configuration; whatever its place. */
static void configured(const char *text, const char *name, char *out) {
  char wanted[64];
  snprintf(wanted, sizeof wanted, "\"%s\": \"", name);
  const char *start = strstr(text, wanted);
  check(start != NULL, name);
  start += strlen(wanted);
  size_t count = strcspn(start, "\"");
  check(count < PATH, name);
  memcpy(out, start, count);
  out[count] = 0;
}

static void configure(const char *asked) {
  char text[SMALL], taken[PATH], file[PATH];
  check(getenv("WEBHOOK_CONFIG") != NULL, "WEBHOOK_CONFIG");
  read_small(getenv("WEBHOOK_CONFIG"), text, 1);
  configured(text, "spool", spool);
  configured(text, "path", taken);
  configured(text, "file", file);
  check(asked && strcmp(asked, taken) == 0, "an unknown path");
  secret_count = read_small(file, secret, 1);
  if (secret_count > 0 && secret[secret_count - 1] == '\n') secret_count--;
  check(secret_count > 0, "an empty secret");
}

static const char *variable(const char *name) {
  const char *value = getenv(name);
  check(value && *value, name);
  return value;
}

static struct request read_request(void) {
  check(strcmp(variable("REQUEST_METHOD"), "POST") == 0, "the method");
  struct request request = {
      .delivery = variable("HTTP_X_GITHUB_DELIVERY"), .event = variable("HTTP_X_GITHUB_EVENT"),
      .remote = variable("REMOTE_ADDR"), .signature = variable("HTTP_X_HUB_SIGNATURE_256"),
      .type = variable("CONTENT_TYPE"), .agent = variable("HTTP_USER_AGENT"),
      .length = strtoull(variable("CONTENT_LENGTH"), NULL, 10)};
  check(request.length > 0 && request.length <= 25 << 20, "the length");
  check(strcmp(request.type, "application/json") == 0, "the content type");
  return request;
}

static void check_spool(void) {
  char name[PATH], text[SMALL];
  read_small(path(name, "format"), text, 0);
  check(strcmp(text, "1\n") == 0, "the format");
  for (int index = 0; index < 6; index++) {
    check(mkdir(path(name, "%s", folders[index]), modes[index]) == 0 || errno == EEXIST, name);
  }
  struct statvfs space;
  check(statvfs(spool, &space) == 0, "the room");
  check(space.f_bavail * space.f_frsize >= 64 << 20, "the room");
}

static void write_all(int file, const void *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    check(written > 0, "writing");
    bytes = (const char *)bytes + written;
    count -= (size_t)written;
  }
}

static void spill(struct body *body) {
  char name[PATH];
  path(name, "tmp/.%s.body", id);
  body->scratch = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  check(body->scratch >= 0 && fchmod(body->scratch, 0600) == 0, name);
  check(unlink(name) == 0, name);
  write_all(body->scratch, body->bytes, body->count);
}

static void read_body(struct body *body, size_t length) {
  static unsigned char piece[PIECE];
  size_t held = length < HELD ? length : HELD;
  body->bytes = malloc(held);
  check(body->bytes != NULL, "memory");
  while (body->count < length) {
    struct pollfd ready = {.fd = 0, .events = POLLIN};
    check(poll(&ready, 1, 30000) == 1, "waiting for the body");
    size_t left = length - body->count;
    ssize_t count = read(0, piece, left < PIECE ? left : PIECE);
    check(count > 0, "reading the body");
    if (body->scratch < 0 && body->count + (size_t)count <= held) {
      memcpy(body->bytes + body->count, piece, (size_t)count);
    } else {
      if (body->scratch < 0) spill(body);
      write_all(body->scratch, piece, (size_t)count);
    }
    body->count += (size_t)count;
  }
}

/* Hands the body out in pieces, from memory or from its file. */
static void each_piece(const struct body *body, void (*take)(void *, const void *, size_t),
                       void *context) {
  static unsigned char piece[PIECE];
  if (body->scratch < 0) {
    take(context, body->bytes, body->count);
    return;
  }
  for (size_t offset = 0; offset < body->count;) {
    ssize_t count = pread(body->scratch, piece, PIECE, (off_t)offset);
    check(count > 0, "reading the body back");
    take(context, piece, (size_t)count);
    offset += (size_t)count;
  }
}

static void hash_piece(void *hash, const void *bytes, size_t count) {
  sha256_update(hash, bytes, count);
}

static void verify(const struct body *body, const char *claimed) {
  unsigned char pad[64] = {0}, digest[32], given[32];
  struct sha256 inner, outer;
  check(secret_count <= sizeof pad, "a long secret");
  memcpy(pad, secret, secret_count);
  for (int index = 0; index < 64; index++) pad[index] ^= 0x36;
  sha256_start(&inner);
  sha256_update(&inner, pad, 64);
  for (int index = 0; index < 64; index++) pad[index] ^= 0x36 ^ 0x5c;
  sha256_start(&outer);
  sha256_update(&outer, pad, 64);
  each_piece(body, hash_piece, &inner);
  sha256_end(&inner, digest);
  sha256_update(&outer, digest, 32);
  sha256_end(&outer, digest);
  check(strncmp(claimed, "sha256=", 7) == 0 && strlen(claimed) == 7 + 64, "the signature");
  unsigned different = 0;
  for (int index = 0; index < 32; index++) {
    check(sscanf(claimed + 7 + 2 * index, "%2hhx", &given[index]) == 1, "the signature");
    different |= given[index] ^ digest[index];
  }
  check(different == 0, "the signature");
}

static int refill(struct json_input *input) {
  static unsigned char piece[PIECE];
  const struct body *body = input->context;
  size_t left = body->count - input->offset;
  if (left == 0) return 0;
  if (body->scratch < 0) {
    input->next = body->bytes;
  } else {
    ssize_t count = pread(body->scratch, piece, PIECE, (off_t)input->offset);
    check(count > 0, "reading the body back");
    input->next = piece;
    left = (size_t)count;
  }
  input->end = input->next + left;
  input->offset += left;
  return 1;
}

static void look(struct body *body, struct json_found *found) {
  struct json_input input = {.fill = refill, .context = body};
  check(json_read(&input, found), "the payload is not JSON");
}

static void write_piece(void *file, const void *bytes, size_t count) {
  write_all(*(int *)file, bytes, count);
}

static void sync_folder(const char *name) {
  int folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  check(folder >= 0 && fsync(folder) == 0, name);
  close(folder);
}

/* The path of the delivery in the ledger: SHA-256 of source, NUL and delivery id. */
static void ledger_entry(const char *delivery, char *entry, char *fan) {
  unsigned char digest[32];
  char hex[65];
  struct sha256 hash;
  sha256_start(&hash);
  sha256_update(&hash, "github", 7);
  sha256_update(&hash, delivery, strlen(delivery));
  sha256_end(&hash, digest);
  for (int index = 0; index < 32; index++) sprintf(hex + 2 * index, "%02x", digest[index]);
  path(fan, "deliveries/%.2s", hex);
  path(entry, "deliveries/%.2s/%s", hex, hex);
}

static void record(const char *entry, const char *fan, const char *name) {
  char ledger[PATH];
  if (symlink(name, entry) != 0) {
    check(errno == ENOENT, entry);
    int made = mkdir(fan, 02770) == 0;
    check(made ? chmod(fan, 02770) == 0 : errno == EEXIST, fan);
    sync_folder(path(ledger, "deliveries"));
    check(symlink(name, entry) == 0, entry);
  }
  sync_folder(fan);
}

static void moment(char *out, const char *format) {
  struct timespec now;
  struct tm parts;
  char date[64];
  clock_gettime(CLOCK_REALTIME, &now);
  gmtime_r(&now.tv_sec, &parts);
  strftime(date, sizeof date, format, &parts);
  sprintf(out, date, now.tv_nsec / 1000);
}

static void choose_id(void) {
  unsigned long long random;
  char time[32];
  check(getrandom(&random, sizeof random, 0) == sizeof random, "random numbers");
  moment(time, "%Y%m%dT%H%M%S%%06ldZ");
  sprintf(id, "%s-%016llx", time, random);
}

static void quoted(char *out, const char *text, int is_null) {
  if (is_null) {
    strcpy(out, "null");
    return;
  }
  *out++ = '"';
  for (; *text; text++) {
    check((unsigned char)*text >= 0x20 && *text != '"' && *text != '\\', "a text to escape");
    *out++ = *text;
  }
  strcpy(out, "\"");
}

static void store(const struct request *request, const struct body *body,
                  const struct json_found *found) {
  char entry[PATH], fan[PATH], draft[PATH], target[PATH], name[PATH], time[64], text[SMALL * 2];
  char action[SMALL], repository[SMALL];
  ledger_entry(request->delivery, entry, fan);
  check(readlink(entry, text, PATH) < 0 && errno == ENOENT, "seen before");
  int file = open(path(draft, "tmp/%s", id), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  check(file >= 0 && fchmod(file, 0640) == 0 && flock(file, LOCK_EX | LOCK_NB) == 0, draft);
  moment(time, "%Y-%m-%dT%H:%M:%S.%%06ldZ");
  int count = snprintf(
      text, sizeof text,
      "{\"source\":\"github\",\"received\":\"%s\",\"remote\":\"%s\",\"headers\":{\"content-type\":"
      "\"%s\",\"user-agent\":\"%s\",\"x-github-event\":\"%s\",\"x-github-delivery\":\"%s\","
      "\"x-hub-signature-256\":\"%s\"},\"traceparent\":null,\"payload\":",
      time, request->remote, request->type, request->agent, request->event, request->delivery,
      request->signature);
  write_all(file, text, (size_t)count);
  each_piece(body, write_piece, &file);
  quoted(action, found->action, !found->has_action);
  quoted(repository, found->repository, !found->has_repository);
  count = snprintf(text, sizeof text,
                   ",\"event\":\"%s\",\"action\":%s,\"delivery\":\"%s\",\"repository\":%s,"
                   "\"verified\":true,\"id\":\"%s\"}\n",
                   request->event, action, request->delivery, repository, id);
  write_all(file, text, (size_t)count);
  check(fsync(file) == 0, draft);
  snprintf(name, sizeof name, "%s.github.%s.json", id, request->event);
  record(entry, fan, name);
  check(rename(draft, path(target, "incoming/%s", name)) == 0, draft);
  sync_folder(path(target, "incoming"));
  close(file);
}

static void note(const struct request *request) {
  char time[64], name[PATH], line[SMALL];
  moment(time, "%Y-%m-%dT%H:%M:%S.%%06ldZ");
  path(name, "journal/webhooks_%.10s.json", time);
  int file = open(name, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0) file = open(name, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_CREAT, 0660);
  check(file >= 0, name);
  int count = snprintf(line, sizeof line,
                       "{\"time\":\"%s\",\"program\":\"webhook-cgi\",\"what\":\"accepted\","
                       "\"source\":\"github\",\"remote\":\"%s\",\"delivery\":\"%s\","
                       "\"event\":\"%s\",\"event_id\":\"%s\"}\n",
                       time, request->remote, request->delivery, request->event, id);
  write_all(file, line, (size_t)count);
  close(file);
}

static void answer(const struct request *request) {
  char body[SMALL], text[SMALL * 2];
  int count = snprintf(body, sizeof body,
                       "{\"status\":\"accepted\",\"delivery_id\":\"%s\",\"event_type\":\"%s\","
                       "\"event_id\":\"%s\"}",
                       request->delivery, request->event, id);
  count = snprintf(text, sizeof text,
                   "Status: 200 OK\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
                   "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
                   count, body);
  struct pollfd ready = {.fd = 1, .events = POLLOUT};
  check(poll(&ready, 1, 30000) == 1, "answering");
  write_all(1, text, (size_t)count);
}

int main(void) {
  static struct json_found found;
  struct body body = {.scratch = -1};
  choose_id();
  configure(getenv("PATH_INFO"));
  struct request request = read_request();
  check_spool();
  read_body(&body, request.length);
  verify(&body, request.signature);
  look(&body, &found);
  store(&request, &body, &found);
  note(&request);
  answer(&request);
  return 0;
}
