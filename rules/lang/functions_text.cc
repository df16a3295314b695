// CEL's library of texts: positions, parts, cases, replacing and splitting. Positions count code points.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>
#include <optional>

#include "rules/lang/code_points.h"
#include "rules/lang/function_rows.h"
#include "rules/lang/string_format.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

constexpr std::size_t kNowhere = std::string_view::npos;

// Bytes of the code point that starts here.
std::size_t width_at(std::string_view text, std::size_t at) {
  std::size_t width = 1;
  while (at + width < text.size() && (static_cast<unsigned char>(text[at + width]) & 0xc0U) == 0x80U) ++width;
  return width;
}

// The byte at which the code point of this number starts; one past the last byte for the number of all; else nowhere.
std::size_t byte_of(std::string_view text, std::int64_t position) {
  if (position < 0) return kNowhere;
  std::size_t at = 0;
  for (; position > 0 && at < text.size(); --position) at += width_at(text, at);
  return position == 0 ? at : kNowhere;
}

std::int64_t position_of(std::string_view text, std::size_t byte) {
  return static_cast<std::int64_t>(count_code_points(text.substr(0, byte)));
}

bool pays_for(std::string_view text, CallContext& context) { return context.charge(1 + text.size() / 16); }

Value out_of_range(std::int64_t position, std::string_view text, CallContext& context) {
  return context.error(fmt::format("position {} is out of range of a text of {}", position, count_code_points(text)));
}

Value char_at(Arguments a, CallContext& context) {
  const auto text = a[0].string();
  if (!pays_for(text, context)) return context.too_much_work();
  const auto at = byte_of(text, a[1].i);
  if (at == kNowhere) return out_of_range(a[1].i, text, context);
  return Value::of(at == text.size() ? std::string_view{""} : text.substr(at, width_at(text, at)));
}

Value index_from(std::string_view text, std::string_view part, std::int64_t from, CallContext& context) {
  if (!pays_for(text, context) || !pays_for(part, context)) return context.too_much_work();
  if (from < 0) return out_of_range(from, text, context);
  auto at = byte_of(text, from);
  if (at == kNowhere) at = text.size();
  const auto found = text.find(part, at);
  return Value::of(found == kNowhere ? std::int64_t{-1} : position_of(text, found));
}

Value index_of(Arguments a, CallContext& context) { return index_from(a[0].string(), a[1].string(), 0, context); }
Value index_of_from(Arguments a, CallContext& context) {
  return index_from(a[0].string(), a[1].string(), a[2].i, context);
}

Value last_index_until(std::string_view text, std::string_view part, std::size_t last, CallContext& context) {
  // The library searches back byte by byte, and compares at each.
  if (!context.charge(1 + text.size() / 16 + text.size() * std::min(part.size(), text.size()) / 64)) {
    return context.too_much_work();
  }
  const auto found = text.rfind(part, last);
  return Value::of(found == kNowhere ? std::int64_t{-1} : position_of(text, found));
}

Value last_index_of(Arguments a, CallContext& context) {
  return last_index_until(a[0].string(), a[1].string(), kNowhere, context);
}
Value last_index_of_until(Arguments a, CallContext& context) {
  const auto text = a[0].string();
  if (!pays_for(text, context)) return context.too_much_work();
  if (a[2].i < 0) return out_of_range(a[2].i, text, context);
  const auto last = byte_of(text, a[2].i);
  const bool beyond = last == kNowhere || last == text.size();
  if (beyond && a[1].size != 0) return Value::of(std::int64_t{-1});
  return last_index_until(text, a[1].string(), last, context);
}

template <typename Change>
Value changed(const Value& value, CallContext& context, Change change) {
  const auto text = value.string();
  if (!pays_for(text, context)) return context.too_much_work();
  if (!context.affords(text.size())) return context.too_much_memory();
  const auto bytes = context.arena.array<char>(text.size());
  std::ranges::transform(text, bytes.begin(), change);
  return Value::of(std::string_view{bytes.data(), bytes.size()});
}

Value lower_ascii(Arguments a, CallContext& context) {
  return changed(a[0], context, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
}
Value upper_ascii(Arguments a, CallContext& context) {
  return changed(a[0], context, [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; });
}

Value reversed(Arguments a, CallContext& context) {
  const auto text = a[0].string();
  if (!pays_for(text, context)) return context.too_much_work();
  if (!context.affords(text.size())) return context.too_much_memory();
  const auto bytes = context.arena.array<char>(text.size());
  auto* end = bytes.data() + bytes.size();
  for (std::size_t at = 0; at < text.size();) {
    const auto width = width_at(text, at);
    end -= width;
    std::copy_n(text.data() + at, width, end);
    at += width;
  }
  return Value::of(std::string_view{bytes.data(), bytes.size()});
}

Value part_of(std::string_view text, std::int64_t from, std::int64_t until, CallContext& context) {
  if (!pays_for(text, context)) return context.too_much_work();
  const auto begin = byte_of(text, from);
  if (begin == kNowhere) return out_of_range(from, text, context);
  const auto end = byte_of(text, until);
  if (end == kNowhere) return out_of_range(until, text, context);
  if (end < begin) return context.error(fmt::format("a part of a text cannot go from {} back to {}", from, until));
  return Value::of(text.substr(begin, end - begin));
}

Value substring(Arguments a, CallContext& context) {
  return part_of(a[0].string(), a[1].i, static_cast<std::int64_t>(count_code_points(a[0].string())), context);
}
Value substring_until(Arguments a, CallContext& context) { return part_of(a[0].string(), a[1].i, a[2].i, context); }

// Unicode's White_Space.
bool is_space(std::string_view character) {
  static constexpr auto kSpaces = std::to_array<std::string_view>(
      {"\t",     "\n",     "\v",     "\f",     "\r",     " ",      "\u0085", "\u00a0", "\u1680",
       "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
       "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"});
  return std::ranges::find(kSpaces, character) != kSpaces.end();
}

Value trim(Arguments a, CallContext& context) {
  auto text = a[0].string();
  if (!pays_for(text, context)) return context.too_much_work();
  while (!text.empty() && is_space(text.substr(0, width_at(text, 0)))) text.remove_prefix(width_at(text, 0));
  while (!text.empty()) {
    auto start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0U) == 0x80U) --start;
    if (!is_space(text.substr(start))) break;
    text.remove_suffix(text.size() - start);
  }
  return Value::of(text.empty() ? std::string_view{""} : text);
}

constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();

// A limit below 0 is none.
std::uint64_t limit_of(std::int64_t limit) { return limit < 0 ? kAll : static_cast<std::uint64_t>(limit); }

// Calls found(begin) for each place where `part` is replaced or split at, at most `most` of them; an empty part is
// found before each character and at the end.
template <typename Found>
void find_all(std::string_view text, std::string_view part, std::uint64_t most, Found found) {
  std::size_t at = 0;
  for (std::uint64_t count = 0; count < most; ++count) {
    if (part.empty()) {
      found(at);
      if (at == text.size()) return;
      at += width_at(text, at);
      continue;
    }
    at = text.find(part, at);
    if (at == kNowhere) return;
    found(at);
    at += part.size();
  }
}

Value replace_most(std::string_view text, std::string_view old, std::string_view with, std::uint64_t most,
                   CallContext& context) {
  if (!pays_for(text, context)) return context.too_much_work();
  std::uint64_t places = 0;
  find_all(text, old, most, [&](std::size_t) { ++places; });
  if (!context.charge(places)) return context.too_much_work();
  const auto removed = places * old.size();
  std::uint64_t added = 0;
  if (__builtin_mul_overflow(places, with.size(), &added) || !context.affords(text.size() + added)) {
    return context.too_much_memory();
  }
  const auto bytes = context.arena.array<char>(text.size() - removed + added);
  if (!context.charge(bytes.size() / 16)) return context.too_much_work();
  auto* out = bytes.data();
  std::size_t done = 0;
  find_all(text, old, most, [&](std::size_t at) {
    out = std::copy(text.begin() + static_cast<std::ptrdiff_t>(done), text.begin() + static_cast<std::ptrdiff_t>(at),
                    out);
    out = std::copy(with.begin(), with.end(), out);
    done = at + old.size();
  });
  std::copy(text.begin() + static_cast<std::ptrdiff_t>(done), text.end(), out);
  return Value::of(std::string_view{bytes.data(), bytes.size()});
}

Value replace(Arguments a, CallContext& context) {
  return replace_most(a[0].string(), a[1].string(), a[2].string(), kAll, context);
}
Value replace_limited(Arguments a, CallContext& context) {
  return replace_most(a[0].string(), a[1].string(), a[2].string(), limit_of(a[3].i), context);
}

Value list_of(const std::vector<std::string_view>& parts, CallContext& context) {
  if (!context.charge(parts.size())) return context.too_much_work();
  if (!context.affords(parts.size() * sizeof(Value))) return context.too_much_memory();
  const auto values = context.arena.array<Value>(parts.size());
  std::ranges::transform(parts, values.begin(),
                         [](std::string_view part) { return Value::of(part.empty() ? std::string_view{""} : part); });
  return Value::of_list(values);
}

Value split_most(std::string_view text, std::string_view separator, std::uint64_t most, CallContext& context) {
  if (!pays_for(text, context)) return context.too_much_work();
  // At most a part for each character and one more: never asked for more than the text is long.
  if (!context.affords((text.size() + 1) * sizeof(std::string_view))) return context.too_much_memory();
  std::vector<std::string_view> parts;
  if (most == 0 || (separator.empty() && text.empty())) return list_of(parts, context);
  std::size_t done = 0;
  find_all(text, separator, separator.empty() ? most : most - 1, [&](std::size_t at) {
    if (separator.empty() && (at == 0 || at == text.size())) return;  // between characters only
    parts.push_back(text.substr(done, at - done));
    done = at + separator.size();
  });
  parts.push_back(text.substr(done));
  return list_of(parts, context);
}

Value split(Arguments a, CallContext& context) { return split_most(a[0].string(), a[1].string(), kAll, context); }
Value split_limited(Arguments a, CallContext& context) {
  return split_most(a[0].string(), a[1].string(), limit_of(a[2].i), context);
}

Value quote(Arguments a, CallContext& context) {
  static constexpr std::string_view kEscaped = "\a\b\f\n\r\t\v\\\"";
  static constexpr std::string_view kNames = "abfnrtv\\\"";
  const auto text = a[0].string();
  if (!pays_for(text, context)) return context.too_much_work();
  if (!context.affords(2 * text.size() + 2)) return context.too_much_memory();
  const auto bytes = context.arena.array<char>(2 * text.size() + 2);
  auto* out = bytes.data();
  *out++ = '"';
  for (const char c : text) {
    const auto escape = kEscaped.find(c);
    if (escape != kNowhere) *out++ = '\\';
    *out++ = escape != kNowhere ? kNames[escape] : c;
  }
  *out++ = '"';
  return Value::of(std::string_view{bytes.data(), static_cast<std::size_t>(out - bytes.data())});
}

Value format(Arguments a, CallContext& context) { return format_text(a[0].string(), a[1], context); }

}  // namespace

void add_text_rows(FunctionRows& rows) {
  const Type text = Kind::string;
  const Type number = Kind::integer;
  const auto add = [&rows, &text](std::string_view name, std::vector<Type> arguments, Type result, Function call,
                                  std::string_view doc) {
    arguments.insert(arguments.begin(), text);
    rows.push_back({name, true, std::move(arguments), std::move(result), call, doc, 2});
  };
  add("charAt", {number}, text, char_at, "the character at a position from 0; '' at the end, an error beyond");
  add("indexOf", {text}, number, index_of, "where the other text first is, from 0; -1 when it is not in there");
  add("indexOf", {text, number}, number, index_of_from, "the same, looking from a position on");
  add("lastIndexOf", {text}, number, last_index_of, "where the other text last is, from 0; -1 when it is not in there");
  add("lastIndexOf", {text, number}, number, last_index_of_until, "the same, beginning at this position or before");
  add("lowerAscii", {}, text, lower_ascii, "A to Z as a to z, all else as it is");
  add("upperAscii", {}, text, upper_ascii, "a to z as A to Z, all else as it is");
  add("replace", {text, text}, text, replace, "the first text replaced by the second wherever it is");
  add("replace", {text, text, number}, text, replace_limited, "the same, at most so many times; below 0: everywhere");
  add("split", {text}, Type::list(text), split, "the parts between the separators: 'a,b'.split(',') is ['a', 'b']");
  add("split", {text, number}, Type::list(text), split_limited,
      "the same, at most so many parts, the last with all that is left; below 0: all");
  add("substring", {number}, text, substring, "the text from a position on: 'TD-12'.substring(3) is '12'");
  add("substring", {number, number}, text, substring_until, "the text from a position up to, not including, another");
  add("trim", {}, text, trim, "without blanks and line ends at both ends");
  add("reverse", {}, text, reversed, "the characters from the last to the first");
  add("format", {Type::list(Kind::dyn)}, text, format,
      "the text with values put in: '%s has %.1f points'.format([item.id, item.points]); %s any value, %d a number, "
      "%f and %e with so many digits behind the point, %x %o %b in other bases, %% a percent sign");
  rows.push_back({"strings.quote", false, {text}, text, quote, "the text in double quotes, with escapes", 2});
}

}  // namespace sprintd::lang
