#include "rules/lang/value_text.h"

#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

#include "rules/lang/evaluator.h"
#include "rules/lang/time_value.h"

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;

constexpr std::size_t kLongest = 4096;
constexpr std::int64_t kSecondsOfDay = 86'400;

std::string real_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  return fmt::format("{}", number);
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::string bytes_text(std::string_view bytes) {
  std::string result = "b\"";
  for (const char c : bytes) {
    const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
    result += plain ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return result + "\"";
}

// A day for people, when the instant is the first or last of one.
std::string instant_for_people(const Value& timestamp, const TimeZone& zone) {
  const auto micros = static_cast<std::int64_t>(timestamp.instant());
  const auto is_midnight = [&zone](std::int64_t instant) {
    const auto civil = zone.civil(Instant{instant});
    return civil.hour == 0 && civil.minute == 0 && civil.second == 0 && civil.micros == 0;
  };
  const bool whole = timestamp.size % 1'000 == 0;
  if (whole && valid_timestamp(timestamp) && (is_midnight(micros) || is_midnight(micros + 1))) {
    return format_date(timestamp.instant(), zone);
  }
  return timestamp_text(timestamp);
}

std::string duration_for_people(const Value& duration) {
  if (duration.size == 0 && duration.i != 0 && duration.i % kSecondsOfDay == 0) {
    const auto days = duration.i / kSecondsOfDay;
    return fmt::format("{} {}", days, days == 1 || days == -1 ? "day" : "days");
  }
  if (duration.size != 0 || std::abs(duration.i) < 60) return duration_text(duration);
  const auto seconds = std::abs(duration.i);
  std::string text = duration.i < 0 ? "-" : "";
  if (seconds >= 3600) text += fmt::format("{}h", seconds / 3600);
  if (seconds % 3600 >= 60) text += fmt::format("{}m", seconds % 3600 / 60);
  if (seconds % 60 > 0) text += fmt::format("{}s", seconds % 60);
  return text;
}

// Writes values with what differs between the two forms in `leaf`, until the text is long enough.
template <typename Leaf>
class Printer {
 public:
  explicit Printer(Leaf leaf) : leaf_(leaf) {}

  std::string print(const Value& value) {
    add(value);
    if (text_.size() > kLongest) {
      std::size_t end = kLongest;
      while (end > 0 && (static_cast<unsigned char>(text_[end]) & 0xc0U) == 0x80U) --end;
      text_.resize(end);
      text_ += "...";
    }
    return std::move(text_);
  }

 private:
  void add(const Value& value) {
    if (text_.size() > kLongest) return;
    if (value.is_list()) {
      text_ += "[";
      for (std::uint32_t i = 0; i < value.size && text_.size() <= kLongest; ++i) {
        if (i > 0) text_ += ", ";
        add(value.element(i));
      }
      text_ += "]";
    } else if (value.is(Kind::map)) {
      text_ += "{";
      for (std::uint32_t i = 0; i < value.size && text_.size() <= kLongest; ++i) {
        if (i > 0) text_ += ", ";
        add(value.entries[i].key);
        text_ += ": ";
        add(value.entries[i].value);
      }
      text_ += "}";
    } else if (value.is(Kind::optional)) {
      text_ += value.values == nullptr ? "optional.none(" : "optional.of(";
      if (value.values != nullptr) add(*value.values);
      text_ += ")";
    } else {
      text_ += leaf_(value);
    }
  }

  Leaf leaf_;
  std::string text_;
};

std::string leaf_as_written(const Value& value) {
  switch (value.kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return value.b ? "true" : "false";
    case Kind::integer:
      return fmt::format("{}", value.i);
    case Kind::uinteger:
      return fmt::format("{}u", value.u);
    case Kind::real: {
      auto text = real_text(value.d);
      return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
    }
    case Kind::string:
      return quoted(value.string());
    case Kind::bytes:
      return bytes_text(value.string());
    case Kind::timestamp:
      return fmt::format("timestamp(\"{}\")", timestamp_text(value));
    case Kind::duration:
      return fmt::format("duration(\"{}\")", duration_text(value));
    case Kind::type:
      return type_word(*value.type);
    case Kind::entity:
      return fmt::format("#{}:{}", static_cast<unsigned>(value.entity), value.row);
    case Kind::error:
      return fmt::format("error: {}", value.error->message);
    case Kind::unknown:
      return fmt::format("unknown({}.{} of {})", static_cast<unsigned>(value.entity), value.slot, value.row);
    default:
      return "";
  }
}

std::string leaf_for_people(const Value& value, const Facts& facts) {
  switch (value.kind) {
    case Kind::uinteger:
      return fmt::format("{}", value.u);
    case Kind::real:
      return real_text(value.d);
    case Kind::string:
      return std::string(value.string());
    case Kind::timestamp:
      return instant_for_people(value, facts.zone());
    case Kind::duration:
      return duration_for_people(value);
    case Kind::entity:
      return std::string(facts.id(value.entity, value.row));
    case Kind::type:
      if (value.type->kind == Type::Kind::entity) return std::string(facts.entity_name(value.type->entity));
      return leaf_as_written(value);
    case Kind::unknown:
      return "?";
    default:
      return leaf_as_written(value);
  }
}

}  // namespace

std::string constant_text(const Value& value) { return Printer(leaf_as_written).print(value); }

std::string to_text(const Value& value, const Facts& facts) {
  return Printer([&facts](const Value& leaf) { return leaf_for_people(leaf, facts); }).print(value);
}

std::string type_word(const Type& type) {
  const auto with = [&type](std::string_view name) {
    std::string parameters;
    for (const auto& parameter : type.parameters) {
      if (!parameters.empty()) parameters += ", ";
      parameters += type_word(parameter);
    }
    return parameters.empty() ? std::string(name) : fmt::format("{}({})", name, parameters);
  };
  switch (type.kind) {
    case Type::Kind::dyn:
      return "dyn";
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
      return "timestamp";
    case Type::Kind::duration:
      return "duration";
    case Type::Kind::list:
      return with("list");
    case Type::Kind::map:
      return with("map");
    case Type::Kind::type:
      return with("type");
    case Type::Kind::optional:
      return with("optional_type");
    case Type::Kind::entity:
      return fmt::format("entity {}", static_cast<unsigned>(type.entity));
    case Type::Kind::opaque:
      return with(type.name);
    case Type::Kind::variable:
      return type.name;
    case Type::Kind::error:
      return "error";
  }
  return "";
}

}  // namespace sprintd::lang
