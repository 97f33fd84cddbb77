/* A ledger as large as one likes, and what looking something up in it and adding to it costs.
 *
 *   ledger make FOLDER ENTRIES
 *   ledger measure FOLDER ENTRIES MEASURED TURN
 *
 * `make` fills FOLDER/00 to FOLDER/ff with symbolic links as the receiver makes them: the name 64
 * hexadecimal digits, the text an event's name. `measure` looks up MEASURED deliveries that are not
 * there and as many that are, and adds as many, each with a sync of its folder; TURN begins with 0
 * and says which ones. It prints a line of JSON with medians in microseconds. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_MEASURED = 100000, FOLDERS = 256 };

static const char text[] = "20261120T101502123456Z-9f3a6c01d2e4b58a.github.push.json";
static double figures[MOST_MEASURED];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

/* SplitMix64: as even as the hash that stands here in a real ledger. */
static uint64_t mixed(uint64_t number) {
  number *= 0x9e3779b97f4a7c15;
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
  number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
  return number ^ (number >> 31);
}

static const char *path_of(const char *folder, uint64_t number) {
  static char path[4096];
  char hash[65];
  for (int part = 0; part < 4; part++) {
    snprintf(hash + 16 * part, 17, "%016llx", (unsigned long long)mixed(4 * number + part + 1));
  }
  snprintf(path, sizeof path, "%s/%.2s/%s", folder, hash, hash);
  return path;
}

static void add(const char *path) {
  if (symlink(text, path) != 0) fail(path);
}

static void sync_folder(const char *path) {
  char folder[4096];
  snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
  int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0 || fsync(file) != 0) fail(folder);
  close(file);
}

static void look_up(const char *path, int is_there) {
  char found[256];
  ssize_t length = readlink(path, found, sizeof found);
  if (is_there ? length < 0 : length >= 0 || errno != ENOENT) fail(path);
}

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static void print(const char *name, int count) {
  qsort(figures, (size_t)count, sizeof figures[0], ascending);
  printf("%s%.1f", name, figures[count / 2]);
}

static void make(const char *folder, uint64_t entries) {
  char path[4096];
  for (int number = 0; number < FOLDERS; number++) {
    snprintf(path, sizeof path, "%s/%02x", folder, number);
    if (mkdir(path, 0755) != 0) fail(path);
  }
  for (uint64_t number = 0; number < entries; number++) add(path_of(folder, number));
}

static void measure(const char *folder, uint64_t entries, int measured, uint64_t turn) {
  uint64_t fresh = entries + turn * (uint64_t)measured;
  for (int index = 0; index < measured; index++) {
    const char *wanted = path_of(folder, fresh + (uint64_t)index);
    double start = now();
    look_up(wanted, 0);
    figures[index] = now() - start;
  }
  print("{\"missing\": ", measured);
  for (int index = 0; index < measured; index++) {
    const char *wanted = path_of(folder, mixed(fresh + (uint64_t)index) % entries);
    double start = now();
    look_up(wanted, 1);
    figures[index] = now() - start;
  }
  print(", \"found\": ", measured);
  for (int index = 0; index < measured; index++) {
    const char *wanted = path_of(folder, fresh + (uint64_t)index);
    double start = now();
    add(wanted);
    sync_folder(wanted);
    figures[index] = now() - start;
  }
  print(", \"added\": ", measured);
  puts("}");
}

int main(int count, char **words) {
  uint64_t entries = count > 3 ? strtoull(words[3], NULL, 10) : 0;
  int measured = count == 6 ? atoi(words[4]) : 0;
  if (count == 4 && strcmp(words[1], "make") == 0 && entries > 0) {
    make(words[2], entries);
  } else if (count == 6 && entries > 0 && measured > 0 && measured <= MOST_MEASURED) {
    measure(words[2], entries, measured, strtoull(words[5], NULL, 10));
  } else {
    fprintf(stderr, "usage: ledger make|measure FOLDER ENTRIES [MEASURED TURN]\n");
    return 64;
  }
  return 0;
}
