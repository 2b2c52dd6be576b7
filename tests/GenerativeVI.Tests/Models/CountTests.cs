using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Architecture;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Training;

namespace GenerativeVI.Tests.Models;

/// <summary>Likelihoods of counts against other ways to write them; a model of rows of different sizes.</summary>
public sealed class CountTests
{
    private const ScalarType Double = ScalarType.Float64;

    /// <summary>NB(x; μ, r) = ∫ Poisson(x; λ) Gamma(λ; r, r/μ) dλ, by the trapezoidal rule in log λ.</summary>
    [Theory]
    [InlineData(0.7, 0.4)]
    [InlineData(5, 2)]
    [InlineData(30, 50)]
    public void ANegativeBinomial_IsAPoissonOfAGammaRate(double mean, double concentration)
    {
        var logRate = arange(-60, 12, 0.005, Double).unsqueeze(-1); // [N, 1]
        var rate = logRate.exp();
        var density = Gamma.Of(tensor(concentration), tensor(concentration / mean)).LogDensityByElement(rate);
        var counts = arange(0, 80, dtype: Double); // [M]
        var joint = Poisson.FromLogRate(logRate).LogDensityByElement(counts) + density + logRate;
        var expected = joint.logsumexp(0) + Math.Log(0.005);
        var found = NegativeBinomial.Of(tensor(mean), tensor(concentration)).LogDensityByElement(counts);
        Close.AssertAll(expected, found, 1e-6);
    }

    /// <summary>With a large r nothing of its size is lost, in value or gradient, in float32 either.</summary>
    [Theory]
    [InlineData(31.9)]
    [InlineData(32.1)]
    [InlineData(1e3)]
    [InlineData(1e7)]
    public void ALargeConcentration_CostsNoDigits(double concentration)
    {
        var counts = tensor(new double[] { 0, 1, 7, 40, 300 });
        var logMean = full(5, Math.Log(25), dtype: Double);
        var logConcentration = full(5, Math.Log(concentration), dtype: Double);
        // Σ_{i < x} log(1 + i/r) is log Γ(x + r) − log Γ(r) − x log r.
        var rising = tensor(counts.data<double>().ToArray().Select(x =>
            Enumerable.Range(0, (int)x).Sum(i => Math.Log(1 + i / concentration))).ToArray());
        var excess = Math.Log(1 + 25 / concentration);
        var expected = rising + counts * Math.Log(25) - (counts + 1).lgamma() - (counts + concentration) * excess;
        var inDouble = NegativeBinomial.FromLogarithms(logMean, logConcentration).LogDensityByElement(counts);
        Close.AssertAll(expected, inDouble, 1e-6);
        using var single = logConcentration.to_type(ScalarType.Float32).requires_grad_();
        var inSingle = NegativeBinomial.FromLogarithms(logMean.to_type(ScalarType.Float32), single)
            .LogDensityByElement(counts.to_type(ScalarType.Float32));
        Assert.True(((inSingle.to_type(Double) - expected).abs() / (1 + expected.abs())).max().item<double>() < 2e-5);
        inSingle.sum().backward();
        var slope = tensor(counts.data<double>().ToArray().Select(x =>
            Enumerable.Range(0, (int)x).Sum(i => -i / (concentration + i))
            + (x + concentration) * 25 / (concentration + 25) - concentration * excess).ToArray());
        Assert.True(((single.grad!.to_type(Double) - slope).abs() / (1 + slope.abs())).max().item<double>() < 2e-3,
            $"{single.grad} and {slope}");
    }

    [Fact]
    public void ExtraZeros_AreAddedToThoseOfTheCounts()
    {
        var counts = Poisson.Of(tensor(new[] { 1.5, 0.2 }));
        var values = tensor(new double[,] { { 0, 0 }, { 3, 1 }, { -1, 0.5 } });
        var found = new ZeroInflated<Poisson>(tensor(new[] { -0.4, 2.0 }), counts).LogDensityByElement(values).exp();
        double Share(double logit) => 1 / (1 + Math.Exp(-logit));
        var expected = new double[,]
        {
            { Share(-0.4) + Share(0.4) * Math.Exp(-1.5), Share(2) + Share(-2) * Math.Exp(-0.2) },
            { Share(0.4) * Math.Exp(-1.5) * 1.5 * 1.5 * 1.5 / 6, Share(-2) * Math.Exp(-0.2) * 0.2 },
            { 0, 0 },
        };
        Close.AssertAll(tensor(expected), found, 1e-14);
    }

    /// <summary>Independent Poisson counts, given their sum.</summary>
    [Fact]
    public void AMultinomial_IsPoissonCountsGivenTheirTotal()
    {
        var logits = tensor(new[] { 0.3, -1.0, 0.8 });
        var counts = tensor(new double[,] { { 2, 0, 5 }, { 0, 1, 0 }, { 4, 4, 4 } });
        var total = counts.sum(-1);
        var rates = total.unsqueeze(-1) * logits.softmax(-1);
        var expected = new Poisson(rates).LogDensity(counts)
            - new Poisson(total.unsqueeze(-1)).LogDensity(total.unsqueeze(-1));
        Close.AssertAll(expected, new Multinomial(total, logits).LogDensity(counts), 1e-12);
        Assert.True(new Multinomial(total + 1, logits).LogDensity(counts).eq(double.NegativeInfinity).all().item<bool>());
        // Rows of different totals are drawn together.
        var draws = new Multinomial(tensor(new[] { 0.0, 3, 50 }), logits).Sample(new RandomStream(1), 200).Value;
        Assert.Equal([200, 3, 3], draws.shape);
        Close.AssertAll(tensor(new[] { 0.0, 3, 50 }).expand(200, 3), draws.sum(-1), 0);
    }

    [Fact]
    public void MeansOfASizedDecoder_AreSharesOfTheSize()
    {
        var decoder = new SizedDecoder<ZeroInflated<NegativeBinomial>>(
            new Mlp(2, [15], Activation.Relu, new RandomStream(1), Double),
            new ZeroInflatedOutput<NegativeBinomial>(new NegativeBinomialOutput(5, isConditional: true)), dimension: 5);
        var (z, sizes) = (new RandomStream(2).Normal([7, 3, 2], Double), tensor(new double[] { 10, 300, 1 }));
        var means = decoder.At(new Inputs(z, sizes)).Counts.Mean;
        Close.AssertAll(sizes.expand(7, 3), means.sum(-1), 1e-10);
        Close.AssertAll(means, decoder.At(new Inputs(z, sizes.unsqueeze(-1))).Counts.Mean, 0);
        void Refuses(string sentence, Tensor? context) => Assert.StartsWith(sentence,
            Assert.Throws<ArgumentException>(() => decoder.At(new Inputs(z, context))).Message, StringComparison.Ordinal);
        Refuses("context: the means of these counts are shares", null);
        Refuses("context: expected a size for each of the rows of [7, 3, 2], got [7].", ones(7));
        Refuses("context[1]: expected above 0, got 0.", tensor(new[] { 1.0, 0, 2 }));
    }

    [Fact]
    public void ThePage_Runs_AndItsBoundIsBelowTheEvidence()
    {
        var counts = Rows(600, new RandomStream(5));
        // page
        var random = new RandomStream(seed: 1);
        using var data = new TensorData(counts) { Context = counts.sum(-1) };
        var body = new LogCounts(new Mlp(20, [32], Activation.Relu, random));
        var encoder = new NormalEncoder(body, features: 32, latent: 1, random);
        var decoder = new SizedDecoder<NegativeBinomial>(
            new Mlp(1, [32, 20], Activation.Tanh, random), new NegativeBinomialOutput(20), dimension: 20);
        var prior = new Unconditional<StandardNormal>(new StandardNormal(1));
        using var model = LatentVariableModel.Of(prior, encoder, decoder);
        // end
        using var optimizer = optim.Adam(model.parameters(), lr: 1e-2);
        var phase = new Phase("bound", optimizer, step => new Elbo().Evaluate(model, step.Batch, step.Random));
        var (batches, plan) = (new DataLoader(data, 100), new TrainingPlan { Epochs = 40 });
        using var trainer = new Trainer(model, [phase], batches, random.Split("training"), plan);
        trainer.Run();

        using var _ = no_grad();
        var found = new BoundEvaluation(model).Evaluate(data, samples: 200, random.Split("evaluation"));
        // The evidence of the trained model by the trapezoidal rule over its one latent dimension.
        var places = arange(-8, 8, 0.02).reshape(-1, 1, 1).expand(-1, 600, 1);
        var joint = decoder.At(new Inputs(places, data.Context)).LogDensity(counts)
            + new StandardNormal(1).LogDensity(places);
        var evidence = (joint.logsumexp(0) + Math.Log(0.02)).mean().item<float>();
        Assert.InRange(found.LogLikelihood.Value, evidence - 0.1, evidence + 0.02);
        Assert.True(found.Elbo.Value < evidence && found.Elbo.Value > evidence - 2, $"{found.Elbo} of {evidence}");
        // The same likelihood without a latent variable: shares of all rows together, its r the best of many.
        var shares = counts.sum([0L]) / counts.sum();
        var means = data.Context!.unsqueeze(-1) * shares;
        var flat = Enumerable.Range(-8, 33).Max(i =>
            new NegativeBinomial(means, tensor((float)Math.Exp(i * 0.25))).LogDensity(counts).mean().item<float>());
        Assert.True(evidence > flat + 1, $"{evidence} with a latent variable, {flat} without");
    }

    [Fact]
    public void ThePage_IsWhatIsCompiledHere() =>
        Repository.AssertCompiled("docs/counts.md", 1, "tests/GenerativeVI.Tests/Models/CountTests.cs");

    // Shares that depend on one number, in rows of 50 to 500 things.
    private static Tensor Rows(long count, RandomStream random)
    {
        var z = random.Normal([count, 1]);
        var shares = (z * random.Normal([20]) + random.Normal([20])).softmax(-1);
        var sizes = (random.Uniform([count, 1]) * 450 + 50).round();
        return new NegativeBinomial(sizes * shares, tensor(3f)).Sample(random).Value;
    }
}
