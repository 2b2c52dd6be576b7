using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>Families of Gaussian posteriors over a layer's weights.</summary>
public enum WeightFamily
{
    /// <summary>Independent weights.</summary>
    MeanField,

    /// <summary>A diagonal plus a few directions.</summary>
    LowRank,

    /// <summary>Any covariance over all weights of a layer: (O·I)² numbers.</summary>
    FullCovariance,
}

/// <summary>Families by name.</summary>
internal static class WeightFamilies
{
    public static GaussianWeights Make(this WeightFamily family, Tensor mean, double scale, int rank, RandomStream random) => family switch
    {
        WeightFamily.MeanField => new MeanFieldWeights(mean, scale),
        WeightFamily.LowRank => new LowRankWeights(mean, scale, random, rank),
        WeightFamily.FullCovariance => new FullCovarianceWeights(mean, scale),
        _ => throw new ArgumentOutOfRangeException(nameof(family), $"family: {family} is not one of {string.Join(", ", Enum.GetNames<WeightFamily>())}."),
    };
}
