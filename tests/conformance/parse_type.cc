// Types as the conformance files write them.
#include <algorithm>
#include <array>

#include "tests/conformance/conformance_case.h"

namespace sprintd::lang::conformance {
namespace {

using Kind = Type::Kind;

struct SimpleType {
  std::string_view name;
  Kind kind;
};
constexpr auto kSimple = std::to_array<SimpleType>({{"dyn", Kind::dyn},
                                                    {"any", Kind::dyn},
                                                    {"null_type", Kind::null},
                                                    {"null", Kind::null},
                                                    {"bool", Kind::boolean},
                                                    {"int", Kind::integer},
                                                    {"uint", Kind::uinteger},
                                                    {"double", Kind::real},
                                                    {"string", Kind::string},
                                                    {"bytes", Kind::bytes},
                                                    {"timestamp", Kind::timestamp},
                                                    {"google.protobuf.Timestamp", Kind::timestamp},
                                                    {"duration", Kind::duration},
                                                    {"google.protobuf.Duration", Kind::duration},
                                                    {"type", Kind::type}});

class TypeReader {
 public:
  explicit TypeReader(std::string_view text) : rest_(text) {}

  std::optional<Type> read_all() {
    auto type = read();
    return rest_.empty() ? type : std::nullopt;
  }

 private:
  std::optional<Type> read() {
    const auto end = rest_.find_first_of("(), ");
    const auto name = rest_.substr(0, end);
    rest_.remove_prefix(name.size());
    std::vector<Type> parameters;
    if (take("(")) {
      do {
        take(" ");
        auto parameter = read();
        if (!parameter) return std::nullopt;
        parameters.push_back(std::move(*parameter));
      } while (take(","));
      if (!take(")")) return std::nullopt;
    }
    return make(name, std::move(parameters));
  }

  static std::optional<Type> make(std::string_view name, std::vector<Type> parameters) {
    if (name.empty()) return std::nullopt;
    if (parameters.empty()) {
      const auto simple = std::ranges::find(kSimple, name, &SimpleType::name);
      if (simple != kSimple.end()) return Type(simple->kind);
      if (name == "list") return Type::list(Kind::dyn);
      if (name == "optional_type") return Type::optional(Kind::dyn);
      if (name == "map") return Type::map(Kind::dyn, Kind::dyn);
      if (name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z') return Type::variable(std::string(name));
    }
    if (name == "list" && parameters.size() == 1) return Type::list(parameters[0]);
    if (name == "map" && parameters.size() == 2) return Type::map(parameters[0], parameters[1]);
    if (name == "type" && parameters.size() == 1) return Type::of_type(parameters[0]);
    if ((name == "optional_type" || name == "optional") && parameters.size() == 1) return Type::optional(parameters[0]);
    return Type::opaque(std::string(name), std::move(parameters));
  }

  bool take(std::string_view sign) {
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<Type> parse_type(std::string_view text) { return TypeReader(text).read_all(); }

}  // namespace sprintd::lang::conformance
