using GenerativeVI.Models;

namespace GenerativeVI.Tests.Models;

public sealed class PlanarTargetTests
{
    [Fact]
    public void Integrals_AreThoseKnownInClosedForm()
    {
        var two = Math.Log(2 * Math.PI);
        // The ring's: 2π ∫ r exp(−½((r − 2)/0.4)²) dr, whose tail below 0 is 5 standard deviations away.
        var known = new Dictionary<string, double>
        {
            ["banana"] = two, ["x-shape"] = two + Math.Log(2) + 0.5 * Math.Log(4 * (1 - 0.81)), ["multimodal"] = two + Math.Log(2), ["ring"] = 1.5 * two + Math.Log(2 * 0.4),
        };
        foreach (var target in PlanarTarget.All)
            Assert.Equal(known.GetValueOrDefault(target.Name), target.LogIntegral(), 2e-3);
        Assert.True(PlanarTarget.All.Count > known.Count);
    }

    [Fact]
    public void Grid_HasTheFirstElementAcross()
    {
        using var scope = NewDisposeScope();
        var target = new PlanarTarget("a", z => z.select(-1, 0) * 10 + z.select(-1, 1), 1);
        var found = target.Grid(tensor(new double[] { 1, 2, 3 }), tensor(new double[] { 5, 6 }));
        Assert.Equal([2, 3], found.shape);
        Assert.Equal([15, 25, 35, 16, 26, 36], found.flatten().data<double>().ToArray());
        Assert.Contains("density: square is not one of banana, ring", Assert.Throws<ArgumentException>(() => PlanarTarget.Named("square")).Message, StringComparison.Ordinal);
    }
}
