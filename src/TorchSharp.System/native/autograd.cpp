// Derivatives: grad mode, backward, grad, and functions whose derivative is written in C#.
#include "shim.h"
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

using torch::autograd::Node;
using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

EXPORT int32_t shim_grad_mode() { return c10::GradMode::is_enabled(); }
EXPORT void shim_set_grad_mode(int32_t on) { c10::GradMode::set_enabled(on != 0); }
EXPORT int32_t shim_inference_mode() { return c10::InferenceMode::is_enabled(); }
EXPORT c10::InferenceMode* shim_enter_inference(int32_t on) { return new c10::InferenceMode(on != 0); }
EXPORT void shim_leave_inference(c10::InferenceMode* guard) { delete guard; }

// 0: off, 1: on, 2: on and looking for NaN.
EXPORT int32_t shim_anomaly_mode() {
    using torch::autograd::AnomalyMode;
    return !AnomalyMode::is_enabled() ? 0 : AnomalyMode::should_check_nan() ? 2 : 1;
}
EXPORT void shim_set_anomaly_mode(int32_t on, int32_t nan) { torch::autograd::AnomalyMode::set_enabled(on != 0, nan != 0); }

EXPORT int64_t shim_backward(const Handle* roots, int32_t count, const Handle* grads, int32_t keep, int32_t create, const Handle* inputs, int32_t inputCount) {
    return guarded([&] {
        auto gradients = grads ? borrow(grads, count) : variable_list(count);
        torch::autograd::backward(borrow(roots, count), gradients, keep != 0, create != 0, borrow(inputs, inputCount));
        return 0;
    });
}

EXPORT int64_t shim_grads(const Handle* outputs, int32_t count, const Handle* inputs, int32_t inputCount, const Handle* grads, int32_t keep, int32_t create,
                           int32_t unused, Handle* results) {
    return guarded([&] {
        auto gradients = grads ? borrow(grads, count) : variable_list(count);
        for (auto& gradient : torch::autograd::grad(borrow(outputs, count), borrow(inputs, inputCount), gradients, keep != 0, create != 0, unused != 0))
            *results++ = give(solid(gradient));
        return 0;
    });
}

EXPORT Handle shim_grad(Handle handle) {
    auto tensor = borrow(handle);
    auto grad = tensor.grad();
    if (grad.defined() && grad._is_zerotensor()) tensor.mutable_grad() = grad = solid(grad);
    return give(grad);
}
EXPORT int64_t shim_set_grad(Handle handle, Handle grad) {
    return guarded([&] { return borrow(handle).mutable_grad() = borrow(grad), 0; });
}
EXPORT int64_t shim_retain_grad(Handle handle) { return guarded([&] { return borrow(handle).retain_grad(), 0; }); }

namespace {

// What C# does for a node: compute the gradients of the inputs (0, or the number of an exception), and forget it.
struct Callbacks {
    int64_t (*backward)(int64_t id, Node* node, const Handle* grads, int32_t count, Handle* results, int32_t inputs);
    void (*forget)(int64_t id);
};
Callbacks callbacks;

struct ManagedNode : Node {
    int64_t id = 0;
    bool materialize = true;
    std::string title;
    std::vector<SavedVariable> saved;

    ~ManagedNode() override { callbacks.forget(id); }
    std::string name() const override { return title; }
    void release_variables() override { for (auto& variable : saved) variable.reset_data(); }

    variable_list apply(variable_list&& grads) override {
        std::vector<Handle> given, results(num_outputs(), nullptr);
        for (size_t i = 0; i < grads.size(); i++)
            given.push_back(give(solid(grads[i].defined() || !materialize ? grads[i] : input_metadata(i).zeros_like())));
        auto failure = callbacks.backward(id, this, given.data(), static_cast<int32_t>(given.size()), results.data(), static_cast<int32_t>(results.size()));
        if (failure) throw ManagedError(failure);
        variable_list gradients;
        for (size_t i = 0; i < results.size(); i++) {
            auto gradient = results[i] ? at::Tensor(c10::intrusive_ptr<c10::TensorImpl>::reclaim(results[i])) : at::Tensor();
            gradients.push_back(task_should_compute_output(i) ? gradient : at::Tensor());
        }
        return gradients;
    }
};

}  // namespace

EXPORT void shim_functions(Callbacks given) { callbacks = given; }

EXPORT int32_t shim_any_requires_grad(const Handle* inputs, int32_t count) {
    return c10::GradMode::is_enabled() && torch::autograd::any_variable_requires_grad(borrow(inputs, count));
}

// Puts a C# function into the graph between inputs and outputs. Outputs are replaced where they alias an input.
EXPORT int64_t shim_node(int64_t id, const char* title, const Handle* inputs, int32_t inputCount, Handle* outputs, int32_t count, const int32_t* dirty,
                         const int32_t* constant, const Handle* saved, int32_t savedCount, int32_t materialize) {
    return guarded([&] {
        auto node = std::shared_ptr<ManagedNode>(new ManagedNode, torch::autograd::deleteNode);
        node->id = id;
        node->title = title;
        node->materialize = materialize != 0;
        auto variables = borrow(inputs, inputCount);
        node->set_next_edges(torch::autograd::collect_next_edges(variables));
        for (int i = 0; i < count; i++) {
            auto output = borrow(outputs[i]);
            bool differentiable = !constant[i] && torch::autograd::isDifferentiableType(output.scalar_type());
            if (dirty[i]) {
                if (output.is_leaf() && output.requires_grad())
                    throw std::invalid_argument("a leaf that requires grad was marked dirty: it cannot be changed in place");
                torch::autograd::impl::bump_version(output);
                node->add_input_metadata(output);
                torch::autograd::impl::rebase_history(output, {node, static_cast<uint32_t>(i)});
                continue;
            }
            bool isInput = std::any_of(variables.begin(), variables.end(), [&](const at::Tensor& input) { return input.is_same(output); });
            if (isInput || output.is_view() || output.grad_fn()) output = output.detach();
            if (differentiable) torch::autograd::set_history(output, node); else node->add_input_metadata(Node::undefined_input());
            if (!output.is_same(borrow(outputs[i]))) {
                at::Tensor(c10::intrusive_ptr<c10::TensorImpl>::reclaim(outputs[i]));
                outputs[i] = give(output);
            }
        }
        for (int i = 0; i < savedCount; i++) {
            auto tensor = borrow(saved[i]);
            node->saved.emplace_back(tensor, tensor.defined() && tensor.grad_fn() == node);
        }
        return 0;
    });
}

// What save_for_backward kept; called from within the node's backward.
EXPORT int64_t shim_saved(ManagedNode* node, Handle* results) {
    return guarded([&] {
        auto self = node->shared_from_this();
        for (auto& variable : node->saved) *results++ = give(variable.unpack(self));
        return 0;
    });
}
