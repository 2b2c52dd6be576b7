using GenerativeVI.Objectives;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Laws;

/// <summary>Every gradient estimator, for every objective that it is right for, has the objective's gradient as its mean: by enumeration of all draws, without Monte Carlo.</summary>
public sealed class GradientLaws
{
    public static TheoryData<string, string> Pairs => PairsOf(_ => true);

    public static TheoryData<string, string> DiscretePairs => PairsOf(gradient => !gradient.NeedsPath);

    [Theory, MemberData(nameof(Pairs)), Trait("Speed", "Slow")]
    public void Mean_IsTheGradient_OfTwoRealDraws(string gradient, string objective)
    {
        var model = EnumeratedModel.Line(2);
        var exact = model.ExactGradient(KnownObjectives.All[objective].Reference, EnumeratedModel.Grid(7, 0.2), 0.2, 2);
        AssertClose(exact, model.MeanGradient(Made(gradient, objective, 2)), 1e-7);
    }

    [Theory, MemberData(nameof(DiscretePairs))]
    public void Mean_IsTheGradient_OfFourDiscreteDraws(string gradient, string objective)
    {
        var model = EnumeratedModel.Bits(4);
        var exact = model.ExactGradient(KnownObjectives.All[objective].Reference, EnumeratedModel.Values(), 1, 4);
        AssertClose(exact, model.MeanGradient(Made(gradient, objective, 4)), 1e-11);
    }

    internal static void AssertClose(double[][] expected, double[][] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            for (var j = 0; j < expected[i].Length; j++)
            {
                Assert.True(Math.Abs(expected[i][j]) > 1e-3, "a gradient of nearly nothing tests nothing");
                Assert.True(Math.Abs(expected[i][j] - actual[i][j]) <= tolerance, $"parameter {i}, element {j}: the gradient is {expected[i][j]:G9}, the estimator's mean {actual[i][j]:G9}");
            }
    }

    private static Func<nn.Module, IObjective> Made(string gradient, string objective, int samples) =>
        posterior => KnownObjectives.All[objective].Of(samples, KnownGradients.All[gradient].Make(posterior));

    private static TheoryData<string, string> PairsOf(Func<GradientEntry, bool> predicate)
    {
        var pairs = from gradient in KnownGradients.All.Entries.Where(predicate)
                    from objective in KnownObjectives.All.Entries
                    where objective.IsTrained && !objective.HasOwnGradient && (objective.IsMean || !gradient.IsForMeansOnly)
                    select (gradient.Name, objective.Name);
        return new(pairs);
    }
}
