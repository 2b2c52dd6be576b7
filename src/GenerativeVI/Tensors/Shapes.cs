namespace GenerativeVI.Tensors;

/// <summary>Shape checks with one sentence for the person who got it wrong.</summary>
public static class Shapes
{
    /// <summary>Checks a tensor's shape.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">What the caller calls it.</param>
    /// <param name="axes">The expected axes: lengths, names for free ones, "..." first for any leading ones.</param>
    /// <exception cref="ArgumentException">The shape differs: <c>z: expected [S, B, 8], got [64, 10].</c></exception>
    public static void Require(Tensor tensor, string name, params ReadOnlySpan<Axis> axes)
    {
        var shape = tensor.shape;
        var open = axes.Length > 0 && axes[0].Name == "...";
        var fixedAxes = open ? axes[1..] : axes;
        var matches = open ? shape.Length >= fixedAxes.Length : shape.Length == fixedAxes.Length;
        for (var i = 0; matches && i < fixedAxes.Length; i++)
        {
            var expected = fixedAxes[i].Length;
            matches = expected < 0 || shape[shape.Length - fixedAxes.Length + i] == expected;
        }
        if (!matches) throw new ArgumentException($"{name}: expected [{string.Join(", ", axes.ToArray())}], got {Text(shape)}.", name);
    }

    /// <summary>The last axis as a table of rows and columns: [..., r c] to [..., r, c].</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="rows">r.</param>
    /// <param name="columns">c.</param>
    /// <exception cref="ArgumentException">The last axis has another length, for which torch's own call would end the process.</exception>
    internal static Tensor Unflatten(this Tensor tensor, long rows, long columns)
    {
        Require(tensor, nameof(tensor), "...", rows * columns);
        // TorchSharp does not count this axis from the end.
        return tensor.unflatten(tensor.dim() - 1, rows, columns);
    }

    /// <summary>A shape as people write it: <c>[64, 10]</c>.</summary>
    /// <param name="shape">The lengths of the axes.</param>
    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
