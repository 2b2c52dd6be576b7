namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[dim()];
                fixed (long* first = sizes) Shim.shim_sizes(Live, first);
                return Keep(sizes);
            }
        }

        public unsafe long[] stride()
        {
            var strides = new long[dim()];
            fixed (long* first = strides) Shim.shim_strides(Live, first);
            return Keep(strides);
        }

        public long dim() => Keep(Shim.shim_dim(Live));
        public long Dimensions => dim();
        public long ndim => dim();
        public long numel() => Keep(Shim.shim_numel(Live));
        public long NumberOfElements => numel();
        public long[] size() => shape;
        public long size(int dim) => Keep(Shim.shim_size(Live, Axis(dim)));
        public long stride(int dim) => stride()[Axis(dim)];
        public long storage_offset() => Keep(Shim.shim_storage_offset(Live));
        public long element_size() => Keep(Shim.shim_element_size(Live));
        public long ElementSize => element_size();

        public ScalarType dtype => (ScalarType)Keep(Shim.shim_dtype(Live));
        public unsafe DeviceType device_type { get { int index; return (DeviceType)Keep(Shim.shim_device(Live, &index)); } }
        public unsafe int device_index { get { int index; Keep(Shim.shim_device(Live, &index)); return index; } }
        public unsafe Device device { get { int index; return new((DeviceType)Keep(Shim.shim_device(Live, &index)), index); } }
        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_cpu() => device_type == DeviceType.CPU;
        public bool is_meta => device_type == DeviceType.META;
        public bool is_sparse => Keep(Shim.shim_layout(Live)) == 1;
        public bool is_contiguous() => Keep(Shim.shim_is_contiguous(Live)) != 0;
        public bool is_integral() => torch.is_integral(dtype);
        public bool is_floating_point() => torch.is_floating_point(dtype);
        public bool is_complex() => torch.is_complex(dtype);
        public bool is_quantized() => torch.is_quantized(dtype);
        public bool is_nonzero() => _is_nonzero.Truth(this);
        public bool is_pinned() => _is_pinned.Truth(this);
        private static readonly Op _is_nonzero = new("aten::is_nonzero"), _is_pinned = new("aten::is_pinned");

        private int Axis(long dim)
        {
            var dims = this.dim();
            if (dim < -dims || dim >= dims)
                throw new ArgumentOutOfRangeException(nameof(dim),
                    $"dimension {dim} does not exist: the tensor has {dims}, so {-dims} to {dims - 1} are possible.");
            return (int)(dim < 0 ? dim + dims : dim);
        }
    }

    public static long numel(Tensor input) => input.numel();
    public static bool is_nonzero(Tensor input) => input.is_nonzero();
    public static bool is_integral(Tensor t) => t.is_integral();
    public static bool is_floating_point(Tensor input) => input.is_floating_point();
    public static bool is_complex(Tensor input) => input.is_complex();
    public static bool is_tensor(object obj) => obj is Tensor;
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => (ScalarType)_result_type.Number(tensor1, tensor2).Integer;
    public static bool can_cast(ScalarType from, ScalarType to) => _can_cast.Truth(from, to);
    private static readonly Op _result_type = new("aten::result_type", "Tensor"), _can_cast = new("aten::can_cast");
}
