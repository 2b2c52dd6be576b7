namespace GenerativeVI.Tests.Composition;

/// <summary>What a misspelt word was meant to be.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("latnet", "latent")] // two letters swapped
    [InlineData("hiden", "hidden")] // one left out
    [InlineData("bacth", "batch")]
    [InlineData("colour", null)]
    [InlineData("", null)]
    public void TheNearestWord_IsFound_OrNone(string word, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(word, ["latent", "hidden", "batch"]));

    [Fact]
    public void AnUnknownMethod_IsNamedWithTheNearest()
    {
        Assert.StartsWith("recipe: \"vea\" is not one; the nearest is vae.",
            Assert.Throws<ArgumentException>(() => Recipes.Find("vea")).Message, StringComparison.Ordinal);
        Assert.Contains("there are vae, ",
            Assert.Throws<ArgumentException>(() => Recipes.Find("transformer")).Message, StringComparison.Ordinal);
        // A classifier is a method, of which a sweep says why not.
        Assert.NotNull(Recipes.Find("lenet-svd"));
    }
}
