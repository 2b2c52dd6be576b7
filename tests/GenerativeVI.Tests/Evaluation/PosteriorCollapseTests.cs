using GenerativeVI.Evaluation;

namespace GenerativeVI.Tests.Evaluation;

public sealed class PosteriorCollapseTests
{
    [Theory]
    [InlineData(0.02, 0, "a rate of 0.02 nats and 0 of 50 latent dimensions active")]
    [InlineData(0.02, null, "with a rate of 0.02 nats: ")]
    [InlineData(null, 0, "with 0 of 50 latent dimensions active")]
    [InlineData(5.0, 0, "collapsed")]
    [InlineData(2.0, 4, "Only 4 of 50 latent dimensions")]
    public void Collapse_IsToldInOneSentence(double? rate, int? active, string words)
    {
        var sentence = PosteriorCollapse.Sentence(rate, active, 50);
        Assert.Contains(words, sentence);
        Assert.EndsWith(".", sentence);
        Assert.DoesNotContain(". ", sentence);
    }

    [Theory]
    [InlineData(20.0, 23)]
    [InlineData(2.0, 5)]
    [InlineData(null, 20)]
    [InlineData(3.0, null)]
    [InlineData(null, null)]
    public void WhatIsWell_OrNotKnown_IsNotWarnedOf(double? rate, int? active) => Assert.Null(PosteriorCollapse.Sentence(rate, active, 50));
}
