using GenerativeVI.Flows;

namespace GenerativeVI.Tests.Flows;

public sealed class DormandPrinceTests
{
    private static readonly double[] Tolerances = [1e-3, 1e-5, 1e-7, 1e-9];

    /// <summary>y″ = −y from (1, 0): (cos t, −sin t).</summary>
    [Fact]
    public void Error_FallsWithTheTolerance_AndEvaluationsRise()
    {
        var solutions = Tolerances.Select(tolerance => Oscillate(new DormandPrince(tolerance, tolerance), 0, 10)).ToArray();
        var errors = solutions.Select(s => Distance(s, Math.Cos(10), -Math.Sin(10))).ToArray();
        for (var i = 0; i < Tolerances.Length; i++)
        {
            Assert.InRange(errors[i], 1e-14, 100 * Tolerances[i]);
            if (i > 0) Assert.True(errors[i] < errors[i - 1] / 10 && solutions[i].Evaluations > solutions[i - 1].Evaluations, $"{string.Join(", ", errors)}");
        }
    }

    /// <summary>Steps of order five: an error 10⁵ times smaller takes about 10 times as many.</summary>
    [Fact]
    public void Steps_GrowAsTheFifthRootOfTheAccuracy()
    {
        var (coarse, fine) = (Oscillate(new DormandPrince(1e-5, 1e-5), 0, 20), Oscillate(new DormandPrince(1e-10, 1e-10), 0, 20));
        Assert.InRange((double)fine.Steps / coarse.Steps, 7, 14);
    }

    [Fact]
    public void Evaluations_AreSixAStep_AndTwoToBegin()
    {
        var calls = 0;
        var solution = new DormandPrince(1e-6, 1e-6).Solve((_, y) => { calls++; return [y[0] * -20 + 5 * y[0].sin()]; }, [tensor(new[] { 1.0, -2 })], 0, 3);
        Assert.Equal(calls, solution.Evaluations);
        Assert.Equal(2 + 6 * (solution.Steps + solution.Rejected), calls);
    }

    [Fact]
    public void Time_RunsBackwards()
    {
        var solution = Oscillate(new DormandPrince(1e-9, 1e-9), 0, -3);
        Assert.True(Distance(solution, Math.Cos(3), Math.Sin(3)) < 1e-7);
    }

    [Fact]
    public void TimeInTheRightSide_IsTheStagesOwn()
    {
        // y′ = 5 t⁴ is solved without error by a method of order five.
        var solution = new DormandPrince(1e-3, 1e-3).Solve((t, y) => [full_like(y[0], 5 * Math.Pow(t, 4))], [zeros(1, dtype: ScalarType.Float64)], 0, 2);
        Assert.Equal(32, solution.State[0].item<double>(), 1e-11);
    }

    [Fact]
    public void AnAbruptField_RejectsSteps_AndStaysAccurate()
    {
        // ∫₀¹ tanh(200 (t − 0.3)) dt = (140 − 60)/200 to all digits.
        var solution = new DormandPrince(1e-8, 1e-8).Solve((t, y) => [full_like(y[0], Math.Tanh(200 * (t - 0.3)))], [zeros(1, dtype: ScalarType.Float64)], 0, 1);
        Assert.Equal(0.4, solution.State[0].item<double>(), 1e-6);
        Assert.True(solution.Rejected > 0);
    }

    /// <summary>Every row has its own error: one that turns is as accurate beside thousands at rest as it is alone, however the state is laid out.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ARow_IsAsAccurateAmongRowsAtRest_AsAlone(int layout)
    {
        double Off(long rows)
        {
            // y″ = −16 y from (1, 0) in the first row, (0, 0) in the others.
            var start = zeros(rows, 2, dtype: ScalarType.Float64);
            start[0, 0] = 1;
            Tensor[] state = layout switch { 0 => [start], 1 => [start, zeros(rows, dtype: ScalarType.Float64)], _ => [start.unsqueeze(0), start.unsqueeze(0).clone()] };
            var matrix = tensor(new[,] { { 0.0, -16 }, { 1, 0 } });
            var solution = new DormandPrince(1e-5, 1e-5).Solve((_, y) => [.. y.Select(part => part.shape[^1] == 2 ? part.matmul(matrix) : zeros_like(part))], state, 0, 10);
            var end = solution.State[0].reshape(-1, 2)[0];
            return Math.Max(Math.Abs(end[0].item<double>() - Math.Cos(40)), Math.Abs(end[1].item<double>() + 4 * Math.Sin(40)));
        }
        var (alone, among) = (Off(1), Off(20_000));
        Assert.InRange(alone, 1e-7, 5e-3);
        Assert.InRange(among, 1e-7, 2 * alone);
    }

    [Fact]
    public void AnExplosion_IsGivenUp_WithASentence()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new DormandPrince(1e-6, 1e-6).Solve((_, y) => [y[0].square()], [ones(1, dtype: ScalarType.Float64)], 0, 2));
        Assert.Contains("given up at time", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new DormandPrince().Solve((_, y) => [y[0] / 0 * 0], [ones(1)], 0, 1));
        Assert.Contains("tolerances", Assert.Throws<ArgumentException>(() => Oscillate(new DormandPrince(0, 0), 0, 1)).Message, StringComparison.Ordinal);
    }

    private static OdeSolution Oscillate(DormandPrince solver, double from, double to) =>
        solver.Solve((_, y) => [y[1], -y[0]], [ones(1, dtype: ScalarType.Float64), zeros(1, dtype: ScalarType.Float64)], from, to);

    private static double Distance(OdeSolution solution, double first, double second) =>
        Math.Max(Math.Abs(solution.State[0].item<double>() - first), Math.Abs(solution.State[1].item<double>() - second));
}
