using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>Values and the parameters of their elements, matched: what rows have in common need be given once.</summary>
internal static class ElementParameters
{
    /// <summary>Both with the same leading axes, of lengths 1 where the other's are.</summary>
    /// <param name="value">[..., D].</param>
    /// <param name="parameters">[..., P, D].</param>
    /// <param name="count">P.</param>
    /// <exception cref="ArgumentException">P or D are others, or the leading axes do not broadcast; the sentence has both shapes.</exception>
    public static (Tensor Value, Tensor Parameters) Matched(Tensor value, Tensor parameters, long count)
    {
        var (of, given) = (value.shape, parameters.shape);
        if (of.Length == 0 || given.Length < 2 || given[^1] != of[^1] || given[^2] != count) throw Misfit();
        var (rows, known) = (of[..^1], given[..^2]);
        if (rows.AsSpan().SequenceEqual(known)) return (value, parameters);
        var lead = new long[Math.Max(rows.Length, known.Length)];
        for (var axis = 1; axis <= lead.Length; axis++)
        {
            var (a, b) = (axis <= rows.Length ? rows[^axis] : 1, axis <= known.Length ? known[^axis] : 1);
            if (a != b && a != 1 && b != 1) throw Misfit();
            lead[^axis] = a == 1 ? b : a;
        }
        return (value.expand([.. lead, of[^1]]), parameters.expand([.. lead, count, of[^1]]));

        ArgumentException Misfit() => new(
            $"parameters: expected [..., {count}, {(of.Length == 0 ? "D" : of[^1])}] for a value of {Shapes.Text(of)}, got {Shapes.Text(given)}.", nameof(parameters));
    }
}
