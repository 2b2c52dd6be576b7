using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Composition;

/// <summary>What means nothing is refused with what would do instead; the rest composes.</summary>
public sealed class CompositionTests
{
    private static readonly RunSettings Vae = new();

    /// <summary>A meaningless composition, and words of the sentence that must come back: the culprit and the remedy.</summary>
    public static TheoryData<string, RunSettings, string, string> Refused => new()
    {
        { "objective", Vae with { Objective = new() { Kind = ObjectiveKind.Reconstruction } }, "reconstruction", "posterior point" },
        { "point", Change(m => m with { Posterior = new() { Family = PosteriorFamily.Point } }), "no density", "reconstruction" },
        { "vamp, labels", Change(m => m with { Labels = true, Prior = new() { Family = PriorFamily.Vamp } }), "VampPrior", "mixture" },
        { "vamp, bottom-up", Change(m => m with { Top = 2, Posterior = new() { BottomUp = true }, Prior = new() { Family = PriorFamily.VampData } }), "q(z₂|x)", "--bottom-up" },
        { "bottom-up", Change(m => m with { Posterior = new() { BottomUp = true } }), "two levels", "--top" },
        { "class prior", Change(m => m with { Prior = new() { Labels = true } }), "labels", "--labels" },
        { "class mixture", Change(m => m with { Labels = true, Prior = new() { Labels = true, Family = PriorFamily.Mixture } }), "normal", "standard" },
        { "levels, labels", Change(m => m with { Labels = true, Top = 2 }), "two levels", "--top" },
        { "closed form", Change(m => m with { Prior = new() { Family = PriorFamily.Mixture } }) with { Objective = new() { Kl = KlForm.ClosedForm } }, "closed form", "--kl draws" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Meaningless_IsRefusedWithItsRemedy(string name, RunSettings settings, string culprit, string remedy)
    {
        var refusal = Assert.Throws<ArgumentException>(settings.Validate);
        Assert.Contains(culprit, refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(remedy, refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', refusal.Message);
        var composed = Assert.Throws<ArgumentException>(() => Recipes.Compose(settings, new DataDescription([4], Classes: 3), new RandomStream(1)));
        Assert.True(composed.Message == refusal.Message, name);
    }

    [Fact]
    public void EveryNamedRecipe_IsDescribed_AndComposes() => Assert.All(Recipes.All, recipe =>
    {
        recipe.Defaults.Validate();
        Assert.Equal(recipe.Name, recipe.Defaults.Method);
        Assert.Matches(@"\b(19|20)\d\d\b", recipe.Paper);
        Assert.True(recipe.Choice.Length > 20 && recipe.Guarantee.Length > 5);
        Recipes.Compose(recipe.Defaults, new DataDescription([28, 28], Classes: 10), new RandomStream(1)).Dispose();
    });

    [Fact]
    public void AnUnknownName_IsRefusedWithTheKnownOnes() =>
        Assert.Contains("vae", Assert.Throws<ArgumentException>(() => Recipes.Find("vea")).Message, StringComparison.Ordinal);

    private static RunSettings Change(Func<ModelSettings, ModelSettings> change) => Vae with { Model = change(Vae.Model) };
}
