// Regular expressions, a second time: by backtracking, for the part of RE2's syntax that tests write.
#include <algorithm>
#include <functional>
#include <memory>

#include "tests/support/reference_walk.h"

namespace sprintd::lang::reference {

namespace {

struct Part;
using Sequence = std::vector<Part>;
struct Part {
  enum class Kind { set, group, start, end, boundary, no_boundary } kind = Kind::set;
  std::function<bool(const std::string&)> accepts;  // set: a character
  std::vector<Sequence> choices;                    // group
  int number = 0;                                   // group: of its capture; 0 for none
  int least = 1;
  int most = 1;  // -1: any number
  bool lazy = false;
};

constexpr int kUnlimited = -1;

bool is_word(const std::string& c) {
  return c.size() == 1 && (std::isalnum(static_cast<unsigned char>(c[0])) != 0 || c == "_");
}
bool is_digit(const std::string& c) { return c.size() == 1 && std::isdigit(static_cast<unsigned char>(c[0])) != 0; }
bool is_space(const std::string& c) { return c == " " || c == "\t" || c == "\n" || c == "\f" || c == "\r"; }

std::vector<std::string> characters_of(const std::string& text) {
  std::vector<std::string> out;
  for (const char c : text) {
    if (out.empty() || (static_cast<unsigned char>(c) & 0xc0U) != 0x80U) out.emplace_back();
    out.back() += c;
  }
  return out;
}

// Reads a pattern; `outside` where it is of more than is known here, `wrong` where it is no pattern.
class Reader {
 public:
  explicit Reader(const std::string& pattern) : text_(characters_of(pattern)) {}

  std::vector<Sequence> read() {
    auto choices = alternatives();
    if (at_ < text_.size()) wrong = true;
    return choices;
  }

  bool wrong = false;
  bool outside = false;
  int groups = 0;

 private:
  [[nodiscard]] bool at(std::string_view c) const { return at_ < text_.size() && text_[at_] == c; }
  bool take(std::string_view c) {
    const bool here = at(c);
    at_ += here ? 1 : 0;
    return here;
  }

  std::vector<Sequence> alternatives() {
    std::vector<Sequence> choices(1);
    while (at_ < text_.size() && !at(")") && !wrong && !outside) {
      if (take("|")) {
        choices.emplace_back();
      } else {
        choices.back().push_back(repeated(single()));
      }
    }
    return choices;
  }

  Part set(std::function<bool(const std::string&)> accepts) {
    Part part;
    part.accepts = std::move(accepts);
    return part;
  }

  Part single() {
    const auto c = text_[at_++];
    if (c == ".") return set([](const std::string& x) { return x != "\n"; });
    if (c == "[") return bracket();
    if (c == "(") return group();
    if (c == "^") return {Part::Kind::start, {}, {}, 0, 1, 1, false};
    if (c == "$") return {Part::Kind::end, {}, {}, 0, 1, 1, false};
    if (c == "\\") return escaped();
    if (c == "*" || c == "+" || c == "?") wrong = true;
    return set([c](const std::string& x) { return x == c; });
  }

  Part escaped() {
    if (at_ == text_.size()) {
      wrong = true;
      return {};
    }
    const auto c = text_[at_++];
    if (c == "d") return set(is_digit);
    if (c == "w") return set(is_word);
    if (c == "s") return set(is_space);
    if (c == "D") return set(std::not_fn(is_digit));
    if (c == "W") return set(std::not_fn(is_word));
    if (c == "S") return set(std::not_fn(is_space));
    if (c == "b") return {Part::Kind::boundary, {}, {}, 0, 1, 1, false};
    if (c == "B") return {Part::Kind::no_boundary, {}, {}, 0, 1, 1, false};
    if (is_word(c)) outside = true;
    return set([c](const std::string& x) { return x == c; });
  }

  Part bracket() {
    const bool inverted = take("^");
    std::vector<std::pair<std::string, std::string>> ranges;
    bool first = true;
    while (at_ < text_.size() && (first || !at("]"))) {
      first = false;
      if (at("\\") || at("[")) outside = true;
      auto from = text_[at_++];
      auto until = from;
      if (at("-") && at_ + 1 < text_.size() && text_[at_ + 1] != "]") {
        ++at_;
        until = text_[at_++];
      }
      if (until < from) wrong = true;
      ranges.emplace_back(from, until);
    }
    if (!take("]")) wrong = true;
    return set([ranges, inverted](const std::string& x) {
      const bool in = std::ranges::any_of(ranges, [&x](const auto& range) {
        const auto key = [](const std::string& c) { return std::pair(c.size(), c); };
        return key(range.first) <= key(x) && key(x) <= key(range.second);
      });
      return in != inverted;
    });
  }

  Part group() {
    Part part;
    part.kind = Part::Kind::group;
    if (take("?")) {
      if (!take(":")) outside = true;
    } else {
      part.number = ++groups;
    }
    part.choices = alternatives();
    if (!take(")")) wrong = wrong || !outside;
    return part;
  }

  Part repeated(Part part) {
    if (take("*")) {
      part.least = 0;
      part.most = kUnlimited;
    } else if (take("+")) {
      part.most = kUnlimited;
    } else if (take("?")) {
      part.least = 0;
    } else {
      if (at("{")) outside = true;
      return part;
    }
    part.lazy = take("?");
    if (at("*") || at("+") || at("?")) wrong = true;
    if (part.kind != Part::Kind::set && part.kind != Part::Kind::group) outside = true;
    return part;
  }

  std::vector<std::string> text_;
  std::size_t at_ = 0;
};

struct Match {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<std::optional<std::pair<std::size_t, std::size_t>>> groups;
};

class Matcher {
 public:
  Matcher(const std::vector<Sequence>& choices, int groups, const std::vector<std::string>& text)
      : choices_(choices), groups_(groups), text_(text) {}

  std::optional<Match> find(std::size_t from) {
    for (auto begin = from; begin <= text_.size(); ++begin) {
      Match match{begin, begin, {}};
      match.groups.resize(static_cast<std::size_t>(groups_) + 1);
      captures_ = match.groups;
      const bool found = any_of(choices_, begin, [&](std::size_t end) {
        match.end = end;
        match.groups = captures_;
        return true;
      });
      if (found) return match;
    }
    return std::nullopt;
  }

 private:
  using Then = std::function<bool(std::size_t)>;

  bool any_of(const std::vector<Sequence>& choices, std::size_t at, const Then& then) {
    return std::ranges::any_of(choices, [&](const Sequence& choice) { return all_of(choice, 0, at, then); });
  }

  bool all_of(const Sequence& sequence, std::size_t part, std::size_t at, const Then& then) {
    if (part == sequence.size()) return then(at);
    return repeat(sequence[part], 0, at, [&](std::size_t end) { return all_of(sequence, part + 1, end, then); });
  }

  bool repeat(const Part& part, int done, std::size_t at, const Then& then) {
    const auto more = [&] {
      if (part.most != kUnlimited && done >= part.most) return false;
      return once(part, at, [&](std::size_t end) {
        if (end == at && done >= part.least) return false;  // nothing taken: no use to try again
        return repeat(part, done + 1, end, then);
      });
    };
    if (done < part.least) return more();
    return part.lazy ? then(at) || more() : more() || then(at);
  }

  bool once(const Part& part, std::size_t at, const Then& then) {
    const auto word_at = [&](std::size_t i) { return i < text_.size() && is_word(text_[i]); };
    switch (part.kind) {
      case Part::Kind::set:
        return at < text_.size() && part.accepts(text_[at]) && then(at + 1);
      case Part::Kind::start:
        return at == 0 && then(at);
      case Part::Kind::end:
        return at == text_.size() && then(at);
      case Part::Kind::boundary:
      case Part::Kind::no_boundary: {
        const bool boundary = word_at(at) != (at > 0 && word_at(at - 1));
        return boundary == (part.kind == Part::Kind::boundary) && then(at);
      }
      case Part::Kind::group:
        break;
    }
    return any_of(part.choices, at, [&](std::size_t end) {
      if (part.number == 0) return then(end);
      const auto before = std::exchange(captures_[static_cast<std::size_t>(part.number)], std::pair(at, end));
      if (then(end)) return true;
      captures_[static_cast<std::size_t>(part.number)] = before;
      return false;
    });
  }

  const std::vector<Sequence>& choices_;
  int groups_;
  const std::vector<std::string>& text_;
  std::vector<std::optional<std::pair<std::size_t, std::size_t>>> captures_;
};

struct Search {
  std::vector<std::string> text;
  std::vector<Sequence> choices;
  int groups = 0;

  std::string part(std::size_t from, std::size_t until) const {
    std::string out;
    for (auto i = from; i < until; ++i) out += text[i];
    return out;
  }

  std::vector<Match> all(std::int64_t most) const {
    std::vector<Match> out;
    std::optional<std::size_t> last_end;
    for (std::size_t at = 0; at <= text.size() && (most < 0 || static_cast<std::int64_t>(out.size()) < most);) {
      const auto match = Matcher(choices, groups, text).find(at);
      if (!match) break;
      const bool counts = match->end > match->begin || last_end != match->begin;
      if (counts) out.push_back(*match);
      last_end = match->end;
      at = match->end > at ? match->end : at + 1;
    }
    return out;
  }
};

Value replaced(const Search& search, const std::string& with, std::int64_t most) {
  std::vector<std::variant<std::string, int>> parts;
  for (std::size_t i = 0; i < with.size(); ++i) {
    if (with[i] != '\\') {
      parts.emplace_back(std::string(1, with[i]));
    } else if (++i == with.size()) {
      return make_error();
    } else if (with[i] == '\\') {
      parts.emplace_back(std::string("\\"));
    } else if (with[i] < '0' || with[i] > '9' || with[i] - '0' > search.groups) {
      return make_error();
    } else {
      parts.emplace_back(with[i] - '0');
    }
  }
  std::string out;
  std::size_t done = 0;
  for (const auto& match : search.all(most)) {
    out += search.part(done, match.begin);
    for (const auto& part : parts) {
      const auto* group = std::get_if<int>(&part);
      if (group == nullptr) {
        out += std::get<std::string>(part);
      } else if (*group == 0) {
        out += search.part(match.begin, match.end);
      } else if (const auto& captured = match.groups[static_cast<std::size_t>(*group)]) {
        out += search.part(captured->first, captured->second);
      }
    }
    done = match.end;
  }
  return {out + search.part(done, search.text.size())};
}

// Of a match what extract() gives: nothing for an empty group.
std::optional<std::string> extracted(const Search& search, const Match& match) {
  if (search.groups == 0) return search.part(match.begin, match.end);
  const auto& group = match.groups[1];
  return group && group->second > group->first ? std::optional(search.part(group->first, group->second)) : std::nullopt;
}

}  // namespace

std::optional<Value> call_regex(std::string_view name, bool member, Arguments a, const World&) {
  if (name != "matches" && (member || !name.starts_with("regex."))) return std::nullopt;
  const auto* text = a.size() > 1 ? a[0].as<std::string>() : nullptr;
  const auto* pattern = a.size() > 1 ? a[1].as<std::string>() : nullptr;
  if (text == nullptr || pattern == nullptr) return make_error();
  Reader reader(*pattern);
  Search search{characters_of(*text), reader.read(), reader.groups};
  if (reader.outside) return Value{Skipped{}};
  if (reader.wrong) return make_error();
  if (name == "matches") return Value{!search.all(1).empty()};
  if (name == "regex.replace") {
    const auto* with = a.size() > 2 ? a[2].as<std::string>() : nullptr;
    const auto* most = a.size() > 3 ? a[3].as<Integer>() : nullptr;
    if (with == nullptr || (a.size() > 3 && most == nullptr)) return make_error();
    return replaced(search, *with, most == nullptr ? -1 : most->value);
  }
  if (a.size() != 2 || search.groups > 1) return make_error();
  if (name == "regex.extract") {
    const auto matches = search.all(1);
    const auto part = matches.empty() ? std::nullopt : extracted(search, matches.front());
    return part ? make_some({*part}) : make_none();
  }
  List out;
  for (const auto& match : search.all(-1)) {
    if (auto part = extracted(search, match)) out.push_back({std::move(*part)});
  }
  return make_list(std::move(out));
}

}  // namespace sprintd::lang::reference
