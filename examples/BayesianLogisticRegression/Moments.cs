using GenerativeVI.Tensors;
using static TorchSharp.torch;

/// <summary>Means, standard deviations and pairwise correlations of draws, [S, D].</summary>
internal sealed record Moments(double[] Mean, double[] Scale, double[] Correlation)
{
    public static Moments Of(Tensor draws)
    {
        using var scope = NewDisposeScope();
        var mean = draws.mean([0L]);
        var covariance = (draws - mean).t().Product(draws - mean) / (draws.shape[0] - 1);
        var scale = covariance.diagonal().sqrt();
        var correlation = covariance / scale.unsqueeze(-1) / scale;
        var dimension = draws.shape[1];
        var pairs = from i in Enumerable.Range(0, (int)dimension) from j in Enumerable.Range(0, i) select correlation[i, j].item<double>();
        return new Moments(mean.data<double>().ToArray(), scale.data<double>().ToArray(), [.. pairs]);
    }

    /// <summary>Mean absolute differences.</summary>
    public (double Mean, double Scale, double Correlation) From(Moments other) => (Off(Mean, other.Mean), Off(Scale, other.Scale), Off(Correlation, other.Correlation));

    private static double Off(double[] own, double[] other) => own.Zip(other, (a, b) => Math.Abs(a - b)).Average();
}
