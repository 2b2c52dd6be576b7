using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Laws;

/// <summary>Every method that has a bound, on rows drawn from itself: what is certain below stays below what is certain above, and the two are close.</summary>
public sealed class CertificateLaws
{
    private const double Confidence = 1 - 1e-9;

    private static readonly Registry<RecipeEntry> All = KnownRecipes.All;

    public static TheoryData<string> Entries => All.NamesOf(entry => entry.IsBound);

    [Theory, MemberData(nameof(Entries))]
    public void ImportanceWeights_AndAnnealing_BracketTheEvidence(string name)
    {
        using var scope = NewDisposeScope();
        using var recipe = All[name].Recipe();
        recipe.Module.eval();
        var random = new RandomStream(5);
        using var data = SimulatedData.From(recipe.Prior!, recipe.Decoder, 60, random.Split("rows"), recipe.Classes);
        var annealing = new AnnealedImportanceSampling(recipe.Prior!, recipe.Decoder, new AnnealingSettings(Temperatures.Sigmoid(15), Chains: 2, Leapfrogs: 3));
        var certificate = new Certificate(
        [
            CertifiedBound.Of("weights", new BoundEvaluation(recipe.Model).EvaluateRows(data.Rows, 300, random.Split("weights")), Confidence),
            CertifiedBound.Of("forth", annealing.Forward(data.Rows, random.Split("forth")), Confidence),
            CertifiedBound.Of("back", annealing.Reverse(data, random.Split("back")), Confidence),
        ]);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join("; ", certificate.Bounds.Select(bound => $"{bound.Method} {bound.Estimate.Value:F3}")));
        Assert.All(certificate.Bounds, bound => Assert.True(double.IsFinite(bound.Limit), $"{bound.Method} has no limit"));
        Assert.True(certificate.LowerLimit <= certificate.UpperLimit, $"certain above {certificate.LowerLimit} and below {certificate.UpperLimit}");
        // Of the two, log(10⁹)/60 = 0.35 nats each are the price of certainty.
        Assert.InRange(certificate.UpperLimit - certificate.LowerLimit, 0, 1.5);
    }
}
