using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

/// <summary>In the conjugate Gaussian model, whose evidence and posterior are known.</summary>
public sealed class ObjectiveLaws
{
    private static readonly Registry<ObjectiveEntry> All = KnownObjectives.All;

    public static TheoryData<string> Entries => All.Names;

    [Theory, MemberData(nameof(Entries)), Trait("Speed", "Slow")]
    public void Bound_IsAtMostTheEvidence(string name)
    {
        var x = Repeat(1.5, Effort.Draws(100_000, 20_000));
        var bound = All[name].Make(3).Evaluate(ConjugateGaussian.Model(ConjugateGaussian.Prior), Batch(x), new RandomStream(1));
        var number = bound.PerDatum!;
        var (mean, error) = (number.mean().item<double>(), number.std().item<double>() / Math.Sqrt(number.numel()));
        Assert.Equal(Guarantee.Lower, bound.Guarantee);
        Assert.True(error < 0.01, $"a standard error of {error} says nothing");
        Assert.True(mean + MonteCarlo.StandardErrors * error < ConjugateGaussian.LogEvidence(x)[0].item<double>(), "a loose posterior reached the evidence");
    }

    [Theory, MemberData(nameof(Entries))]
    public void Bound_IsTheEvidenceAtEveryDraw_WhenTheEncoderIsThePosterior(string name)
    {
        var x = new RandomStream(2).Normal([50, 1], ScalarType.Float64);
        var bound = All[name].Make(1).Evaluate(ConjugateGaussian.Model(ConjugateGaussian.Posterior), Batch(x), new RandomStream(1));
        Close.AssertAll(ConjugateGaussian.LogEvidence(x), bound.PerDatum!, 1e-13);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Number_HasNoGradient_AndTheSurrogateIsAScalarWithOne(string name)
    {
        var mean = zeros(4, 1, dtype: ScalarType.Float64).requires_grad_();
        var bound = All[name].Make(2).Evaluate(ConjugateGaussian.Model(x => new Normal(mean, zeros_like(x))), Batch(Repeat(1, 4)), new RandomStream(1));
        Assert.Equal([4], bound.PerDatum!.shape);
        Assert.False(bound.PerDatum.requires_grad);
        Assert.Empty(bound.Surrogate.shape);
        Assert.True(bound.Surrogate.requires_grad);
    }

    private static Tensor Repeat(double x, long rows) => full(rows, 1, x, dtype: ScalarType.Float64);

    private static Batch Batch(Tensor x) => new(x, null, arange(x.shape[0]), x.shape[0]);
}
