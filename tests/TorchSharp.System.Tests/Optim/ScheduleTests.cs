using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Tests.Optim;

public class ScheduleTests
{
    private const double Rate = 0.4, Second = 0.05;
    private const int Epochs = 12;

    // Each schedule and its rate at epoch t for a group that starts at r.
    private static readonly Dictionary<string, (Func<Optimizer, LRScheduler> Make, Func<double, int, double> Formula)> Cases = new()
    {
        ["StepLR"] = (o => StepLR(o, 3, 0.5), (r, t) => r * Math.Pow(0.5, t / 3)),
        ["MultiStepLR"] = (o => MultiStepLR(o, [2, 5, 6], 0.3), (r, t) => r * Math.Pow(0.3, (t >= 2 ? 1 : 0) + (t >= 5 ? 1 : 0) + (t >= 6 ? 1 : 0))),
        ["ExponentialLR"] = (o => ExponentialLR(o, 0.9), (r, t) => r * Math.Pow(0.9, t)),
        ["ConstantLR"] = (o => ConstantLR(o, 0.25, 4), (r, t) => t < 4 ? r / 4 : r),
        ["LinearLR"] = (o => LinearLR(o, 0.1, 0.9, 5), (r, t) => r * (0.1 + 0.8 * Math.Min(t, 5) / 5)),
        ["PolynomialLR"] = (o => PolynomialLR(o, 8, 2), (r, t) => r * Math.Pow(1 - Math.Min(t, 8) / 8.0, 2)),
        ["LambdaLR"] = (o => LambdaLR(o, t => 1.0 / (t + 1)), (r, t) => r / (t + 1)),
        ["MultiplicativeLR"] = (o => MultiplicativeLR(o, t => 1 - t / 100.0), (r, t) => r * Enumerable.Range(1, t).Aggregate(1.0,
            (product, s) => product * (1 - s / 100.0))),
        ["CosineAnnealingLR"] = (o => CosineAnnealingLR(o, 5, 0.01), (r, t) => 0.01 + (r - 0.01) * (1 + Math.Cos(Math.PI * t / 5)) / 2),
        ["CyclicLR"] = (o => CyclicLR(o, 0.1, 0.5, 2, 3, cycle_momentum: false), (_, t) => 0.1 + 0.4 * Triangle(t)),
        ["CyclicLR, halving"] = (o => CyclicLR(o, 0.1, 0.5, 2, 3, impl.CyclicLR.Mode.Triangular2, cycle_momentum: false),
            (_, t) => 0.1 + 0.4 * Triangle(t) / Math.Pow(2, t / 5)),
        ["CyclicLR, own scale"] = (o => CyclicLR(o, 0.1, 0.5, 2, 3, scale_fn: t => 1 / (1 + t), scale_mode: impl.CyclicLR.ScaleMode.Iterations,
            cycle_momentum: false),
            (_, t) => 0.1 + 0.4 * Triangle(t) / (1 + t)),
        ["OneCycleLR"] = (o => OneCycleLR(o, 1.0, total_steps: 13, pct_start: 5.0 / 13, cycle_momentum: false),
            (_, t) => t <= 4 ? Cosine(0.04, 1, t / 4.0) : Cosine(1, 4e-6, (t - 4) / 8.0)),
        ["OneCycleLR, lines"] = (o => OneCycleLR(o, 1.0, epochs: 13, steps_per_epoch: 1, pct_start: 5.0 / 13,
            anneal_strategy: impl.OneCycleLR.AnnealStrategy.Linear, cycle_momentum: false, div_factor: 10,
            final_div_factor: 100), (_, t) => t <= 4 ? 0.1 + 0.9 * t / 4 : 1 - (1 - 0.001) * (t - 4) / 8),
        ["OneCycleLR, three phases"] = (o => OneCycleLR(o, 1.0, total_steps: 13, pct_start: 5.0 / 13, cycle_momentum: false, three_phase: true),
            (_, t) => t <= 4 ? Cosine(0.04, 1, t / 4.0) : t <= 8 ? Cosine(1, 0.04, (t - 4) / 4.0) : Cosine(0.04, 4e-6, (t - 8) / 4.0)),
        ["SequentialLR"] = (o => SequentialLR(o, [ConstantLR(o, 0.1, 20), ExponentialLR(o, 0.5)], [4]), (r, t) => t < 4 ? r * 0.1 : r * Math.Pow(0.5, t - 4)),
        ["ChainedLR"] = (o => ChainedLR([ExponentialLR(o, 0.9), ConstantLR(o, 0.5, 3)]), (r, t) => r * Math.Pow(0.9, t) * (t < 3 ? 0.5 : 1)),
    };

    private static double Triangle(int t) => t % 5 <= 2 ? t % 5 / 2.0 : (5 - t % 5) / 3.0;
    private static double Cosine(double from, double to, double share) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share));

    private static SGD Optimizer() =>
        new([new SGD.ParamGroup([new Parameter(ones(1))], lr: Rate), new SGD.ParamGroup([new Parameter(ones(1))], lr: Second)], lr: Rate);
    private static double[] Rates(Optimizer optimizer) => [.. optimizer.ParamGroups.Select(group => group.LearningRate)];

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Rates_AreTheFormula_InEveryGroup(string name)
    {
        using var optimizer = Optimizer();
        var schedule = Cases[name].Make(optimizer);
        for (var t = 0; t <= Epochs; t++)
        {
            double[] expected = [Cases[name].Formula(Rate, t), Cases[name].Formula(Second, t)];
            Assert.All(expected.Zip(Rates(optimizer)), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
            if (name != "ChainedLR") Assert.Equal(Rates(optimizer), schedule.get_last_lr());
            if (t < Epochs) schedule.step();
        }
        Assert.Equal([Rate, Second], optimizer.ParamGroups.Select(group => group.InitialLearningRate));
    }

    [Theory]
    [InlineData("StepLR"), InlineData("MultiStepLR"), InlineData("ExponentialLR"), InlineData("ConstantLR"), InlineData("LinearLR"),
        InlineData("PolynomialLR"), InlineData("CosineAnnealingLR")]
    public void AStepToAnEpoch_JumpsThere(string name)
    {
        using var optimizer = Optimizer();
        var schedule = Cases[name].Make(optimizer);
        foreach (var t in new int?[] { 7, 3, 4 })
        {
            schedule.step(t);
            Assert.Equal(Cases[name].Formula(Rate, t!.Value), Rates(optimizer)[0], 1e-12);
        }
        schedule.step();
        Assert.Equal(Cases[name].Formula(Rate, 5), Rates(optimizer)[0], 1e-12);
    }

    [Fact]
    public void CyclingMomentum_RunsAgainstTheRate()
    {
        using var optimizer = SGD([new Parameter(ones(1))], 0.1, momentum: 0.5);
        var schedule = OneCycleLR(optimizer, 1.0, total_steps: 9, pct_start: 5.0 / 9);
        for (var t = 0; t < 9; t++)
        {
            var expected = t <= 4 ? Cosine(0.95, 0.85, t / 4.0) : Cosine(0.85, 0.95, (t - 4) / 4.0);
            Assert.Equal(expected, ((IMomentum)optimizer.ParamGroups.Single()).Momentum, 1e-12);
            if (t < 8) schedule.step();
        }
        using var adam = Adam([new Parameter(ones(1))]);
        OneCycleLR(adam, 1.0, total_steps: 9);
        Assert.Equal((0.95, 0.999), ((IBetas)adam.ParamGroups.Single()).Betas);
        Assert.Throws<ArgumentException>(() => OneCycleLR(Adagrad([new Parameter(ones(1))]), 1.0, total_steps: 9));
        Assert.Throws<ArgumentException>(() => CyclicLR(adam, 0.1, 1.0));
        Assert.Throws<ArgumentException>(() => OneCycleLR(adam, 1.0));
    }

    [Fact]
    public void OnAPlateau_TheRateIsReduced_AndRests()
    {
        using var optimizer = SGD([new Parameter(ones(1))], 1);
        var schedule = ReduceLROnPlateau(optimizer, factor: 0.5, patience: 1, threshold: 0.1, cooldown: 2, min_lr: [0.2]);
        // The best is 10, then 8; 7.9 is not a tenth better. Two bad epochs in a row reduce; two epochs of rest count none.
        double[] metrics = [10, 8, 7.9, 7.9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9];
        double[] rates = [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2, 0.2, 0.2];
        foreach (var (metric, rate) in metrics.Zip(rates))
        {
            schedule.step(metric);
            Assert.Equal(rate, Rates(optimizer)[0], 1e-12);
        }
        Assert.Throws<InvalidOperationException>(() => schedule.step());
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, factor: 1));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, mode: "least"));
    }

    [Fact]
    public void OnAPlateau_LargerMayBeBetter()
    {
        using var optimizer = SGD([new Parameter(ones(1))], 1);
        var schedule = ReduceLROnPlateau(optimizer, mode: "max", factor: 0.5, patience: 0, threshold: 0.5, threshold_mode: "abs");
        foreach (var (metric, rate) in new[] { (-3.0, 1.0), (-2.0, 1.0), (-1.6, 0.5), (-1.4, 0.5) })
        {
            schedule.step(metric);
            Assert.Equal(rate, Rates(optimizer)[0], 1e-12);
        }
    }

    [Fact]
    public void Schedules_WithoutAMetric_IgnoreIt()
    {
        using var optimizer = Optimizer();
        var schedule = ExponentialLR(optimizer, 0.5);
        schedule.step(123.0);
        Assert.Equal(Rate / 2, Rates(optimizer)[0], 1e-12);
    }

    [Fact]
    public void SequentialLR_NeedsMilestonesBetweenSchedulesOfOneOptimizer()
    {
        using var optimizer = Optimizer();
        Assert.Throws<ArgumentException>(() => SequentialLR(optimizer, [ExponentialLR(optimizer)], [3]));
        Assert.Throws<ArgumentException>(() => SequentialLR(optimizer, [ExponentialLR(optimizer), ExponentialLR(Optimizer())], [3]));
    }
}
