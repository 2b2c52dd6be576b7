using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Evaluation;

public sealed class HamiltonianMonteCarloTests
{
    private static readonly double[] One = [1];

    // N(0, Σ) with scales 1 and ½ and correlation 0.8, by z = A ε.
    private static readonly Tensor Mix = from_array(new[,] { { 1.0, 0.0 }, { 0.4, 0.3 } }).DetachFromDisposeScope(); // may be made inside a scope of a chain
    private static readonly Tensor Precision = linalg.inv(Mix.Product(Mix.t())).DetachFromDisposeScope();

    [Theory, Trait("Speed", "Slow")]
    [InlineData(0.25, 0.85, 1)]
    [InlineData(0.48, 0.3, 0.9)]
    public void Moves_LeaveAGaussianInvariant_WhateverTheStepSize(double stepSize, double least, double most)
    {
        var random = new RandomStream(1);
        var chains = random.Split("start").Normal([Effort.Draws(100_000, 20_000), 2], ScalarType.Float64).Product(Mix.t());
        var moves = new HamiltonianMonteCarlo(Gaussian, 7);
        var point = moves.At(chains);
        var acceptance = 0.0;
        for (var i = 0; i < 5; i++) (point, acceptance) = moves.Move(point, One, stepSize, random);
        Assert.InRange(acceptance, least, most);
        Assert.False(point.Value.allclose(chains));
        MonteCarlo.AssertMean(zeros(2, dtype: ScalarType.Float64), point.Value, 0.05);
        MonteCarlo.AssertMean(Mix.Product(Mix.t()), point.Value.unsqueeze(-1) * point.Value.unsqueeze(-2), 0.1);
        // What it knows of where it is, is so.
        Close.AssertAll(Gaussian(point.Value)[0], point.Terms[0], 1e-12);
        Close.AssertAll(-point.Value.Product(Precision), point.Gradients[0], 1e-12);
    }

    [Fact, Trait("Speed", "Slow")]
    public void Moves_LeaveAHalfLineInvariant_ThoughTrajectoriesLeaveIt()
    {
        // Exp(1) with a density that is not a number below 0.
        var random = new RandomStream(2);
        var chains = random.Split("start").Uniform([Effort.Draws(100_000, 20_000), 1], ScalarType.Float64).log().neg();
        var moves = new HamiltonianMonteCarlo(z => [(z.neg() + z.log() * 0).sum(-1)], 3);
        var point = moves.At(chains);
        for (var i = 0; i < 5; i++) point = moves.Move(point, One, 0.4, random).Point;
        Assert.True((point.Value > 0).all().item<bool>());
        MonteCarlo.AssertMean(ones(1, dtype: ScalarType.Float64), point.Value, 0.06);
        MonteCarlo.AssertMean(full(1, 2.0, dtype: ScalarType.Float64), point.Value.square(), 0.25);
    }

    [Fact]
    public void Chains_FindTheTarget_FromAnywhere()
    {
        var random = new RandomStream(3);
        var moves = new HamiltonianMonteCarlo(Gaussian, 7);
        var point = moves.At(full(5000, 2, 4.0, dtype: ScalarType.Float64));
        for (var i = 0; i < 40; i++) point = moves.Move(point, One, 0.25, random).Point;
        MonteCarlo.AssertMean(zeros(2, dtype: ScalarType.Float64), point.Value, 0.1);
        MonteCarlo.AssertMean(Mix.Product(Mix.t()), point.Value.unsqueeze(-1) * point.Value.unsqueeze(-2), 0.15);
    }

    [Fact]
    public void EnergyError_FallsWithTheSquareOfTheStep()
    {
        var random = new RandomStream(4);
        var (start, momentum) = (random.Normal([500, 2], ScalarType.Float64), random.Normal([500, 2], ScalarType.Float64));
        double Error(int steps)
        {
            var moves = new HamiltonianMonteCarlo(Quartic, steps);
            var point = moves.At(start);
            var (end, speed) = moves.Follow(point, One, 0.8 / steps, momentum);
            var change = end.Terms[0] - speed.square().sum(-1) * 0.5 - (point.Terms[0] - momentum.square().sum(-1) * 0.5);
            return change.abs().mean().item<double>();
        }
        var errors = new[] { 20, 40, 80 }.Select(Error).ToArray();
        Assert.InRange(errors[0] / errors[1], 3.6, 4.4);
        Assert.InRange(errors[1] / errors[2], 3.8, 4.2);
    }

    [Fact]
    public void Trajectories_AreReversible()
    {
        var random = new RandomStream(5);
        var (start, momentum) = (random.Normal([50, 2], ScalarType.Float64), random.Normal([50, 2], ScalarType.Float64));
        var moves = new HamiltonianMonteCarlo(Quartic, 12);
        var (end, speed) = moves.Follow(moves.At(start), One, 0.1, momentum);
        Assert.False(end.Value.allclose(start));
        var (back, turned) = moves.Follow(end, One, 0.1, -speed);
        Close.AssertAll(start, back.Value, 1e-10);
        Close.AssertAll(-momentum, turned, 1e-10);
    }

    [Fact]
    public void Weights_ScaleTheTerms()
    {
        // Half of log N(0, I) twice over is N(0, I); a quarter of it is N(0, 4 I).
        var random = new RandomStream(6);
        var moves = new HamiltonianMonteCarlo(z => [z.square().sum(-1) * -0.5, z.square().sum(-1) * -0.25], 8);
        var point = moves.At(random.Split("start").Normal([20_000, 1], ScalarType.Float64) * 2);
        for (var i = 0; i < 3; i++) point = moves.Move(point, [0.0, 0.5], 0.4, random).Point;
        MonteCarlo.AssertMean(full(1, 4.0, dtype: ScalarType.Float64), point.Value.square(), 0.3);
    }

    [Fact]
    public void WhatCannotBeDone_IsRefused()
    {
        Assert.Contains("differentiated", Assert.Throws<ArgumentException>(() => new HamiltonianMonteCarlo(z => [z.detach().sum(-1)]).At(zeros(3, 2))).Message);
        var moves = new HamiltonianMonteCarlo(Gaussian);
        var point = moves.At(zeros(3, 2, dtype: ScalarType.Float64));
        Assert.Contains("one a term", Assert.Throws<ArgumentException>(() => moves.Move(point, [1, 1], 0.1, new RandomStream(1))).Message);
        Assert.Contains("step size: expected above 0, got 0.", Assert.Throws<ArgumentOutOfRangeException>(() => moves.Move(point, One, 0, new RandomStream(1))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HamiltonianMonteCarlo(Gaussian, 0));
    }

    private static IReadOnlyList<Tensor> Gaussian(Tensor z) => [(z.Product(Precision) * z).sum(-1) * -0.5];

    private static IReadOnlyList<Tensor> Quartic(Tensor z) => [(z.square().square() * -0.25 - z.square() * 0.5).sum(-1)];
}
