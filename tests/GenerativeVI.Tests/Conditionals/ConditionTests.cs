using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Conditionals;

/// <summary>What a batch is conditioned on reaches encoder, prior and decoder.</summary>
public sealed class ConditionTests
{
    private const ScalarType Double = ScalarType.Float64;

    [Fact]
    public void Labels_MayBeOfAnyWholeType()
    {
        var conditional = new ClassConditional<Normal>(new NormalEncoder(new Mlp(5, [4], Activation.Tanh, new RandomStream(1), Double), 4, 2, new RandomStream(2), Double), 3);
        var (value, labels) = (new RandomStream(3).Normal([4, 2], Double), tensor(new long[] { 0, 2, 1, 1 }));
        var expected = conditional.At(new Inputs(value, Label: labels)).Mean;
        foreach (var type in (ScalarType[])[ScalarType.Int32, ScalarType.Byte, ScalarType.Int16])
            Close.AssertSame(expected, conditional.At(new Inputs(value, Label: labels.to_type(type))).Mean);
        foreach (var (label, sentence) in ((Tensor, string)[])[(labels.to_type(Double), "expected whole numbers"), (labels.narrow(0, 0, 3), "one class for each of the rows of [4, 2], got [3]"), (labels + 1, "expected 0 … 2, got 1 … 3")])
            Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => conditional.At(new Inputs(value, Label: label))).Message, StringComparison.Ordinal);
        using var data = new TensorData(value.clone(), labels.to_type(ScalarType.Int32));
        Assert.Equal(ScalarType.Int64, data.Slice(0, 4).Label!.dtype);
        Assert.Contains("Targets", Assert.Throws<ArgumentException>(() => new TensorData(value.clone(), labels.to_type(Double))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[0], 1)]
    [InlineData(new long[] { 2 }, 2)]
    [InlineData(new long[] { 1, 3, 2 }, 6)]
    public void AContext_ReachesEveryPart(long[] shape, long length)
    {
        var random = new RandomStream(1);
        IConditional<Normal> Told(long inputs, long outputs, bool alone, string name) => new ContextConditional<Normal>(
            new NormalEncoder(new Mlp((alone ? 0 : inputs) + length, [6], Activation.Tanh, random.Split(name), Double), 6, outputs, random.Split($"{name} head"), Double), length, alone);
        using var model = new LatentVariableModel<Normal, Normal>(
            Told(0, 2, true, "prior"), Told(3, 2, false, "encoder"), Told(2, 3, false, "decoder"), new BracketedRatio<Normal, Normal>(new ExactDensity(), new ExactDensity()));
        using var data = new TensorData(random.Normal([9, 3], Double)) { Context = random.Normal([9, .. shape], Double) };
        var batch = new DataLoader(data, 4).Take(tensor(new long[] { 8, 3, 0, 5, 1, 2, 4, 6, 7 }), 0, random);
        Assert.Equal([4, .. shape], batch.Context!.shape);
        Close.AssertSame(data.Context[8], batch.Context[0]);
        var bound = new Elbo(3).Evaluate(model, batch, new RandomStream(2)).PerDatum!;
        var others = new Elbo(3).Evaluate(model, batch with { Context = batch.Context + 1 }, new RandomStream(2)).PerDatum!;
        Assert.True((bound - others).abs().min().item<double>() > 1e-4, "the context changes nothing");
        Assert.True(double.IsFinite(new BoundEvaluation(model).Evaluate(data, 3, random).Elbo.Value));
        foreach (var part in new[] { model.Encoder, model.Prior })
            Assert.Contains("TensorData.Context", Assert.Throws<ArgumentException>(() => part.At(new Inputs(data.Values))).Message, StringComparison.Ordinal);
        Assert.Contains("rows", Assert.Throws<ArgumentException>(() => new TensorData(ones(9, 3)) { Context = ones(8, 2) }).Message, StringComparison.Ordinal);
    }

    /// <summary>A row that counts twice is a row that is there twice; the numbers of rows stay as they are.</summary>
    [Fact]
    public void AWeightOfRows_IsARepetition()
    {
        var encoder = new NormalEncoder(new Mlp(3, [4], Activation.Tanh, new RandomStream(1), Double), 4, 2, new RandomStream(2), Double);
        using var model = new LatentVariableModel<StandardNormal, Normal>(
            new Unconditional<StandardNormal>(new StandardNormal(2, Double)), encoder, new Given<Normal>(inputs => Normal.FromLogScale(inputs.Value.sum(-1, keepdim: true).expand(inputs.Value.shape[0], inputs.Value.shape[1], 3), zeros(3, dtype: Double))),
            new ClosedFormRatio<StandardNormal, Normal>());
        var batch = Batch.Of(new RandomStream(3).Normal([2, 3], Double));
        var weighted = new Elbo(1).Evaluate(model, batch with { Weight = tensor(new double[] { 2, 0 }) }, new RandomStream(4));
        var plain = new Elbo(1).Evaluate(model, batch, new RandomStream(4));
        Close.AssertSame(plain.PerDatum!, weighted.PerDatum!);
        Close.AssertAll(plain.PerDatum![0], weighted.Surrogate.detach(), 1e-13);
    }
}
