namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices] { get => index(indices); set => Assign(value, indices); }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices] { get => index(indices); set => index_put_(value, indices); }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[params long[] indices] { get => Pick(indices); set => Write(Pick(indices), value); }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1] { get => Pick([i1]); set => Write(Pick([i1]), value); }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2] { get => Pick([i1, i2]); set => Write(Pick([i1, i2]), value); }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3] { get => Pick([i1, i2, i3]); set => Write(Pick([i1, i2, i3]), value); }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4] { get => Pick([i1, i2, i3, i4]); set => Write(Pick([i1, i2, i3, i4]), value); }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5] { get => Pick([i1, i2, i3, i4, i5]); set => Write(Pick([i1, i2, i3, i4, i5]), value); }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => Pick([i1, i2, i3, i4, i5, i6]);
            set => Write(Pick([i1, i2, i3, i4, i5, i6]), value);
        }

        public Tensor index(params Tensor[] indices) => _index.One(this, indices);

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = View(indices);
            if (tensors is null) return ReferenceEquals(view, this) ? alias() : view;
            using (ReferenceEquals(view, this) ? null : view) return view.index(tensors);
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => _index_put_.In(this, indices, value, accumulate);
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors) = View(indices);
            using (ReferenceEquals(view, this) ? null : view)
                if (tensors is not null) view.index_put_(value, tensors, accumulate);
                else if (accumulate) view.add_(value);
                else view.copy_(value);
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var number = full([], value, dtype, device);
            return index_put_(number, indices, false);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var number = full([], value, dtype, device);
            return index_put_(number, indices, false);
        }

        private void Assign(Tensor value, TensorIndex[] indices) => index_put_(value, indices, false);

        private static void Write(Tensor view, Tensor value)
        {
            using (view) view.copy_(value);
        }

        /// <summary>Numbers only: a chain of selects.</summary>
        private Tensor Pick(long[] indices)
        {
            if (indices.Length > dim()) throw new IndexOutOfRangeException($"{indices.Length} indices for a tensor of {dim()} axes.");
            var view = this;
            foreach (var i in indices) view = Step(view, view.select(0, i));
            return ReferenceEquals(view, this) ? alias() : view;
        }

        /// <summary>
        /// Applies numbers, slices, ellipses and new axes as views; what remains are tensors, each at the axis of the view it indexes. Nulls between them mean
        /// whole axes.
        /// </summary>
        private (Tensor view, Tensor[]? tensors) View(TensorIndex[] indices)
        {
            var consumed = indices.Sum(Axes);
            if (consumed > dim()) throw new IndexOutOfRangeException($"{consumed} indices for a tensor of {dim()} axes.");
            var view = this;
            var axis = 0;
            List<Tensor>? tensors = null;
            foreach (var index in indices)
                switch (index.What)
                {
                    case TensorIndex.Kind.Single:
                        view = Step(view, view.select(axis, index.Start!.Value));
                        break;
                    case TensorIndex.Kind.Slice:
                        if ((index.Start, index.Stop, index.Step) != (null, null, null))
                            view = Step(view, _slice_Tensor.One(view, axis, index.Start, index.Stop, index.Step ?? 1));
                        axis++;
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        axis += (int)dim() - consumed;
                        break;
                    case TensorIndex.Kind.None:
                        view = Step(view, view.unsqueeze(axis++));
                        break;
                    case TensorIndex.Kind.Bool:
                        view = Step(view, view.unsqueeze(axis));
                        Put(torch.tensor(new[] { index.Start != 0 }, device: device));
                        break;
                    default:
                        Put(index.Indices!);
                        break;
                }
            return (view, tensors?.ToArray());

            void Put(Tensor tensor)
            {
                tensors ??= [];
                while (tensors.Count < axis) tensors.Add(null!);
                tensors.Add(tensor);
                axis += Axes(tensor);
            }
        }

        private static int Axes(TensorIndex index) => index.What switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => Axes(index.Indices!),
            _ => 0,
        };

        /// <summary>A mask takes as many axes as it has.</summary>
        private static int Axes(Tensor index) => index.dtype is ScalarType.Bool or ScalarType.Byte ? (int)index.dim() : 1;

        private Tensor Step(Tensor view, Tensor next)
        {
            if (!ReferenceEquals(view, this)) view.Dispose();
            return next;
        }

        private static readonly Op _index = new("index", "Tensor"), _index_put_ = new("index_put_");
    }
}
