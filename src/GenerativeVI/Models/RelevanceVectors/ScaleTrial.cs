namespace GenerativeVI.Models;

/// <summary>What held-out rows said of a scale for every input, beside one width for all.</summary>
/// <param name="Rounds">The rounds of ascent after which they were predicted best, at least 1.</param>
/// <param name="SharedLoss">Their mean loss with the shared width, nats a row; of numbers up to a constant.</param>
/// <param name="OwnLoss">The same after those rounds.</param>
/// <param name="StandardError">Of the difference of both, over the rows.</param>
public sealed record ScaleTrial(int Rounds, double SharedLoss, double OwnLoss, double StandardError)
{
    /// <summary>Whether the inputs keep scales of their own: the gain is above its standard error.</summary>
    public bool IsTaken => SharedLoss - OwnLoss > StandardError;

    // By the losses of the same rows.
    internal static ScaleTrial Of(int rounds, double[] shared, double[] own)
    {
        double[] gains = [.. shared.Zip(own, (before, after) => before - after)];
        var mean = gains.Average();
        var variance = gains.Sum(gain => (gain - mean) * (gain - mean)) / Math.Max(1, gains.Length - 1);
        return new ScaleTrial(rounds, shared.Average(), own.Average(), Math.Sqrt(variance / gains.Length));
    }
}
