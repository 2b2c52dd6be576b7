using GenerativeVI.Gradients;
using GenerativeVI.Networks;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Objectives and gradient estimators of their settings.</summary>
internal static class Estimators
{
    private const int BaselineWidth = 100;

    /// <summary>The objective of a step.</summary>
    /// <param name="settings">Which.</param>
    /// <param name="gradient">The estimator, which may remember what it saw.</param>
    /// <param name="klWeight">β with the warm-up in it.</param>
    public static IObjective Objective(ObjectiveSettings settings, GradientEstimator gradient, double klWeight) => settings.Kind switch
    {
        ObjectiveKind.Elbo or ObjectiveKind.Reconstruction => new Elbo(settings.Samples, gradient, klWeight, settings.FreeBits),
        ObjectiveKind.ImportanceWeighted => new ImportanceWeighted(settings.Samples, gradient, klWeight),
        ObjectiveKind.MultiplyWeighted => new MultiplyImportanceWeighted(settings.Groups, settings.Samples, gradient, klWeight),
        ObjectiveKind.PartiallyWeighted => new PartiallyImportanceWeighted(settings.Groups, settings.Samples, klWeight),
        ObjectiveKind.CombinedWeighted => new CombinedImportanceWeighted(settings.Samples, settings.ElboShare, gradient, klWeight),
        ObjectiveKind.Renyi => new Renyi(settings.Samples, settings.Order, gradient, klWeight),
        ObjectiveKind.WakeSleep => new ReweightedWakeSleep(settings.Samples, klWeight),
        ObjectiveKind.Thermodynamic => new Thermodynamic(settings.Samples, settings.Intervals, Gradient: gradient, KlWeight: klWeight),
        var kind => throw new ArgumentException($"objective: {kind} is not a kind."),
    };

    /// <summary>The estimator, once for a whole training.</summary>
    /// <param name="settings">Which.</param>
    /// <param name="posterior">q's module, on its device.</param>
    /// <param name="dimension">D, the elements of x, which a learned baseline sees.</param>
    /// <param name="random">The stream of what it draws.</param>
    /// <param name="dtype">The type of its weights.</param>
    public static GradientEstimator Gradient(GradientSettings settings, nn.Module posterior, long dimension, RandomStream random, ScalarType dtype) => settings.Kind switch
    {
        GradientKind.Pathwise => new Pathwise(),
        GradientKind.Stl => new StickingTheLanding(),
        GradientKind.Dreg => new DoublyReparameterized(),
        GradientKind.Vimco => new Vimco(),
        GradientKind.Score => new ScoreFunction(settings.Baseline switch
        {
            BaselineKind.None => null,
            BaselineKind.MovingAverage => new MovingAverageBaseline(),
            BaselineKind.OptimalConstant => new OptimalBaseline(posterior, random),
            BaselineKind.LeaveOneOut => new LeaveOneOutBaseline(),
            BaselineKind.Learned => new LearnedBaseline(nn.Sequential(
                new Mlp(dimension, [BaselineWidth], Activation.Tanh, random, dtype), Initialization.Linear(BaselineWidth, 1, random, dtype))),
            var baseline => throw new ArgumentException($"baseline: {baseline} is not a kind."),
        }),
        var kind => throw new ArgumentException($"gradient: {kind} is not a kind."),
    };
}
