// Files of cases: one JSON object a line. nlohmann/json is used here alone.
#include <charconv>
#include <fmt/format.h>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "rules/lang/optional_value.h"
#include "rules/lang/time_value.h"
#include "tests/conformance/conformance_case.h"

namespace sprintd::lang::conformance {
namespace {

using Json = nlohmann::json;

// What does not fit the format; caught in read_cases().
[[noreturn]] void refuse(const std::string& message) { throw std::runtime_error(message); }

Type type_named(const std::string& text) {
  auto type = parse_type(text);
  if (!type) refuse(fmt::format("not a type: {}", text));
  return std::move(*type);
}

template <typename T>
T number(const std::string& text) {
  T value{};
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end) refuse(fmt::format("not a number: {}", text));
  return value;
}

double real(const Json& json) {
  if (json.is_number()) return json.get<double>();
  const auto text = json.get<std::string>();
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return number<double>(text);
}

std::string decoded_base64(const std::string& text) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto digit = kDigits.find(c);
    if (digit == std::string_view::npos) break;
    bits = bits << 6U | static_cast<unsigned>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xffU);
  }
  return out;
}

class ValueReader {
 public:
  explicit ValueReader(Cases& cases) : arena_(*cases.arena), types_(*cases.types) {}

  Value read(const Json& json) {
    if (!json.is_object() || json.size() != 1) refuse("a typed value has one key");
    const auto& kind = json.begin().key();
    const auto& value = json.begin().value();
    if (kind == "int") return Value::of(number<std::int64_t>(value.get<std::string>()));
    if (kind == "uint") return Value::of_uint(number<std::uint64_t>(value.get<std::string>()));
    if (kind == "double") return Value::of(real(value));
    if (kind == "string") return Value::of(arena_.copy(value.get<std::string>()));
    if (kind == "bytes") return Value::of_bytes(arena_.copy(decoded_base64(value.get<std::string>())));
    if (kind == "bool") return Value::of(value.get<bool>());
    if (kind == "null") return Value::null();
    if (kind == "list") return list(value);
    if (kind == "map") return map(value);
    if (kind == "type") return Value::of_type(types_.emplace_back(type_named(value.get<std::string>())));
    if (kind == "timestamp") return time(parse_timestamp(value.get<std::string>()));
    if (kind == "duration") return time(parse_duration(value.get<std::string>()));
    if (kind == "optional") return value.is_null() ? no_optional() : make_optional(read(value), arena_);
    refuse(fmt::format("unknown kind of value: {}", kind));
  }

 private:
  static Value time(const std::optional<Value>& value) {
    if (!value) refuse("not a time");
    return *value;
  }

  Value list(const Json& json) {
    const auto values = arena_.array<Value>(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) values[i] = read(json[i]);
    return Value::of_list(values);
  }

  Value map(const Json& json) {
    const auto entries = arena_.array<MapEntry>(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) entries[i] = {read(json[i].at(0)), read(json[i].at(1))};
    return Value::of_map(entries);
  }

  Arena& arena_;
  std::deque<Type>& types_;
};

void read_declaration(const Json& json, Case& out) {
  const auto name = json.at("name").get<std::string>();
  if (json.at("kind") == "ident") {
    out.variables.emplace_back(name, type_named(json.at("type").get<std::string>()));
    return;
  }
  for (const auto& overload : json.at("overloads")) {
    HostFunction function;
    function.name = name;
    function.slot = static_cast<std::uint16_t>(out.functions.size());
    for (const auto& parameter : overload.at("params")) {
      function.arguments.push_back(type_named(parameter.get<std::string>()));
    }
    function.result = type_named(overload.at("result").get<std::string>());
    function.member = overload.value("instance", false);
    out.functions.push_back(std::move(function));
  }
}

Case read_case(const Json& json, ValueReader& values) {
  for (const auto* key : {"expr", "expect"}) {
    if (!json.contains(key)) refuse(fmt::format("the key '{}' is missing", key));
  }
  Case out;
  out.id = json.value("id", "");
  out.file = json.value("file", "");
  out.expression = json.at("expr").get<std::string>();
  out.container = json.value("container", "");
  out.checked = !json.value("disable_check", false);
  out.check_only = json.value("check_only", false);
  out.macros = !json.value("disable_macros", false);
  out.disputed = json.value("disputed", false);
  if (json.contains("type_env")) {
    for (const auto& declaration : json["type_env"]) read_declaration(declaration, out);
  }
  if (json.contains("bindings")) {
    for (const auto& [name, value] : json["bindings"].items()) out.bindings.emplace_back(name, values.read(value));
  }
  if (json.contains("deduced_type")) out.deduced_type = json["deduced_type"].get<std::string>();
  const auto& expected = json.at("expect");
  if (expected.contains("error")) {
    out.expected = AnyError{};
  } else if (expected.contains("deduced_type")) {
    out.deduced_type = expected["deduced_type"].get<std::string>();
  } else {
    out.expected = values.read(expected);
  }
  return out;
}

}  // namespace

std::expected<Cases, std::string> read_cases(const std::string& path) {
  std::ifstream in(path);
  if (!in) return std::unexpected(fmt::format("{}: cannot be read", path));
  Cases cases;
  ValueReader values(cases);
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    try {
      cases.all.push_back(read_case(Json::parse(line), values));
    } catch (const Json::type_error&) {
      return std::unexpected(fmt::format(
          "{}:{}: a value has another form than it should: numbers are texts, {{\"int\": \"2\"}}", path, number));
    } catch (const std::exception& fault) {
      return std::unexpected(fmt::format("{}:{}: {}", path, number, fault.what()));
    }
  }
  return cases;
}

}  // namespace sprintd::lang::conformance
