namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// An operation whose derivative is written by hand. backward returns one gradient for each argument of apply; null where there is none.
        /// </summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            private static readonly T _instance = new();

            public abstract string Name { get; }

            internal abstract List<Tensor> Forward(AutogradContext context, object[] vars);
            internal abstract List<Tensor> Backward(AutogradContext context, List<Tensor> gradients);

            public static List<Tensor> apply_internal(params object[] vars)
            {
                var context = new AutogradContext();
                List<Tensor> outputs;
                using (no_grad()) outputs = _instance.Forward(context, vars);
                return ManagedFunctions.Join(_instance.Name, vars, context, _instance.Backward, outputs);
            }
        }

        public abstract class SingleTensorFunction<T> : Function<T> where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);
            internal sealed override List<Tensor> Forward(AutogradContext context, object[] vars) => [forward(context, vars)];
            internal sealed override List<Tensor> Backward(AutogradContext context, List<Tensor> gradients) => backward(context, gradients[0]);
        }

        public abstract class MultiTensorFunction<T> : Function<T> where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);
            internal sealed override List<Tensor> Forward(AutogradContext context, object[] vars) => forward(context, vars);
            internal sealed override List<Tensor> Backward(AutogradContext context, List<Tensor> gradients) => backward(context, gradients);
        }

        /// <summary>
        /// What forward leaves for backward. Tensors go through save_for_backward, so that the graph can release them and sees changes in place.
        /// </summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> _data = [];

            internal AutogradContext() { }

            internal List<Tensor> Saved { get; private set; } = [];
            internal List<Tensor> Dirty { get; private set; } = [];
            internal List<Tensor> Constant { get; private set; } = [];
            internal IntPtr Node { get; set; }
            internal int SavedCount { get; set; }

            public bool MaterializeGrads { get; private set; } = true;

            public void set_materialize_grads(bool value) => MaterializeGrads = value;
            public void save_for_backward(List<Tensor> tensors) => Saved = [.. tensors];
            public void mark_dirty(List<Tensor> tensors) => Dirty = [.. tensors];
            public void mark_non_differentiable(List<Tensor> tensors) => Constant = [.. tensors];
            public void save_data(string key, object value) => _data[key] = value;
            public object get_data(string key) => _data[key];

            public unsafe List<Tensor> get_saved_variables()
            {
                if (Node == 0) return Saved;
                var handles = new IntPtr[SavedCount];
                fixed (IntPtr* first = handles) Shim.Check(Shim.shim_saved(Node, first), "get_saved_variables");
                return [.. handles.Select(handle => handle != 0 ? new Tensor(handle) : null!)];
            }

            /// <summary>From here on the graph holds the tensors; a reference back to an output would never be collected.</summary>
            internal void HandOver()
            {
                SavedCount = Saved.Count;
                (Saved, Dirty, Constant) = ([], [], []);
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) => _data.Clear();
        }
    }
}
