namespace GenerativeVI.Evaluation;

/// <summary>A point of a trajectory.</summary>
internal sealed class ChainPoint(int dimension)
{
    public double[] Value { get; } = new double[dimension];

    public double[] Gradient { get; } = new double[dimension];

    public double[] Momentum { get; } = new double[dimension];

    public double LogDensity { get; set; }

    /// <summary>−log p̃ + ½ |p|².</summary>
    public double Energy()
    {
        var squares = 0.0;
        foreach (var p in Momentum) squares += p * p;
        return 0.5 * squares - LogDensity;
    }

    public void CopyTo(ChainPoint other)
    {
        Value.CopyTo(other.Value, 0);
        Gradient.CopyTo(other.Gradient, 0);
        Momentum.CopyTo(other.Momentum, 0);
        other.LogDensity = LogDensity;
    }

    public ChainPoint Copy()
    {
        var copy = new ChainPoint(Value.Length);
        CopyTo(copy);
        return copy;
    }
}
