// The door between C# and libtorch: one generic operator call and the few things that are not operators.
// Every function that can fail returns a negative number and leaves its message in shim_error().
#pragma once
#include <ATen/ATen.h>
#include <torch/csrc/api/include/torch/version.h>
#include <string>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))

using Handle = c10::TensorImpl*;  // a tensor as C# holds it: one reference, released by shim_release

enum class Tag : int32_t { Default, None, Tensor, Int, Double, Bool, Ints, Doubles, Tensors, Device, Generator, String };

// One argument or result. Its twin is the struct Value in Op.cs.
struct Value {
    Tag tag;
    int32_t count;
    union { int64_t integer; double number; Handle tensor; const void* pointer; };
};

inline at::Tensor borrow(Handle handle) {
    return handle ? at::Tensor(c10::intrusive_ptr<c10::TensorImpl>::unsafe_reclaim_from_nonowning(handle)) : at::Tensor();
}

// libtorch writes some gradients that are zero as tensors without memory; C# reads memory.
inline at::Tensor solid(at::Tensor tensor) { return tensor.defined() && tensor._is_zerotensor() ? tensor.clone() : tensor; }

inline Handle give(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

inline std::vector<at::Tensor> borrow(const Handle* handles, int64_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int64_t i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
    return tensors;
}

// A C# exception on its way through libtorch; the number finds it again on the other side.
struct ManagedError : std::exception {
    int64_t id;
    explicit ManagedError(int64_t id) : id(id) {}
    const char* what() const noexcept override { return "an exception in a custom function"; }
};

enum : int64_t { Failed = -1, FailedInManagedCode = -2 };
void keep_error(const char* message);
void keep_error(const std::string& message, int64_t managed = 0);

template <class Body> int64_t guarded(Body body) {
    try {
        return body();
    } catch (const ManagedError& error) {
        keep_error(error.what(), error.id);
        return FailedInManagedCode;
    } catch (const c10::Error& error) {
        keep_error(error.what_without_backtrace());
    } catch (const std::exception& error) {
        keep_error(error.what());
    } catch (...) {
        keep_error("an unknown native error");
    }
    return Failed;
}
