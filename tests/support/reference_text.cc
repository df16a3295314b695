// The library of texts and base64, a second time: on lists of characters where the real one works on bytes.
#include <algorithm>
#include <limits>

#include "tests/support/reference_walk.h"

namespace sprintd::lang::reference {

namespace {

// One character each, in UTF-8.
using Characters = std::vector<std::string>;

Characters characters_of(const std::string& text) {
  Characters out;
  for (const char c : text) {
    if (out.empty() || (static_cast<unsigned char>(c) & 0xc0U) != 0x80U) out.emplace_back();
    out.back() += c;
  }
  return out;
}

std::string joined(const Characters& characters, std::size_t from, std::size_t until) {
  std::string out;
  for (auto i = from; i < until; ++i) out += characters[i];
  return out;
}

std::string joined(const Characters& characters) { return joined(characters, 0, characters.size()); }

bool stands_at(const Characters& text, const Characters& part, std::size_t at) {
  return at + part.size() <= text.size() &&
         std::equal(part.begin(), part.end(), text.begin() + static_cast<std::ptrdiff_t>(at));
}

Value char_at(const Characters& text, std::int64_t at) {
  if (at < 0 || at > static_cast<std::int64_t>(text.size())) return make_error();
  return {at == static_cast<std::int64_t>(text.size()) ? std::string() : text[static_cast<std::size_t>(at)]};
}

Value index_of(const Characters& text, const Characters& part, std::int64_t from) {
  if (from < 0) return make_error();
  if (part.empty()) return make_int(std::min(from, static_cast<std::int64_t>(text.size())));
  for (auto i = static_cast<std::size_t>(from); i < text.size(); ++i) {
    if (stands_at(text, part, i)) return make_int(static_cast<std::int64_t>(i));
  }
  return make_int(-1);
}

Value last_index_of(const Characters& text, const Characters& part, std::optional<std::int64_t> until) {
  const auto size = static_cast<std::int64_t>(text.size());
  if (until && *until < 0) return make_error();
  if (part.empty()) return make_int(std::min(until.value_or(size), size));
  if (until && *until >= size) return make_int(-1);
  for (auto i = until.value_or(size - 1); i >= 0; --i) {
    if (stands_at(text, part, static_cast<std::size_t>(i))) return make_int(i);
  }
  return make_int(-1);
}

Value substring(const Characters& text, std::int64_t from, std::int64_t until) {
  const auto size = static_cast<std::int64_t>(text.size());
  if (from < 0 || from > size || until < 0 || until > size || until < from) return make_error();
  return {joined(text, static_cast<std::size_t>(from), static_cast<std::size_t>(until))};
}

Value replaced(const Characters& text, const Characters& old, const std::string& with, std::int64_t limit) {
  std::string out;
  std::int64_t count = 0;
  for (std::size_t i = 0; i <= text.size();) {
    const bool here = stands_at(text, old, i) && (limit < 0 || count < limit);
    if (here) {
      out += with;
      ++count;
      i += old.size();
    }
    if (!here || old.empty()) {
      if (i < text.size()) out += text[i];
      ++i;
    }
    if (here && !old.empty() && i == text.size()) break;
  }
  return {out};
}

Value split(const Characters& text, const Characters& separator, std::int64_t limit) {
  if (limit == 0 || (separator.empty() && text.empty())) return make_list({});
  List parts;
  std::string part;
  const auto full = [&] { return limit > 0 && static_cast<std::int64_t>(parts.size()) == limit - 1; };
  for (std::size_t i = 0; i < text.size();) {
    if (separator.empty()) {
      part += text[i++];
      if (i < text.size() && !full()) parts.push_back({std::exchange(part, {})});
    } else if (!full() && stands_at(text, separator, i)) {
      parts.push_back({std::exchange(part, {})});
      i += separator.size();
    } else {
      part += text[i++];
    }
  }
  parts.push_back({part});
  return make_list(std::move(parts));
}

bool is_space(const std::string& c) {
  static const Characters kSpaces = characters_of(
      "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
      "\u202f\u205f\u3000");
  return std::ranges::find(kSpaces, c) != kSpaces.end();
}

Value trimmed(Characters text) {
  while (!text.empty() && is_space(text.back())) text.pop_back();
  while (!text.empty() && is_space(text.front())) text.erase(text.begin());
  return {joined(text)};
}

Value quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '\a':
        out += "\\a";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\v':
        out += "\\v";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '"':
        out += "\\\"";
        break;
      default:
        out += c;
    }
  }
  return {out + "\""};
}

std::string changed(std::string text, char first, char last, int by) {
  for (char& c : text) {
    if (c >= first && c <= last) c = static_cast<char>(c + by);
  }
  return text;
}

Value join(const List& list, const std::string& separator) {
  if (const auto failure = first_failure(list); failure.failed()) return failure;
  std::string out;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto* text = list[i].as<std::string>();
    if (text == nullptr) return make_error();
    out += (i == 0 ? "" : separator) + *text;
  }
  return {out};
}

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Value encoded(const std::string& bytes) {
  std::vector<bool> bits;
  for (const char c : bytes) {
    for (int bit = 7; bit >= 0; --bit)
      bits.push_back((static_cast<unsigned char>(c) >> static_cast<unsigned>(bit) & 1U) != 0);
  }
  while (bits.size() % 6 != 0) bits.push_back(false);
  std::string out;
  for (std::size_t i = 0; i < bits.size(); i += 6) {
    std::size_t digit = 0;
    for (std::size_t k = 0; k < 6; ++k) digit = digit * 2 + (bits[i + k] ? 1 : 0);
    out += kDigits[digit];
  }
  while (out.size() % 4 != 0) out += '=';
  return {out};
}

Value decoded(std::string text) {
  if (text.size() % 4 == 0 && text.ends_with("==")) {
    text.resize(text.size() - 2);
  } else if (text.size() % 4 == 0 && text.ends_with("=")) {
    text.pop_back();
  }
  if (text.size() % 4 == 1) return make_error();
  std::vector<bool> bits;
  for (const char c : text) {
    const auto digit = kDigits.find(c);
    if (digit == std::string_view::npos) return make_error();
    for (int bit = 5; bit >= 0; --bit) bits.push_back((digit >> static_cast<unsigned>(bit) & 1U) != 0);
  }
  std::string out;
  for (std::size_t i = 0; i + 8 <= bits.size(); i += 8) {
    unsigned byte = 0;
    for (std::size_t k = 0; k < 8; ++k) byte = byte * 2 + (bits[i + k] ? 1U : 0U);
    out += static_cast<char>(byte);
  }
  return {Bytes{out}};
}

std::optional<std::int64_t> whole(Arguments a, std::size_t i) {
  const auto* is = i < a.size() ? a[i].as<Integer>() : nullptr;
  return is == nullptr ? std::nullopt : std::optional(is->value);
}
const std::string* text_at(Arguments a, std::size_t i) { return i < a.size() ? a[i].as<std::string>() : nullptr; }

Value text_member(std::string_view name, Arguments a) {
  const auto& text = *text_at(a, 0);
  const auto characters = characters_of(text);
  const auto* other = text_at(a, 1);
  const auto part = other == nullptr ? Characters{} : characters_of(*other);
  const auto last = whole(a, a.size() - 1);
  const bool one = a.size() == 2 && other != nullptr;
  const bool two = a.size() == 3 && other != nullptr && last;
  if (name == "contains" && one) return {text.find(*other) != std::string::npos};
  if (name == "startsWith" && one) return {text.starts_with(*other)};
  if (name == "endsWith" && one) return {text.ends_with(*other)};
  if (name == "charAt" && a.size() == 2 && last) return char_at(characters, *last);
  if (name == "indexOf" && (one || two)) return index_of(characters, part, two ? *last : 0);
  if (name == "lastIndexOf" && (one || two)) return last_index_of(characters, part, two ? last : std::nullopt);
  if (name == "split" && (one || two)) return split(characters, part, two ? *last : -1);
  if (name == "lowerAscii" && a.size() == 1) return {changed(text, 'A', 'Z', 'a' - 'A')};
  if (name == "upperAscii" && a.size() == 1) return {changed(text, 'a', 'z', 'A' - 'a')};
  if (name == "trim" && a.size() == 1) return trimmed(characters);
  if (name == "reverse" && a.size() == 1) return {joined({characters.rbegin(), characters.rend()})};
  if (name == "substring" && a.size() == 2 && last) {
    return substring(characters, *last, static_cast<std::int64_t>(characters.size()));
  }
  if (name == "substring" && a.size() == 3 && whole(a, 1) && last) return substring(characters, *whole(a, 1), *last);
  const auto* with = text_at(a, 2);
  if (name == "replace" && other != nullptr && with != nullptr && a.size() == 3) {
    return replaced(characters, part, *with, -1);
  }
  if (name == "replace" && other != nullptr && with != nullptr && a.size() == 4 && last) {
    return replaced(characters, part, *with, *last);
  }
  if (name == "format" && a.size() == 2 && a[1].list() != nullptr) return formatted(text, *a[1].list());
  return make_error();
}

}  // namespace

std::optional<Value> call_text(std::string_view name, bool member, Arguments a, const World&) {
  static constexpr std::string_view kMembers[] = {"contains",    "startsWith", "endsWith", "charAt",     "indexOf",
                                                  "lastIndexOf", "split",      "trim",     "lowerAscii", "upperAscii",
                                                  "substring",   "replace",    "format"};
  if (!member) {
    const auto* text = text_at(a, 0);
    if (name == "strings.quote") return text == nullptr ? make_error() : quoted(*text);
    if (name == "base64.decode") return text == nullptr ? make_error() : decoded(*text);
    if (name != "base64.encode") return std::nullopt;
    const auto* bytes = a[0].as<Bytes>();
    return bytes == nullptr ? make_error() : encoded(bytes->bytes);
  }
  if (name == "join") {
    const auto* separator = text_at(a, 1);
    if (a[0].list() == nullptr || (a.size() == 2 && separator == nullptr)) return make_error();
    return join(*a[0].list(), separator == nullptr ? "" : *separator);
  }
  const bool reverses = name == "reverse" && text_at(a, 0) != nullptr;  // of a list: call_list()
  if (!reverses && std::ranges::find(kMembers, name) == std::end(kMembers)) return std::nullopt;
  return text_at(a, 0) == nullptr ? make_error() : text_member(name, a);
}

}  // namespace sprintd::lang::reference
