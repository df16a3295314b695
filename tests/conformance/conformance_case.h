// One case of a conformance file: an expression, what its names mean, and what is expected.
//
// Neighbours: read_cases.cc reads them from files of one JSON object a line, run_case.h runs them. Plain values.
#pragma once

#include <deque>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rules/base/arena.h"
#include "rules/lang/schema.h"
#include "rules/lang/value.h"

namespace sprintd::lang::conformance {

struct AnyError {};
// The value, the type that the checker must find, or that the expression fails.
using Expectation = std::variant<Value, AnyError>;

struct Case {
  std::string id;
  std::string file;
  std::string expression;
  std::string container;
  bool checked = true;
  bool check_only = false;
  bool macros = true;
  bool disputed = false;  // the reference implementation itself does not pass it
  std::vector<std::pair<std::string, Type>> variables;
  std::vector<std::pair<std::string, Value>> bindings;
  std::vector<HostFunction> functions;
  std::optional<Expectation> expected;
  std::string deduced_type;  // empty: any
};

// Cases, and the memory that their values live in.
struct Cases {
  std::vector<Case> all;
  std::unique_ptr<Arena> arena = std::make_unique<Arena>();
  std::unique_ptr<std::deque<Type>> types = std::make_unique<std::deque<Type>>();
};

// Reads a file of cases; the error says which line is wrong and why.
std::expected<Cases, std::string> read_cases(const std::string& path);

// "list(int)", "map(string, dyn)", "optional_type(T)", "tuple(A, B)": a capital letter is a type parameter.
std::optional<Type> parse_type(std::string_view text);

}  // namespace sprintd::lang::conformance
