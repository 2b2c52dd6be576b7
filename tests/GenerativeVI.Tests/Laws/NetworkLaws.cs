using GenerativeVI.Networks;
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

    public static TheoryData<Activation, string> Deep =>
        [.. from activation in Enum.GetValues<Activation>() from kind in (string[])["plain", "injected", "convolutions"] select (activation, kind), (Activation.Relu, "gated"), (Activation.Relu, "gated convolutions")];

    /// <summary>
    /// By how much outputs differ over inputs, relative to the inputs: eight layers on it is still of their order, whatever the nonlinearity. Torch's own start leaves 10⁻³ of it behind ReLUs.
    /// </summary>
    [Theory, MemberData(nameof(Deep))]
    public void TheSignal_OutlivesManyLayers(Activation activation, string kind)
    {
        const int depth = 8, width = 128, inputs = 64;
        var ratios = Enumerable.Range(1, 5).Select(seed =>
        {
            var random = new RandomStream(seed);
            int[] hidden = [.. Enumerable.Repeat(width, depth)];
            var input = random.Split("input").Normal([256, inputs], ScalarType.Float64);
            var settings = new ConvolutionSettings([16, 16, 16, 16], activation, Gated: kind == "gated convolutions");
            var output = kind switch
            {
                "plain" => new Mlp(inputs, hidden, activation, random, ScalarType.Float64).call(input),
                "gated" => new GatedMlp(inputs, hidden, random, ScalarType.Float64).call(input),
                "injected" => new InjectedMlp(0, hidden, [inputs], activation, random, ScalarType.Float64).call(input, null),
                _ => new ConvolutionalNetwork(new ImageShape(1, 8, 8), settings, random, ScalarType.Float64).call(input),
            };
            return output.std([0L]).mean().item<double>() / input.std([0L]).mean().item<double>();
        }).ToArray();
        TestContext.Current.TestOutputHelper!.WriteLine($"{activation}, {kind}: {string.Join(", ", ratios.Select(ratio => ratio.ToString("G3")))}");
        Assert.All(ratios, ratio => Assert.InRange(ratio, 0.05, 5));
    }

    /// <summary>In the two layers that most networks have, tanh keeps torch's own start, whose weights lie within 1/√n.</summary>
    [Fact]
    public void ShallowTanh_StartsAsTorchDoes()
    {
        foreach (var layer in new Mlp(50, [40, 30], Activation.Tanh, new RandomStream(1)).Layers)
            Assert.InRange(layer.weight!.abs().max().item<float>() * Math.Sqrt(layer.weight.shape[1]), 0.9, 1.0001);
    }

    private static Tensor Input(params long[] rows) => new RandomStream(2).Normal([.. rows, KnownNetworks.Inputs], ScalarType.Float64);
}
