using System.Runtime.InteropServices;

namespace GenerativeVI.Tensors;

/// <summary>Functions of numbers that torch does not have, over whole tensors, in double precision on the CPU.</summary>
internal static class DoubleSpans
{
    private const int WorthSharing = 1 << 8, PartLength = 1 << 6;

    /// <summary>function(first, second) for every pair of elements; a float64 tensor on the CPU of their shape, with no gradient.</summary>
    public static unsafe Tensor Map(Tensor first, Tensor second, Func<double, double, double> function)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Plain(first), Plain(second));
        var result = empty_like(a);
        var count = (int)result.NumberOfElements;
        fixed (double* a0 = Of(a), b0 = Of(b), r0 = Of(result))
        {
            double* x = a0, y = b0, r = r0;
            SharedWork.Run((count + PartLength - 1) / PartLength, count > WorthSharing, part =>
            {
                for (var i = part * PartLength; i < Math.Min(count, (part + 1) * PartLength); i++) r[i] = function(x[i], y[i]);
            });
        }
        return result.MoveToOuterDisposeScope();
    }

    private static Tensor Plain(Tensor tensor) => tensor.detach().to(ScalarType.Float64).cpu().contiguous();

    private static Span<double> Of(Tensor tensor) => MemoryMarshal.Cast<byte, double>(tensor.bytes);
}
