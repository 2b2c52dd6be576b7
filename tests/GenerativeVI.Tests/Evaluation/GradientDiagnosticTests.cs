using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Evaluation;

public sealed class GradientDiagnosticTests
{
    private static readonly Batch Batch = new(new RandomStream(2).Normal([4, 1], ScalarType.Float64), null, arange(4), 4);

    [Fact]
    public void Variance_AndSignal_AreThoseOfTheGradientsThemselves()
    {
        using var model = Model();
        var report = Measure(model, [new("pathwise", () => new Pathwise())], 2, 200).Single();
        Assert.Equal(["encoder", "decoder"], report.Groups.Select(group => group.Group));
        Assert.True(report.SecondsPerGradient > 0);

        // The same draws again, by hand.
        var random = new RandomStream(1).Split("pathwise");
        var parameters = model.named_parameters().Where(p => p.name.StartsWith("encoder.", StringComparison.Ordinal)).Select(p => (Tensor)p.parameter).ToArray();
        var gradients = stack([.. Enumerable.Range(0, 200).Select(_ => cat([.. autograd.grad([new Elbo(2).Evaluate(model, Batch, random).Surrogate], parameters).Select(g => g.flatten())]))]);
        var quality = report.Groups[0];
        Assert.Equal(gradients.shape[1], quality.Elements);
        var variance = gradients.std([0L]).square().sum().item<double>();
        Assert.Equal(variance, quality.Variance, 1e-9 * variance);
        var squaredMean = gradients.mean([0L]).square().sum().item<double>() - variance / 200;
        Assert.Equal(Math.Sqrt(squaredMean / variance), quality.SignalToNoise, 1e-9);
    }

    [Fact, Trait("Speed", "Slow")]
    public void Bias_IsSeenWhereThereIsOne_AndOfItsSize()
    {
        using var model = Model();
        var candidates = GradientDiagnostic.Candidates(model, new RandomStream(3));
        var reports = Measure(model, [.. candidates, new("too long", () => new Scaled(1.5))], 4, 200);
        var applied = reports.Where(report => report.Why is null).ToArray();
        Assert.Equal(candidates.Count, applied.Length);
        foreach (var report in applied)
            foreach (var group in report.Groups)
            {
                Assert.Equal(report.Estimator == "too long", group.IsBiased);
                if (group.IsBiased) Assert.Equal(0.5, group.RelativeBias, 0.15);
            }
        double Noise(string name) => reports.Single(report => report.Estimator == name).Groups[0].Variance;
        Assert.True(Noise("score, leave one out") < Noise("score, no baseline"));
        Assert.True(Noise("pathwise") < Noise("score, leave one out"));
    }

    [Fact]
    public void WhatDoesNotApply_SaysWhy()
    {
        using var model = Model();
        var reports = Measure(model, GradientDiagnostic.Candidates(model, new RandomStream(3)), 1, 20).ToDictionary(report => report.Estimator);
        Assert.Contains("needs at least 2 draws", reports["VIMCO"].Why, StringComparison.Ordinal);
        Assert.Contains("this run has none", reports["score, learned baseline"].Why, StringComparison.Ordinal);
        Assert.Empty(reports["VIMCO"].Groups);
        Assert.Null(reports["pathwise"].Why);
        Assert.Contains("expected at least 20, got 5", Assert.Throws<ArgumentException>(() => Measure(model, [], 1, 5)).Message, StringComparison.Ordinal);
        Assert.StartsWith("no gradient estimator applies", Assert.Throws<ArgumentException>(() => Measure(model, [new("VIMCO", () => new Vimco())], 1, 20)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ByModule_EveryLayerIsAGroup()
    {
        using var model = Model();
        var diagnostic = new GradientDiagnostic(model, model, gradient => new Elbo(1, gradient), byModule: true);
        var groups = diagnostic.Measure([new("pathwise", () => new Pathwise())], Batch, 20, new RandomStream(1)).Single().Groups.Select(group => group.Group);
        Assert.Equal(["encoder.body.layers.0", "encoder.head", "decoder.body.layers.0", "decoder.mean", "decoder"], groups.OrderBy(g => g.StartsWith("decoder", StringComparison.Ordinal)).ThenBy(g => g == "decoder"));
    }

    private static IReadOnlyList<GradientReport> Measure(LatentVariableModel<StandardNormal, Normal> model, IReadOnlyList<GradientCandidate> candidates, int samples, int repeats) =>
        new GradientDiagnostic(model, model, gradient => new Elbo(samples, gradient)).Measure(candidates, Batch, repeats, new RandomStream(1));

    private static LatentVariableModel<StandardNormal, Normal> Model()
    {
        var random = new RandomStream(1);
        Mlp Body(string name) => new(1, [3], Activation.Tanh, random.Split(name), ScalarType.Float64);
        return new(
            new Unconditional<StandardNormal>(new StandardNormal(1, ScalarType.Float64)), new NormalEncoder(Body("a"), 3, 1, random, ScalarType.Float64),
            new NormalDecoder(Body("b"), 3, 1, Spread.Isotropic, random, dtype: ScalarType.Float64), ConjugateGaussian.ExactRatio);
    }

    private sealed class Scaled(double factor) : GradientEstimator
    {
        public override Tensor Surrogate(LogTerms terms, Reduction reduction) => reduction.Of(terms.LogLikelihood + terms.LogRatio.Surrogate) * factor;
    }
}
