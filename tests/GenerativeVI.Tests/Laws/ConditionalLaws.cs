using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Laws;

public sealed class ConditionalLaws
{
    private static readonly Registry<ConditionalEntry> All = KnownConditionals.All;

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Trained => All.NamesOf(entry => entry.Make(new RandomStream(1)) is nn.Module);

    [Theory, MemberData(nameof(Trained))]
    public void BatchShape_IsTheInputsLeadingAxes(string name)
    {
        var conditional = All[name].Make(new RandomStream(1));
        Assert.Equal([4], conditional.At(Inputs(4)).BatchShape);
        Assert.Equal([2, 4], conditional.At(Inputs(2, 4)).BatchShape);
    }

    [Theory, MemberData(nameof(Entries))]
    public void LogDensity_IsFiniteForEveryDrawAndRow(string name)
    {
        var distribution = All[name].Make(new RandomStream(1)).At(Inputs(2, 4));
        var logDensity = distribution.LogDensity(Values(2, 4));
        Assert.Equal([2, 4], logDensity.shape);
        Assert.True(logDensity.isfinite().all().item<bool>());
    }

    [Theory, MemberData(nameof(Trained))]
    public void RowsAreConditionedApart(string name)
    {
        var conditional = All[name].Make(new RandomStream(1));
        var (inputs, values) = (Inputs(4), Values(4));
        var together = conditional.At(inputs).LogDensity(values);
        Close.AssertAll(together[2], conditional.At(new Inputs(inputs.Value[2])).LogDensity(values[2]), 1e-13);
        Assert.True(together.std().item<double>() > 1e-3, "every row has the same density: the inputs are not looked at");
    }

    [Theory, MemberData(nameof(Trained))]
    public void GradientOfTheLogDensity_EqualsFiniteDifferences(string name)
    {
        var conditional = All[name].Make(new RandomStream(1));
        var (inputs, values) = (Inputs(4), Values(4));
        FiniteDifference.AssertGradient(((nn.Module)conditional).named_parameters(), () => conditional.At(inputs).LogDensity(values).sum());
    }

    private static Inputs Inputs(params long[] rows) => new(new RandomStream(2).Normal([.. rows, KnownConditionals.Inputs], ScalarType.Float64));

    // Zeros and ones are values of all of them.
    private static Tensor Values(params long[] rows) => new RandomStream(3).Bernoulli(full([.. rows, KnownConditionals.Dimension], 0.5, dtype: ScalarType.Float64));
}
