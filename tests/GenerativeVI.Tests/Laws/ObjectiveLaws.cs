using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Objectives;
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

    public static TheoryData<string> Lower => All.NamesOf(entry => entry.Guarantee == Guarantee.Lower);

    public static TheoryData<string> Trained => All.NamesOf(entry => entry.IsTrained);

    [Theory, MemberData(nameof(Lower)), Trait("Speed", "Slow")]
    public void LowerBound_IsAtMostTheEvidence(string name)
    {
        var x = Repeat(1.5, Effort.Draws(100_000, 20_000));
        var number = Evaluate(All[name].Of(3), x, ConjugateGaussian.Prior).PerDatum!;
        var (mean, error) = (number.mean().item<double>(), number.std().item<double>() / Math.Sqrt(number.numel()));
        Assert.True(error < 0.02, $"a standard error of {error} says nothing");
        Assert.True(mean + MonteCarlo.StandardErrors * error < ConjugateGaussian.LogEvidence(x)[0].item<double>(), "a loose posterior reached the evidence");
    }

    [Theory, MemberData(nameof(Entries))]
    public void Guarantee_IsTheOneOfTheList_AndNoneWithoutARatioThatHasOne(string name)
    {
        var x = Repeat(1.5, 4);
        Assert.Equal(All[name].Guarantee, Evaluate(All[name].Of(4), x, ConjugateGaussian.Prior).Guarantee);
        var unguaranteed = new UnguaranteedRatio<StandardNormal, Normal>(ConjugateGaussian.ExactRatio);
        Assert.Equal(Guarantee.None, Evaluate(All[name].Of(4), x, ConjugateGaussian.Prior, unguaranteed).Guarantee);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Number_IsTheEvidenceAtEveryDraw_WhenTheEncoderIsThePosterior(string name)
    {
        var x = new RandomStream(2).Normal([50, 1], ScalarType.Float64);
        Close.AssertAll(ConjugateGaussian.LogEvidence(x), Evaluate(All[name].Of(3), x, ConjugateGaussian.Posterior).PerDatum!, 1e-12);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Number_IsItsDefinition_AtTheSameDraws(string name)
    {
        var bound = Evaluate(All[name].Of(4), Repeat(1.5, 30), ConjugateGaussian.Prior);
        Assert.Equal([4, 30], bound.Terms!.LogLikelihood.shape);
        Close.AssertAll(All[name].Reference((bound.Terms!.LogLikelihood + bound.Terms!.LogRatio.Value!).detach()), bound.PerDatum!, 1e-10);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Number_OfOneDraw_IsTheElbo_AtTheSameDraw(string name)
    {
        if (All[name].Least > 1) return;
        var x = Repeat(1.5, 30);
        Close.AssertAll(Evaluate(new Elbo(), x, ConjugateGaussian.Prior).PerDatum!, Evaluate(All[name].Of(1), x, ConjugateGaussian.Prior).PerDatum!, 1e-12);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Number_StaysFinite_WhereWeightsAreTooSmallOrTooLargeForTheirType(string name)
    {
        foreach (var shift in new[] { -30.0, 30.0 })
        {
            var number = Evaluate(All[name].Of(4), full(20, 1, shift, dtype: ScalarType.Float32), x => Normal.FromLogScale(zeros_like(x), zeros_like(x))).PerDatum!;
            Assert.True(number.isfinite().all().item<bool>());
            Assert.True((number < -100).all().item<bool>());
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public void Number_HasNoGradient(string name)
    {
        var bound = Evaluate(All[name].Of(2), Repeat(1, 4), x => Normal.FromLogScale(zeros_like(x).requires_grad_(), zeros_like(x)));
        Assert.Equal([4], bound.PerDatum!.shape);
        Assert.False(bound.PerDatum.requires_grad);
    }

    [Theory, MemberData(nameof(Trained))]
    public void Surrogate_IsAScalarWithAGradient(string name)
    {
        var surrogate = Evaluate(All[name].Of(2), Repeat(1, 4), x => Normal.FromLogScale(zeros_like(x).requires_grad_(), zeros_like(x))).Surrogate;
        Assert.Empty(surrogate.shape);
        Assert.True(surrogate.requires_grad);
    }

    [Theory, MemberData(nameof(Trained))]
    public void KlWeight_ChangesTheSurrogateAndNeverTheNumber(string name)
    {
        Bound At(double weight) => Evaluate(All[name].Of(4, klWeight: weight), Repeat(1.5, 30), x => Normal.FromLogScale(x / 3, zeros_like(x)));
        var (plain, half) = (At(1), At(0.5));
        Close.AssertSame(plain.PerDatum!, half.PerDatum!);
        Assert.False(plain.Surrogate.allclose(half.Surrogate));
    }

    [Theory, MemberData(nameof(Entries))]
    public void Combination_WithARatioThatHasNoWeights_IsRefused_UnlessItNeedsNone(string name)
    {
        Bound Closed() => Evaluate(All[name].Of(3), Repeat(1.5, 4), ConjugateGaussian.Prior, new ClosedFormRatio<StandardNormal, Normal>());
        if (name == "ELBO") Assert.Equal(Guarantee.Lower, Closed().Guarantee);
        else Assert.EndsWith("importance weights need one log-ratio a draw, and this model's is integrated; take the ratio of exact densities (LatentVariableModel.With).", Assert.Throws<ArgumentException>(Closed).Message);
    }

    [Theory, MemberData(nameof(Entries))]
    public void UpperBound_IsNotMaximized(string name)
    {
        var ratio = new UnguaranteedRatio<StandardNormal, Normal>(ConjugateGaussian.ExactRatio, Guarantee.Upper);
        var objective = All[name].Of(2);
        var batch = Batch(Repeat(1.5, 4));
        var model = ConjugateGaussian.Model(ConjugateGaussian.Prior, ratio);
        Assert.Contains("upper bound", Assert.Throws<ArgumentException>(() => objective.Evaluate(model, batch, new RandomStream(1))).Message, StringComparison.Ordinal);
        using var _ = no_grad();
        Assert.Equal(Guarantee.None, objective.Evaluate(model, batch, new RandomStream(1)).Guarantee);
    }

    private static Bound Evaluate(IObjective objective, Tensor x, Func<Tensor, Normal> posterior, ILogRatio<StandardNormal, Normal>? ratio = null)
    {
        // What is for reports alone is refused where gradients are on.
        using var _ = set_grad_enabled(objective is not ChiSquareUpper);
        return objective.Evaluate(ConjugateGaussian.Model(posterior, ratio), Batch(x), new RandomStream(1));
    }

    private static Tensor Repeat(double x, long rows) => full(rows, 1, x, dtype: ScalarType.Float64);

    private static Batch Batch(Tensor x) => new(x, null, arange(x.shape[0]), x.shape[0]);
}
