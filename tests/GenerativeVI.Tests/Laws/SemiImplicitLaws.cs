using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Laws;

public sealed class SemiImplicitLaws
{
    private static readonly Registry<SemiImplicitEntry> All = KnownSemiImplicits.All;

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Conditional => All.NamesOf(entry => entry.IsConditional);

    [Theory, MemberData(nameof(Entries))]
    public void Draws_KnowTheMixingThatMadeThem(string name)
    {
        var q = At(name, 4);
        var draw = q.Sample(new RandomStream(2), 6);
        long[] rows = All[name].IsConditional ? [4] : [];
        Assert.Equal(rows, q.BatchShape);
        Assert.Equal([6, .. rows, KnownSemiImplicits.Dimension], draw.Value.shape);
        Assert.Equal([6, .. rows], draw.Mixing!.shape[..^1]);
        Assert.Equal([6, .. rows], q.Kernel(draw.Mixing).LogDensity(draw.Value).shape);
    }

    [Theory, MemberData(nameof(Entries))]
    public void EveryDraw_HasAMixingOfItsOwn(string name)
    {
        var mixing = At(name, 4).Sample(new RandomStream(2), 6).Mixing!;
        var rows = mixing.reshape(-1, mixing.shape[^1]);
        for (var i = 1; i < rows.shape[0]; i++) Assert.False(rows[0].allclose(rows[i]));
    }

    [Theory, MemberData(nameof(Entries))]
    public void Kernels_TakeMoreAxesInFront_AndSharedRows(string name)
    {
        var q = At(name, 4);
        var draw = q.Sample(new RandomStream(2), 6);
        var fresh = q.Mixing.Sample(new RandomStream(3), 5, 1).Value; // [K, 1, rows…, M]
        if (q.Mixing.BatchShape.Length < q.BatchShape.Length) fresh = fresh.unsqueeze(2); // [K, 1, 1, M]
        var together = q.Kernel(fresh).LogDensity(draw.Value);
        Assert.Equal([5, .. draw.Value.shape[..^1]], together.shape);
        for (var k = 0; k < 5; k++) Close.AssertAll(q.Kernel(fresh[k]).LogDensity(draw.Value), together[k], 1e-13);
    }

    [Theory, MemberData(nameof(Conditional))]
    public void RowsAreConditionedApart(string name)
    {
        var conditional = All[name].Make(new RandomStream(1));
        var (inputs, mixing) = (Inputs(4).Value, new RandomStream(3).Normal([4, At(name, 4).Sample(new RandomStream(2)).Mixing!.shape[^1]], ScalarType.Float64));
        var value = new RandomStream(4).Normal([4, KnownSemiImplicits.Dimension], ScalarType.Float64);
        var together = conditional.At(new Inputs(inputs)).Kernel(mixing).LogDensity(value);
        Close.AssertAll(together[2], conditional.At(new Inputs(inputs[2])).Kernel(mixing[2]).LogDensity(value[2]), 1e-13);
        Assert.False(conditional.At(new Inputs(inputs)).Sample(new RandomStream(5)).Value.allclose(conditional.At(new Inputs(inputs * 2)).Sample(new RandomStream(5)).Value));
    }

    [Theory, MemberData(nameof(Entries))]
    public void GradientOfBothSides_EqualsFiniteDifferences(string name)
    {
        var conditional = All[name].Make(new RandomStream(1));
        var bracket = new MixingSamples(3, Sharing.Row);
        FiniteDifference.AssertGradient(((nn.Module)conditional).named_parameters(), () =>
        {
            var q = conditional.At(Inputs(4));
            var draw = q.Sample(new RandomStream(2), 2);
            return (bracket.Upper(q, draw, new RandomStream(3)) + bracket.Lower(q, draw.Value, new RandomStream(4)) * 0.5).sum();
        });
    }

    private static ISemiImplicit<ISampler> At(string name, int rows) => All[name].Make(new RandomStream(1)).At(Inputs(rows));

    private static Inputs Inputs(int rows) => new(new RandomStream(9).Normal([rows, KnownSemiImplicits.Inputs], ScalarType.Float64));
}
