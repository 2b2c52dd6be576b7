using GenerativeVI.Networks;

namespace GenerativeVI;

/// <summary>Priors of a normal layer's weights; s = c/√(n + 1) for a layer of n inputs. Under the sparse ones a network of few rows may find that no weight pays for itself, and predict the classes' shares or the mean.</summary>
public enum LayerPrior
{
    /// <summary>N(0, s²).</summary>
    Gaussian,

    /// <summary>N(0, α) with every weight's own α at its best; it has no scale.</summary>
    Ard,

    /// <summary>N(0, α) with one α for the weights and biases of every layer, at its best (with a posterior over all weights, one for every matrix and one for every vector of biases); it has no scale.</summary>
    GroupArd,

    /// <summary>½ N(0, s²) + ½ N(0, (s e⁻⁶)²) (Blundell+ 2015).</summary>
    ScaleMixture,

    /// <summary>The horseshoe of scale s.</summary>
    Horseshoe,

    /// <summary>p(w) ∝ 1/|w|, of sparse variational dropout; it has no scale, and its number bounds nothing.</summary>
    LogUniform,
}

/// <summary>Priors by name.</summary>
internal static class LayerPriors
{
    /// <summary>The prior of a layer.</summary>
    public static WeightPrior Of(this LayerPrior prior, double scale) => prior switch
    {
        LayerPrior.Gaussian => new GaussianPrior(scale),
        LayerPrior.Ard => new ArdPrior(),
        LayerPrior.GroupArd => new ArdPrior { IsGrouped = true },
        LayerPrior.ScaleMixture => ScaleMixturePrior.Of(scale, scale * Math.Exp(-6)),
        LayerPrior.Horseshoe => ScaleMixturePrior.Horseshoe(scale),
        LayerPrior.LogUniform => new LogUniformPrior(),
        _ => throw new ArgumentOutOfRangeException(nameof(prior), $"prior: {prior} is not one of {string.Join(", ", Enum.GetNames<LayerPrior>())}."),
    };
}
