using GenerativeVI.Tensors;

namespace GenerativeVI.Distributions;

/// <summary>Independent distributions side by side in the event axis.</summary>
internal sealed class Blocks
{
    public Blocks(IReadOnlyList<(IDistribution Distribution, long Dimension)> parts)
    {
        if (parts.Count == 0) throw new ArgumentException("blocks: expected at least one.", nameof(parts));
        foreach (var (distribution, _) in parts)
            if (!distribution.BatchShape.AsSpan().SequenceEqual(parts[0].Distribution.BatchShape))
                throw new ArgumentException($"blocks: expected the batch shape {Shapes.Text(parts[0].Distribution.BatchShape)} of all, got {Shapes.Text(distribution.BatchShape)}.", nameof(parts));
        Parts = parts;
    }

    public IReadOnlyList<(IDistribution Distribution, long Dimension)> Parts { get; }

    public long[] BatchShape => Parts[0].Distribution.BatchShape;

    public Draw Sample(RandomStream random, ReadOnlySpan<long> shape)
    {
        var values = new Tensor[Parts.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Parts[i].Distribution.Sample(random, shape).Value;
        return new Draw(cat(values, -1));
    }

    public Tensor LogDensity(Tensor value)
    {
        Shapes.Require(value, nameof(value), "...", Parts.Sum(part => part.Dimension));
        Tensor? sum = null;
        long start = 0;
        foreach (var (distribution, dimension) in Parts)
        {
            var term = distribution.LogDensity(value.narrow(-1, start, dimension));
            sum = sum is null ? term : sum + term;
            start += dimension;
        }
        return sum!;
    }
}
