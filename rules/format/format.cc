#include "rules/format/format.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "rules/format/layout.h"
#include "rules/yaml/parse.h"

namespace sprintd::format {
namespace {

bool same(const yaml::Node& a, const yaml::Node& b) {
  if (a.kind != b.kind || a.style != b.style || a.text != b.text) return false;
  const auto same_entry = [](const yaml::Entry& x, const yaml::Entry& y) {
    return same(x.key, y.key) && same(x.value, y.value);
  };
  return std::ranges::equal(a.items, b.items, same) && std::ranges::equal(a.entries, b.entries, same_entry);
}

std::string without_carriage_returns(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out += text[i];
  }
  return out;
}

class Writer {
 public:
  Writer(std::string_view text, std::vector<Line> lines) : text_(text), lines_(std::move(lines)) {}

  std::string write() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto& line = lines_[i];
      if (line.is_inside) {
        put_moved(line);
      } else if (is_blank(line)) {
        blank_ = blank_ || !out_.empty();
      } else {
        if (opens_section(i)) blank_ = !out_.empty();
        if (blank_) out_ += '\n';
        blank_ = false;
        put(i);
      }
    }
    while (out_.ends_with("\n\n")) out_.pop_back();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view text_of(const Line& line) const {
    return text_.substr(line.begin, line.end - line.begin);
  }
  [[nodiscard]] bool is_blank(const Line& line) const {
    return text_of(line).find_first_not_of(" \t") == std::string_view::npos;
  }
  [[nodiscard]] std::size_t indent_of(const Line& line) const {
    return std::min(text_of(line).find_first_not_of(' '), line.end - line.begin);
  }
  [[nodiscard]] bool is_comment(const Line& line) const {
    return !line.begins_entry && text_of(line).substr(indent_of(line)).starts_with('#');
  }

  // The line, or the first comment right above it, of a section that takes several lines.
  [[nodiscard]] bool opens_section(std::size_t i) const {
    if (i > 0 && is_comment(lines_[i - 1]) && indent_of(lines_[i - 1]) == 0) return false;
    while (i < lines_.size() && is_comment(lines_[i]) && indent_of(lines_[i]) == 0) ++i;
    return i < lines_.size() && lines_[i].opens_section;
  }

  void put(std::size_t i) {
    const auto& line = lines_[i];
    auto text = text_of(line);
    text = text.substr(0, text.find_last_not_of(" \t") + 1);
    if (line.begins_entry) {
      owner_ = &line;
      if (line.has_dash) {
        out_ += std::string(line.wanted_dash, ' ') + '-' + std::string(line.wanted_content - line.wanted_dash - 1, ' ');
      } else {
        out_ += std::string(line.wanted_content, ' ');
      }
      out_ += text.substr(line.content);
    } else if (is_comment(line)) {
      out_ += std::string(column_of_comment(i), ' ') + std::string(text.substr(indent_of(line)));
    } else {
      return put_moved(line);
    }
    out_ += '\n';
  }

  // As far as the line that it belongs to.
  void put_moved(const Line& line) {
    auto text = text_of(line);
    if (owner_ == nullptr || is_blank(line)) {
      out_ += text;
    } else {
      const auto now = indent_of(line);
      const auto moved = now + owner_->wanted_content;
      const auto column = moved > owner_->content ? moved - owner_->content : 0;
      out_ += std::string(column, ' ') + std::string(text.substr(now));
    }
    out_ += '\n';
  }

  // With the entry below it, else with the one above; on its own where it stands at neither's column.
  [[nodiscard]] std::size_t column_of_comment(std::size_t i) const {
    const auto now = indent_of(lines_[i]);
    const auto column_with = [&](const Line& line) -> std::optional<std::size_t> {
      const auto first = line.has_dash ? line.dash : line.content;
      if (first != now) return std::nullopt;
      return line.has_dash ? line.wanted_dash : line.wanted_content;
    };
    for (auto next = i + 1; next < lines_.size(); ++next) {
      if (!lines_[next].begins_entry) continue;
      if (const auto column = column_with(lines_[next])) return *column;
      break;
    }
    for (auto before = i; before-- > 0;) {
      if (!lines_[before].begins_entry) continue;
      if (const auto column = column_with(lines_[before])) return *column;
      if ((lines_[before].has_dash ? lines_[before].dash : lines_[before].content) < now) break;
    }
    return now;
  }

  std::string_view text_;
  std::vector<Line> lines_;
  std::string out_;
  bool blank_ = false;
  const Line* owner_ = nullptr;
};

}  // namespace

Formatted format_yaml(std::string name, std::string text) {
  Formatted result;
  Diagnostics diagnostics;
  const auto plain = without_carriage_returns(text);
  const auto file = result.sources.add(name, plain);
  auto root = file ? yaml::parse_yaml(result.sources, *file, diagnostics) : std::nullopt;
  if (!file) diagnostics.add(file.error().code, {}, file.error().message);
  result.diagnostics = diagnostics.sorted();
  if (!root) return result;

  auto formatted = Writer(plain, lay_out(plain, *root)).write();
  Sources check;
  Diagnostics faults;
  const auto again = check.add(std::move(name), formatted);
  const auto tree = again ? yaml::parse_yaml(check, *again, faults) : std::nullopt;
  result.text = tree && same(*root, *tree) ? std::move(formatted) : std::move(text);
  return result;
}

}  // namespace sprintd::format
