/* Notes when it was started: appends seconds since 1970 to the file it is told. */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **words) {
  struct timespec now;
  char line[64];
  clock_gettime(CLOCK_REALTIME, &now);
  int file = count == 2 ? open(words[1], O_WRONLY | O_APPEND | O_CREAT, 0666) : -1;
  int length = snprintf(line, sizeof line, "%ld.%09ld\n", (long)now.tv_sec, now.tv_nsec);
  return file >= 0 && write(file, line, (size_t)length) == length ? 0 : 1;
}
