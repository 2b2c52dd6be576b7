namespace GenerativeVI.Data;

/// <summary>Arrays whose first axis is fastest in memory, as Fortran, MATLAB and transposed NumPy arrays have it.</summary>
internal static class ColumnMajor
{
    /// <summary>The same array with its last axis fastest.</summary>
    /// <param name="source">The numbers, first axis fastest.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="size">Bytes of a number.</param>
    public static byte[] ToRowMajor(byte[] source, ReadOnlySpan<long> shape, int size)
    {
        if (shape.Length < 2 || source.Length == 0) return source;
        var strides = new int[shape.Length];
        for (int axis = 0, stride = size; axis < strides.Length; stride *= (int)shape[axis++]) strides[axis] = stride;
        var target = GC.AllocateUninitializedArray<byte>(source.Length);
        var index = new long[shape.Length];
        for (int to = 0, from = 0; to < target.Length; to += size)
        {
            source.AsSpan(from, size).CopyTo(target.AsSpan(to));
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < shape[axis]) break;
                from -= strides[axis] * (int)shape[axis];
                index[axis] = 0;
            }
        }
        return target;
    }
}
