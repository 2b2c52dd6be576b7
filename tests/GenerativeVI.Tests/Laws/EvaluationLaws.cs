using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Laws;

/// <summary>No evaluation trains: batch normalization's statistics stay, dropout rests, and every module is left in the mode it was in.</summary>
public sealed class EvaluationLaws
{
    private const long Dimension = 4, Latent = 2;

    private static readonly Dictionary<string, Func<Parts, TensorData, object>> All = new()
    {
        ["bounds"] = (parts, data) => new BoundEvaluation(parts.Model).Evaluate(data, 5, new RandomStream(1)).Elbo.Value,
        ["active units"] = (parts, data) => string.Join(' ', ActiveUnits.Of(parts.Encoder, data, new RandomStream(1)).Variances),
        ["aggregate posterior"] = (parts, data) => AggregatePosterior.Of(parts.Encoder, parts.Prior, data, new RandomStream(1)).Rate.Value,
        ["annealing"] = (parts, data) => string.Join(' ', Annealing(parts).Forward(data, new RandomStream(1)).LogLikelihood),
        ["simulation"] = (parts, _) =>
        {
            using var drawn = SimulatedData.From(parts.Prior, parts.Decoder, 6, new RandomStream(1));
            return string.Join(' ', Annealing(parts).Reverse(drawn, new RandomStream(1)).LogLikelihood);
        },
        ["gradients"] = (parts, data) => new GradientDiagnostic(parts.Model, parts.Model, estimator => new Elbo(2, estimator))
            .Measure([new GradientCandidate("pathwise", () => new Pathwise())], data.Slice(0, 8), 20, new RandomStream(1))[0].Groups[0].Variance,
    };

    public static TheoryData<string> Entries => new(All.Keys);

    [Theory, MemberData(nameof(Entries))]
    public void AnEvaluation_LeavesTheModelAsItWas_AndSeesItAtRest(string name)
    {
        using var data = new TensorData(new RandomStream(5).Normal([12, Dimension], ScalarType.Float64));
        using var parts = new Parts();
        // What a user may have put to rest stays so.
        parts.Model.train();
        parts.Norms[0].eval();
        var (before, modes) = (State(parts.Model), Modes(parts.Model));
        var judged = All[name](parts, data);
        Assert.Equal(before, State(parts.Model));
        Assert.Equal(modes, Modes(parts.Model));
        parts.Model.eval();
        Assert.Equal(All[name](parts, data), judged);
    }

    private static AnnealedImportanceSampling Annealing(Parts parts) => new(parts.Prior, parts.Decoder, new AnnealingSettings(Temperatures.Sigmoid(5), 2));

    private static string State(nn.Module module) => string.Join(' ', module.state_dict().Select(entry => $"{entry.Key} {string.Join(',', entry.Value.to_type(ScalarType.Float64).flatten().data<double>().ToArray())}"));

    private static string Modes(nn.Module module) => string.Join(' ', module.named_modules().Select(inner => $"{inner.name} {inner.module.training}"));

    private sealed class Parts : IDisposable
    {
        public Parts()
        {
            var random = new RandomStream(1);
            Norms = [nn.BatchNorm1d(5, dtype: ScalarType.Float64), nn.BatchNorm1d(5, dtype: ScalarType.Float64)];
            Encoder = new NormalEncoder(
                nn.Sequential(("first", Initialization.Linear(Dimension, 5, random, ScalarType.Float64)), ("norm", Norms[0]), ("second", Initialization.Linear(5, 5, random, ScalarType.Float64)), ("norm2", Norms[1])),
                5, Latent, random, ScalarType.Float64);
            Decoder = new NormalDecoder(
                nn.Sequential(("first", Initialization.Linear(Latent, 5, random, ScalarType.Float64)), ("noise", nn.Dropout(0.5))), 5, Dimension, Spread.Fixed, random, dtype: ScalarType.Float64);
            Prior = new Unconditional<StandardNormal>(new StandardNormal(Latent, ScalarType.Float64));
            Model = new(Prior, Encoder, Decoder, new BracketedRatio<StandardNormal, Normal>(new ExactDensity(), new ExactDensity()));
        }

        public TorchSharp.Modules.BatchNorm1d[] Norms { get; }

        public NormalEncoder Encoder { get; }

        public NormalDecoder Decoder { get; }

        public Unconditional<StandardNormal> Prior { get; }

        public LatentVariableModel<StandardNormal, Normal> Model { get; }

        public void Dispose() => Model.Dispose();
    }
}
