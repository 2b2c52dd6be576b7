using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Evaluation;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Laws;

/// <summary>Every method that has a bound, on rows drawn from itself: what is certain below stays below what is certain above, and the two are close.</summary>
public sealed class CertificateLaws
{
    private const double Confidence = 1 - 1e-9;

    private static readonly Registry<RecipeEntry> All = KnownRecipes.All;

    public static TheoryData<string> Entries => All.NamesOf(entry => entry.HasPriorDensity);

    public static TheoryData<string> WithoutPriorDensity => All.NamesOf(entry => entry.IsAnnealed && !entry.HasPriorDensity);

    [Theory, MemberData(nameof(Entries))]
    public void ImportanceWeights_AndAnnealing_BracketTheEvidence(string name)
    {
        using var scope = NewDisposeScope();
        using var recipe = All[name].Recipe();
        recipe.Module.eval();
        var random = new RandomStream(5);
        using var data = SimulatedData.From(recipe.Prior!, recipe.Decoder, 60, random.Split("rows"), recipe.Classes);
        var annealing = new AnnealedImportanceSampling((IConditional<IDistribution>)recipe.Prior!, recipe.Decoder, new AnnealingSettings(Temperatures.Sigmoid(15), Chains: 2, Leapfrogs: 3));
        var certificate = new Certificate(
        [
            CertifiedBound.Of("weights", new BoundEvaluation(recipe.Model).EvaluateRows(data.Rows, 300, random.Split("weights")), Confidence),
            CertifiedBound.Of("forth", annealing.Forward(data.Rows, random.Split("forth")), Confidence),
            CertifiedBound.Of("back", annealing.Reverse(data, random.Split("back")), Confidence),
        ]);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join("; ", certificate.Bounds.Select(bound => $"{bound.Method} {bound.Estimate.Value:F3}")));
        // Behind brackets of densities, weights are called a bound, and no more; between the other two they are still.
        var isKnown = recipe.Model.Standing.Guarantee == Guarantee.Exact;
        Assert.InRange(certificate.Bounds[0].Estimate.Value, certificate.Bounds[1].Estimate.Value - 0.2, certificate.Bounds[2].Estimate.Value + 0.2);
        Assert.All(certificate.Bounds.Skip(isKnown ? 0 : 1), bound => Assert.True(double.IsFinite(bound.Limit), $"{bound.Method} has no limit"));
        Assert.True(certificate.LowerLimit <= certificate.UpperLimit, $"certain above {certificate.LowerLimit} and below {certificate.UpperLimit}");
        // Of the two, log(10⁹)/60 = 0.35 nats each are the price of certainty.
        Assert.InRange(certificate.UpperLimit - certificate.LowerLimit, 0, 1.5);
    }

    /// <summary>Where a prior can only be drawn from, p(x) = E p(x|z) over its draws is the oracle: few latents and first weights make it precise.</summary>
    [Theory, MemberData(nameof(WithoutPriorDensity))]
    public void ImportanceWeights_AgreeWithDrawsOfThePrior(string name)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var recipe = All[name].Recipe();
        recipe.Module.eval();
        var random = new RandomStream(5);
        using var data = SimulatedData.From(recipe.Prior!, recipe.Decoder, 20, random.Split("rows"));
        var weights = new BoundEvaluation(recipe.Model).EvaluateRows(data.Rows, 2000, random.Split("weights"));
        var latents = recipe.Prior!.At(new Inputs(zeros(0))).Sample(random.Split("draws"), 20_000).Value; // [S, D]
        var likelihoods = recipe.Decoder.At(new Inputs(latents.unsqueeze(1))).LogDensity(data.Rows.Slice(0, 20).Value); // [S, B]
        var expected = likelihoods.logsumexp(0) - Math.Log(20_000);
        var (oracle, found) = (expected.mean().item<float>(), weights.Bounds.LogLikelihood.Value);
        TestContext.Current.TestOutputHelper!.WriteLine($"{found:F4} of {oracle:F4}");
        // Few mixing draws, and shared by all draws of z: their noise stays however many z there are.
        Assert.InRange(found - oracle, -0.1, 0.1);
    }
}
