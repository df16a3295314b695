// format(), a second time.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <map>

#include "tests/support/reference_walk.h"

namespace sprintd::lang::reference {

namespace {

std::string plain(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  char text[64];
  int precision = 0;  // the least that gives the number back
  do {
    std::snprintf(text, sizeof text, "%.*e", precision++, number);
  } while (std::strtod(text, nullptr) != number);
  const std::string_view written = text;
  const auto e = written.find('e');
  auto exponent = std::atoi(text + e + 1);
  const bool negative = written.front() == '-';
  std::string out;
  for (const char c : written.substr(0, e)) {
    if (c >= '0' && c <= '9') out += c;
  }
  for (; exponent < 0; ++exponent) out.insert(out.begin(), '0');
  const auto point = static_cast<std::size_t>(exponent) + 1;
  while (out.size() < point) out += '0';
  if (out.size() > point) out.insert(point, 1, '.');
  return (negative ? "-" : "") + out;
}

std::string repaired(const std::string& bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t length = 4;
    while (length > 0 && (i + length > bytes.size() || !is_utf8(bytes.substr(i, length)))) --length;
    out += length == 0 ? "\ufffd" : bytes.substr(i, length);
    i += length == 0 ? 1 : length;
  }
  return out;
}

std::string in_base(Wide value, int base) {
  const bool negative = value < 0;
  if (negative) value = -value;
  std::string out;
  do {
    out.insert(out.begin(), "0123456789abcdef"[static_cast<int>(value % base)]);
    value /= base;
  } while (value > 0);
  return (negative ? "-" : "") + out;
}

std::optional<Wide> whole(const Value& value) {
  if (const auto* is = value.as<Integer>()) return is->value;
  if (const auto* is = value.as<std::uint64_t>()) return *is;
  return std::nullopt;
}

std::optional<double> number(const Value& value) {
  if (const auto* is = value.as<double>()) return *is;
  if (const auto is = whole(value)) return static_cast<double>(*is);
  return std::nullopt;
}

struct Failed {
  Value value;
};
using Text = std::variant<std::string, Failed>;

Text any(const Value& value);

Text list_text(const List& list) {
  std::string out = "[";
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto part = any(list[i]);
    if (std::holds_alternative<Failed>(part)) return part;
    out += (i == 0 ? "" : ", ") + std::get<std::string>(part);
  }
  return out + "]";
}

Text map_text(const Map& map) {
  std::multimap<std::string, const Value*> entries;  // equal texts stay in their order
  for (const auto& [key, value] : map) entries.emplace(std::get<std::string>(any(key)), &value);
  std::string out = "{";
  for (const auto& [key, value] : entries) {
    auto part = any(*value);
    if (std::holds_alternative<Failed>(part)) return part;
    out += (out.size() == 1 ? "" : ", ") + key + ": " + std::get<std::string>(part);
  }
  return out + "}";
}

std::string type_text(Type::Kind kind) {
  switch (kind) {
    case Type::Kind::null:
      return "null_type";
    case Type::Kind::boolean:
      return "bool";
    case Type::Kind::integer:
      return "int";
    case Type::Kind::uinteger:
      return "uint";
    case Type::Kind::real:
      return "double";
    case Type::Kind::string:
      return "string";
    case Type::Kind::bytes:
      return "bytes";
    case Type::Kind::timestamp:
      return "google.protobuf.Timestamp";
    case Type::Kind::duration:
      return "google.protobuf.Duration";
    case Type::Kind::list:
      return "list";
    case Type::Kind::map:
      return "map";
    case Type::Kind::type:
      return "type";
    case Type::Kind::optional:
      return "optional_type";
    default:
      return "entity 0";
  }
}

Text any(const Value& value) {
  if (value.failed()) return Failed{value};
  if (const auto* is = value.as<std::string>()) return *is;
  if (const auto* is = value.as<Bytes>()) return repaired(is->bytes);
  if (const auto* is = value.as<bool>()) return std::string(*is ? "true" : "false");
  if (const auto* is = value.as<double>()) return plain(*is);
  if (const auto is = whole(value)) return in_base(*is, 10);
  if (value.as<Null>() != nullptr) return std::string("null");
  if (const auto* is = value.as<Timestamp>()) return timestamp_words(*is);
  if (const auto* is = value.as<Duration>()) return duration_words(*is);
  if (const auto* is = value.as<TypeName>()) return type_text(is->kind);
  if (const auto* list = value.list()) return list_text(*list);
  if (const auto* map = value.map()) return map_text(*map);
  return Failed{value.as<Row>() != nullptr ? Value{Skipped{}} : make_error()};
}

std::string hex_of(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

Text clause_text(char verb, int precision, const Value& value) {
  if (value.failed()) return Failed{value};
  const Failed misfit{make_error()};
  switch (verb) {
    case 's':
      return any(value);
    case 'd':
      if (const auto* is = value.as<double>()) return plain(*is);
      return whole(value) ? Text{in_base(*whole(value), 10)} : misfit;
    case 'b':
      if (const auto* is = value.as<bool>()) return std::string(*is ? "1" : "0");
      return whole(value) ? Text{in_base(*whole(value), 2)} : misfit;
    case 'o':
      return whole(value) ? Text{in_base(*whole(value), 8)} : misfit;
    case 'x':
    case 'X': {
      std::string out;
      if (const auto* text = value.as<std::string>()) {
        out = hex_of(*text);
      } else if (const auto* bytes = value.as<Bytes>()) {
        out = hex_of(bytes->bytes);
      } else if (whole(value)) {
        out = in_base(*whole(value), 16);
      } else {
        return misfit;
      }
      if (verb == 'X')
        std::ranges::transform(out, out.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
      return out;
    }
    default: {
      const auto is = number(value);
      if (!is) return misfit;
      if (!std::isfinite(*is)) return plain(*is);
      char buffer[2000];
      std::snprintf(buffer, sizeof buffer, verb == 'f' ? "%.*f" : "%.*e", precision, *is);
      return std::string(buffer);
    }
  }
}

}  // namespace

Value formatted(const std::string& text, const List& values) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (++i == text.size()) return make_error();
    if (text[i] == '%') {
      out += '%';
      continue;
    }
    int precision = 6;
    if (text[i] == '.') {
      std::string digits;
      while (++i < text.size() && text[i] >= '0' && text[i] <= '9') digits += text[i];
      if (digits.empty() || digits.size() > 4 || std::stoi(digits) > 1'100) return make_error();
      precision = std::stoi(digits);
      if (i == text.size()) return make_error();
    }
    if (std::string_view("sdfeboxX").find(text[i]) == std::string_view::npos || used == values.size()) {
      return make_error();
    }
    auto part = clause_text(text[i], precision, values[used++]);
    if (const auto* failed = std::get_if<Failed>(&part)) return failed->value;
    out += std::get<std::string>(part);
  }
  return {out};
}

}  // namespace sprintd::lang::reference
