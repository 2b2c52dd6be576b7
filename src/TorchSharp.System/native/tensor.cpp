// What is not an operator: a tensor's life and facts, generators, threads, devices, the last error.
#include "shim.h"
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <c10/util/Exception.h>
#include <c10/util/Logging.h>

namespace {

thread_local std::string message;
thread_local int64_t managed_exception;

c10::Device place(int32_t device, int32_t index) { return {static_cast<c10::DeviceType>(device), static_cast<c10::DeviceIndex>(index)}; }
bool has(c10::DeviceType type) { return c10::impl::hasDeviceGuardImpl(type); }

}  // namespace

void keep_error(const char* text) { keep_error(std::string(text)); }

void keep_error(const std::string& text, int64_t managed) {
    message = text.substr(0, text.find("\nException raised from "));
    managed_exception = managed;
}

EXPORT const char* shim_error(int64_t* managed) {
    *managed = managed_exception;
    return message.c_str();
}

EXPORT const char* shim_version() { return TORCH_VERSION; }

// Collecting a C++ stack costs far more than the failed call and tells a C# caller nothing.
EXPORT void shim_start() {
    c10::SetStackTraceFetcher(std::function<std::string()>([] { return std::string(); }));
}

// A tensor's life and facts.

EXPORT void shim_release(Handle handle) { at::Tensor(c10::intrusive_ptr<c10::TensorImpl>::reclaim(handle)); }
EXPORT Handle shim_share(Handle handle) { return give(borrow(handle)); }
EXPORT int64_t shim_dim(Handle handle) { return handle->dim(); }
EXPORT int64_t shim_numel(Handle handle) { return handle->numel(); }
EXPORT int32_t shim_dtype(Handle handle) { return static_cast<int32_t>(c10::typeMetaToScalarType(handle->dtype())); }
EXPORT int32_t shim_device(Handle handle, int32_t* index) {
    *index = handle->device().index();
    return static_cast<int32_t>(handle->device().type());
}
EXPORT int64_t shim_element_size(Handle handle) { return static_cast<int64_t>(handle->dtype().itemsize()); }
EXPORT int64_t shim_size(Handle handle, int64_t i) { return handle->sizes()[i]; }
EXPORT void shim_sizes(Handle handle, int64_t* sizes) { for (auto size : handle->sizes()) *sizes++ = size; }
EXPORT void shim_strides(Handle handle, int64_t* strides) { for (auto stride : handle->strides()) *strides++ = stride; }
EXPORT int32_t shim_layout(Handle handle) { return static_cast<int32_t>(handle->layout()); }
EXPORT int32_t shim_is_contiguous(Handle handle) { return handle->is_contiguous(); }
EXPORT int32_t shim_is_leaf(Handle handle) { return borrow(handle).is_leaf(); }
EXPORT int32_t shim_requires_grad(Handle handle) { return borrow(handle).requires_grad(); }
EXPORT int32_t shim_is_inference(Handle handle) { return borrow(handle).is_inference(); }
EXPORT int64_t shim_storage_offset(Handle handle) { return handle->storage_offset(); }
EXPORT int64_t shim_storage_bytes(Handle handle) { return handle->has_storage() ? static_cast<int64_t>(handle->storage().nbytes()) : 0; }

EXPORT int64_t shim_data(Handle handle, void** data) {
    return guarded([&] { return *data = borrow(handle).data_ptr(), 0; });
}

EXPORT int64_t shim_set_requires_grad(Handle handle, int32_t on) {
    return guarded([&] { return borrow(handle).requires_grad_(on != 0), 0; });
}

// A tensor over memory that C# owns; release(context) is called when the last tensor that uses it is gone.
EXPORT int64_t shim_from_blob(void* data, const int64_t* sizes, int32_t dims, int32_t dtype, int32_t device, int32_t index, void (*release)(void*),
                              void* context, Handle* result) {
    return guarded([&] {
        auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)).device(place(device, index));
        *result = give(at::from_blob(data, at::IntArrayRef(sizes, dims), [=](void*) { release(context); }, options));
        return 0;
    });
}

// Types.

EXPORT int32_t shim_promote(int32_t left, int32_t right) {
    return static_cast<int32_t>(c10::promoteTypes(static_cast<at::ScalarType>(left), static_cast<at::ScalarType>(right)));
}
EXPORT int32_t shim_default_dtype() { return static_cast<int32_t>(c10::get_default_dtype_as_scalartype()); }
EXPORT int64_t shim_set_default_dtype(int32_t dtype) {
    return guarded([&] { return c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<at::ScalarType>(dtype))), 0; });
}

// Generators.

EXPORT int64_t shim_generator(int32_t device, int32_t index, uint64_t seed, at::Generator** result) {
    return guarded([&] {
        if (static_cast<c10::DeviceType>(device) != c10::DeviceType::CPU) throw std::invalid_argument("a generator of one's own must be on the CPU");
        return *result = new at::Generator(at::detail::createCPUGenerator(seed)), 0;
    });
}

EXPORT int64_t shim_default_generator(int32_t device, int32_t index, at::Generator** result) {
    return guarded([&] {
        return *result = new at::Generator(at::globalContext().defaultGenerator(place(device, index))), 0;
    });
}

EXPORT void shim_generator_release(at::Generator* generator) { delete generator; }

EXPORT int64_t shim_generator_seed(at::Generator* generator, uint64_t seed) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        return generator->set_current_seed(seed), 0;
    });
}

EXPORT uint64_t shim_generator_current_seed(at::Generator* generator) { return generator->current_seed(); }
EXPORT uint64_t shim_generator_new_seed(at::Generator* generator) {
    std::lock_guard<std::mutex> lock(generator->mutex());
    return generator->seed();
}

EXPORT int64_t shim_generator_state(at::Generator* generator, Handle* state) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        return *state = give(generator->get_state()), 0;
    });
}

EXPORT int64_t shim_generator_set_state(at::Generator* generator, Handle state) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator->mutex());
        return generator->set_state(borrow(state)), 0;
    });
}

// Threads and devices.

EXPORT int32_t shim_threads() { return at::get_num_threads(); }
EXPORT int64_t shim_set_threads(int32_t count) { return guarded([&] { return at::set_num_threads(count), 0; }); }
EXPORT int32_t shim_interop_threads() { return at::get_num_interop_threads(); }
EXPORT int64_t shim_set_interop_threads(int32_t count) { return guarded([&] { return at::set_num_interop_threads(count), 0; }); }

EXPORT int32_t shim_device_count(int32_t device) {
    auto type = static_cast<c10::DeviceType>(device);
    return has(type) ? c10::impl::getDeviceGuardImpl(type)->deviceCount() : 0;
}
EXPORT int32_t shim_has_cudnn() { return at::detail::getCUDAHooks().hasCuDNN(); }
EXPORT int64_t shim_synchronize(int32_t index) {
    return guarded([&] {
        auto device = index >= 0 ? index : c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->getDevice().index();
        return at::detail::getCUDAHooks().deviceSynchronize(static_cast<c10::DeviceIndex>(device)), 0;
    });
}
EXPORT int32_t shim_tf32(int32_t cudnn) { return cudnn ? at::globalContext().allowTF32CuDNN() : at::globalContext().allowTF32CuBLAS(); }
EXPORT int64_t shim_set_tf32(int32_t cudnn, int32_t on) {
    return guarded([&] { return cudnn ? at::globalContext().setAllowTF32CuDNN(on) : at::globalContext().setAllowTF32CuBLAS(on), 0; });
}
