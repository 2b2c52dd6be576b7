namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);
        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);
        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);
        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);
        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);
        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);
        public float ReadCpuFloat16(long i) => (float)ReadCpuValue<Half>(i);
        public float ReadCpuBFloat16(long i) => ReadCpuValue<BFloat16>(i).ToSingle();
        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);
        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        public T ReadCpuValue<T>(long i) where T : unmanaged
        {
            if (i < 0 || i >= numel()) throw new IndexOutOfRangeException($"Element {i} of a tensor with {numel()}.");
            return data<T>()[Unravel(i)];
        }

        private long[] Unravel(long i)
        {
            var indices = shape;
            for (var axis = indices.Length - 1; axis >= 0; axis--) (i, indices[axis]) = Math.DivRem(i, indices[axis]);
            return indices;
        }

        public object tolist() => dim() == 0 ? ToScalar() : unbind().Select(part => part.tolist()).ToList();
        public IList<Tensor> nonzero_as_list() => _nonzero_numpy.Many(this);

        public bool is_conj() => _is_conj.Truth(this);
        public bool is_neg() => _is_neg.Truth(this);
        public bool has_names() => false;
        public Tensor set_(Tensor source) => _set_.In(this, source);

        private static readonly Op _nonzero_numpy = new("nonzero_numpy"), _is_conj = new("is_conj"), _is_neg = new("is_neg"), 
            _set_ = new("set_", "source_Tensor");
    }

    public static bool is_conj(Tensor input) => input.is_conj();
    public static Tensor is_neg(Tensor input) => input.is_neg();
    public static long max_int_value(ScalarType type) => type switch
    {
        ScalarType.Byte => byte.MaxValue,
        ScalarType.Int8 => sbyte.MaxValue,
        ScalarType.Int16 => short.MaxValue,
        ScalarType.Int32 => int.MaxValue,
        ScalarType.Int64 => long.MaxValue,
        _ => throw new ArgumentException($"{type.Name()} is no integer type."),
    };

    public static FInfo finfo() => finfo(get_default_dtype());
    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.Float16 => new(16, 9.765625e-4, 65504, 6.103515625e-5, 1e-3),
        ScalarType.BFloat16 => new(16, 0.0078125, (double)BFloat16.MaxValue, (double)BFloat16.MinNormal, 1e-2),
        ScalarType.Float32 => new(32, Math.Pow(2, -23), float.MaxValue, Math.Pow(2, -126), 1e-6),
        ScalarType.Float64 => new(64, Math.Pow(2, -52), double.MaxValue, Math.Pow(2, -1022), 1e-15),
        _ => throw new ArgumentException($"{dtype.Name()} is no floating-point type."),
    };

    /// <summary>What a floating-point type can represent.</summary>
    public struct FInfo
    {
        public int bits;
        public double eps, max, min, tiny, smallest_normal, resolution;

        internal FInfo(int bits, double eps, double max, double smallest, double resolution) =>
            (this.bits, this.eps, this.max, min, tiny, smallest_normal, this.resolution) = (bits, eps, max, -max, smallest, smallest, resolution);
    }

    public static Tensor BoolTensor(Tensor t) => t.to(ScalarType.Bool);
    public static Tensor ByteTensor(Tensor t) => t.to(ScalarType.Byte);
    public static Tensor ShortTensor(Tensor t) => t.to(ScalarType.Int16);
    public static Tensor IntTensor(Tensor t) => t.to(ScalarType.Int32);
    public static Tensor LongTensor(Tensor t) => t.to(ScalarType.Int64);
    public static Tensor FloatTensor(Tensor t) => t.to(ScalarType.Float32);
    public static Tensor DoubleTensor(Tensor t) => t.to(ScalarType.Float64);
}
