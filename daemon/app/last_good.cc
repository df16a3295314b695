#include "daemon/app/last_good.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

#include "rules/base/files.h"
#include "rules/json/reader.h"
#include "rules/json/writer.h"

namespace sprintd::app {
namespace fs = std::filesystem;
namespace {

using ruleset::PackText;

constexpr std::string_view kSchema = "sprintd.last-good/v1";
constexpr const char* kFile = "last-good.json";

std::unexpected<Error> unwritable(const std::string& path) {
  return std::unexpected(Error{Code::state_unwritable, fmt::format("cannot write {}: {}", path, std::strerror(errno))});
}

std::unexpected<Error> damaged(const std::string& path) {
  return std::unexpected(Error{Code::state_damaged, fmt::format("{} is not as it was written", path)});
}

void write_text(json::Writer& json, std::string_view role, const PackText& text) {
  json.begin_object().member("role", role).member("name", std::string_view(text.name));
  json.member("text", std::string_view(text.text)).end_object();
}

bool write_whole(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(descriptor) == 0;
}

// One text of the list; false when it is none.
bool read_text(PullReader& in, InputTexts& texts) {
  if (in.kind() != PullReader::Kind::object) return false;
  std::string role;
  PackText text;
  in.begin_object();
  for (std::string_view key; in.next_key(key);) {
    auto* into = key == "role" ? &role : key == "name" ? &text.name : key == "text" ? &text.text : nullptr;
    if (into == nullptr || in.kind() != PullReader::Kind::string) return false;
    *into = in.string();
  }
  if (role == "pack") {
    texts.packs.push_back(std::move(text));
    return true;
  }
  auto* one = role == "config"         ? &texts.config
              : role == "sign_offs"    ? &texts.sign_offs
              : role == "organisation" ? &texts.organisation
                                       : nullptr;
  if (one == nullptr) return false;
  *one = std::move(text);
  return true;
}

}  // namespace

Result<void> write_last_good(const std::string& folder, const InputTexts& texts) {
  const auto path = (fs::path(folder) / kFile).string();
  std::string body;
  json::Writer json(body);
  json.begin_object().member("schema", kSchema).member("digest", std::string_view(texts.digest()));
  json.key("texts").begin_array();
  if (texts.config) write_text(json, "config", *texts.config);
  if (texts.sign_offs) write_text(json, "sign_offs", *texts.sign_offs);
  if (texts.organisation) write_text(json, "organisation", *texts.organisation);
  for (const auto& pack : texts.packs) write_text(json, "pack", pack);
  json.end_array().end_object();
  body += '\n';

  const auto unfinished = path + ".new";
  const int descriptor = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return unwritable(unfinished);
  const bool written = write_whole(descriptor, body);
  const int reason = errno;
  ::close(descriptor);
  if (!written || ::rename(unfinished.c_str(), path.c_str()) != 0) {
    if (!written) errno = reason;
    auto fault = unwritable(path);
    ::unlink(unfinished.c_str());
    return fault;
  }
  return {};
}

Result<InputTexts> read_last_good(const std::string& folder) {
  const auto path = (fs::path(folder) / kFile).string();
  auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  Sources sources;
  Arena arena;
  Diagnostics faults;
  const auto file = sources.add(path, std::move(*text));
  if (!file) return damaged(path);
  const auto in = json::make_strict_reader(sources, *file, arena, faults);
  if (in->kind() != PullReader::Kind::object) return damaged(path);
  InputTexts texts;
  std::string schema, digest;
  in->begin_object();
  for (std::string_view key; in->next_key(key);) {
    if (key == "texts" && in->kind() == PullReader::Kind::array) {
      in->begin_array();
      while (in->next_element()) {
        if (!read_text(*in, texts)) return damaged(path);
      }
    } else if ((key == "schema" || key == "digest") && in->kind() == PullReader::Kind::string) {
      (key == "schema" ? schema : digest) = in->string();
    } else {
      return damaged(path);
    }
  }
  if (in->failed() || !in->finish() || schema != kSchema || digest != texts.digest()) return damaged(path);
  return texts;
}

}  // namespace sprintd::app
