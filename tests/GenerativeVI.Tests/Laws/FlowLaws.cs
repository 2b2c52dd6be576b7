using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Formats;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Registries;

namespace GenerativeVI.Tests.Laws;

public sealed class FlowLaws
{
    private const long Context = 3, Rows = 4;

    private static readonly Registry<FlowEntry> All = KnownFlows.All;

    public static TheoryData<string> Entries => All.Names;

    public static TheoryData<string> Invertible => All.NamesOf(entry => entry.IsInvertible);

    public static TheoryData<string> InThePlane => All.NamesOf(entry => entry.Dimension == 2);

    public static TheoryData<string> InvertibleInThePlane => All.NamesOf(entry => entry.IsInvertible && entry.Dimension == 2);

    public static TheoryData<string> Trained => All.NamesOf(entry => Module(entry.Make(new RandomStream(1), 0, 1)).parameters().Any());

    public static TheoryData<string> Conditional => All.NamesOf(entry => entry.IsConditional);

    [Theory, MemberData(nameof(Entries))]
    public void LogDeterminant_IsThatOfTheJacobian(string name)
    {
        var entry = All[name];
        var (flow, context) = (entry.Make(new RandomStream(1), Context, 1), Given(Rows));
        var z = Points(entry, Rows).requires_grad_();
        var (value, logDeterminant) = flow.Map(z, context);
        var rows = Enumerable.Range(0, (int)entry.Dimension).Select(d => autograd.grad([value.select(-1, d).sum()], [z], retain_graph: true)[0]).ToArray();
        Close.AssertAll(linalg.slogdet(stack(rows, -2)).Item2, logDeterminant, Math.Max(entry.Tolerance, 1e-11));
    }

    [Theory, MemberData(nameof(Invertible))]
    public void Inverse_UndoesTheMap_AndItsLogDeterminant(string name)
    {
        var entry = All[name];
        var (flow, context) = ((IInvertibleFlow)entry.Make(new RandomStream(1), Context, 1), Given(Rows));
        var z = Points(entry, Rows) * 2;
        var there = flow.Map(z, context);
        var back = flow.Invert(there.Value, context);
        Close.AssertAll(z, back.Value, entry.Tolerance);
        Close.AssertAll(there.LogDeterminant, -back.LogDeterminant, entry.Tolerance);
        Close.AssertAll(z, flow.Map(flow.Invert(z, context).Value, context).Value, entry.Tolerance);
        Assert.True(entry.IsConditional || entry.Name == "permutation" || !there.Value.allclose(z), "the flow moves nothing, so this shows nothing");
    }

    [Theory, MemberData(nameof(Trained))]
    public void WithoutDeparture_TheFlowIsTheIdentity(string name)
    {
        var entry = All[name];
        foreach (var width in new[] { 0, Context })
        {
            var flow = entry.Make(new RandomStream(1), width, 0);
            var z = Points(entry, Rows);
            var (value, logDeterminant) = flow.Map(z, width == 0 ? null : Given(Rows));
            Close.AssertAll(z, value, 1e-12);
            Close.AssertAll(zeros_like(logDeterminant), logDeterminant, 1e-12);
        }
    }

    /// <summary>A density g of the image, pulled back: ∫ g(f(z)) |det| dz counts every point of its support as often as it is reached.</summary>
    [Theory, MemberData(nameof(InThePlane))]
    public void Map_ReachesEveryPointOnce(string name)
    {
        using var _ = no_grad();
        var entry = All[name];
        var flow = entry.Make(new RandomStream(3), 0, 1);
        var (points, area) = Grid();
        var (value, logDeterminant) = flow.Map(points);
        foreach (var centre in new[] { 0.3, -0.8 })
        {
            var there = Normal.FromLogScale(full([2], centre, dtype: ScalarType.Float64), full([2], -0.7, dtype: ScalarType.Float64));
            Assert.InRange(((there.LogDensity(value) + logDeterminant).exp().sum() * area).item<double>(), 1 - 1e-3, 1 + 1e-3);
        }
    }

    [Theory, MemberData(nameof(InvertibleInThePlane))]
    public void Density_IntegratesToOne(string name)
    {
        using var _ = no_grad();
        var (points, area) = Grid();
        var distribution = new FlowDistribution(new StandardNormal(2, ScalarType.Float64), (IInvertibleFlow)All[name].Make(new RandomStream(3), 0, 0.5));
        Assert.InRange((distribution.LogDensity(points).exp().sum() * area).item<double>(), 1 - 1e-3, 1 + 1e-3);
    }

    [Theory, MemberData(nameof(Entries))]
    public void Draws_KnowTheirDensity(string name)
    {
        var entry = All[name];
        var (flow, context) = (entry.Make(new RandomStream(1), Context, 1), Given(Rows));
        var basis = Normal.FromLogScale(Points(entry, Rows), Points(entry, Rows) / 4);
        var draw = new FlowSampler(basis, flow, context).Sample(new RandomStream(5), 3);
        var z = basis.Sample(new RandomStream(5), 3).Value;
        Assert.Equal([3, Rows], draw.LogDensity!.shape);
        Close.AssertAll(basis.LogDensity(z) - flow.Map(z, context).LogDeterminant, draw.LogDensity, 1e-12);
        if (flow is IInvertibleFlow inverse) Close.AssertAll(draw.LogDensity, new FlowDistribution(basis, inverse, context).LogDensity(draw.Value), 10 * entry.Tolerance);
    }

    [Theory, MemberData(nameof(Trained))]
    public void Gradient_ReachesEveryParameter_AndEqualsFiniteDifferences(string name)
    {
        var entry = All[name];
        foreach (var width in new[] { 0, Context })
        {
            var flow = entry.Make(new RandomStream(1), width, 0.7);
            var (z, context) = (Points(entry, Rows), width == 0 ? null : Given(Rows));
            FiniteDifference.AssertGradient(Module(flow).named_parameters(), () => Scalar(flow.Map(z, context)));
            Assert.Empty(Module(flow).named_parameters().Where(p => p.Item2.grad!.abs().max().item<double>() < 1e-8).Select(p => $"{p.Item1} has a gradient of zeros"));
            if (flow is IInvertibleFlow inverse) FiniteDifference.AssertGradient(Module(flow).named_parameters(), () => Scalar(inverse.Invert(z, context)));
        }

        static Tensor Scalar(Mapped mapped) => mapped.Value.sin().sum() + mapped.LogDeterminant.square().sum();
    }

    [Theory, MemberData(nameof(Entries))]
    public void LeadingAxes_AreTreatedApart(string name)
    {
        var entry = All[name];
        var flow = entry.Make(new RandomStream(1), Context, 1);
        var (z, context) = (Points(entry, 5, Rows), Given(Rows));
        var together = flow.Map(z, context);
        Assert.Equal(z.shape, together.Value.shape);
        Assert.Equal([5, Rows], together.LogDeterminant.shape);
        var apart = flow.Map(z[3], context);
        Close.AssertAll(together.Value[3], apart.Value, entry.Tolerance);
        Close.AssertAll(together.LogDeterminant[3], apart.LogDeterminant, entry.Tolerance);
        if (flow is IInvertibleFlow inverse) Close.AssertAll(z[2], inverse.Invert(together.Value, context).Value[2], entry.Tolerance);
    }

    [Theory, MemberData(nameof(Conditional))]
    public void Context_MattersRowByRow(string name)
    {
        var entry = All[name];
        var (flow, context) = (entry.Make(new RandomStream(1), Context, 1), Given(Rows));
        var z = Points(entry, 1).expand(Rows, -1);
        var value = flow.Map(z, context).Value;
        Close.AssertAll(value[1], flow.Map(z[1], context[1]).Value, entry.Tolerance);
        Assert.True((value[0] - value[1]).abs().max().item<double>() > 1e-3, "every row is mapped alike: the context is not looked at");
    }

    [Theory, MemberData(nameof(Trained))]
    public void SavedAndLoaded_IsTheSameMap(string name)
    {
        using var folder = new TempFolder();
        var entry = All[name];
        var (flow, other, z) = (entry.Make(new RandomStream(1), 0, 1), entry.Make(new RandomStream(2), 0, 1), Points(entry, Rows));
        Weights.Save(Module(flow), folder["flow.safetensors"]);
        Assert.False(flow.Map(z).Value.allclose(other.Map(z).Value));
        Weights.Load(Module(other), folder["flow.safetensors"]);
        Close.AssertSame(flow.Map(z).Value, other.Map(z).Value);
    }

    [Theory, MemberData(nameof(Entries))]
    public void WrongShapes_AreRefused(string name)
    {
        var entry = All[name];
        var wrong = zeros(Rows, entry.Dimension + 1, dtype: ScalarType.Float64);
        Assert.Contains("expected", Assert.Throws<ArgumentException>(() => entry.Make(new RandomStream(1), 0, 1).Map(wrong)).Message, StringComparison.Ordinal);
        if (entry.IsConditional)
            Assert.Contains("context", Assert.Throws<ArgumentException>(() => entry.Make(new RandomStream(1), Context, 1).Map(Points(entry, Rows))).Message, StringComparison.Ordinal);
    }

    private static nn.Module Module(IFlow flow) => (nn.Module)flow;

    private static Tensor Points(FlowEntry entry, params long[] rows) => new RandomStream(2).Normal([.. rows, entry.Dimension], ScalarType.Float64);

    private static Tensor Given(long rows) => new RandomStream(4).Normal([rows, Context], ScalarType.Float64);

    /// <summary>The middles of small squares that cover the plane as far as it matters.</summary>
    private static (Tensor Points, double Area) Grid()
    {
        const double reach = 10, step = 0.06;
        var axis = arange(-reach + step / 2, reach, step, dtype: ScalarType.Float64);
        return (cartesian_prod(axis, axis), step * step);
    }
}
