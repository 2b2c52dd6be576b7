using GenerativeVI.Flows;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;

namespace GenerativeVI.Tests.Flows;

public sealed class ContinuousFlowTests
{
    private const ScalarType Double = ScalarType.Float64;

    private static readonly double[,] Matrix = { { 0.3, -1.1, 0.2 }, { 0.9, -0.4, 0.5 }, { 0, 0.7, 0.6 } };

    [Theory]
    [InlineData(1.0, OdeGradient.Direct)]
    [InlineData(2.5, OdeGradient.Adjoint)]
    public void LinearField_IsTheMatrixExponential(double duration, OdeGradient gradient)
    {
        var field = new LinearVelocity(Matrix);
        var flow = new ContinuousFlow(field, new RandomStream(1), new DormandPrince(1e-10, 1e-10), gradient: gradient, duration: duration);
        var z = Points(5, 3);
        var (value, logDeterminant) = flow.Map(z);
        Close.AssertAll(z.Product((field.Matrix * duration).matrix_exp().transpose(0, 1)), value, 1e-8);
        Close.AssertAll(full([5], 0.5 * duration, dtype: Double), logDeterminant, 1e-8);
        Close.AssertAll(z, flow.Invert(value).Value, 1e-8);
    }

    [Fact]
    public void Error_FallsWithTheTolerance_AndEvaluationsAreCounted()
    {
        var (previous, evaluations) = (double.PositiveInfinity, 0);
        foreach (var tolerance in new[] { 1e-3, 1e-5, 1e-7, 1e-9 })
        {
            var field = new LinearVelocity(Matrix);
            var flow = new ContinuousFlow(field, new RandomStream(1), new DormandPrince(tolerance, tolerance), duration: 4);
            var z = Points(5, 3);
            var error = (flow.Map(z).Value - z.Product((field.Matrix * 4).matrix_exp().transpose(0, 1))).abs().max().item<double>();
            Assert.True(error < previous / 5 && flow.LastEvaluations > evaluations, $"{error} after {previous}");
            (previous, evaluations) = (error, flow.LastEvaluations);
            Assert.Equal(flow.Evaluations, flow.LastEvaluations);
        }
        Assert.True(previous < 1e-6);
    }

    [Theory]
    [InlineData(new[] { 6 })]
    [InlineData(new[] { 6, 5 })]
    [InlineData(new[] { 6, 5, 4 })]
    public void TraceCarriedForward_IsThatOfBackwardPasses_WithItsGradients(int[] hidden)
    {
        foreach (var trace in Enum.GetValues<Trace>())
        {
            var network = new VelocityNetwork(3, hidden, new RandomStream(1), 2, dtype: Double);
            var (known, plain) = (Flow(network, trace), Flow(new PlainVelocity(network), trace));
            var (z, context) = (Points(4, 3), Points(4, 2));
            Assert.Equal(Gradients(known, network, z, context), Gradients(plain, network, z, context), (a, b) => a.allclose(b, 1e-9, 1e-9));
            using var _ = no_grad();
            Close.AssertAll(known.Map(z, context).Value, plain.Map(z, context).Value, 1e-11);
        }

        static ContinuousFlow Flow(IVelocity velocity, Trace trace) => new(velocity, new RandomStream(2), new DormandPrince(1e-7, 1e-7), trace);
    }

    [Theory]
    [InlineData(Trace.Exact)]
    [InlineData(Trace.Hutchinson)]
    public void AdjointGradient_IsTheDirectOne(Trace trace)
    {
        var network = new VelocityNetwork(3, [6, 5], new RandomStream(1), 2, dtype: Double);
        var (z, context) = (Points(4, 3), Points(4, 2));
        Tensor[] By(OdeGradient gradient, IVelocity velocity) =>
            Gradients(new ContinuousFlow(velocity, new RandomStream(2), new DormandPrince(1e-9, 1e-9), trace, gradient), network, z, context);
        var direct = By(OdeGradient.Direct, network);
        Assert.All(direct, gradient => Assert.True(gradient.abs().max().item<double>() > 1e-6));
        foreach (var (expected, (known, plain)) in direct.Zip(By(OdeGradient.Adjoint, network).Zip(By(OdeGradient.Adjoint, new PlainVelocity(network)))))
        {
            Close.AssertAll(expected, known, 1e-6);
            Close.AssertAll(expected, plain, 1e-6);
        }
    }

    [Fact]
    public void Evaluation_HasATolerance_OfItsOwn()
    {
        var flow = new ContinuousFlow(new LinearVelocity(Matrix), new RandomStream(1), new DormandPrince(1e-2, 1e-2), evaluationSolver: new DormandPrince(1e-9, 1e-9));
        var z = Points(5, 3);
        var expected = z.Product(from_array(Matrix).matrix_exp().transpose(0, 1));
        Assert.InRange((flow.Map(z).Value - expected).abs().max().item<double>(), 1e-7, 1);
        flow.eval();
        Close.AssertAll(expected, flow.Map(z).Value, 1e-7);
    }

    [Fact]
    public void AdjointGradient_TakesNoSecondDerivative()
    {
        var flow = new ContinuousFlow(new VelocityNetwork(2, [4], new RandomStream(1), dtype: Double), new RandomStream(1), gradient: OdeGradient.Adjoint);
        var z = Points(3, 2).requires_grad_();
        Assert.True(autograd.grad([flow.Map(z).Value.sum()], [z], retain_graph: true, create_graph: true)[0].isnan().all().item<bool>());
        var refused = Assert.Throws<InvalidOperationException>(() => flow.Map(z));
        Assert.Contains("direct", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Speed", "Slow")]
    public void Hutchinson_IsUnbiasedInTraining_AndExactInEvaluation()
    {
        var n = Effort.Draws(20_000, 5_000);
        var flow = new ContinuousFlow(new VelocityNetwork(3, [6], new RandomStream(1), dtype: Double), new RandomStream(2), new DormandPrince(1e-8, 1e-8), Trace.Hutchinson);
        using var _ = no_grad();
        var z = Points(2, 3);
        var noisy = flow.Map(z.expand(n, 2, 3)).LogDeterminant;
        flow.eval();
        var exact = flow.Map(z).LogDeterminant;
        MonteCarlo.AssertMean(exact, noisy, 0.1);
        Assert.True(noisy.std().item<double>() > 0.01);
        Close.AssertAll(exact, new ContinuousFlow(new VelocityNetwork(3, [6], new RandomStream(1), dtype: Double), new RandomStream(3), new DormandPrince(1e-8, 1e-8)).Map(z).LogDeterminant, 1e-12);
    }

    private static Tensor[] Gradients(ContinuousFlow flow, VelocityNetwork network, Tensor points, Tensor given)
    {
        var (z, context) = (points.clone().requires_grad_(), given.clone().requires_grad_());
        var (value, logDeterminant) = flow.Map(z, context);
        var gradients = autograd.grad([value.sin().sum() + logDeterminant.square().sum()], [z, context, .. network.parameters()], allow_unused: true);
        // The last bias moves points and leaves the trace alone, so every parameter is used.
        return [.. gradients];
    }

    private static Tensor Points(params long[] shape) => new RandomStream(9).Normal(shape, Double);
}
