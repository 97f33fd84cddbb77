/* SHA-256 (FIPS 180-4), fed in pieces. */
#include <stddef.h>
#include <stdint.h>

struct sha256 {
  uint32_t state[8];
  uint64_t length;
  unsigned char pending[64];
};

void sha256_start(struct sha256 *hash);
void sha256_update(struct sha256 *hash, const void *bytes, size_t count);
void sha256_end(struct sha256 *hash, unsigned char digest[32]);
