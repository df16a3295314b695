#include "rules/ruleset/digest.h"

#include <array>
#include <fmt/format.h>
#include <memory>
#include <openssl/evp.h>
#include <stdexcept>

namespace sprintd::ruleset {

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
  for (unsigned i = 0; i < size; ++i) digest += fmt::format("{:02x}", bytes[i]);
  return digest;
}

}  // namespace sprintd::ruleset
