using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Tensors;

/// <summary>Normal draws are those of torch's generator at the same seed.</summary>
public sealed class NormalDrawsTests
{
    // Around what is drawn at once: 16 numbers, and 624 random words.
    [Theory]
    [InlineData(1), InlineData(15), InlineData(16), InlineData(17), InlineData(31), InlineData(608), InlineData(623), InlineData(625), InlineData(640), InlineData(100_003)]
    public void Draws_AreTorchs(int count)
    {
        RandomStream ours = new(5), theirs = new(5);
        for (var repeat = 0; repeat < 3; repeat++)
        {
            var expected = randn([count], generator: new Generator().manual_seed(theirs.NextSeed()));
            // 1 − u is a multiple of 2⁻²⁴, so that no logarithm is far from torch's; angles differ by the rounding of 2πu.
            Assert.InRange((ours.Normal([count]) - expected).abs().max().item<float>(), 0, 5e-6f);
        }
    }

    [Fact]
    public void Streams_StandWhereTheyDid()
    {
        var random = new RandomStream(7);
        random.Normal([4, 4]);
        random.Normal([2]);
        random.Normal([0]);
        random.Normal([40], ScalarType.Float64);
        Assert.Equal(4, random.Counter);
    }

    [Fact]
    public void SmallestUniform_GivesNoInfinity()
    {
        // 2²⁴ words hold the smallest and greatest numbers a word can give.
        var draws = new RandomStream(1).Normal([1 << 24]);
        Assert.True(draws.isfinite().all().item<bool>());
        Assert.InRange(draws.abs().max().item<float>(), 4.8f, 5.77f);
    }
}
