using GenerativeVI.Formats;
using GenerativeVI.Models;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Models;

/// <summary>RBF kernels with a scale for every input, given and found.</summary>
public sealed class ArdKernelTests
{
    private const double Step = 1e-4;

    [Fact]
    public void EqualScales_AreAnRbfKernel()
    {
        var x = new RandomStream(1).Normal([7, 3], ScalarType.Float64);
        var (ard, rbf) = (new ArdKernel([0.5, 0.5, 0.5]).Between(x, x), new RbfKernel(2).Between(x, x));
        Assert.True((ard - rbf).abs().max().item<double>() < 1e-14);
    }

    [Fact]
    public void ScaleZero_HasNoEffect()
    {
        var x = new RandomStream(1).Normal([7, 2], ScalarType.Float64);
        var moved = x + tensor(new[] { 0.0, 5.0 }) * new RandomStream(2).Normal([7, 1], ScalarType.Float64);
        var kernel = new ArdKernel([0.7, 0]);
        Assert.Equal(0, (kernel.Between(x, x) - kernel.Between(moved, moved)).abs().max().item<double>());
    }

    [Fact]
    public void Kernels_AreEqualByTheirScales()
    {
        Assert.Equal(new ArdKernel([1, 2]), new ArdKernel([1, 2]));
        Assert.NotEqual(new ArdKernel([1, 2]), new ArdKernel([1, 3]));
    }

    [Fact]
    public void Meaningless_IsRefused()
    {
        Assert.Contains("at least 0", Assert.Throws<ArgumentException>(() => new ArdKernel([1, -1])).Message);
        var x = zeros(2, 3, dtype: ScalarType.Float64);
        var wrong = Assert.Throws<ArgumentException>(() => new ArdKernel([1, 1]).Between(x, x)).Message;
        Assert.Contains("2 scales and the rows 3 columns", wrong);
        void Refused(string words, RelevanceSettings settings) =>
            Assert.Contains(words, Assert.Throws<ArgumentException>(settings.Check).Message);
        var own = new RelevanceSettings { Scales = KernelScales.Evidence };
        Refused("scales: only an RBF kernel", own with { Kernel = null });
        Refused("scales: Laplace's approximation", own with { Expectation = LogisticExpectation.Laplace });
        Refused("scales: minibatches", own with { BatchSize = 10 });
        Refused("scales: pruning", own with { Algorithm = RelevanceAlgorithm.Pruning });
        using var three = new RelevanceClassifier(own);
        var labels = tensor(new long[] { 0, 1, 2 });
        var many = Assert.Throws<ArgumentException>(() => three.Fit(eye(3), labels, new RandomStream(1)));
        Assert.Contains("for two classes or numbers alone", many.Message);
    }

    /// <summary>
    /// At fixed prior variances the slope of the log evidence by every log scale is that of fits at scales beside it.
    /// </summary>
    [Theory]
    [InlineData(PosteriorCovariance.Full)]
    [InlineData(PosteriorCovariance.Diagonal)]
    public void Slope_OfClasses_IsThatOfFits(PosteriorCovariance covariance)
    {
        var (x, u) = Rows(30, 3, 1);
        var labels = (u > 0).to_type(ScalarType.Int64);
        Compare(scales =>
        {
            using var machine = new RelevanceClassifier(Fixed(scales) with { Covariance = covariance });
            return machine.Fit(x, labels, new RandomStream(1));
        });
    }

    [Fact]
    public void Slope_OfNumbers_IsThatOfFits()
    {
        var (x, u) = Rows(30, 3, 2);
        Compare(scales =>
        {
            using var machine = new RelevanceRegressor(Fixed(scales) with { LearnNoise = false, InitialNoise = 0.2 });
            return machine.Fit(x, u, new RandomStream(1));
        });
    }

    /// <summary>Of six inputs two matter: the others' scales go to 0, and the error to that of the truth.</summary>
    [Theory]
    [InlineData(KernelScales.Evidence)]
    [InlineData(KernelScales.HeldOut)]
    public void InputsThatDoNotMatter_LoseTheirScales(KernelScales how)
    {
        var ((x, u), (fresh, truth)) = (Rows(200, 6, 3), Rows(500, 6, 4));
        var noise = 0.1 * new RandomStream(5).Normal([200], ScalarType.Float64);
        double Error(RelevanceRegressor machine) =>
            (machine.Predict(fresh) - truth).square().mean().sqrt().item<double>();
        var settings = new RelevanceSettings { Kernel = new RbfKernel(3), Algorithm = RelevanceAlgorithm.Sequential };
        using var shared = new RelevanceRegressor(settings);
        var before = shared.Fit(x, u + noise, new RandomStream(1)).Evidence;
        using var own = new RelevanceRegressor(settings with { Scales = how });
        var report = own.Fit(x, u + noise, new RandomStream(1));
        var scales = Assert.IsType<ArdKernel>(own.Kernel).Scales;
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(' ', scales) + FormattableString.Invariant(
            $"; evidence {before:F1} to {report.Evidence:F1}; RMSE {Error(shared):F3} to {Error(own):F3}; ")
            + report.ScaleTrial);
        Assert.Equal(0, scales.Skip(2).Max());
        Assert.All(scales.Take(2), scale => Assert.InRange(scale, 0.1, 2));
        Assert.True(report.Evidence > before + 50);
        Assert.True(Error(own) < 0.5 * Error(shared));
        Assert.Equal(how == KernelScales.HeldOut, report.ScaleTrial?.IsTaken == true);
        Assert.Null(report.Warning);
    }

    /// <summary>
    /// Labels that have nothing to do with 12 inputs: the evidence finds something, held-out rows nothing.
    /// </summary>
    [Fact]
    public void RowsHeldOut_RefuseScalesThatRemember()
    {
        var random = new RandomStream(8);
        var x = random.Normal([120, 12], ScalarType.Float64);
        var labels = (random.Normal([120], ScalarType.Float64) > 0).to_type(ScalarType.Int64);
        using var machine = new RelevanceClassifier(
            new RelevanceSettings { Kernel = new RbfKernel(4), Scales = KernelScales.HeldOut });
        var report = machine.Fit(x, labels, new RandomStream(1));
        Assert.NotNull(report.ScaleTrial);
        Assert.False(report.ScaleTrial.IsTaken);
        Assert.Equal(new RbfKernel(4), machine.Kernel);
        Assert.Null(report.Warning);
        using var evidence = new RelevanceClassifier(
            new RelevanceSettings { Kernel = new RbfKernel(4), Scales = KernelScales.Evidence });
        Assert.StartsWith("the scales of the greatest evidence remember rows: of rows held out they have a loss of ",
            evidence.Fit(x, labels, new RandomStream(1)).Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void AFile_KeepsTheScales()
    {
        using var folder = new TempFolder();
        var (x, u) = Rows(40, 3, 6);
        using var machine = new RelevanceRegressor(
            new RelevanceSettings { Kernel = new RbfKernel(2), Scales = KernelScales.Evidence });
        machine.Fit(x, u, new RandomStream(1));
        var path = Path.Combine(folder.Path, "machine.safetensors");
        machine.Save(path);
        using var read = RelevanceRegressor.Load(path);
        Assert.Equal(machine.Kernel, read.Kernel);
        Assert.True(machine.Predict(x).Equals(read.Predict(x)));
    }

    private static void Compare(Func<double[], RelevanceReport> fit)
    {
        double[] at = [0.6, 1.1, 0.2];
        var slopes = fit(at).ScaleSlope;
        Assert.Equal(at.Length, slopes.Count);
        for (var d = 0; d < at.Length; d++)
        {
            double Beside(double step) =>
                fit([.. at.Select((s, i) => i == d ? s * Math.Exp(step) : s)]).Evidence!.Value;
            var measured = (Beside(Step) - Beside(-Step)) / (2 * Step);
            Assert.Equal(measured, slopes[d], 1e-3 * (1 + Math.Abs(measured)));
        }
    }

    private static RelevanceSettings Fixed(double[] scales) => new()
    {
        Kernel = new ArdKernel(scales), Update = RelevanceUpdate.Fixed, InitialVariance = 0.5, PruneBelow = 0,
        Tolerance = 1e-9, Iterations = 300,
    };

    // sin 2x₁ + x₂², which the other inputs have no part in.
    private static (Tensor X, Tensor U) Rows(int count, int inputs, int seed)
    {
        var x = new RandomStream(seed).Normal([count, inputs], ScalarType.Float64);
        return (x, (2 * x.select(1, 0)).sin() + x.select(1, 1).square() - 1);
    }
}
