namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool is_leaf => Keep(Shim.shim_is_leaf(Live)) != 0;

        public bool requires_grad
        {
            get => Keep(Shim.shim_requires_grad(Live)) != 0;
            set => Shim.Check(Keep(Shim.shim_set_requires_grad(Live, value ? 1 : 0)), "requires_grad");
        }

        public Tensor requires_grad_(bool requires_grad = true) => with_requires_grad(requires_grad);

        public Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor? grad
        {
            get => Keep(Shim.shim_grad(Live)) is var handle and not 0 ? new(handle) : null;
            set
            {
                Shim.Check(Keep(Shim.shim_set_grad(Live, value?.Live ?? 0)), "grad");
                GC.KeepAlive(value);
            }
        }

        public void retain_grad() => Shim.Check(Keep(Shim.shim_retain_grad(Live)), "retain_grad");

        public void backward() => autograd.backward(this);
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        public Tensor detach() => _detach.One(this);
        public Tensor detach_() => _detach_.In(this);
        private static readonly Op _detach = new("aten::detach"), _detach_ = new("aten::detach_");
    }

    public static partial class autograd
    {
        /// <summary>
        /// The gradients of the outputs' weighted sum; an invalid tensor where an input is not used and <paramref name="allow_unused"/> says that this is no
        /// error. The graph goes unless <paramref name="retain_graph"/> keeps it, whatever <paramref name="create_graph"/> says.
        /// </summary>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            var results = new IntPtr[inputs.Count];
            fixed (IntPtr* o = Handles(outputs), i = Handles(inputs), g = Handles(grad_outputs), r = results)
            {
                var (keep, create, unused) = (retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0);
                Shim.Check(Shim.shim_grads(o, outputs.Count, i, inputs.Count, g, keep, create, unused, r), "autograd.grad");
            }
            GC.KeepAlive((outputs, inputs, grad_outputs));
            return Array.ConvertAll(results, handle => new Tensor(handle));
        }

        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null)
        {
            fixed (IntPtr* t = Handles(tensors), g = Handles(grad_tensors), i = Handles(inputs))
            {
                var (keep, create) = (retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0);
                Shim.Check(Shim.shim_backward(t, tensors.Count, g, keep, create, i, inputs?.Count ?? 0), "backward");
            }
            GC.KeepAlive((tensors, grad_tensors, inputs));
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
                backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        internal static IntPtr[]? Handles(IList<Tensor>? tensors) => tensors?.Select(t => t?.Live ?? 0).ToArray();
    }
}
