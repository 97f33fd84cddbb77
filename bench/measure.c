/* Runs one program many times and prints what each run cost, as medians.
 *
 *   measure RUNS BODY PROGRAM...
 *
 * PROGRAM gets BODY on standard input, this environment, and a fresh delivery id each time. What it
 * writes is thrown away, but a run that does not answer with status 200 ends the measurement: a
 * refused request is cheap. The figures are wait4(2)'s. The parent is this small so that its own
 * memory does not count as the child's: before its exec a child stands in the parent's.
 *
 * Prints a line of JSON: wall and cpu in microseconds, faults, peak in KiB. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_RUNS = 10000, WALL = 0, CPU, FAULTS, PEAK, FIGURES };

static const char *const names[FIGURES] = {"wall", "cpu", "faults", "peak"};
static long figures[FIGURES][MOST_RUNS];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static long microseconds(struct timeval time) { return time.tv_sec * 1000000 + time.tv_usec; }

static int ascending(const void *left, const void *right) {
  long a = *(const long *)left, b = *(const long *)right;
  return (a > b) - (a < b);
}

/* A CGI that answers anything but 200 says so in its first line; other programs say nothing. */
static void check_answer(int pipe) {
  static const char good[] = "Status: 200";
  char answer[4096];
  ssize_t count = read(pipe, answer, sizeof answer);
  int is_cgi = getenv("GATEWAY_INTERFACE") != NULL;
  if (is_cgi && count > 0 && strncmp(answer, good, sizeof good - 1) != 0) {
    fprintf(stderr, "measure: the program answered %.*s\n", (int)count, answer);
    exit(1);
  }
}

static void run(int index, const char *body, char **words) {
  char delivery[64];
  snprintf(delivery, sizeof delivery, "%ld-%d-%d", now(), (int)getpid(), index);
  setenv("HTTP_X_GITHUB_DELIVERY", delivery, 1);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) fail("pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, body, O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  long start = now();
  pid_t child;
  if (posix_spawn(&child, words[0], &actions, NULL, words, environ) != 0) fail(words[0]);
  close(ends[1]);
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) != child || status != 0) fail("the program failed");
  figures[WALL][index] = now() - start;
  figures[CPU][index] = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
  figures[FAULTS][index] = usage.ru_minflt;
  figures[PEAK][index] = usage.ru_maxrss;
  check_answer(ends[0]);
  close(ends[0]);
  posix_spawn_file_actions_destroy(&actions);
}

int main(int count, char **words) {
  int runs = count > 3 ? atoi(words[1]) : 0;
  if (runs < 1 || runs > MOST_RUNS) {
    fprintf(stderr, "usage: measure RUNS BODY PROGRAM...\n");
    return 64;
  }
  for (int index = 0; index < runs; index++) run(index, words[2], words + 3);
  for (int figure = 0; figure < FIGURES; figure++) {
    qsort(figures[figure], (size_t)runs, sizeof figures[figure][0], ascending);
    printf("%s\"%s\": %ld", figure == 0 ? "{" : ", ", names[figure], figures[figure][runs / 2]);
  }
  puts("}");
  return 0;
}
