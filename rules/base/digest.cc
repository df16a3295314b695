#include "rules/base/digest.h"

#include <array>
#include <memory>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdexcept>

namespace sprintd {

std::string digest_of(std::span<const std::string_view> texts) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  bool ok = context != nullptr && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  for (const auto text : texts) ok = ok && EVP_DigestUpdate(context.get(), text.data(), text.size()) == 1;
  ok = ok && EVP_DigestFinal_ex(context.get(), bytes.data(), &size) == 1;
  // Only without memory, or where the library was built without SHA-256.
  if (!ok) throw std::runtime_error("libcrypto cannot compute SHA-256");
  std::string digest = "sha256:";
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (unsigned i = 0; i < size; ++i) {
    digest += kDigits[bytes[i] >> 4U];
    digest += kDigits[bytes[i] & 15U];
  }
  return digest;
}

bool same_digest(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace sprintd
