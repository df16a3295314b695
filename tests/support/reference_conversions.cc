// int(), string(), timestamp() and their like, size(), and the functions of optionals, a second time.
#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <regex>
#include <sstream>

#include "tests/support/reference_walk.h"

namespace sprintd::lang::reference {

namespace {

constexpr std::int64_t kNanos = 1'000'000'000;

std::size_t characters(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1U : 0U;
  return count;
}

template <typename T>
std::optional<T> number_in(std::string text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.erase(0, 1);
  T value{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

template <typename T>
Value parsed(const std::string& text) {
  const auto number = number_in<T>(text);
  if (!number) return make_error();
  if constexpr (std::is_same_v<T, std::int64_t>) {
    return make_int(*number);
  } else {
    return {*number};
  }
}

Value to_int(const Value& value) {
  if (value.as<Integer>() != nullptr) return value;
  if (const auto* is = value.as<std::uint64_t>()) {
    return *is > std::uint64_t{std::numeric_limits<std::int64_t>::max()} ? make_error()
                                                                         : make_int(static_cast<std::int64_t>(*is));
  }
  if (const auto* is = value.as<double>()) {
    return *is > -0x1p63 && *is < 0x1p63 ? make_int(static_cast<std::int64_t>(*is)) : make_error();
  }
  if (const auto* is = value.as<std::string>()) return parsed<std::int64_t>(*is);
  if (const auto* is = value.as<Timestamp>()) return make_int(is->seconds);
  return make_error();
}

Value to_uint(const Value& value) {
  if (value.as<std::uint64_t>() != nullptr) return value;
  if (const auto* is = value.as<Integer>()) {
    return is->value < 0 ? make_error() : Value{static_cast<std::uint64_t>(is->value)};
  }
  if (const auto* is = value.as<double>()) {
    return *is >= 0 && *is < 0x1p64 ? Value{static_cast<std::uint64_t>(*is)} : make_error();
  }
  if (const auto* is = value.as<std::string>()) return parsed<std::uint64_t>(*is);
  return make_error();
}

Value to_double(const Value& value) {
  if (value.as<double>() != nullptr) return value;
  if (const auto* is = value.as<Integer>()) return {static_cast<double>(is->value)};
  if (const auto* is = value.as<std::uint64_t>()) return {static_cast<double>(*is)};
  if (const auto* is = value.as<std::string>()) return parsed<double>(*is);
  return make_error();
}

}  // namespace

bool is_utf8(const std::string& bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const std::size_t length = first < 0x80        ? 1
                               : first >> 5U == 6  ? 2
                               : first >> 4U == 14 ? 3
                               : first >> 3U == 30 ? 4
                                                   : 0;
    if (length == 0 || i + length > bytes.size()) return false;
    std::uint32_t code = length == 1 ? first : first & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(bytes[i + k]);
      if (next >> 6U != 2) return false;
      code = code << 6U | (next & 0x3fU);
    }
    constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kLeast[length] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
    i += length;
  }
  return true;
}

std::string fraction(std::int64_t nanos) {
  if (nanos == 0) return "";
  auto digits = fmt::format("{:09}", nanos);
  while (digits.back() == '0') digits.pop_back();
  return "." + digits;
}

std::string timestamp_words(const Timestamp& time) {
  using namespace std::chrono;
  const sys_seconds whole{seconds{time.seconds}};
  const auto day = floor<days>(whole);
  const year_month_day date{day};
  const hh_mm_ss clock{whole - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), fraction(time.nanos));
}

std::string duration_words(const Duration& length) {
  const bool negative = length.seconds < 0;
  // As a sign and a magnitude: -0.5 s is -1 s and half a second.
  const bool borrows = negative && length.nanos != 0;
  const auto seconds = negative ? -(length.seconds + (borrows ? 1 : 0)) : length.seconds;
  return fmt::format("{}{}{}s", negative ? "-" : "", seconds, fraction(borrows ? kNanos - length.nanos : length.nanos));
}

namespace {

Value to_text(const Value& value) {
  if (value.as<std::string>() != nullptr) return value;
  if (const auto* is = value.as<bool>()) return {std::string(*is ? "true" : "false")};
  if (const auto* is = value.as<Integer>()) return {std::to_string(is->value)};
  if (const auto* is = value.as<std::uint64_t>()) return {std::to_string(*is)};
  if (const auto* is = value.as<double>()) {
    if (std::isnan(*is)) return {std::string("NaN")};
    if (std::isinf(*is)) return {std::string(*is > 0 ? "+Inf" : "-Inf")};
    return {fmt::format("{}", *is)};
  }
  if (const auto* is = value.as<Bytes>()) return is_utf8(is->bytes) ? Value{is->bytes} : make_error();
  if (const auto* is = value.as<Timestamp>()) return {timestamp_words(*is)};
  if (const auto* is = value.as<Duration>()) return {duration_words(*is)};
  return make_error();
}

Value to_bool(const Value& value) {
  if (value.as<bool>() != nullptr) return value;
  const auto* text = value.as<std::string>();
  if (text == nullptr) return make_error();
  for (const auto* word : {"true", "True", "TRUE", "t", "1"}) {
    if (*text == word) return {true};
  }
  for (const auto* word : {"false", "False", "FALSE", "f", "0"}) {
    if (*text == word) return {false};
  }
  return make_error();
}

Value timestamp_from(const std::string& text) {
  static const std::regex kForm(
      R"((\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d)))");
  std::smatch m;
  if (!std::regex_match(text, m, kForm)) return make_error();
  using namespace std::chrono;
  const year_month_day date{year{std::stoi(m[1])}, month{static_cast<unsigned>(std::stoi(m[2]))},
                            day{static_cast<unsigned>(std::stoi(m[3]))}};
  const auto hour = std::stoi(m[4]);
  const auto minute = std::stoi(m[5]);
  const auto second = std::stoi(m[6]);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return make_error();
  std::int64_t seconds = sys_days{date}.time_since_epoch().count() * 86'400LL + hour * 3600 + minute * 60 + second;
  if (m[8].matched) {
    if (std::stoi(m[9]) > 23 || std::stoi(m[10]) > 59) return make_error();
    const auto offset = std::stoi(m[9]) * 3600 + std::stoi(m[10]) * 60;
    seconds -= m[8] == "+" ? offset : -offset;
  }
  if (seconds < -62'135'596'800 || seconds > 253'402'300'799) return make_error();
  const auto digits = (m[7].str() + "000000000").substr(0, 9);
  return {Timestamp{seconds, std::stoll(digits)}};
}

Value to_timestamp(const Value& value) {
  if (value.as<Timestamp>() != nullptr) return value;
  if (const auto* is = value.as<std::string>()) return timestamp_from(*is);
  const auto* is = value.as<Integer>();
  if (is == nullptr || is->value < -62'135'596'800 || is->value > 253'402'300'799) return make_error();
  return {Timestamp{is->value, 0}};
}

Value duration_from(const std::string& text) {
  static const std::regex kPart(R"((\d*)(?:\.(\d*))?(ns|us|µs|ms|s|m|h))");
  auto at = text.cbegin();
  const bool negative = at != text.cend() && *at == '-';
  if (at != text.cend() && (*at == '-' || *at == '+')) ++at;
  if (std::string(at, text.cend()) == "0") return {Duration{}};
  if (at == text.cend()) return make_error();
  Wide nanos = 0;
  while (at != text.cend()) {
    std::smatch m;
    if (!std::regex_search(at, text.cend(), m, kPart, std::regex_constants::match_continuous)) return make_error();
    const auto whole = m[1].str();
    const auto part = m[2].str();
    if (whole.size() + part.size() == 0 || whole.size() > 25) return make_error();
    const std::string unit = m[3];
    const std::int64_t size = unit == "h"    ? 3600 * kNanos
                              : unit == "m"  ? 60 * kNanos
                              : unit == "s"  ? kNanos
                              : unit == "ms" ? 1'000'000
                              : unit == "ns" ? 1
                                             : 1'000;
    Wide amount = 0;
    for (const char c : whole) amount = amount * 10 + (c - '0');
    const Wide ninths = std::stoll((part + "000000000").substr(0, 9));
    nanos += amount * size + ninths * size / kNanos;
    if (nanos > Wide{2} * std::numeric_limits<std::int64_t>::max()) return make_error();
    at = m[0].second;
  }
  if (negative) nanos = -nanos;
  if (nanos > std::numeric_limits<std::int64_t>::max() || nanos < std::numeric_limits<std::int64_t>::min()) {
    return make_error();
  }
  const auto seconds = nanos / kNanos - (nanos % kNanos < 0 ? 1 : 0);
  return {Duration{static_cast<std::int64_t>(seconds), static_cast<std::int64_t>(nanos - seconds * kNanos)}};
}

Type::Kind kind_of(const Value& value) {
  static constexpr Type::Kind kKinds[] = {
      Type::Kind::null,   Type::Kind::boolean, Type::Kind::integer,   Type::Kind::uinteger, Type::Kind::real,
      Type::Kind::string, Type::Kind::bytes,   Type::Kind::timestamp, Type::Kind::duration, Type::Kind::list,
      Type::Kind::map,    Type::Kind::type,    Type::Kind::optional,  Type::Kind::entity};
  return kKinds[value.is.index()];
}

Value size_of(const Value& value) {
  if (const auto* is = value.as<std::string>()) return make_int(static_cast<std::int64_t>(characters(*is)));
  if (const auto* is = value.as<Bytes>()) return make_int(static_cast<std::int64_t>(is->bytes.size()));
  if (const auto* is = value.list()) return make_int(static_cast<std::int64_t>(is->size()));
  if (const auto* is = value.map()) return make_int(static_cast<std::int64_t>(is->size()));
  return make_error();
}

bool is_zero(const Value& value) {
  if (const auto* is = value.as<bool>()) return !*is;
  if (const auto* is = value.as<Integer>()) return is->value == 0;
  if (const auto* is = value.as<std::uint64_t>()) return *is == 0;
  if (const auto* is = value.as<double>()) return *is == 0;
  if (const auto* is = value.as<Duration>()) return is->seconds == 0 && is->nanos == 0;
  if (const auto* is = value.as<Optional>()) return is->value == nullptr;
  if (value.as<Null>() != nullptr) return true;
  const auto size = size_of(value);
  return size.as<Integer>() != nullptr && size.as<Integer>()->value == 0;
}

Value unwrap(const Value& value) {
  const auto* list = value.list();
  if (list == nullptr) return make_error();
  List out;
  for (const auto& element : *list) {
    if (element.failed()) return element;
    const auto* optional = element.as<Optional>();
    if (optional == nullptr) return make_error();
    if (optional->value != nullptr) out.push_back(*optional->value);
  }
  return make_list(std::move(out));
}

}  // namespace

std::optional<Value> call_conversion(std::string_view name, bool member, Arguments a, const World&) {
  if (name == "size" && a.size() == 1) return size_of(a[0]);
  if (member || a.size() != 1) return std::nullopt;
  const auto& value = a[0];
  if (name == "int") return to_int(value);
  if (name == "uint") return to_uint(value);
  if (name == "double") return to_double(value);
  if (name == "string") return to_text(value);
  if (name == "bool") return to_bool(value);
  if (name == "timestamp") return to_timestamp(value);
  if (name == "dyn") return value;
  if (name == "bytes") {
    if (const auto* is = value.as<std::string>()) return Value{Bytes{*is}};
    return value.as<Bytes>() != nullptr ? value : make_error();
  }
  if (name == "duration") {
    if (const auto* is = value.as<std::string>()) return duration_from(*is);
    return value.as<Duration>() != nullptr ? value : make_error();
  }
  if (name == "type") {
    const auto* row = value.as<Row>();
    return Value{TypeName{kind_of(value), row == nullptr ? EntityType{} : row->entity}};
  }
  return std::nullopt;
}

std::optional<Value> call_optional(std::string_view name, bool member, Arguments a, const World&) {
  if (name == "optional.none" && a.empty()) return make_none();
  if (a.size() != 1) return std::nullopt;
  if (name == "optional.of") return make_some(a[0]);
  if (name == "optional.ofNonZeroValue") return is_zero(a[0]) ? make_none() : make_some(a[0]);
  if (name == "optional.unwrap" || name == "unwrapOpt") return unwrap(a[0]);
  if (!member || (name != "hasValue" && name != "value")) return std::nullopt;
  const auto* optional = a[0].as<Optional>();
  if (optional == nullptr) return make_error();
  if (name == "hasValue") return Value{optional->value != nullptr};
  return optional->value != nullptr ? *optional->value : make_error();
}

}  // namespace sprintd::lang::reference
