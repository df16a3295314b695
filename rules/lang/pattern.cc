#include "rules/lang/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include "rules/lang/limits.h"

namespace sprintd::lang {
namespace {

re2::RE2::Options options() {
  re2::RE2::Options result(re2::RE2::Quiet);
  result.set_max_mem(kMaxPatternMemory);
  return result;
}

// \p and \P: each is hundreds of ranges, which take their time even where they are then joined to one.
std::size_t classes_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && (text[i + 1] == 'p' || text[i + 1] == 'P')) ++count;
  }
  return count;
}

// A class such as \pL is hundreds of instructions, of which few matter at a time. With a byte for each character it is
// a few: what is left are the places where a match can stand.
std::uint64_t places(std::string_view text, std::uint64_t size) {
  constexpr std::uint64_t kSmall = 64;
  if (size <= kSmall) return size;
  auto bytes = options();
  bytes.set_encoding(re2::RE2::Options::EncodingLatin1);
  const re2::RE2 narrow(text, bytes);
  return narrow.ok() ? static_cast<std::uint64_t>(narrow.ProgramSize()) : size;
}

PatternFaultKind kind_of(re2::RE2::ErrorCode code) {
  using Kind = PatternFaultKind;
  switch (code) {
    case re2::RE2::ErrorBadEscape:
      return Kind::escape;
    case re2::RE2::ErrorBadCharClass:
      return Kind::character_class;
    case re2::RE2::ErrorBadCharRange:
      return Kind::range;
    case re2::RE2::ErrorMissingBracket:
      return Kind::open_bracket;
    case re2::RE2::ErrorMissingParen:
      return Kind::open_parenthesis;
    case re2::RE2::ErrorUnexpectedParen:
      return Kind::unopened_parenthesis;
    case re2::RE2::ErrorTrailingBackslash:
      return Kind::last_backslash;
    case re2::RE2::ErrorRepeatArgument:
      return Kind::repeats_nothing;
    case re2::RE2::ErrorRepeatSize:
      return Kind::repeat_count;
    case re2::RE2::ErrorRepeatOp:
      return Kind::repeated_repeat;
    case re2::RE2::ErrorBadPerlOp:
      return Kind::group;
    case re2::RE2::ErrorBadNamedCapture:
      return Kind::group_name;
    case re2::RE2::ErrorPatternTooLarge:
      return Kind::too_large;
    default:
      return Kind::other;
  }
}

}  // namespace

// A text that is too long is not compiled: an empty pattern stands for it.
Pattern::Pattern(std::string_view text)
    : too_long_(text.size() > kMaxPatternBytes),
      too_many_classes_(!too_long_ && classes_in(text) > kMaxPatternClasses) {
  constexpr std::uint64_t kFewPlaces = 12;
  if (too_long_ || too_many_classes_) text = {};
  compiled_ = std::make_unique<re2::RE2>(text, options());
  if (!compiled_->ok()) return;
  size_ = static_cast<std::uint64_t>(compiled_->ProgramSize());
  simple_ = places(text, size_) <= kFewPlaces;
}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

bool Pattern::valid() const { return !too_long_ && !too_many_classes_ && compiled_->ok(); }

PatternFault Pattern::fault() const {
  if (too_long_) return {fmt::format("it has more than {} bytes", kMaxPatternBytes), "", 0, 0};
  if (too_many_classes_) return {fmt::format("it has more than {} of \\p{{..}}", kMaxPatternClasses), "", 0, 0};
  return describe(kind_of(compiled_->error_code()), compiled_->pattern(), compiled_->error_arg(), compiled_->error());
}

std::string_view Pattern::text() const { return compiled_->pattern(); }

std::size_t Pattern::groups() const { return static_cast<std::size_t>(compiled_->NumberOfCapturingGroups()); }

std::optional<Pattern::Match> Pattern::find(std::string_view text, std::size_t from) const {
  std::vector<re2::StringPiece> found(groups() + 1);
  const bool matched =
      compiled_->Match(text, from, text.size(), re2::RE2::UNANCHORED, found.data(), static_cast<int>(found.size()));
  if (!matched) return std::nullopt;
  Match match{.all = {found[0].data(), found[0].size()}, .groups = {}};
  for (std::size_t group = 1; group < found.size(); ++group) {
    const bool took_part = found[group].data() != nullptr;
    match.groups.push_back(took_part ? std::optional(std::string_view(found[group].data(), found[group].size()))
                                     : std::nullopt);
  }
  return match;
}

bool Pattern::matches_part_of(std::string_view text) const { return re2::RE2::PartialMatch(text, *compiled_); }

std::uint64_t Pattern::steps_to_compile(std::string_view text) {
  constexpr std::uint64_t kEach = 200;
  constexpr std::uint64_t kByte = 100;
  constexpr std::uint64_t kClass = 20'000;
  if (text.size() > kMaxPatternBytes) return kEach;
  return kEach + kByte * text.size() + kClass * classes_in(text);
}

std::uint64_t Pattern::steps_compiled() const {
  constexpr std::uint64_t kInstruction = 50;
  constexpr std::uint64_t kTooLarge = 1'000'000;
  return compiled_->error_code() == re2::RE2::ErrorPatternTooLarge ? kTooLarge : kInstruction * size_;
}

// RE2 takes a fixed time for each byte until a text leads it through more states than it has memory for, then a time
// that grows with the program.
std::uint64_t Pattern::steps_to_match(std::size_t bytes) const {
  return 1 + (simple_ ? bytes / 8 : bytes * size_ / 16);
}

std::uint64_t Pattern::steps_to_find_next(std::size_t bytes) const {
  return simple_ ? 5 + bytes / 64 : 5 + steps_to_match(bytes);
}

}  // namespace sprintd::lang
