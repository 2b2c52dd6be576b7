using GenerativeVI.Data;
using GenerativeVI.Distributions;

namespace GenerativeVI.Conditionals;

/// <summary>
/// The aggregate posterior with nothing left to chance: p(z) = (1/N) Σ_n q(z|x_n) over all rows of a data set, which <see cref="AggregatePrior"/> brackets by some of them. It encodes the whole
/// set whenever it is asked for, in slices, so it serves where a prior is judged or drawn from and not where it is trained.
/// </summary>
/// <remarks>It has no parameters and is no module: the posterior is the model's and only borrowed.</remarks>
/// <param name="posterior">q(z|x), the model's.</param>
/// <param name="rows">The rows, at least one; asked for when they are needed, and borrowed.</param>
public sealed class AggregateMixture(Func<Inputs, Normal> posterior, Func<TensorData> rows) : IConditional<NormalMixture>
{
    private const long AtOnce = 4096;

    /// <summary>The mixture, whatever the inputs.</summary>
    /// <param name="inputs">Not looked at.</param>
    /// <returns>N components, batch shape [].</returns>
    public NormalMixture At(Inputs inputs)
    {
        var (mean, logScale) = Encode(rows());
        return NormalMixture.FromLogScale(zeros(mean.shape[0], dtype: mean.dtype, device: mean.device), mean, logScale);
    }

    private (Tensor Mean, Tensor LogScale) Encode(TensorData data)
    {
        using var whole = NewDisposeScope();
        var (means, logScales) = (new List<Tensor>(), new List<Tensor>());
        for (var start = 0L; start < data.Count; start += AtOnce)
        {
            using var scope = NewDisposeScope();
            var codes = posterior(new Inputs(data.Slice(start, AtOnce).Value));
            means.Add(codes.Mean.alias().MoveToOuterDisposeScope());
            logScales.Add(codes.LogScale.expand(codes.Mean.shape).alias().MoveToOuterDisposeScope());
        }
        return (cat(means, 0).MoveToOuterDisposeScope(), cat(logScales, 0).MoveToOuterDisposeScope());
    }
}
