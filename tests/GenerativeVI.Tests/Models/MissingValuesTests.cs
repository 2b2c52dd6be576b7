using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Architecture;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Models;

/// <summary>
/// Rows with missing elements. The oracle is a linear model, z ~ N(0, I), x given z ~ N(W z + b, s² I), whose evidence of
/// what is there and whose conditional of what is not are normal and known.
/// </summary>
public sealed class MissingValuesTests
{
    private const double Scale = 0.7, Gap = double.NaN;

    private static readonly double[,] Loadings = { { 1.0, 0.4 }, { -0.6, 0.9 }, { 0.3, -1.1 } };
    private static readonly double[] Offsets = [0.5, -0.2, 0.1];

    private static readonly double[,] Rows =
        { { 1.2, -0.4, 0.8 }, { 0.3, Gap, -0.9 }, { Gap, 1.1, Gap }, { Gap, Gap, Gap } };

    public static TheoryData<string> Factorized => KnownDistributions.All.NamesOf(entry => entry.Distribution is IFactorized);

    [Theory, MemberData(nameof(Factorized))]
    public void Observed_SumsOverWhatIsThere_WithFiniteGradients(string name)
    {
        var known = (IFactorized)KnownDistributions.All[name].Distribution;
        var value = known.Sample(new RandomStream(1), 5).Value.detach();
        var elements = known.LogDensityByElement(value);
        var holes = new RandomStream(2).Bernoulli(full_like(value, 0.4)) > 0;
        var torn = where(holes, full_like(value, double.NaN), value);
        var expected = where(holes, zeros_like(elements), elements).sum(-1);
        Close.AssertAll(expected, new Observed(known).LogDensity(torn), 1e-12);
        Close.AssertAll(value, Observed.Complete(torn, value), 0);
        if (known is IDiscrete) return;
        var given = torn.clone().requires_grad_();
        new Observed(known).LogDensity(given).sum().backward();
        Assert.True(given.grad!.isfinite().all().item<bool>());
    }

    [Fact]
    public void Weights_EstimateTheEvidenceOfWhatIsThere()
    {
        using var _ = no_grad();
        var (model, _) = Linear();
        var batch = Batch.Of(tensor(Rows));
        var terms = model.AtDraws.Sample(batch, Effort.Draws(200_000, 40_000), new Pathwise(), new RandomStream(3));
        var evidence = tensor(Enumerable.Range(0, 4).Select(row => Exact(row).Evidence).ToArray());
        MonteCarlo.AssertMean(ones(4, dtype: ScalarType.Float64), (terms.LogLikelihood + terms.LogRatio.Value! - evidence).exp(), 0.1);
    }

    [Fact]
    public void Imputation_HasTheMomentsOfTheExactConditional()
    {
        var (model, decoder) = Linear();
        using var data = new TensorData(tensor(Rows));
        // Few elements at a time: chunks must not show.
        var imputation = new Imputation(model, decoder, memory: 600_000);
        var mean = imputation.Mean(data, 100_000, new RandomStream(4));
        var draws = imputation.Draws(data, 4000, 20_000, new RandomStream(5));
        Assert.Equal([4, 3], mean.shape);
        Assert.Equal([4000, 4, 3], draws.shape);
        for (var row = 0; row < 4; row++)
        {
            var (_, expected, covariance) = Exact(row);
            Close.AssertAll(expected, mean[row], 0.02);
            Close.AssertAll(expected, draws.select(1, row).mean([0L]), 0.08);
            Close.AssertAll(covariance, draws.select(1, row).t().cov(), 0.12);
        }
    }

    [Fact]
    public void Gradient_EqualsFiniteDifferences_WithElementsMissing()
    {
        var encoder = new NormalEncoder(new ZeroFilled(new Mlp(6, [5], Activation.Tanh, new RandomStream(1), ScalarType.Float64)), 5, 2, new RandomStream(2), ScalarType.Float64);
        var network = new Mlp(2, [4], Activation.Tanh, new RandomStream(3), ScalarType.Float64);
        var decoder = new ObservedDecoder(new NormalDecoder(network, 4, 3, Spread.Diagonal, new RandomStream(4), dtype: ScalarType.Float64));
        using var model = new MissingNotAtRandom(
            LatentVariableModel.Of(new Unconditional<StandardNormal>(new StandardNormal(2, ScalarType.Float64)), encoder, decoder),
            decoder,
            new SelfMasking(tensor(new[] { 0.2, 0.3, 0.4 })));
        FiniteDifference.AssertGradient(
            model.named_parameters(),
            () => new ImportanceWeighted(Samples: 3).Evaluate(model, Batch.Of(tensor(Rows)), new RandomStream(5)).Surrogate);
        Assert.All(model.named_parameters(), p => Assert.True(p.Item2.grad!.isfinite().all().item<bool>(), p.Item1));
    }

    /// <summary>x₁ is hidden the more surely the larger it is; log p(x₀, m) by quadrature over z and x₁.</summary>
    [Fact]
    public void AMechanism_IsPartOfTheEvidence_AndOfTheImputation()
    {
        using var _ = no_grad();
        var decoder = new ObservedDecoder(new Given<Normal>(inputs => Normal.FromLogScale(
            cat([inputs.Value, inputs.Value * -0.8 + 0.3], -1), full_like(inputs.Value, Math.Log(0.5)).expand(-1, -1, 2))));
        var encoder = new Given<Normal>(inputs => Normal.FromLogScale(zeros(inputs.Value.shape[0], 1, dtype: ScalarType.Float64), zeros(inputs.Value.shape[0], 1, dtype: ScalarType.Float64)));
        var mechanism = new SelfMasking(tensor(new[] { 0.1, 0.5 }));
        mechanism.Weight.copy_(tensor(new[] { 0.0, 2.0 }));
        mechanism.Bias.copy_(tensor(new[] { -1.0, 0.5 }));
        var inner = LatentVariableModel.Of(new Unconditional<StandardNormal>(new StandardNormal(1, ScalarType.Float64)), encoder, decoder);
        using var model = new MissingNotAtRandom(inner, decoder, mechanism);
        const double x = 0.9;
        var (evidence, moment) = (0.0, 0.0);
        const double step = 0.02;
        for (var z = -6.0; z < 6; z += step)
            for (var hidden = -7.0; hidden < 7; hidden += step)
            {
                var joint = Density(z, 0, 1) * Density(x, z, 0.5) * Density(hidden, (-0.8 * z) + 0.3, 0.5)
                    * Logistic(1.0) * Logistic((2.0 * hidden) + 0.5) * step * step;
                evidence += joint;
                moment += joint * hidden;
            }
        var rows = tensor(new[,] { { x, Gap } });
        var terms = model.AtDraws.Sample(Batch.Of(rows), Effort.Draws(400_000, 100_000), new Pathwise(), new RandomStream(6));
        MonteCarlo.AssertMean(ones(1, dtype: ScalarType.Float64), (terms.LogLikelihood + terms.LogRatio.Value! - Math.Log(evidence)).exp(), 0.1);
        using var data = new TensorData(rows);
        var imputation = new Imputation(model, decoder);
        Assert.Equal(moment / evidence, imputation.Mean(data, 100_000, new RandomStream(7))[0, 1].item<double>(), 0.03);
        Assert.Equal(moment / evidence, imputation.Draws(data, 4000, 20_000, new RandomStream(8)).select(-1, 1).mean().item<double>(), 0.06);
        // Without the mechanism the hidden element is taken for less than it is.
        var atRandom = new Imputation(inner, decoder).Mean(data, 100_000, new RandomStream(7))[0, 1].item<double>();
        Assert.True(atRandom < (moment / evidence) - 0.1, $"{atRandom} and {moment / evidence}");
    }

    /// <summary>The maximum-likelihood model of rows of which a third is hidden fills them in better than the means do.</summary>
    [Fact]
    public void Training_FillsInBetterThanTheMeans()
    {
        var random = new RandomStream(1);
        var z = random.Normal([600, 2]);
        var truth = z.Product(tensor(Loadings).to(ScalarType.Float32).t()) + tensor(Offsets).to(ScalarType.Float32) + (random.Normal([600, 3]) * 0.3);
        var holes = random.Bernoulli(full(600, 3, value: 0.33f)) > 0;
        using var data = new TensorData(where(holes, full_like(truth, float.NaN), truth));
        var prior = new Unconditional<StandardNormal>(new StandardNormal(2));
        var encoder = new NormalEncoder(new ZeroFilled(new Mlp(6, [32], Activation.Tanh, random)), 32, 2, random);
        var whole = new NormalDecoder(new Mlp(2, [16], Activation.Tanh, random), 16, 3, Spread.Diagonal, random);
        var decoder = new ObservedDecoder(whole);
        using var model = LatentVariableModel.Of(prior, encoder, decoder);
        using var optimizer = optim.Adam(model.parameters(), lr: 1e-2);
        var phase = new Phase("bound", optimizer, step => new ImportanceWeighted(Samples: 5).Evaluate(model, step.Batch, step.Random));
        using var trainer = new Trainer(model, [phase], new DataLoader(data, 100), random.Split("training"), new TrainingPlan { Epochs = 60 });
        trainer.Run();
        var imputation = new Imputation(model, decoder);
        var filled = imputation.Mean(data, samples: 200, random.Split("mean"));                  // [N, D]
        var sets = imputation.Draws(data, count: 20, samples: 200, random.Split("draws"));       // [20, N, D]
        double Error(Tensor rows) => Math.Sqrt((rows - truth).square().masked_select(holes).mean().item<float>());
        var byMeans = Observed.Complete(data.Values, where(holes, zeros_like(truth), truth).sum([0L]) / (~holes).sum([0L]));
        // With two of three elements there, the third is known to about 0.6 of its deviation.
        Assert.True(Error(filled) < 0.85 * Error(byMeans), $"{Error(filled)} against {Error(byMeans)}");
        // The mean of many draws comes near the expectation; a single draw errs by √2 as much as it.
        Assert.InRange(Error(sets.mean([0L])), 0, 1.05 * Error(filled));
        Assert.InRange(Error(sets[0]), 1.2 * Error(filled), 1.6 * Error(filled));
    }

    [Fact]
    public void ThePage_IsWhatIsCompiledHere() =>
        Repository.AssertCompiled("docs/missing-values.md", 3, "tests/GenerativeVI.Tests/Models/MissingValuesTests.cs");

    [Fact]
    public void AMechanism_IsLearned()
    {
        var random = new RandomStream(1);
        var truth = random.Normal([500, 2]);
        truth[.., 1] = (truth[.., 0] * 0.9) + (truth[.., 1] * 0.4);
        // The second element hides where it is above ½; the first never does but in a row or two.
        var holes = (truth > tensor(new[] { 3f, 0.5f })) | (random.Uniform([500, 2]) < tensor(new[] { 0.02f, 0f }));
        using var data = new TensorData(where(holes, full_like(truth, float.NaN), truth));
        var rates = holes.to_type(ScalarType.Float32).mean([0L]);
        var encoder = new NormalEncoder(new ZeroFilled(new Mlp(4, [16], Activation.Tanh, random)), 16, 1, random);
        var decoder = new ObservedDecoder(new NormalDecoder(new Mlp(1, [8], Activation.Tanh, random), 8, 2, Spread.Diagonal, random));
        var inner = LatentVariableModel.Of(new Unconditional<StandardNormal>(new StandardNormal(1)), encoder, decoder);
        using var model = new MissingNotAtRandom(inner, decoder, new SelfMasking(rates));
        using var optimizer = optim.Adam(model.parameters(), lr: 2e-2);
        var phase = new Phase("bound", optimizer, step => new ImportanceWeighted(Samples: 5).Evaluate(model, step.Batch, step.Random));
        using var trainer = new Trainer(model, [phase], new DataLoader(data, 100), random.Split("training"), new TrainingPlan { Epochs = 80 });
        trainer.Run();
        double Bias(ILatentModel of) =>
            (new Imputation(of, decoder).Mean(data, 200, random.Split("mean")) - truth)[.., 1].masked_select(holes[.., 1]).mean().item<float>();
        // It knows that what hides is large; the same model asked without its mechanism takes it for smaller.
        Assert.True(Math.Abs(Bias(model)) < 0.25, $"biased by {Bias(model)}");
        Assert.True(Bias(inner) < Bias(model) - 0.1, $"{Bias(inner)} and {Bias(model)}");
    }

    [Fact]
    public void WhatCannotBeLearned_IsRefused()
    {
        var (model, decoder) = Linear();
        var discrete = new ObservedDecoder(new Given<Bernoulli>(inputs => new Bernoulli(inputs.Value)));
        var mechanism = new SelfMasking(tensor(new[] { 0.2, 0.3, 0.4 }));
        var batch = Batch.Of(tensor(Rows));
        var (pathless, undrawn) = (new MissingNotAtRandom(model, decoder, mechanism), new MissingNotAtRandom(model, discrete, mechanism));
        Assert.Contains("pathwise", Assert.Throws<ArgumentException>(() => pathless.Sample(batch, 2, new ScoreFunction(), new RandomStream(1))).Message, StringComparison.Ordinal);
        Assert.Contains("reparameterized", Assert.Throws<ArgumentException>(() => undrawn.Sample(batch, 2, new Pathwise(), new RandomStream(1))).Message, StringComparison.Ordinal);
        Assert.Contains("inside (0, 1)", Assert.Throws<ArgumentException>(() => new SelfMasking(tensor(new[] { 0.0, 0.5 }))).Message, StringComparison.Ordinal);
        using var data = new TensorData(tensor(Rows));
        var imputation = new Imputation(model, decoder);
        Assert.Throws<ArgumentOutOfRangeException>(() => imputation.Mean(data, 0, new RandomStream(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => imputation.Draws(data, 0, 1, new RandomStream(1)));
    }

    private static (IWeighable Model, ObservedDecoder Decoder) Linear()
    {
        var (loadings, offsets) = (tensor(Loadings), tensor(Offsets));
        var decoder = new ObservedDecoder(new Given<Normal>(inputs =>
        {
            var mean = inputs.Value.Product(loadings.t()) + offsets;
            return Normal.FromLogScale(mean, full_like(mean, Math.Log(Scale)));
        }));
        var encoder = new NormalEncoder(
            new ZeroFilled(new Mlp(6, [4], Activation.Tanh, new RandomStream(1), ScalarType.Float64)), 4, 2, new RandomStream(2), ScalarType.Float64);
        return (LatentVariableModel.Of(new Unconditional<StandardNormal>(new StandardNormal(2, ScalarType.Float64)), encoder, decoder), decoder);
    }

    // log p(x_obs), E[x|x_obs] and Cov[x|x_obs], by the formulas of the multivariate normal.
    private static (double Evidence, Tensor Mean, Tensor Covariance) Exact(int row)
    {
        var (w, b) = (tensor(Loadings), tensor(Offsets));
        var joint = w.matmul(w.t()) + (eye(3, dtype: ScalarType.Float64) * Scale * Scale);
        var seen = Enumerable.Range(0, 3).Where(d => !double.IsNaN(Rows[row, d])).Select(d => (long)d).ToArray();
        if (seen.Length == 0) return (0, b, joint);
        var index = tensor(seen);
        var (cross, own) = (joint.index_select(1, index), joint.index_select(0, index).index_select(1, index)); // [3, O], [O, O]
        var residual = tensor(seen.Select(d => Rows[row, d]).ToArray()) - b.index_select(0, index);
        var gain = cross.matmul(own.inverse());
        var evidence = -0.5 * (residual.dot(own.inverse().mv(residual)).item<double>() + own.logdet().item<double>() + (seen.Length * Math.Log(2 * Math.PI)));
        return (evidence, b + gain.mv(residual), joint - gain.matmul(cross.t()));
    }

    private static double Density(double x, double mean, double scale) =>
        Math.Exp(-0.5 * Math.Pow((x - mean) / scale, 2)) / (scale * Math.Sqrt(2 * Math.PI));

    // p(m₀ = 0) = 1 − sigmoid(−1) = sigmoid(1); p(m₁ = 1|x₁) = sigmoid(2 x₁ + ½).
    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
