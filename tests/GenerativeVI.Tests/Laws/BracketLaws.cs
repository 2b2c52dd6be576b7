using GenerativeVI.Distributions;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Laws;

/// <summary>Every bracket against the exact density of finite mixing.</summary>
public sealed class BracketLaws
{
    private static readonly Registry<BracketEntry> All = KnownBrackets.All;

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Exact => All.NamesOf(entry => entry.IsExact);

    public static TheoryData<string> Bounds => All.NamesOf(entry => !entry.IsExact);

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var p in All.Entries)
                foreach (var q in All.Entries) pairs.Add(p.Name, q.Name);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public void Sides_HaveTheShapeOfTheDraws(string name)
    {
        var q = KnownBrackets.Distribution(KnownBrackets.Parameters);
        var bracket = All[name].Make(3, q);
        var draw = q.Sample(new RandomStream(1), 5);
        Assert.Equal([5, 2], bracket.Lower(q, draw.Value, new RandomStream(2)).shape);
        Assert.Equal([5, 2], bracket.Upper(q, draw, new RandomStream(3)).shape);
    }

    [Theory, MemberData(nameof(Bounds)), Trait("Speed", "Slow")]
    public void Density_LiesBetweenBothSides_WhoseGapsShrinkLikeOneOverK(string name)
    {
        var (few, many) = (Gaps(name, 16), Gaps(name, 64));
        foreach (var (wide, narrow) in few.Zip(many))
        {
            Assert.True(narrow.Mean > MonteCarlo.StandardErrors * narrow.Error, $"the gap {narrow.Mean:G3} ± {narrow.Error:G3} is on the wrong side, or too small to see");
            var slope = Math.Log(narrow.Mean / wide.Mean) / Math.Log(4);
            // The next order is 1/K².
            Assert.InRange(slope, -1.2, -0.8);
        }
    }

    [Theory, MemberData(nameof(Exact))]
    public void ExactBracket_HasNoVariance(string name)
    {
        var q = KnownBrackets.Distribution(KnownBrackets.Parameters);
        var draw = q.Sample(new RandomStream(1), 100);
        foreach (var samples in (int[])[1, 5])
        {
            var bracket = All[name].Make(samples, q);
            Close.AssertAll(q.LogDensity(draw.Value), bracket.Lower(q, draw.Value, new RandomStream(2)), 1e-12);
            Close.AssertAll(q.LogDensity(draw.Value), bracket.Upper(q, draw, new RandomStream(3)), 1e-12);
        }
    }

    [Theory, MemberData(nameof(Pairs)), Trait("Speed", "Slow")]
    public void RatioOfAnyTwo_IsALowerBound(string prior, string posterior)
    {
        var (p, q) = (KnownBrackets.Distribution(KnownBrackets.Parameters[0], KnownBrackets.Parameters[1] * 0.7), KnownBrackets.Distribution(KnownBrackets.Parameters));
        var ratio = new BracketedRatio<FiniteMixing, FiniteMixing>(All[prior].Make(4, p), All[posterior].Make(4, q));
        var draw = q.Sample(new RandomStream(1), Effort.Draws(20_000, 4_000));
        var exact = p.LogDensity(draw.Value) - q.LogDensity(draw.Value);
        var gap = (exact - ratio.Estimate(p, q, draw, new RandomStream(2)).Value!).mean([-1L]); // one entry a draw: rows share what they share
        if (All[prior].IsExact && All[posterior].IsExact)
        {
            Close.AssertAll(zeros(1), gap, 1e-12);
            return;
        }
        var mean = gap.mean().item<double>();
        Assert.True(mean > 0, $"the ratio is {-mean:G3} above the exact one");
    }

    [Theory, MemberData(nameof(Entries))]
    public void Gradient_EqualsFiniteDifferences_AtDrawsThatStayAsTheyAre(string name)
    {
        var parameters = KnownBrackets.Parameters.Select(p => new TorchSharp.Modules.Parameter(p)).ToArray();
        var draw = KnownBrackets.Distribution(parameters).Sample(new RandomStream(1), 4);
        draw = new Draw(draw.Value.detach(), draw.Mixing);
        FiniteDifference.AssertGradient([("atoms", parameters[1])], () =>
        {
            var q = KnownBrackets.Distribution(parameters);
            // A reverse model has parameters of its own.
            var bracket = All[name].Make(3, KnownBrackets.Distribution(KnownBrackets.Parameters));
            return (bracket.Upper(q, draw, new RandomStream(2)) + bracket.Lower(q, draw.Value, new RandomStream(3))).sum();
        });
    }

    // For the lower and the upper side, with every draw's difference to the exact density, which takes most of the noise away.
    private static (double Mean, double Error)[] Gaps(string name, int samples)
    {
        var q = KnownBrackets.Distribution(KnownBrackets.Parameters);
        var bracket = All[name].Make(samples, q);
        // Fresh ψ in every set, and in each set so many draws that what is odd in the linear order averages away.
        var sets = Enumerable.Range(0, Effort.Draws(600, 200)).Select(i =>
        {
            using var scope = NewDisposeScope();
            var draw = q.Sample(new RandomStream(i).Split("draw"), 500);
            var exact = q.LogDensity(draw.Value);
            var (lower, upper) = (bracket.Lower(q, draw.Value, new RandomStream(i).Split("lower")), bracket.Upper(q, draw, new RandomStream(i).Split("upper")));
            return ((exact - lower).mean().item<double>(), (upper - exact).mean().item<double>());
        }).ToArray();
        return [Of(sets.Select(s => s.Item1)), Of(sets.Select(s => s.Item2))];

        static (double, double) Of(IEnumerable<double> values)
        {
            var all = tensor(values.ToArray());
            return (all.mean().item<double>(), all.std().item<double>() / Math.Sqrt(all.shape[0]));
        }
    }
}
