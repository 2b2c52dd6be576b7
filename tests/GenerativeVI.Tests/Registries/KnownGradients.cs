using GenerativeVI.Gradients;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Registries;

/// <summary>A gradient estimator.</summary>
/// <param name="Make">From the posterior's module.</param>
/// <param name="NeedsPath">Whether it stands on reparameterized draws.</param>
/// <param name="IsForMeansOnly">Whether it is unbiased for the ELBO alone.</param>
public sealed record GradientEntry(string Name, Func<nn.Module, GradientEstimator> Make, bool NeedsPath = false, bool IsForMeansOnly = false) : IEntry;

public static class KnownGradients
{
    public static readonly Registry<GradientEntry> All = new(
        new("pathwise", _ => new Pathwise(), NeedsPath: true),
        new("sticking the landing", _ => new StickingTheLanding(), NeedsPath: true, IsForMeansOnly: true),
        new("doubly reparameterized", _ => new DoublyReparameterized(), NeedsPath: true),
        new("score function", _ => new ScoreFunction()),
        new("score function, moving average", _ => new ScoreFunction(new MovingAverageBaseline())),
        new("score function, optimal constant", q => new ScoreFunction(new OptimalBaseline(q, new RandomStream(3)))),
        new("score function, leave one out", _ => new ScoreFunction(new LeaveOneOutBaseline())),
        new("score function, learned", _ => new ScoreFunction(new LearnedBaseline(Initialization.Linear(1, 1, new RandomStream(4), ScalarType.Float64)))),
        new("VIMCO", _ => new Vimco()));
}
