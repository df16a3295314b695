// Regular expressions on texts: replace, extract and extractAll. RE2 matches in linear time.
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "rules/lang/function_rows.h"
#include "rules/lang/optional_value.h"
#include "rules/lang/pattern.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

// The pattern of a call: the one compiled with the program, or one of its own.
class CallPattern {
 public:
  CallPattern(const Value& text, CallContext& context) {
    if (context.pattern != nullptr) {
      pattern_ = context.pattern;
      return;
    }
    if (context.charge(Pattern::steps_to_compile(text.string()))) pattern_ = &own_.emplace(text.string());
    if (pattern_ == nullptr || !context.charge(own_->steps_compiled())) {
      failure_ = context.too_much_work();
      return;
    }
    if (own_->valid()) return;
    failure_ = context.error(
        fmt::format("{} is not a regular expression: {}", quoted_text(text.string()), own_->fault().message));
  }

  [[nodiscard]] const std::optional<Value>& failure() const { return failure_; }
  const Pattern* operator->() const { return pattern_; }

 private:
  std::optional<Pattern> own_;
  const Pattern* pattern_ = nullptr;
  std::optional<Value> failure_;
};

// Calls found(match) for each match from left to right, until it says no or there are `most`. A match of nothing does
// not count where the one before it ends.
template <typename Found>
void each_match(const CallPattern& pattern, std::string_view text, std::int64_t most, Found found) {
  const char* last_end = nullptr;
  std::int64_t count = 0;
  for (std::size_t at = 0; at <= text.size() && (most < 0 || count < most);) {
    const auto match = pattern->find(text, at);
    if (!match) return;
    const auto* const match_end = match->all.data() + match->all.size();
    const auto end = static_cast<std::size_t>(match_end - text.data());
    const bool counts = !match->all.empty() || match->all.data() != last_end;
    if (end > at) {
      at = end;
    } else {
      ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U) ++at;
    }
    last_end = match_end;
    if (!counts) continue;
    ++count;
    if (!found(*match)) return;
  }
}

// Each match costs a search of its own, which may look at all that is left.
bool pays_for_match(const CallPattern& pattern, std::size_t left, CallContext& context) {
  return context.charge(pattern->steps_to_find_next(left));
}

bool pays_for(const CallPattern& pattern, std::string_view text, CallContext& context) {
  return context.charge(pattern->steps_to_match(text.size()));
}

// A replacement means itself, but for \1 to \9 (the groups), \0 (the whole match) and \\ (a backslash).
std::optional<Value> fault_of_replacement(std::string_view replacement, std::size_t groups, CallContext& context) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] != '\\') continue;
    ++i;
    if (i == replacement.size()) {
      return context.error("the replacement ends with a single backslash; two of them stand for one");
    }
    const char c = replacement[i];
    if (c == '\\') continue;
    if (c < '0' || c > '9') {
      return context.error("behind a backslash in a replacement stands the number of a group, or a second backslash");
    }
    if (const auto group = static_cast<std::size_t>(c - '0'); group > groups) {
      return context.error(fmt::format("the replacement names group {}, and the pattern has {}", group, groups));
    }
  }
  return std::nullopt;
}

void append_replacement(std::string& out, std::string_view replacement, const Pattern::Match& match) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    if (replacement[i] != '\\') {
      out += replacement[i];
      continue;
    }
    const char c = replacement[++i];
    if (c == '\\') {
      out += c;
    } else if (c == '0') {
      out += match.all;
    } else {
      out += match.groups[static_cast<std::size_t>(c - '1')].value_or("");
    }
  }
}

Value replace_matches(Arguments a, std::int64_t most, CallContext& context) {
  const auto text = a[0].string();
  const auto replacement = a[2].string();
  const CallPattern pattern(a[1], context);
  if (pattern.failure()) return *pattern.failure();
  if (const auto fault = fault_of_replacement(replacement, pattern->groups(), context)) return *fault;
  if (!pays_for(pattern, text, context)) return context.too_much_work();
  std::string out;
  std::size_t done = 0;
  std::optional<Value> stopped;
  each_match(pattern, text, most, [&](const Pattern::Match& match) {
    const auto begin = static_cast<std::size_t>(match.all.data() - text.data());
    out += text.substr(done, begin - done);
    append_replacement(out, replacement, match);
    done = begin + match.all.size();
    // The string may have twice its size, and all of it comes into the arena with what is left.
    if (!context.affords(2 * out.size() + text.size())) {
      stopped = context.too_much_memory();
    } else if (!pays_for_match(pattern, text.size() - done, context) || !context.charge(replacement.size() / 16)) {
      stopped = context.too_much_work();
    }
    return !stopped;
  });
  if (stopped) return *stopped;
  out += text.substr(done);
  return Value::of(context.arena.copy(out));
}

Value replace(Arguments a, CallContext& context) { return replace_matches(a, -1, context); }
Value replace_limited(Arguments a, CallContext& context) { return replace_matches(a, a[3].i, context); }

std::optional<Value> fault_of_groups(const CallPattern& pattern, CallContext& context) {
  if (pattern->groups() <= 1) return std::nullopt;
  return context.error(
      fmt::format("the pattern has {} groups in parentheses, and one at most says what to extract; (?:...) groups "
                  "without extracting",
                  pattern->groups()));
}

// The group if the pattern has one, else all of the match; nothing where the group is empty.
std::optional<std::string_view> extracted(const Pattern::Match& match) {
  if (match.groups.empty()) return match.all;
  const auto& group = match.groups.front();
  return group && !group->empty() ? group : std::nullopt;
}

Value text_value(std::string_view text) { return Value::of(text.empty() ? std::string_view{""} : text); }

Value extract(Arguments a, CallContext& context) {
  const CallPattern pattern(a[1], context);
  if (pattern.failure()) return *pattern.failure();
  if (const auto fault = fault_of_groups(pattern, context)) return *fault;
  if (!pays_for(pattern, a[0].string(), context)) return context.too_much_work();
  const auto match = pattern->find(a[0].string(), 0);
  const auto part = match ? extracted(*match) : std::nullopt;
  return part ? make_optional(text_value(*part), context.arena) : no_optional();
}

Value extract_all(Arguments a, CallContext& context) {
  const CallPattern pattern(a[1], context);
  if (pattern.failure()) return *pattern.failure();
  if (const auto fault = fault_of_groups(pattern, context)) return *fault;
  if (!pays_for(pattern, a[0].string(), context)) return context.too_much_work();
  std::vector<Value> parts;
  std::optional<Value> stopped;
  each_match(pattern, a[0].string(), -1, [&](const Pattern::Match& match) {
    if (const auto part = extracted(match)) parts.push_back(text_value(*part));
    if (!pays_for_match(pattern, a[0].size, context)) stopped = context.too_much_work();
    if (!context.affords(2 * parts.size() * sizeof(Value))) stopped = context.too_much_memory();
    return !stopped;
  });
  if (stopped) return *stopped;
  const auto kept = context.arena.array<Value>(parts.size());
  std::ranges::copy(parts, kept.begin());
  return Value::of_list(kept);
}

}  // namespace

void add_regex_rows(FunctionRows& rows) {
  const Type text = Kind::string;
  const auto add = [&rows](std::string_view name, std::vector<Type> arguments, Type result, Function call,
                           std::string_view doc) {
    rows.push_back({name, false, std::move(arguments), std::move(result), call, doc, 10, 1});
  };
  add("regex.replace", {text, text, text}, text, replace,
      "each match of a regular expression replaced; \\1 in the replacement is the first group, \\0 the whole match");
  add("regex.replace", {text, text, text, Kind::integer}, text, replace_limited,
      "the same, at most so many times; below 0: everywhere");
  add("regex.extract", {text, text}, Type::optional(text), extract,
      "the first match, or its group if the pattern has one: regex.extract(item.title, 'TD-([0-9]+)').orValue('')");
  add("regex.extractAll", {text, text}, Type::list(text), extract_all,
      "all matches, or their groups, from left to right");
}

}  // namespace sprintd::lang
