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
    /// <summary>The prior of every layer, with its w̃.</summary>
    /// <param name="settings">Which, and w̃.</param>
    /// <param name="scales">s of every layer.</param>
    /// <param name="shapes">The weights of every layer, biases in the last column.</param>
    /// <exception cref="ArgumentException">The prior takes no w̃, or there are not as many numbers as there are weights, layers or one.</exception>
    public static IReadOnlyList<WeightPrior> OfLayers(TableSettings settings, IReadOnlyList<double> scales, IReadOnlyList<(long Outputs, long Columns)> shapes)
    {
        var plain = scales.Take(shapes.Count).Select(scale => settings.Prior.Of(scale));
        if (settings.PriorMean is not { } given)
        {
            if (!settings.LearnsPriorMean) return [.. plain];
            return settings.Prior == LayerPrior.Gaussian
                ? [.. plain.Select(prior => (GaussianPrior)prior with { LearnsMean = true })]
                : throw new ArgumentException($"prior mean: it is learned for the Gaussian prior, and not for {settings.Prior}; take Gaussian, or give it.");
        }
        if (settings.LearnsPriorMean) throw new ArgumentException("prior mean: it is either given or learned; leave one out.");
        if (given.Any(mean => !double.IsFinite(mean))) throw new ArgumentException("prior mean: expected finite numbers.");
        var weights = shapes.Sum(shape => shape.Outputs * shape.Columns);
        if (given.Count != 1 && given.Count != shapes.Count && given.Count != weights)
            throw new ArgumentException(
                $"prior mean: expected one number, {shapes.Count} for as many layers, or {weights} for as many weights and biases, got {given.Count}.");
        var start = 0;
        return [.. plain.Zip(shapes, (prior, shape) => Around(prior, Next(shape)))];

        Tensor Next((long Outputs, long Columns) shape)
        {
            if (given.Count == 1) return tensor(given[0], ScalarType.Float32);
            if (given.Count == shapes.Count) return tensor(given[start++], ScalarType.Float32);
            var count = (int)(shape.Outputs * shape.Columns);
            var part = tensor([.. given.Skip(start).Take(count).Select(mean => (float)mean)]).reshape(shape.Outputs, shape.Columns);
            start += count;
            return part;
        }

        WeightPrior Around(WeightPrior prior, Tensor mean) => prior switch
        {
            GaussianPrior gaussian => gaussian with { Mean = mean },
            ArdPrior relevance => relevance with { Mean = mean },
            _ => throw new ArgumentException($"prior mean: the prior {settings.Prior} is around 0; take Gaussian, Ard or GroupArd, or leave it out."),
        };
    }

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
