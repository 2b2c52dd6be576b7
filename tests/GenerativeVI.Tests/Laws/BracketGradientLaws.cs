using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

/// <summary>Gradients that freeze q, of posteriors known by a bracket alone: they have the pathwise gradient's mean, and no noise where there is nothing to learn.</summary>
public sealed class BracketGradientLaws
{
    // One x for all rows; the rows are replicates, each with parameters of its own, so that each has a gradient of its own.
    private const double X = 0.7;

    public static TheoryData<string, int, int> Cases => new()
    {
        { "mixing", 0, 3 }, { "mixing", 1, 1 }, { "mixing", 2, 3 }, { "mixing", 4, 2 },
        { "noise network", 2, 3 }, { "noise network", 3, 1 },
        { "reverse", 0, 1 }, { "reverse", 0, 3 }, { "reverse", 2, 1 }, { "reverse", 2, 3 },
    };

    [Theory, MemberData(nameof(Cases)), Trait("Speed", "Slow")]
    public void StickingTheLanding_HasThePathwiseMean_InTheElbo(string bracket, int mixing, int samples) =>
        AssertSameMean(bracket, mixing, gradient => new Elbo(samples, gradient), new StickingTheLanding());

    [Theory, MemberData(nameof(Cases)), Trait("Speed", "Slow")]
    public void DoublyReparameterized_HasThePathwiseMean_InImportanceWeights(string bracket, int mixing, int samples) =>
        AssertSameMean(bracket, mixing, gradient => new ImportanceWeighted(samples, gradient), new DoublyReparameterized());

    [Fact]
    public void WithTheTrueReverseAtThePosterior_NoDrawHasAGradient()
    {
        // ψ ~ N(0, 1), z = aψ + b + e^l ε with a² + e^(2l) = 1: q(z) = N(0, 1), which is the prior, and no data.
        var (a, b, l) = (tensor(0.8).requires_grad_(), tensor(0.0).requires_grad_(), tensor(Math.Log(0.6)).requires_grad_());
        var q = new SemiImplicit<StandardNormal>(new StandardNormal(1, ScalarType.Float64), psi => Normal.FromLogScale(psi * a + b, l.expand(1)), [4]);
        var reverse = GaussianMixing.Reverse(3, 0.8, 0, 0.36);
        var ratio = new BracketedRatio<StandardNormal, ISemiImplicit<IDistribution>>(new ExactDensity(), reverse);
        Tensor[] Gradients(bool frozen)
        {
            var (prior, draw) = (new StandardNormal(1, ScalarType.Float64), q.Sample(new RandomStream(1), 5));
            var estimate = frozen ? ratio.EstimateFrozen(prior, q, draw, new RandomStream(2)) : ratio.Estimate(prior, q, draw, new RandomStream(2));
            Close.AssertAll(zeros_like(estimate.Value!), estimate.Value!.detach(), 1e-12);
            return [.. autograd.grad([(estimate.Surrogate * arange(1, 21, dtype: ScalarType.Float64).view(5, 4)).sum()], [a, b, l])];
        }
        foreach (var gradient in Gradients(frozen: true)) Close.AssertAll(zeros_like(gradient), gradient, 1e-11);
        Assert.True(Gradients(frozen: false).Max(gradient => gradient.abs().item<double>()) > 1, "the pathwise gradient has noise there");
    }

    [Fact]
    public void DrawsThatShareMixingDraws_AreRefused()
    {
        var (q, _) = Posterior("mixing", 3);
        var ratio = new BracketedRatio<StandardNormal, ISemiImplicit<ISampler>>(new ExactDensity(), new MixingSamples(2, Sharing.Row));
        var prior = new StandardNormal(1, ScalarType.Float64);
        Assert.Equal(
            "a gradient that freezes q needs mixing draws of its own for every draw of z, and these share them; take Sharing.Draw, one draw a row, or the pathwise gradient.",
            Assert.Throws<ArgumentException>(() => ratio.EstimateFrozen(prior, q, q.Sample(new RandomStream(1), 2), new RandomStream(2))).Message);
        Assert.Equal([1, 3], ratio.EstimateFrozen(prior, q, q.Sample(new RandomStream(1), 1), new RandomStream(2)).Value!.shape);
    }

    [Fact]
    public void ScoreFunctionOfABracket_IsRefused()
    {
        var (model, _) = Model("mixing", 2, 3);
        Assert.StartsWith("the score function needs log q at a draw", Assert.Throws<ArgumentException>(() => new Elbo(2, new ScoreFunction()).Evaluate(model, Rows(3), new RandomStream(1))).Message);
    }

    private static void AssertSameMean(string bracket, int mixing, Func<GradientEstimator, IObjective> objective, GradientEstimator frozen)
    {
        var n = Effort.Draws(400_000, 60_000);
        var (pathwise, other) = (Gradients(new Pathwise()), Gradients(frozen));
        for (var i = 0; i < pathwise.Length; i++)
        {
            Assert.True(pathwise[i].mean().abs().item<double>() > 1e-3, $"parameter {i}: a gradient of nearly nothing tests nothing");
            MonteCarlo.AssertMean(zeros(1, dtype: ScalarType.Float64), pathwise[i] - other[i], 0.1);
        }

        Tensor[] Gradients(GradientEstimator gradient)
        {
            var (model, parameters) = Model(bracket, mixing, n);
            return [.. autograd.grad([objective(gradient).Evaluate(model, Rows(n), new RandomStream(1)).Surrogate * n], parameters)];
        }
    }

    private static Batch Rows(int n) => new(full(n, 1, X, dtype: ScalarType.Float64), null, arange(n), n);

    // p(z) = N(0, 1), x given z ~ N(z + 0.3 z², ½): a posterior that is not normal.
    private static (ILatentModel Model, Tensor[] Parameters) Model(string bracket, int mixing, int n)
    {
        var (prior, decoder) = (
            new Given<StandardNormal>(_ => new StandardNormal(1, ScalarType.Float64)),
            new Given<IDistribution>(inputs => Normal.FromLogScale(inputs.Value + 0.3 * inputs.Value.square(), full(1, 0.5 * Math.Log(0.5), dtype: ScalarType.Float64))));
        var (q, parameters) = Posterior(bracket, n);
        if (bracket != "reverse")
        {
            var ratio = new BracketedRatio<StandardNormal, ISemiImplicit<ISampler>>(new ExactDensity(), new MixingSamples(mixing, Sharing.Draw));
            return (new LatentVariableModel<StandardNormal, ISemiImplicit<ISampler>>(prior, new Given<ISemiImplicit<ISampler>>(_ => q), decoder, ratio), parameters);
        }
        // τ(ψ|z) = N(c z + d, e^(2s)), which is not the true reverse and learns by a gradient of its own.
        var own = Leaves(n, 0.5, 0.2, -0.3);
        var reverse = new ReverseModel(mixing, new Given<IDistribution>(inputs => Normal.FromLogScale(inputs.Value * own[0] + own[1], own[2].expand_as(inputs.Value))));
        var reversed = new BracketedRatio<StandardNormal, ISemiImplicit<IDistribution>>(new ExactDensity(), reverse);
        return (
            new LatentVariableModel<StandardNormal, ISemiImplicit<IDistribution>>(prior, new Given<ISemiImplicit<IDistribution>>(_ => (ISemiImplicit<IDistribution>)q), decoder, reversed),
            [.. parameters, .. own]);
    }

    private static (ISemiImplicit<ISampler> Q, Tensor[] Parameters) Posterior(string bracket, int n)
    {
        var parameters = Leaves(n, 0.8, 0.3, -0.7);
        var (a, b, l) = (parameters[0], parameters[1], parameters[2]);
        // ψ := ε with the parameters in the kernel, or ψ = g(ε) with them in the mixing.
        return (
            bracket == "noise network"
                ? new SemiImplicit<Pushforward>(new Pushforward(1, noise => (noise * a + b).tanh() * 1.5, [n], ScalarType.Float64), psi => Normal.FromLogScale(psi, l))
                : new SemiImplicit<StandardNormal>(new StandardNormal(1, ScalarType.Float64), psi => Normal.FromLogScale((psi * a + b).tanh() * 1.5, l), [n]),
            parameters);
    }

    private static Tensor[] Leaves(int n, params double[] values) => [.. values.Select(value => full(n, 1, value, dtype: ScalarType.Float64).requires_grad_())];
}
