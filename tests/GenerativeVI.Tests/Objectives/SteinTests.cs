using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;
using GenerativeVI.Tests.Statistics;
using Parameter = TorchSharp.Modules.Parameter;

namespace GenerativeVI.Tests.Objectives;

/// <summary>
/// KSIVI and SIVI-SM on normals, whose discrepancies are known: q is ∫ N(ψ, ½) N(ψ; m, v − ½) dψ = N(m, v), by
/// elements.
/// </summary>
public sealed class SteinTests
{
    private const ScalarType Double = ScalarType.Float64;
    private const double KernelVariance = 0.5;
    private static readonly double[] Mean = [0.3, -0.4], Variance = [1.2, 0.9], TargetMean = [0.8, 0.1],
        TargetVariance = [0.7, 1.6];

    [Theory]
    [InlineData(SteinStatistic.DistinctPairs)]
    [InlineData(SteinStatistic.TwoBatches)]
    [InlineData(SteinStatistic.AllPairs)]
    public void Discrepancy_IsThatOfTwoNormals_InClosedForm(SteinStatistic statistic)
    {
        const int samples = 24;
        const double width = 1.7;
        var exact = OfNormals(Mean, Variance, TargetMean, TargetVariance, width);
        Assert.True(exact > 0.05);
        // Pairs of a draw with itself: k is 1 there, and δ(z, ψ) = −(z − m′)/t + ε/s.
        var own = Mean.Select((m, d) =>
        {
            var (t, s, shift) =
                (TargetVariance[d], Math.Sqrt(KernelVariance), (Mean[d] - TargetMean[d]) / TargetVariance[d]);
            return shift * shift + (Variance[d] - KernelVariance) / (t * t) + (1 / s - s / t) * (1 / s - s / t);
        }).Sum();
        var expected = statistic == SteinStatistic.AllPairs ? exact * (samples - 1) / samples + own / samples : exact;
        MonteCarlo.AssertMean(tensor(expected),
            Estimates(Normals(Mean, Variance), samples, Fixed(SteinKernelKind.Gaussian, width), statistic), 0.12);
    }

    /// <summary>Kernels without a closed form, against a double integral in one dimension.</summary>
    [Theory]
    [InlineData(SteinKernelKind.Gaussian)]
    [InlineData(SteinKernelKind.Riesz)]
    [InlineData(SteinKernelKind.InverseMultiquadric)]
    public void Discrepancy_IsADoubleIntegral(SteinKernelKind kind)
    {
        const double width = 1.3, power = 1.5, step = 0.02;
        double K(double x, double y) => kind switch
        {
            SteinKernelKind.Gaussian => Math.Exp(-(x - y) * (x - y) / width),
            SteinKernelKind.Riesz =>
                (Math.Pow(Math.Abs(x), power) + Math.Pow(Math.Abs(y), power) - Math.Pow(Math.Abs(x - y), power)) / (
                2 * Math.Pow(width, power / 2)),
            _ => 1 / Math.Sqrt(1 + (x - y) * (x - y) / width),
        };
        var places = Enumerable.Range(-450, 901).Select(i => i * step).ToArray();
        var weighted = places.Select(x =>
        {
            var offset = x - Mean[0];
            var density = Math.Exp(-0.5 * offset * offset / Variance[0]) / Math.Sqrt(2 * Math.PI * Variance[0]);
            return step * density * (offset / Variance[0] - (x - TargetMean[0]) / TargetVariance[0]);
        }).ToArray();
        var exact = places.Select((x, i) => places.Select((y, j) => K(x, y) * weighted[i] * weighted[j]).Sum()).Sum();
        var q = Normals(Mean[..1], Variance[..1]);
        MonteCarlo.AssertMean(tensor(exact), Estimates(q, 24, Fixed(kind, width, power), SteinStatistic.DistinctPairs), 0.15);
    }

    [Fact]
    public void AtTheTarget_DiscrepancyAndItsGradientVanish_InTheMean()
    {
        var (mean, logScale) =
            (tensor(Mean).requires_grad_(), full(2, 0.5 * Math.Log(KernelVariance), dtype: Double).requires_grad_());
        var q = Posterior(mean, Variance, logScale);
        var discrepancy = new KernelSteinObjective(LogNormal(Mean, Variance), q, 24);
        var (found, slopes) = (new List<double>(), new List<double[]>());
        for (var i = 0; i < Effort.Draws(3000, 600); i++)
        {
            using var scope = NewDisposeScope();
            var value = discrepancy.Estimate(new RandomStream(i));
            var gradient = autograd.grad([value], [mean, logScale]);
            found.Add(value.item<double>());
            slopes.Add([.. gradient.SelectMany(part => part.data<double>().ToArray())]);
        }
        MonteCarlo.AssertMean(zeros(1, dtype: Double), tensor(found.ToArray()).unsqueeze(-1), 0.1);
        MonteCarlo.AssertMean(zeros(4, dtype: Double), tensor(slopes.SelectMany(row => row).ToArray()).reshape(-1, 4),
            0.4);
    }

    /// <summary>A kernel that does not look at ψ and is the target leaves nothing to chance.</summary>
    [Fact]
    public void AtTheTarget_WithoutMixing_EveryEstimateIsZero()
    {
        var mean = tensor(Mean).requires_grad_();
        var q = new Unconditional<SemiImplicit<Normal>>(new(
            Standard(), psi => Normal.FromLogScale(mean + psi * 0, tensor(Variance).log() * 0.5)));
        foreach (var kind in Enum.GetValues<SteinKernelKind>())
        {
            var value = new KernelSteinObjective(LogNormal(Mean, Variance), q, 16, new SteinKernel(kind),
                SteinStatistic.AllPairs).Estimate(new RandomStream(3));
            Assert.True(Math.Abs(value.item<double>()) < 1e-24);
            Close.AssertAll(zeros(2, dtype: Double), autograd.grad([value], [mean])[0], 1e-12);
        }
    }

    [Theory]
    [InlineData(SteinKernelKind.Gaussian)]
    [InlineData(SteinKernelKind.Riesz)]
    [InlineData(SteinKernelKind.InverseMultiquadric)]
    public void GradientOfTheDiscrepancy_EqualsFiniteDifferences(SteinKernelKind kind)
    {
        var (mean, logScale) = (new Parameter(tensor(Mean)), new Parameter(tensor(new[] { -0.3, 0.2 })));
        var q = Posterior(mean, Variance, logScale);
        Tensor Target(Tensor z) => (z.square().square() * 0.25 + z.select(-1, 0).cos().unsqueeze(-1)).sum(-1).neg();
        foreach (var statistic in Enum.GetValues<SteinStatistic>())
            FiniteDifference.AssertGradient(
                [("mean", mean), ("log scale", logScale)],
                () => new KernelSteinObjective(Target, q, 7, Fixed(kind, 1.4), statistic)
                    .Estimate(new RandomStream(4)));
    }

    /// <summary>
    /// Draws z = m + √(v − s²) ε′ + s ε are moved along −g(z), whatever they are made of: of the mean by −E g, of log s
    /// by −E g(z) s ε = −s² E g′(z). The integrals over z and z′ are taken on a grid.
    /// </summary>
    [Fact]
    public void KernelizedPathGradient_IsThatOfADoubleIntegral()
    {
        const double width = 1.3, step = 0.05;
        var (m, v, s) = (Mean[0], Variance[0], KernelVariance);
        var (slopes, places) = (new double[2], Enumerable.Range(-180, 361).Select(i => i * step).ToArray());
        double Density(double x) => step * Math.Exp(-0.5 * (x - m) * (x - m) / v) / Math.Sqrt(2 * Math.PI * v);
        foreach (var x in places)
        {
            foreach (var y in places)
            {
                var difference = (x - y) * (x - y) / width;
                var smoothed = Density(x) * Density(y) * Math.Exp(-difference)
                    * (-(y - m) / v + (y - TargetMean[0]) / TargetVariance[0]);
                slopes[0] -= smoothed;
                slopes[1] -= s * smoothed * -2 * (x - y) / width;
            }
        }
        Assert.True(Math.Abs(slopes[0]) > 0.05 && Math.Abs(slopes[1]) > 0.05, string.Join(", ", slopes));
        MonteCarlo.AssertMean(tensor(slopes), PathGradients(TargetMean[..1], TargetVariance[..1],
            new SteinKernel(SteinKernelKind.Gaussian, width) { ByMedian = false }), 0.15);
    }

    [Fact]
    public void KernelizedPathGradient_RestsAtTheTarget() =>
        MonteCarlo.AssertMean(zeros(2, dtype: Double), PathGradients(Mean[..1], Variance[..1], null), 0.2);

    // Of the mean and the kernel's log scale, a row for each of many estimates.
    private static Tensor PathGradients(double[] targetMean, double[] targetVariance, SteinKernel? kernel)
    {
        var (mean, logScale) = (tensor(Mean[..1]).requires_grad_(),
            full(1, 0.5 * Math.Log(KernelVariance), dtype: Double).requires_grad_());
        var path = new KernelizedPathGradient(LogNormal(targetMean, targetVariance),
            Posterior(mean, Variance[..1], logScale), 16, kernel);
        return tensor(Enumerable.Range(0, Effort.Draws(8000, 1500)).SelectMany(i =>
        {
            using var scope = NewDisposeScope();
            var found = autograd.grad([path.Evaluate(TargetDensity.Rows(1), new RandomStream(i)).Surrogate],
                [mean, logScale]);
            return found.Select(gradient => gradient.item<double>()).ToArray();
        }).ToArray()).reshape(-1, 2);
    }

    /// <summary>
    /// All of q on one of two places far apart: no score tells, and the bound does, by the log 2 that the other place
    /// weighs.
    /// </summary>
    [Fact]
    public void PlacesFarApart_AreNotSeenByTheDiscrepancy_AndByTheBound()
    {
        Tensor Target(Tensor z) => LogNormal([9], [1])(z).logaddexp(LogNormal([-9], [1])(z)) - Math.Log(2);
        var q = Normals([9], [1]);
        var found = Estimates(q, 24, new SteinKernel(), SteinStatistic.DistinctPairs, Target);
        MonteCarlo.AssertMean(zeros(1, dtype: Double), found.unsqueeze(-1), 0.1);
        var bound = new Elbo(2000).Evaluate(
            new TargetDensity<SemiImplicit<Normal>>(Target, q, new MixingSamples(500)), TargetDensity.Rows(1),
                new RandomStream(5));
        Assert.InRange(bound.PerDatum!.item<double>(), -Math.Log(2) - 0.05, -Math.Log(2) + 0.02);
    }

    /// <summary>
    /// E [2fᵀδ − ‖f‖²] = F − E ‖f − f*‖², F the Fisher divergence and f* the difference of the scores: F at f*, less
    /// at any other.
    /// </summary>
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.4, -0.3)]
    public void ScoreMatching_IsTheFisherDivergence_LessWhatTheCriticMisses(double slope, double offset)
    {
        var (m, v) = (Mean[0], Variance[0]);
        var (b, c) = (1 / v - 1 / TargetVariance[0], TargetMean[0] / TargetVariance[0] - m / v);
        double Square(double a, double d) => a * a * v + (a * m + d) * (a * m + d);
        using var critic = new LinearCritic(b + slope, c + offset);
        var game = new ScoreMatching(LogNormal(TargetMean[..1], TargetVariance[..1]),
            Normals(Mean[..1], Variance[..1]), critic, Effort.Draws(200_000, 20_000));
        Tensor values;
        using (no_grad()) values = game.Value(new RandomStream(6));
        MonteCarlo.AssertMean(tensor(Square(b, c) - Square(slope, offset)), values, 0.15);
    }

    [Fact]
    public void ScoreMatching_RestsAtTheTarget()
    {
        var mean = tensor(Mean[..1]).requires_grad_();
        var q = Posterior(mean, Variance[..1], full(1, 0.5 * Math.Log(KernelVariance), dtype: Double));
        using var critic = new LinearCritic(0, 0);
        var game = new ScoreMatching(LogNormal(Mean[..1], Variance[..1]), q, critic, 8);
        game.Evaluate(TargetDensity.Rows(1), new RandomStream(7)).Surrogate.backward();
        Close.AssertAll(zeros(1, dtype: Double), mean.grad!, 1e-14);
        Assert.All(critic.parameters(), parameter => Assert.True(parameter.grad is null && parameter.requires_grad));
        var slopes = Enumerable.Range(0, Effort.Draws(4000, 800)).Select(i =>
        {
            using var scope = NewDisposeScope();
            var gradients =
                autograd.grad([game.Fit(TargetDensity.Rows(1), new RandomStream(i)).Surrogate],
                [.. critic.parameters()]);
            return gradients.Select(gradient => gradient.item<double>()).ToArray();
        }).ToArray();
        MonteCarlo.AssertMean(zeros(2, dtype: Double), tensor(slopes.SelectMany(row => row).ToArray()).reshape(-1, 2),
            0.4);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        var q = Normals(Mean, Variance);
        Assert.StartsWith("samples: expected at least 2 draws to make a pair, got 1.",
            Refused(() => new KernelSteinObjective(z => z.sum(-1), q, 1)), StringComparison.Ordinal);
        Assert.StartsWith("samples: expected at least 2 draws to make a pair, got 1.",
            Refused(() => new KernelizedPathGradient(z => z.sum(-1), q, 1)), StringComparison.Ordinal);
        Assert.StartsWith("bandwidth: expected above 0, got 0.", Refused(() => new SteinKernel(Bandwidth: 0)),
            StringComparison.Ordinal);
        Assert.StartsWith("power: expected between 0 and 2, got 2.",
            Refused(() => new SteinKernel(SteinKernelKind.Riesz, Power: 2)), StringComparison.Ordinal);
        Assert.StartsWith(
            "the critic: expected [4, 2], got [4, 1].",
            Refused(() =>
                new ScoreMatching(LogNormal(Mean, Variance), q, new NarrowCritic(), 4).Value(new RandomStream(1))),
                StringComparison.Ordinal);
        var rows = new Unconditional<SemiImplicit<Normal>>(GaussianMixing.T1.Distribution);
        Assert.StartsWith(
            "the posterior of a target has no batch axis: expected [], got [1].",
            Refused(() => new KernelSteinObjective(z => z.sum(-1), rows, 2).Estimate(new RandomStream(1))),
                StringComparison.Ordinal);

        static string Refused(Func<object> act) => Assert.ThrowsAny<ArgumentException>(() => act()).Message;
    }

    // E k (bx + c)ᵀ(by + c) for x, y ~ q independent, by elements: x − y and (x + y)/2 are independent normals.
    private static double OfNormals(double[] mean, double[] variance, double[] targetMean, double[] targetVariance,
        double width)
    {
        var (product, sum) = (1.0, 0.0);
        for (var d = 0; d < mean.Length; d++)
        {
            var (m, v) = (mean[d], variance[d]);
            var (b, c) = (1 / v - 1 / targetVariance[d], targetMean[d] / targetVariance[d] - m / v);
            var spread = 1 + 4 * v / width;
            product /= Math.Sqrt(spread);
            sum += (b * m + c) * (b * m + c) + b * b * v / 2 - b * b * v / (2 * spread);
        }
        return product * sum;
    }

    private static Tensor Estimates(
        IConditional<ISemiImplicit<ISampler>> q, int samples, SteinKernel kernel, SteinStatistic statistic,
            Func<Tensor, Tensor>? target = null)
    {
        var dimension = q.At(new Inputs(zeros(1))).Sample(new RandomStream(0), 1).Value.shape[1];
        var discrepancy = new KernelSteinObjective(
            target ?? LogNormal(TargetMean[..(int)dimension], TargetVariance[..(int)dimension]), q, samples, kernel,
                statistic);
        using var _ = no_grad();
        return tensor(Enumerable.Range(0, Effort.Draws(8000, 1500)).Select(i =>
        {
            using var scope = NewDisposeScope();
            return discrepancy.Estimate(new RandomStream(i)).item<double>();
        }).ToArray());
    }

    private static SteinKernel Fixed(SteinKernelKind kind, double width, double power = 1) =>
        new(kind, width, power) { ByMedian = false };

    private static Unconditional<SemiImplicit<Normal>> Normals(double[] mean, double[] variance) =>
        Posterior(tensor(mean), variance, full(mean.Length, 0.5 * Math.Log(KernelVariance), dtype: Double));

    // The mixing's mean and the kernel's scale may be parameters; the mixing's variance is what is left of the
    // variance at the usual one.
    private static Unconditional<SemiImplicit<Normal>> Posterior(Tensor mean, double[] variance, Tensor logScale) =>
        new(new(
        Normal.FromLogScale(mean, (tensor(variance) - KernelVariance).log() * 0.5),
            psi => Normal.FromLogScale(psi, logScale)));

    private static Normal Standard() => Normal.FromLogScale(zeros(2, dtype: Double), zeros(2, dtype: Double));

    private static Func<Tensor, Tensor> LogNormal(double[] mean, double[] variance) =>
        z => ((z - tensor(mean)).square() / tensor(variance))
            .sum(-1) * -0.5 - 0.5 * variance.Sum(v => Math.Log(2 * Math.PI * v));

    private sealed class LinearCritic : nn.Module<Tensor, Tensor?, Tensor>
    {
        private readonly Parameter slope, offset;

        public LinearCritic(double slope, double offset)
            : base(nameof(LinearCritic))
        {
            (this.slope, this.offset) = (new Parameter(tensor(slope)), new Parameter(tensor(offset)));
            RegisterComponents();
        }

        public override Tensor forward(Tensor value, Tensor? context) => value * slope + offset;
    }

    private sealed class NarrowCritic() : nn.Module<Tensor, Tensor?, Tensor>(nameof(NarrowCritic))
    {
        public override Tensor forward(Tensor value, Tensor? context) => value.narrow(-1, 0, 1);
    }
}
