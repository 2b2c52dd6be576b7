using GenerativeVI.Tensors;
namespace GenerativeVI.Evaluation;

/// <summary>Sums over repeated gradients of some groups of parameters: the gradients in blocks, and their squared lengths.</summary>
internal sealed class GradientSums : IDisposable
{
    /// <summary>Blocks that the repeats are dealt out to, for the spread of products of means.</summary>
    public const int Blocks = 10;

    // How many of its own standard errors a squared bias must be above 0 to be called one: with 9 degrees of freedom about 1 in 1000.
    private const double StandardErrors = 4.3;

    private readonly Tensor[] sums;
    private readonly double[] squares;

    public GradientSums(IReadOnlyList<long> lengths)
    {
        sums = [.. lengths.Select(length => zeros(Blocks, length, dtype: ScalarType.Float64).DetachFromDisposeScope())];
        squares = new double[lengths.Count];
    }

    /// <summary>How many gradients went in: a multiple of <see cref="Blocks"/> when asked for results.</summary>
    public int Count { get; private set; }

    /// <summary>Takes in one gradient.</summary>
    /// <param name="groups">[P] each.</param>
    public void Add(IReadOnlyList<Tensor> groups)
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < sums.Length; i++)
        {
            var gradient = groups[i].to_type(ScalarType.Float64).cpu();
            sums[i][Count % Blocks].add_(gradient);
            squares[i] += gradient.dot(gradient).item<double>();
        }
        Count++;
    }

    /// <summary>The variance of one gradient, summed over its elements.</summary>
    public double Variance(int group) => (squares[group] - SquaredSum(group) / Count) / (Count - 1);

    /// <summary>The squared length of the mean gradient, without bias: the products of different gradients alone.</summary>
    public double SquaredMean(int group) => (SquaredSum(group) - squares[group]) / ((double)Count * (Count - 1));

    /// <summary>The squared length of the difference of two means, without bias, and how much of it noise explains.</summary>
    public (double Value, double Threshold) SquaredDifference(GradientSums other, int group)
    {
        using var scope = NewDisposeScope();
        var differences = sums[group] * ((double)Blocks / Count) - other.sums[group] * ((double)Blocks / other.Count); // [blocks, P]
        var products = differences.Product(differences.t()).data<double>().ToArray();
        double Product(int i, int j) => products[i * Blocks + j];
        var indices = Enumerable.Range(0, Blocks).ToArray();
        var off = indices.Sum(i => indices.Where(j => j != i).Sum(j => Product(i, j)));
        // The jackknife: the same without each block in turn.
        var without = indices.Select(i => (off - 2 * indices.Where(j => j != i).Sum(j => Product(i, j))) / ((Blocks - 1) * (Blocks - 2))).ToArray();
        var center = without.Average();
        var error = Math.Sqrt((Blocks - 1.0) / Blocks * without.Sum(value => (value - center) * (value - center)));
        return (off / (Blocks * (Blocks - 1)), StandardErrors * error);
    }

    public void Dispose()
    {
        foreach (var sum in sums) sum.Dispose();
    }

    private double SquaredSum(int group)
    {
        using var scope = NewDisposeScope();
        return sums[group].sum(dim: 0).square().sum().item<double>();
    }
}
