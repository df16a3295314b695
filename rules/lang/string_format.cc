#include "rules/lang/string_format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "rules/base/utf8.h"
#include "rules/lang/time_value.h"
#include "rules/lang/value_text.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;

// A double has no more digits than this behind the point.
constexpr int kMaxPrecision = 1'100;
constexpr int kDefaultPrecision = 6;

std::optional<std::string_view> name_of_special(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  return std::nullopt;
}

// The fewest digits that mean this number, without exponent: zeros where to_chars() would go on with exact digits.
std::string decimal_text(double number) {
  if (const auto special = name_of_special(number)) return std::string(*special);
  std::array<char, 32> buffer{};  // at most 24 are needed
  const auto* const end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific).ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const auto e = text.find('e');
  std::string digits;
  std::ranges::copy_if(text.substr(0, e), std::back_inserter(digits), [](char c) { return c >= '0'; });
  int exponent = 0;
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), end, exponent);

  const auto whole = exponent < 0 ? std::size_t{0} : static_cast<std::size_t>(exponent) + 1;
  if (whole == 0) digits.insert(0, static_cast<std::size_t>(-exponent - 1), '0');
  if (digits.size() < whole) digits.append(whole - digits.size(), '0');
  std::string out = std::signbit(number) ? "-" : "";
  out += whole == 0 ? "0" : digits.substr(0, whole);
  if (digits.size() > whole) out += "." + digits.substr(whole);
  return out;
}

std::optional<double> as_double(const Value& value) {
  switch (value.kind) {
    case Kind::integer:
      return static_cast<double>(value.i);
    case Kind::uinteger:
      return static_cast<double>(value.u);
    case Kind::real:
      return value.d;
    default:
      return std::nullopt;
  }
}

std::string in_base(std::uint64_t magnitude, bool negative, int base) {
  std::array<char, 66> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), magnitude, base).ptr;
  return (negative ? "-" : "") + std::string(text.data(), end);
}

std::optional<std::string> integer_text(const Value& value, int base) {
  if (value.is(Kind::uinteger)) return in_base(value.u, false, base);
  if (!value.is(Kind::integer)) return std::nullopt;
  return value.i < 0 ? in_base(~static_cast<std::uint64_t>(value.i) + 1, true, base)
                     : in_base(static_cast<std::uint64_t>(value.i), false, base);
}

std::string hex_of_bytes(std::string_view bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

// As type(x) == ... names it.
std::string type_name(const Type& type) {
  if (type.kind == Type::Kind::timestamp) return "google.protobuf.Timestamp";
  if (type.kind == Type::Kind::duration) return "google.protobuf.Duration";
  return type_word(Type(type.kind));
}

struct Clause {
  char verb = 0;
  int precision = kDefaultPrecision;
};

class Formatter {
 public:
  Formatter(std::string_view text, const Value& values, CallContext& context)
      : rest_(text), values_(values), context_(context) {}

  Value run() {
    if (!context_.charge(1 + rest_.size() / 16)) return context_.too_much_work();
    while (!rest_.empty() && !failed_) {
      const auto percent = std::min(rest_.find('%'), rest_.size());
      append(rest_.substr(0, percent));
      rest_.remove_prefix(percent);
      if (!rest_.empty()) read_clause();
    }
    return failed_ ? *failed_ : Value::of(context_.arena.copy(out_));
  }

 private:
  void fail(const Value& failure) {
    if (!failed_) failed_ = failure;
  }

  void append(std::string_view text) {
    if (!context_.affords(out_.size() + text.size())) return fail(context_.too_much_memory());
    if (!context_.charge(text.size() / 16)) return fail(context_.too_much_work());
    out_ += text;
  }

  // At a percent sign. constant_faults.cc reads those of constant texts in the same way.
  void read_clause() {
    rest_.remove_prefix(1);
    if (rest_.starts_with('%')) {
      rest_.remove_prefix(1);
      return append("%");
    }
    Clause clause;
    if (rest_.starts_with('.') && !read_precision(clause)) return;
    if (rest_.empty()) return fail(context_.error("format() ends within a clause: a percent sign is written %%"));
    clause.verb = rest_.front();
    if (std::string_view("sdfeboxX").find(clause.verb) == std::string_view::npos) {
      return fail(context_.error(fmt::format("format() has no clause %{}: it has %s, %d, %f, %e, %b, %o, %x, %X and %%",
                                             first_character(rest_))));
    }
    rest_.remove_prefix(1);
    if (used_ == values_.size) {
      return fail(context_.error(fmt::format("format() has more clauses than values ({})", values_.size)));
    }
    put(clause, values_.element(used_++));
  }

  static std::string_view first_character(std::string_view text) {
    std::size_t width = 1;
    while (width < text.size() && (static_cast<unsigned char>(text[width]) & 0xc0U) == 0x80U) ++width;
    return text.substr(0, width);
  }

  bool read_precision(Clause& clause) {
    rest_.remove_prefix(1);
    const auto [end, fault] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), clause.precision);
    const bool has_digits = end != rest_.data() && rest_.front() != '-';
    if (!has_digits || fault != std::errc{} || clause.precision > kMaxPrecision) {
      fail(context_.error(has_digits ? fmt::format("format() writes at most {} digits behind the point", kMaxPrecision)
                                     : std::string("behind %. of format() stands how many digits to write: %.2f")));
      return false;
    }
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return true;
  }

  void put(const Clause& clause, const Value& value) {
    if (value.is_failure()) return fail(value);
    switch (clause.verb) {
      case 's':
        return put_any(value);
      case 'd':
        if (value.is(Kind::real)) return append(decimal_text(value.d));
        return put_or_refuse(clause, value, integer_text(value, 10), "a number");
      case 'f':
      case 'e':
        return put_real(clause, value);
      case 'b':
        if (value.is(Kind::boolean)) return append(value.b ? "1" : "0");
        return put_or_refuse(clause, value, integer_text(value, 2), "a whole number or a bool");
      case 'o':
        return put_or_refuse(clause, value, integer_text(value, 8), "a whole number");
      default:
        return put_hex(clause, value);
    }
  }

  void put_or_refuse(const Clause& clause, const Value& value, const std::optional<std::string>& text,
                     std::string_view wanted) {
    if (text) return append(*text);
    fail(context_.error(
        fmt::format("%{} of format() writes {}, not {}", clause.verb, wanted, value_and_type(value, context_.facts))));
  }

  void put_real(const Clause& clause, const Value& value) {
    const auto number = as_double(value);
    if (!number) return put_or_refuse(clause, value, std::nullopt, "a number");
    if (const auto special = name_of_special(*number)) return append(*special);
    append(clause.verb == 'f' ? fmt::format("{:.{}f}", *number, clause.precision)
                              : fmt::format("{:.{}e}", *number, clause.precision));
  }

  void put_hex(const Clause& clause, const Value& value) {
    auto text = integer_text(value, 16);
    if (value.is(Kind::string) || value.is(Kind::bytes)) {
      if (!context_.affords(2 * std::size_t{value.size})) return fail(context_.too_much_memory());
      text = hex_of_bytes(value.string());
    }
    if (text && clause.verb == 'X') {
      std::ranges::transform(*text, text->begin(),
                             [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
    }
    put_or_refuse(clause, value, text, "a whole number, a text or bytes");
  }

  void put_any(const Value& value) {
    if (failed_) return;
    if (!context_.charge(1)) return fail(context_.too_much_work());
    switch (value.kind) {
      case Kind::null:
        return append("null");
      case Kind::boolean:
        return append(value.b ? "true" : "false");
      case Kind::integer:
      case Kind::uinteger:
        return append(*integer_text(value, 10));
      case Kind::real:
        return append(decimal_text(value.d));
      case Kind::bytes:
        return append_text_of(value.string());
      case Kind::string:
        return append(value.string());
      case Kind::timestamp:
        return append(timestamp_text(value));
      case Kind::duration:
        return append(duration_text(value));
      case Kind::type:
        return append(type_name(*value.type));
      case Kind::list:
      case Kind::rows:
        return put_list(value);
      case Kind::map:
        return put_map(value);
      case Kind::entity:
        if (context_.facts != nullptr) return append(context_.facts->id(value.entity, value.row));
        break;
      case Kind::error:
      case Kind::unknown:
        return fail(value);
      case Kind::optional:
        break;
    }
    fail(context_.error(fmt::format("%s of format() cannot write {}", value_and_type(value, context_.facts))));
  }

  // Each byte that is no part of a text becomes the replacement character.
  void append_text_of(std::string_view bytes) {
    while (!failed_) {
      const auto bad = find_bad_utf8(bytes);
      append(bytes.substr(0, bad.value_or(bytes.size())));
      if (!bad) return;
      append("\ufffd");
      bytes.remove_prefix(*bad + 1);
    }
  }

  void put_list(const Value& list) {
    append("[");
    for (std::uint32_t i = 0; i < list.size && !failed_; ++i) {
      if (i > 0) append(", ");
      put_any(list.element(i));
    }
    append("]");
  }

  // By the text of the keys, so that the order in which the map was made shows nowhere.
  void put_map(const Value& map) {
    std::vector<std::pair<std::string, const Value*>> entries;
    const auto begin = out_.size();
    for (std::uint32_t i = 0; i < map.size && !failed_; ++i) {
      put_any(map.entries[i].key);
      entries.emplace_back(out_.substr(begin), &map.entries[i].value);
      out_.resize(begin);
    }
    // 1 and 1.0 are one text: the address is the place in the map.
    std::ranges::sort(entries);
    append("{");
    bool first = true;
    for (const auto& [key, value] : entries) {
      if (failed_) return;
      append(first ? "" : ", ");
      append(key);
      append(": ");
      put_any(*value);
      first = false;
    }
    append("}");
  }

  std::string_view rest_;
  const Value& values_;
  CallContext& context_;
  std::string out_;
  std::uint32_t used_ = 0;
  std::optional<Value> failed_;
};

}  // namespace

Value format_text(std::string_view text, const Value& values, CallContext& context) {
  return Formatter(text, values, context).run();
}

}  // namespace sprintd::lang
