using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Models;

/// <summary>Normals by matched scores and by curvature, on targets whose normal is known.</summary>
public sealed class MatchedNormalTests
{
    private const int D = 3;
    private const ScalarType Double = ScalarType.Float64;
    private static readonly double[,] Lower = { { 0.9, 0, 0 }, { -0.5, 1.3, 0 }, { 0.4, 0.7, 0.6 } };

    private static FullNormal P => new(tensor(new[] { 0.7, -1.1, 0.4 }), tensor(Lower));

    private static FullNormal Q =>
        new(tensor(new[] { -0.2, 0.3, 1.0 }), tensor(new[,] { { 1.4, 0, 0 }, { 0.2, 0.8, 0 }, { -0.3, 0.1, 1.1 } }));

    [Fact]
    public void BatchAndMatch_WithoutRegularization_IsExactInOneStep()
    {
        var draws = Q.Sample(new RandomStream(1), D + 2).Value;
        AssertSame(P, BatchAndMatch.Update(Q, draws, Scores(P, draws), double.PositiveInfinity), 1e-9);
        AssertSame(P, BatchAndMatch.Update(Q, draws, Scores(P, draws), 1e9), 1e-5);
    }

    /// <summary>Σ U Σ + Σ = V and μ′ of eq. (10) to (12) as they stand there, of a target that is no normal.</summary>
    [Theory]
    [InlineData(0.4, 2)]
    [InlineData(12, 8)]
    public void BatchAndMatch_SolvesItsEquations(double strength, int batch)
    {
        var draws = Q.Sample(new RandomStream(2), batch).Value;
        var scores = (draws * 1.3).sin() - draws;
        var updated = BatchAndMatch.Update(Q, draws, scores, strength);
        var (z, g) = (draws.mean([0L]), scores.mean([0L]));
        static Tensor Outer(Tensor a) => a.unsqueeze(-1) * a;
        Tensor Spread(Tensor rows, Tensor centre) =>
            Enumerable.Range(0, batch).Select(b => Outer(rows[b] - centre)).Aggregate((a, c) => a + c) / batch;
        var u = Spread(scores, g) * strength + Outer(g) * (strength / (1 + strength));
        var v = Covariance(Q) + Spread(draws, z) * strength + Outer(Q.Mean - z) * (strength / (1 + strength));
        var found = Covariance(updated);
        Close.AssertAll(v, found.matmul(u).matmul(found) + found, 1e-10);
        Close.AssertAll(Q.Mean / (1 + strength) + (found.matmul(g) + z) * (strength / (1 + strength)), updated.Mean,
            1e-10);
    }

    /// <summary>
    /// −Σ′⁻¹(z − μ′) = g at one draw, by the normal of batch and match at λ = ∞: Σ′ g gᵀ Σ′ + Σ′ = V.
    /// </summary>
    [Fact]
    public void GaussianScoreMatching_MatchesTheScoreOfADraw()
    {
        var draw = Q.Sample(new RandomStream(3), 1).Value;
        var score = (draw * 1.3).sin() - draw;
        var updated = GaussianScoreMatching.Update(Q, draw, score);
        Close.AssertAll(score, Scores(updated, draw), 1e-9);
        var (found, g, offset) = (Covariance(updated), score[0], Q.Mean - draw[0]);
        Close.AssertAll(Covariance(Q) + offset.unsqueeze(-1) * offset,
            found.matmul(g.unsqueeze(-1) * g).matmul(found) + found, 1e-10);
    }

    [Fact]
    public void BothRestAtTheTarget_WhateverTheDraws()
    {
        foreach (var batch in (int[])[1, 2, 9])
        {
            var draws = P.Sample(new RandomStream(batch), batch).Value;
            AssertSame(P, GaussianScoreMatching.Update(P, draws, Scores(P, draws)), 1e-10);
            foreach (var strength in (double[])[0.1, 3, 100])
                AssertSame(P, BatchAndMatch.Update(P, draws, Scores(P, draws), strength), 1e-10);
        }
    }

    [Fact]
    public void Laplace_OfANormal_IsExact()
    {
        var found = LaplaceApproximation.Of(z => P.LogDensity(z) + 1.5, zeros(D, dtype: Double));
        AssertSame(P, found.Full(), 1e-9);
        Assert.Equal(1.5, found.LogIntegral, 1e-9);
        Close.AssertAll(P.Mean, found.Diagonal().Mean, 1e-9);
        Close.AssertAll(linalg.inv(Covariance(P)).diagonal(), found.Diagonal().Scale.pow(-2), 1e-9);
    }

    /// <summary>exp(3z − eᶻ) has its mode at log 3, the curvature 3 there, and the integral Γ(3).</summary>
    [Fact]
    public void Laplace_OfALogGamma_IsStirlingsFormula()
    {
        var found = LaplaceApproximation.Of(z => (z * 3 - z.exp()).sum(-1), full(1, 6, dtype: Double));
        Assert.Equal(Math.Log(3), found.Mode.item<double>(), 1e-9);
        Assert.Equal(3, found.Precision.item<double>(), 1e-8);
        Assert.Equal(3 * Math.Log(3) - 3 + 0.5 * Math.Log(2 * Math.PI / 3), found.LogIntegral, 1e-9);
        Assert.InRange(found.LogIntegral, Math.Log(2) - 0.05, Math.Log(2));
    }

    /// <summary>More steps than dimensions lead to a normal's mode, and six remember its curvature.</summary>
    [Fact]
    public void Pathfinder_OfANormal_IsNear()
    {
        var target = P.LogDensity;
        var found = Pathfinder.Of(z => target(z) + 1.5, full(D, 5, dtype: Double), 500, new RandomStream(1));
        var divergence = KullbackLeibler.Between(found.Approximation, P).item<double>();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{found.Steps} steps, ELBO {found.Elbo:F4} of 1.5, KL {divergence:F5}");
        Assert.InRange(divergence, 0, 0.1);
        Assert.InRange(found.Elbo, 1.4, 1.6);
    }

    /// <summary>
    /// The mode of a funnel has no density around it: the best normal of the way stays before it, and is better than
    /// that at its end.
    /// </summary>
    [Fact]
    public void Pathfinder_StopsWhereTheElboIsLargest()
    {
        static Tensor Funnel(Tensor z)
        {
            var width = z.select(-1, 0); // log of the variance of the others
            return width.square() * (-1 / 18.0) - (width + z.narrow(-1, 1, 2).square().sum(-1)
                .mul((-width).exp()) * 0.5);
        }
        var start = tensor(new[] { 1.0, 2.0, -2.0 });
        var (found, laplace) =
            (Pathfinder.Of(Funnel, start, 200, new RandomStream(2)), LaplaceApproximation.Of(Funnel, start));
        double Elbo(FullNormal q)
        {
            var draws = q.Sample(new RandomStream(3), 20_000).Value;
            return (Funnel(draws) - q.LogDensity(draws)).mean().item<double>();
        }
        var (passed, end) = (Elbo(found.Approximation), Elbo(laplace.Full()));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{found.Steps} steps, ELBO {passed:F3} on the way, {end:G4} at the mode");
        Assert.True(passed > end + 1, $"{passed}, {end}");
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        var draws = Q.Sample(new RandomStream(1), 2).Value;
        Assert.StartsWith("strength: expected above 0, got 0.",
            Refused(() => BatchAndMatch.Update(Q, draws, draws, 0)), StringComparison.Ordinal);
        Assert.StartsWith("draws: 3 dimensions need more draws than that at this strength",
            Refused(() => BatchAndMatch.Update(Q, draws, draws, double.PositiveInfinity)), StringComparison.Ordinal);
        Assert.StartsWith("start: no step leads up from there",
            Refused(() =>
            Pathfinder.Of(z => z.square().sum(-1).neg(), zeros(2, dtype: Double), 5, new RandomStream(1))),
            StringComparison.Ordinal);
        Assert.StartsWith("scores: expected finite slopes",
            Refused(() => GaussianScoreMatching.Update(Q, draws, draws / 0)), StringComparison.Ordinal);
        Assert.StartsWith("scores: expected [2, 3], got [1, 3].",
            Refused(() => GaussianScoreMatching.Update(Q, draws, draws.narrow(0, 0, 1))), StringComparison.Ordinal);
        // A saddle at the start: no way is up from there, and none of it is a mode.
        Assert.StartsWith(
            "target: the log-density is flat or rises at the place where the search for a mode ended",
            Refused(() =>
                LaplaceApproximation.Of(z => z.select(-1, 0).square() - z.select(-1, 1).square(),
                zeros(2, dtype: Double))), StringComparison.Ordinal);

        foreach (var far in (Func<object>[])[() => BatchAndMatch.Update(Q, draws, draws * 1e200, 1),
            () => GaussianScoreMatching.Update(Q, draws, draws * 1e200)])
            Assert.StartsWith("scores: this step leads to no normal distribution", Refused(far), StringComparison.Ordinal);

        static string Refused(Func<object> act) => Assert.ThrowsAny<ArgumentException>(() => act()).Message;
    }

    private static Tensor Covariance(FullNormal normal) => normal.Factor.matmul(normal.Factor.t());

    // −Σ⁻¹(z − μ), [B, D].
    private static Tensor Scores(FullNormal normal, Tensor draws) =>
        (normal.Mean - draws).matmul(linalg.inv(Covariance(normal)));

    private static void AssertSame(FullNormal expected, FullNormal actual, double tolerance)
    {
        Close.AssertAll(expected.Mean, actual.Mean, tolerance);
        Close.AssertAll(Covariance(expected), Covariance(actual), tolerance);
    }
}
