using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Laws;

public sealed class NetworkLaws
{
    private static readonly Registry<NetworkEntry> All = KnownNetworks.All;

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Trained => All.NamesOf(entry => entry.Make(new RandomStream(1)).parameters().Any());

    [Theory, MemberData(nameof(Entries))]
    public void Forward_KeepsLeadingAxes_AndTreatsRowsApart(string name)
    {
        using var network = All[name].Make(new RandomStream(1));
        var input = Input(3, 4);
        var output = network.call(input);
        Assert.Equal([3, 4, All[name].Outputs], output.shape);
        Close.AssertAll(output[2, 1], network.call(input[2, 1]), 1e-14);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Forward_LeavesItsArgumentAlone_AndNeverReturnsIt(string name)
    {
        using var network = All[name].Make(new RandomStream(1));
        var input = Input(4);
        var copy = input.clone();
        Assert.NotSame(input, network.call(input));
        Close.AssertSame(copy, input);
    }

    [Theory, MemberData(nameof(Trained))]
    public void Gradient_EqualsFiniteDifferences(string name)
    {
        using var network = All[name].Make(new RandomStream(1));
        var input = Input(4);
        FiniteDifference.AssertGradient(network.named_parameters(), () => network.call(input).square().sum());
    }

    [Theory, MemberData(nameof(Entries))]
    public void FirstWeights_DependOnTheSeedAlone(string name)
    {
        using var first = All[name].Make(new RandomStream(7));
        manual_seed(99);
        using var second = All[name].Make(new RandomStream(7));
        using var other = All[name].Make(new RandomStream(8));
        foreach (var (parameter, (same, different)) in first.parameters().Zip(second.parameters().Zip(other.parameters())))
        {
            Close.AssertSame(parameter, same);
            Assert.False(parameter.allclose(different));
        }
    }

    private static Tensor Input(params long[] rows) => new RandomStream(2).Normal([.. rows, KnownNetworks.Inputs], ScalarType.Float64);
}
