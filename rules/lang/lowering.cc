#include "rules/lang/lowering.h"

#include <algorithm>

namespace sprintd::lang {

Lowering::Lowering(Code& code, Constants& constants, const Environment& environment, Stream stream)
    : code_(code),
      constants_(constants),
      environment_(environment),
      stream_(stream),
      emit_(code, stream == Stream::plain ? code.plain : code.traced) {}

void Lowering::lower_all(const Node& root) {
  lower(root, Role::condition);
  if (root.type.kind == Type::Kind::boolean) cover(root);
  emit_.emit(Op::finish, root.span);
}

void Lowering::lower(const Node& node, Role role) {
  if (const auto constant = constants_.value(node)) {
    emit_.emit(Op::constant, node.span, 0, emit_.constant(*constant));
    observe(node.span, role == Role::operand && std::holds_alternative<DefinitionNode>(node.is));
    return;
  }
  std::visit(
      [&](const auto& is) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(is)>, LiteralNode>) lower(node, is, role);
      },
      node.is);
}

void Lowering::lower(const Node& node, const NameNode& name, Role role) {
  if (name.refers == NameNode::Refers::local) {
    const auto& bound = local(name.local);
    emit_.emit(Op::local, node.span, 0, bound.position);
    // Which element decided is worth to know, also where only a field of it was read.
    observe(node.span, role == Role::operand || role == Role::condition || (role == Role::chain && bound.element));
    return;
  }
  const auto slot = static_cast<std::size_t>(node.slot);
  reads(node.slot);
  emit_.emit(Op::variable, node.span, 0, slot);
  observe(node.span, role == Role::operand || role == Role::condition);
}

EntityType Lowering::entity_of(const SelectNode& select) {
  const auto& type = select.operand->type;
  return type.kind == Type::Kind::optional ? type.parameters[0].entity : type.entity;
}

const Field* Lowering::field_of(const SelectNode& select, const Node& node) const {
  if (node.slot < 0 || environment_.schema == nullptr) return nullptr;
  return environment_.schema->field(entity_of(select), select.field);
}

void Lowering::lower(const Node& node, const SelectNode& select, Role role) {
  const auto role_of_operand = role == Role::silent ? Role::silent : Role::chain;
  const auto slot = static_cast<std::size_t>(node.slot);
  const auto entity = entity_of(select);
  if (const auto* field = field_of(select, node)) reads(field->depends_on);

  const auto* name = std::get_if<NameNode>(&select.operand->is);
  const bool is_local = name != nullptr && name->refers == NameNode::Refers::local;
  const bool is_variable = name != nullptr && name->refers == NameNode::Refers::variable;
  // The element of a traced loop is noted itself, so it must stand on the stack.
  const bool noted = is_local && traced() && role != Role::silent && local(name->local).element;

  const bool optional = select.optional || select.operand->type.kind == Type::Kind::optional;
  if (optional && !select.test_only) {
    lower(*select.operand, role_of_operand);
    if (node.slot >= 0) {
      emit_.emit_field(Op::optional_field, node.span, entity, slot);
    } else {
      emit_.emit(Op::optional_select, node.span, 0, dynamic_name(select.field));
    }
  } else if (node.slot >= 0 && !select.test_only && is_variable) {
    reads(select.operand->slot);
    emit_.emit_field(Op::variable_field, node.span, entity, slot, static_cast<std::size_t>(select.operand->slot));
  } else if (node.slot >= 0 && !select.test_only && is_local && !noted) {
    emit_.emit_field(Op::local_field, node.span, entity, slot, local(name->local).position);
  } else {
    lower(*select.operand, role_of_operand);
    if (node.slot >= 0) {
      emit_.emit_field(select.test_only ? Op::has_field : Op::field, node.span, entity, slot);
    } else {
      emit_.emit(select.test_only ? Op::has_name : Op::select, node.span, 0, dynamic_name(select.field));
    }
  }
  observe(node.span, role == Role::operand || role == Role::condition);
}

void Lowering::lower(const Node& node, const ListNode& list, Role role) {
  const auto role_of_element = role == Role::silent ? Role::silent : Role::operand;
  for (const auto& element : list.elements) lower(*element, role_of_element);
  emit_.emit(Op::make_list, node.span, 0, list.elements.size());
}

void Lowering::lower(const Node& node, const MapNode& map, Role role) {
  const auto role_of_element = role == Role::silent ? Role::silent : Role::operand;
  for (const auto& [key, value] : map.entries) {
    lower(*key, role_of_element);
    lower(*value, role_of_element);
  }
  emit_.emit(Op::make_map, node.span, 0, map.entries.size());
}

void Lowering::lower(const Node& node, const BindNode& bind, Role role) {
  lower(*bind.value, Role::silent);
  local(bind.variable.local) = {emit_.height() - 1, false};
  lower(*bind.body, role);
  emit_.emit(Op::leave, node.span, 1);
}

void Lowering::lower(const Node& node, const DefinitionNode& definition, Role role) {
  const bool noted = role == Role::operand || role == Role::condition;
  if (!definition.parameters.empty()) {
    for (std::size_t i = 0; i < definition.arguments.size(); ++i) {
      lower(*definition.arguments[i], role == Role::silent ? Role::silent : Role::operand);
      local(definition.locals[i]) = {emit_.height() - 1, false};
    }
    lower_definition_body(node, definition, role);
    emit_.emit(Op::leave, node.span, definition.arguments.size());
    observe(node.span, noted);
    return;
  }
  const auto [memo, is_new] = memos_.try_emplace({definition.definition, definition.as_double}, memos_.size());
  code_.memos = std::max(code_.memos, memos_.size());
  const auto recall = emit_.emit(Op::recall, node.span, memo->second);
  lower_definition_body(node, definition, role);
  emit_.emit(Op::remember, node.span, memo->second);
  emit_.land(recall);
  observe(node.span, noted);
}

void Lowering::lower_definition_body(const Node& node, const DefinitionNode& definition, Role role) {
  const bool speaks = node.type.kind == Type::Kind::boolean && (role == Role::condition || role == Role::operand);
  lower(*definition.body, speaks ? Role::condition : Role::silent);
}

void Lowering::cover(const Node& condition) {
  const auto* call = std::get_if<CallNode>(&condition.is);
  const bool has_parts =
      call != nullptr && (call->function == "_&&_" || call->function == "_||_" || call->function == "_?_:_");
  if (traced() && !has_parts && !constants_.value(condition)) emit_.emit(Op::cover, condition.span);
}

void Lowering::observe(Span span, bool wanted) {
  if (traced() && wanted) emit_.emit(Op::observe, span);
}

void Lowering::reads(std::int32_t variable) {
  if (variable < 0) return;
  const auto slot = static_cast<std::uint16_t>(variable);
  const auto at = std::ranges::lower_bound(code_.reads, slot);
  if (at == code_.reads.end() || *at != slot) code_.reads.insert(at, slot);
}

std::uint32_t Lowering::dynamic_name(std::string_view name) {
  DynamicName dynamic{std::string(name), {}};
  if (environment_.schema != nullptr) {
    for (std::size_t i = 0; i < environment_.schema->size(); ++i) {
      const auto* field = environment_.schema->field(EntityType(static_cast<std::uint8_t>(i)), name);
      dynamic.slots.push_back(field != nullptr ? field->slot : -1);
      if (field != nullptr) reads(field->depends_on);
    }
  }
  const auto known = std::ranges::find(code_.names, name, &DynamicName::name);
  if (known != code_.names.end()) return static_cast<std::uint32_t>(known - code_.names.begin());
  code_.names.push_back(std::move(dynamic));
  return static_cast<std::uint32_t>(code_.names.size() - 1);
}

Lowering::Local& Lowering::local(std::uint32_t number) {
  if (locals_.size() <= number) locals_.resize(number + 1);
  return locals_[number];
}

}  // namespace sprintd::lang
