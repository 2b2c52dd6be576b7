// The operator call: arguments are checked against the operator's schema, what is left out takes the schema's default.
#include "shim.h"
#include <ATen/ScalarOps.h>
#include <ATen/core/dispatch/Dispatcher.h>

namespace {

// The optional of this libtorch: its own up to 2.2, the standard library's since.
template <class> struct Optional;
template <template <class> class O, class T> struct Optional<O<T>> { template <class U> using of = O<U>; };
template <class T> using maybe = typename Optional<std::decay_t<decltype(std::declval<c10::Argument>().N())>>::template of<T>;

struct Parameter {
    std::string name;
    c10::TypeKind kind;  // of what an optional holds
    c10::TypeKind element;
    bool optional, elementOptional;
    maybe<c10::IValue> fallback;
    int32_t length;  // of int[2] and its like, which also take one number for all
    std::string text;
};

struct Operator {
    c10::OperatorHandle handle;
    std::string name;
    std::vector<Parameter> parameters;
};

Parameter parameter(const c10::Argument& argument) {
    auto type = argument.type();
    auto text = type->str();
    bool optional = type->kind() == c10::TypeKind::OptionalType;
    if (optional) type = type->castRaw<c10::OptionalType>()->getElementType();
    auto element = c10::TypeKind::AnyType;
    bool elementOptional = false;
    if (type->kind() == c10::TypeKind::ListType) {
        auto inner = type->castRaw<c10::ListType>()->getElementType();
        elementOptional = inner->kind() == c10::TypeKind::OptionalType;
        element = (elementOptional ? inner->castRaw<c10::OptionalType>()->getElementType() : inner)->kind();
    }
    maybe<c10::IValue> fallback;
    if (argument.default_value()) fallback = *argument.default_value();
    return {argument.name(), type->kind(), element, optional, elementOptional, fallback, argument.N() ? *argument.N() : 0, text};
}

const char* describe(Tag tag) {
    static const char* names[] = {"nothing", "null", "a tensor", "an integer", "a real number", "a truth value", "integers",
                                  "real numbers", "tensors", "a device", "a generator", "a string"};
    return names[static_cast<int>(tag)];
}

// A number among tensors: it does not widen their type. Twice as fast as the operators' own overloads for numbers, which dispatch again.
at::Tensor number(c10::Scalar value) {
    auto tensor = c10::scalar_to_tensor(value);
    tensor.unsafeGetTensorImpl()->set_wrapped_number(true);
    return tensor;
}

c10::IValue list(const Value& value, const Parameter& parameter, bool& fits) {
    auto tensors = static_cast<const Handle*>(value.pointer);
    auto integers = static_cast<const int64_t*>(value.pointer);
    auto numbers = static_cast<const double*>(value.pointer);
    if (value.tag == Tag::Tensors && parameter.element == c10::TypeKind::TensorType) {
        if (!parameter.elementOptional) return c10::IValue(borrow(tensors, value.count));
        c10::List<maybe<at::Tensor>> optionals;
        optionals.reserve(value.count);
        for (int i = 0; i < value.count; i++) optionals.push_back(tensors[i] ? maybe<at::Tensor>(borrow(tensors[i])) : maybe<at::Tensor>());
        return optionals;
    }
    if (parameter.element == c10::TypeKind::IntType) {
        if (value.tag == Tag::Ints) return c10::IValue(c10::IntArrayRef(integers, value.count));
        if (value.tag == Tag::Int) return c10::IValue(std::vector<int64_t>(std::max(parameter.length, 1), value.integer));
    }
    if (parameter.element == c10::TypeKind::FloatType && value.tag == Tag::Doubles)
        return c10::IValue(std::vector<double>(numbers, numbers + value.count));
    if (parameter.element == c10::TypeKind::BoolType && value.tag == Tag::Ints) {
        c10::List<bool> truths;
        for (int i = 0; i < value.count; i++) truths.push_back(integers[i] != 0);
        return truths;
    }
    fits = false;
    return {};
}

c10::IValue convert(const Value& value, const Parameter& parameter, bool& fits) {
    switch (parameter.kind) {
        case c10::TypeKind::TensorType:
            if (value.tag == Tag::Tensor) return borrow(value.tensor);
            if (value.tag == Tag::Double) return number(value.number);
            if (value.tag == Tag::Int) return number(value.integer);
            if (value.tag == Tag::Bool) return number(value.integer != 0);
            break;
        case c10::TypeKind::IntType:
            if (value.tag == Tag::Int || value.tag == Tag::Bool) return value.integer;
            break;
        case c10::TypeKind::FloatType:
            if (value.tag == Tag::Double) return value.number;
            if (value.tag == Tag::Int) return static_cast<double>(value.integer);
            break;
        case c10::TypeKind::NumberType:
            if (value.tag == Tag::Double) return value.number;
            if (value.tag == Tag::Int) return value.integer;
            if (value.tag == Tag::Bool) return value.integer != 0;
            break;
        case c10::TypeKind::BoolType:
            if (value.tag == Tag::Bool) return value.integer != 0;
            break;
        case c10::TypeKind::DeviceObjType:
            if (value.tag == Tag::Device) return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.count));
            break;
        case c10::TypeKind::GeneratorType:
            if (value.tag == Tag::Generator) return *static_cast<const at::Generator*>(value.pointer);
            break;
        case c10::TypeKind::StringType:
            if (value.tag == Tag::String) return std::string(static_cast<const char*>(value.pointer), value.count);
            break;
        case c10::TypeKind::ListType:
            return list(value, parameter, fits);
        default:
            break;
    }
    fits = false;
    return {};
}

c10::IValue argument(const Operator& op, const Parameter& parameter, const Value* value) {
    if (!value || value->tag == Tag::Default) {
        if (parameter.fallback) return *parameter.fallback;
        if (parameter.optional) return {};
        throw std::invalid_argument("argument '" + parameter.name + "' (" + parameter.text + ") is missing");
    }
    bool none = value->tag == Tag::None || (value->tag == Tag::Tensor && !value->tensor);
    if (none && parameter.optional) return {};
    bool fits = !none;
    auto result = fits ? convert(*value, parameter, fits) : c10::IValue();
    if (!fits) throw std::invalid_argument("argument '" + parameter.name + "' must be " + parameter.text + ", got " + (none ? "null" : describe(value->tag)));
    return result;
}

thread_local std::vector<Value> overflow;
thread_local int64_t fresh;  // bytes of storage that the call in progress allocated

struct Sink {
    Value* room;
    int capacity, count = 0;

    void put(Value value) {
        if (count < capacity) room[count] = value; else overflow.push_back(value);
        count++;
    }

    void put(at::Tensor tensor) {
        if (tensor.defined() && tensor.has_storage() && tensor.storage().use_count() == 1) fresh += tensor.storage().nbytes();
        Value value{Tag::Tensor, 0, {}};
        value.tensor = give(std::move(tensor));
        put(value);
    }

    void put(c10::IValue result) {
        Value value{Tag::None, 0, {}};
        if (result.isTensor()) return put(std::move(result).toTensor());
        if (result.isTensorList()) { for (auto tensor : result.toTensorVector()) put(std::move(tensor)); return; }
        if (result.isDouble()) value.tag = Tag::Double, value.number = result.toDouble();
        else if (result.isInt()) value.tag = Tag::Int, value.integer = result.toInt();
        else if (result.isBool()) value.tag = Tag::Bool, value.integer = result.toBool();
        put(value);
    }
};

}  // namespace

EXPORT int64_t shim_find(const char* name, const char* overload, const Operator** found) {
    return guarded([&] {
        auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        if (!handle) throw std::invalid_argument("this libtorch (" TORCH_VERSION ") has no operator " + std::string(name) + (*overload ? "." : "") + overload);
        auto op = new Operator{*handle, name, {}};
        for (const auto& a : handle->schema().arguments()) op->parameters.push_back(parameter(a));
        *found = op;
        return 0;
    });
}

// Calls an operator. count: room for results on the way in (0: they are not wanted), their number on the way out; those that found no room
// wait for shim_overflow. Returns the bytes of storage that the results newly hold.
EXPORT int64_t shim_call(const Operator* op, const Value* values, int32_t given, Value* results, int32_t* count) {
    return guarded([&] {
        auto size = static_cast<int32_t>(op->parameters.size());
        if (given > size) throw std::invalid_argument("takes " + std::to_string(size) + " arguments, got " + std::to_string(given));
        torch::jit::Stack stack;
        stack.reserve(size + 1);
        for (int i = 0; i < size; i++) stack.push_back(argument(*op, op->parameters[i], i < given ? values + i : nullptr));
        op->handle.callBoxed(stack);
        fresh = 0;
        Sink sink{results, *count};
        if (*count > 0) for (auto& result : stack) sink.put(std::move(result));
        *count = sink.count;
        return fresh;
    });
}

EXPORT void shim_overflow(Value* results) {
    std::copy(overflow.begin(), overflow.end(), results);
    overflow.clear();
}
