using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;
using Parameter = TorchSharp.Modules.Parameter;

namespace GenerativeVI.Tests.Objectives;

public sealed class ParticleElboTests
{
    private const ScalarType Double = ScalarType.Float64;

    [Fact]
    public void Elbo_IsThatOfQuadrature_AndExact()
    {
        var q = Cloud(5, 1);
        var mixture = q.At(new Inputs(zeros(1)));
        var exact = Quadrature.Space(1).Expect(mixture, z => Target(z) - mixture.LogDensity(z)).item<double>();
        var elbo = new ParticleElbo(Target, q, Effort.Draws(20_000, 4000));
        Assert.Equal(Guarantee.Lower, elbo.Evaluate(TargetDensity.Rows(1), new RandomStream(1)).Guarantee);
        using var _ = no_grad();
        var each = q.Each(elbo.Samples, new RandomStream(2));
        MonteCarlo.AssertMean(tensor(exact), (Target(each) - mixture.LogDensity(each)).mean([1L]), 0.1);
        var repeats = Enumerable.Range(0, 40)
            .Select(i =>
            (elbo with { Samples = 50 }).Evaluate(TargetDensity.Rows(1), new RandomStream(i)).PerDatum!.item<double>());
        MonteCarlo.AssertMean(tensor(exact), tensor(repeats.ToArray()), 0.3);

        // The same model through the exact bracket.
        var model = new TargetDensity<FiniteMixing>(Target, q, new ExactDensity());
        Assert.Equal(new Standing(Guarantee.Exact, Weighting.PerDraw), model.Standing);
        var terms = new Elbo(Effort.Draws(100_000, 20_000)).Evaluate(model, TargetDensity.Rows(1), new RandomStream(3))
            .Terms!;
        MonteCarlo.AssertMean(tensor(exact), (terms.LogLikelihood + terms.LogRatio.Value!).flatten(), 0.1);
    }

    /// <summary>
    /// Along z alone the score of q is left out: at the target every draw's gradient is zero, and the number is log
    /// Z.
    /// </summary>
    [Fact]
    public void AtTheTarget_NothingMoves()
    {
        var (q, target) = (Cloud(4, 2), Cloud(4, 2));
        var elbo = new ParticleElbo(z => target.At(new Inputs(z)).LogDensity(z) + 2, q, 3);
        var bound = elbo.Evaluate(TargetDensity.Rows(1), new RandomStream(1));
        Close.AssertAll(full(1, 2, dtype: Double), bound.PerDatum!, 1e-12);
        bound.Surrogate.backward();
        Assert.All(q.named_parameters(), p => Close.AssertAll(zeros_like(p.parameter), p.parameter.grad!, 1e-12));
        elbo.Move(TargetDensity.Rows(1), new RandomStream(2)).Surrogate.backward();
        Close.AssertAll(zeros_like(q.Particles), q.Particles.grad!, 1e-12);
    }

    [Fact]
    public void ParticlesMoveByTheirOwnVelocity_AndTheKernelRests()
    {
        var q = Cloud(6, 2);
        var elbo = new ParticleElbo(z => z.square().sum(-1).neg(), q, 2);
        elbo.Evaluate(TargetDensity.Rows(1), new RandomStream(1)).Surrogate.backward();
        var mean = q.Particles.grad!.clone();
        foreach (var parameter in q.parameters()) parameter.grad = null;
        elbo.Move(TargetDensity.Rows(1), new RandomStream(1)).Surrogate.backward();
        Close.AssertAll(mean * 6, q.Particles.grad!, 1e-12);
        Assert.All(((nn.Module)q.Kernel).parameters(),
            parameter => Assert.True(parameter.grad is null && parameter.requires_grad));
    }

    /// <summary>From 0 along a slope g, with v̂ = g² after one step: N(−h sign g, 2hλ/|g|).</summary>
    [Fact]
    public void LangevinStep_HasItsDriftAndItsNoise()
    {
        const double h = 0.1, lambda = 0.3, g = 2;
        var particles = new Parameter(zeros(Effort.Draws(200_000, 20_000), 1, dtype: Double));
        using var optimizer = new PreconditionedLangevin([particles], new RandomStream(1), h, lambda);
        particles.grad = full_like(particles, g, requires_grad: false);
        optimizer.step();
        var moved = particles.detach() + h;
        MonteCarlo.AssertMean(zeros(1, dtype: Double), moved, 0.05);
        MonteCarlo.AssertMean(full(1, 2 * h * lambda / g, dtype: Double), moved.square(), 0.01);
        // Once more without noise: v = 0.9·0.1·4 + 0.1·1 over 1 − 0.9².
        var still = new Parameter(zeros(1, dtype: Double));
        using var plain = new PreconditionedLangevin([still], new RandomStream(1), h, 0);
        still.grad = full_like(still, g, requires_grad: false);
        plain.step();
        still.grad = full_like(still, 1.0, requires_grad: false);
        plain.step();
        Close.AssertAll(tensor(-h - h / Math.Sqrt((0.9 * 0.1 * 4 + 0.1) / 0.19)), still, 1e-6);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        Assert.StartsWith("particles: expected at least 1, got 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Cloud(0, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("samples: expected at least 1, got 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ParticleElbo(Target, Cloud(1, 1), 0)).Message,
            StringComparison.Ordinal);
    }

    // Heavier than any normal.
    private static Tensor Target(Tensor z) => (z.square() + 1).log().sum(-1) * -2;

    private static ParticleMixture Cloud(int count, int dimension) => new(
        count, 2, new ResidualNormal(new InjectedMlp(0, [5], [2], Activation.Tanh, new RandomStream(8), Double),
            dimension, 0.8, 0.6, new RandomStream(9)),
        new RandomStream(10), Double);
}
