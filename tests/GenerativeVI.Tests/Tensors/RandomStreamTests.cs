using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Tensors;

public sealed class RandomStreamTests
{
    [Fact]
    public void SameSeed_SameDraws_OtherSeed_OtherDraws()
    {
        Close.AssertSame(new RandomStream(3).Normal([100]), new RandomStream(3).Normal([100]));
        Assert.False(new RandomStream(3).Normal([100]).allclose(new RandomStream(4).Normal([100])));
    }

    [Fact]
    public void Split_GivesTheSameObjectEveryTime()
    {
        var root = new RandomStream(1);
        Assert.Same(root.Split("a"), root.Split("a"));
        Assert.Same(root.Split("a").Split("b"), root.Split("a").Split("b"));
        Assert.Equal("a/b", root.Split("a").Split("b").Name);
    }

    [Fact]
    public void DrawsFromOthers_LeaveAStreamWhereItWas()
    {
        RandomStream alone = new(1), together = new(1);
        var expected = new[] { alone.Split("a").Normal([5]), alone.Split("a").Normal([5]) };
        var first = together.Split("a").Normal([5]);
        together.Normal([7]);
        together.Split("b").Uniform([3]);
        together.Split("a").Split("c").Permutation(9);
        Close.AssertSame(expected[0], first);
        Close.AssertSame(expected[1], together.Split("a").Normal([5]));
    }

    [Fact]
    public void Counter_PutsAStreamBack()
    {
        var random = new RandomStream(1);
        random.Normal([3]);
        var state = random.Counter;
        var (normal, uniform, order) = (random.Normal([5]), random.Uniform([5]), random.Permutation(20));
        random.Counter = state;
        Close.AssertSame(normal, random.Normal([5]));
        Close.AssertSame(uniform, random.Uniform([5]));
        Close.AssertSame(order, random.Permutation(20));
    }

    [Fact]
    public void State_IsTheCountersOfTheTree()
    {
        var random = new RandomStream(1);
        random.Normal([2]);
        random.Split("b").Normal([2]);
        random.Split("b").Split("c");
        random.Split("a").NextSeed();
        Assert.Equal(new Dictionary<string, long> { [""] = 1, ["a"] = 1, ["b"] = 1, ["b/c"] = 0 }, random.State());
    }

    [Fact]
    public void Restore_PutsTheWholeTreeBack_AndStreamsItDoesNotKnowToTheirStart()
    {
        var random = new RandomStream(1);
        random.Split("a").Split("b").Normal([2]);
        var state = random.State();
        var (known, unknown) = (random.Split("a").Split("b").Normal([5]), random.Split("c").Normal([5]));
        random.Normal([3]);
        random.Restore(state);
        Close.AssertSame(known, random.Split("a").Split("b").Normal([5]));
        Close.AssertSame(unknown, random.Split("c").Normal([5]));
        Assert.Equal(0, random.Counter);
    }

    [Fact, Trait("Speed", "Slow")]
    public void SiblingsAndConsecutiveDraws_AreIndependent()
    {
        var root = new RandomStream(5);
        var n = Effort.Draws(4_000, 1_000);
        // Many short draws from four streams: independence between streams and between counters shows in the products.
        var draws = stack(Enumerable.Range(0, n).Select(_ => cat(new[] { root, root.Split("a"), root.Split("b"), root.Split("a").Split("b") }.Select(s => s.Normal([8], ScalarType.Float64)).ToArray())).ToArray()); // [n, 32]
        var products = draws.unsqueeze(2) * draws.unsqueeze(1);
        MonteCarlo.AssertMean(eye(32, dtype: ScalarType.Float64), products, 0.4);
        MonteCarlo.AssertMean(zeros(32, dtype: ScalarType.Float64), draws.narrow(0, 0, n - 1) * draws.narrow(0, 1, n - 1), 0.3);
    }

    [Fact, Trait("Speed", "Slow")]
    public void Draws_HaveTheMomentsOfTheirDistributions()
    {
        var random = new RandomStream(6);
        var n = Effort.Draws(400_000, 50_000);
        var (normal, uniform) = (random.Normal([n], ScalarType.Float64), random.Uniform([n], ScalarType.Float64));
        MonteCarlo.AssertMean(tensor(new[] { 0.0, 1, 0, 3 }), stack([normal, normal.square(), normal.pow(3), normal.pow(4)], 1), 0.3);
        MonteCarlo.AssertMean(tensor(new[] { 0.5, 1.0 / 3, 0.25 }), stack([uniform, uniform.square(), uniform.pow(3)], 1), 0.01);
        MonteCarlo.AssertMean(tensor(0.3), random.Bernoulli(full(n, 0.3, dtype: ScalarType.Float64)), 0.02);
    }

    [Fact]
    public void Permutation_HoldsEveryNumberOnce()
    {
        var order = new RandomStream(1).Permutation(100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), order.data<long>().ToArray().Order());
        Assert.NotEqual(Enumerable.Range(0, 100).Select(i => (long)i), order.data<long>().ToArray());
    }

    [Fact]
    public void NoDraw_TouchesTheAmbientGenerator()
    {
        manual_seed(17);
        var expected = rand(4);
        manual_seed(17);
        var random = new RandomStream(1);
        random.Normal([3]);
        random.Uniform([3]);
        random.Bernoulli(full(3, 0.5));
        random.Permutation(5);
        Close.AssertSame(expected, rand(4));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    public void ANameThatIsNone_IsRefused(string name) =>
        Assert.StartsWith($"a stream's name is not empty and has no '/': got \"{name}\".", Assert.Throws<ArgumentException>(() => new RandomStream(1).Split(name)).Message, StringComparison.Ordinal);

    /// <summary>Also where the streams were made by putting a tree back, as a resumed training's are.</summary>
    [Fact]
    public void StreamsOfTwoThreads_DoNotDisturbEachOther()
    {
        const int draws = 20_000;
        var tree = new RandomStream(3);
        tree.Restore(new Dictionary<string, long> { ["a"] = 0, ["b"] = 0 });
        float[][] together = [[], []];
        Parallel.For(0, 2, i => together[i] = Drawn(tree.Split(i == 0 ? "a" : "b")));
        Assert.Equal(Drawn(new RandomStream(3).Split("a")), together[0]);
        Assert.Equal(Drawn(new RandomStream(3).Split("b")), together[1]);

        static float[] Drawn(RandomStream stream)
        {
            var numbers = new float[draws];
            for (var i = 0; i < draws; i++)
            {
                using var scope = NewDisposeScope();
                numbers[i] = stream.Uniform([1]).item<float>();
            }
            return numbers;
        }
    }
}
