// A tensor in a file of its own, as torch::save writes it.
#include "shim.h"
#include <torch/csrc/api/include/torch/serialize/archive.h>

EXPORT int64_t shim_save(Handle handle, const char* path) {
    return guarded([&] {
        torch::serialize::OutputArchive archive;
        archive.write("0", borrow(handle));
        return archive.save_to(path), 0;
    });
}

EXPORT int64_t shim_load(const char* path, Handle* result) {
    return guarded([&] {
        torch::serialize::InputArchive archive;
        archive.load_from(path);
        at::Tensor tensor;
        archive.read("0", tensor);
        return *result = give(tensor), 0;
    });
}
