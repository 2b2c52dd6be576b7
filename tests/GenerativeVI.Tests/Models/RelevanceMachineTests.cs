using GenerativeVI.Data;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Models;

public sealed class RelevanceMachineTests
{
    [Fact]
    public void Sinc_IsFoundWithAFewVectors_AndItsNoise()
    {
        var (x, t) = Sinc(100, 0.1);
        using var machine = new RelevanceRegressor(new RelevanceSettings { Kernel = new RbfKernel(3) });
        var report = machine.Fit(x, t, new RandomStream(1));
        var (grid, truth) = Sinc(200, 0);
        Assert.True((machine.Predict(grid) - truth).square().mean().sqrt().item<double>() < 0.05);
        Assert.InRange(machine.Vectors.Count, 3, 14);
        Assert.InRange(Math.Sqrt(machine.Noise), 0.08, 0.12);
        Assert.Equal(Guarantee.Exact, report.Guarantee);
        Assert.Equal(0, report.Jitter);
        // The weights it kept explain the data as well as all of them did before.
        Assert.True(report.Evidence > report.History[5]);
    }

    [Fact]
    public void WidthSearch_TakesTheGreatestEvidence()
    {
        var (x, t) = Sinc(60, 0.1);
        double[] widths = [0.05, 2.5, 200];
        var each = widths.Select(width => Evidence(new RelevanceSettings { Kernel = new RbfKernel(width) })).ToArray();
        using var search = new RelevanceRegressor(new RelevanceSettings { Widths = widths, WidthBy = WidthChoice.Evidence });
        Assert.Equal(each.Max(), search.Fit(x, t, new RandomStream(1)).Evidence!.Value, 1e-9);
        Assert.Equal(new RbfKernel(2.5), search.Kernel);

        double Evidence(RelevanceSettings settings)
        {
            using var machine = new RelevanceRegressor(settings);
            return machine.Fit(x, t, new RandomStream(1)).Evidence!.Value;
        }
    }

    /// <summary>The library's own search goes by rows held out: in eight dimensions the evidence remembers rows of noisy classes, and its report says what those rows say.</summary>
    [Fact]
    public void WidthSearch_ByHeldOutRows_PredictsWhereTheEvidenceRemembers()
    {
        var random = new RandomStream(5);
        (Tensor X, Tensor Y) Rows(int count, string name)
        {
            var x = random.Split(name).Normal([count, 8], ScalarType.Float64);
            return (x, ((x.select(1, 0) + x.select(1, 1) + 1.5 * random.Split(name).Normal([count], ScalarType.Float64)) > 0).to_type(ScalarType.Int64));
        }
        var ((x, y), (fresh, truth)) = (Rows(150, "train"), Rows(2000, "test"));
        var settings = new RelevanceSettings { Widths = RbfKernel.Grid(x, 6) };
        using var heldOut = new RelevanceClassifier(settings);
        using var evidence = new RelevanceClassifier(settings with { WidthBy = WidthChoice.Evidence });
        var (good, bad) = (heldOut.Fit(x, y, new RandomStream(1)), evidence.Fit(x, y, new RandomStream(1)));
        double Error(RelevanceClassifier machine) => machine.Predict(fresh).ne(truth).to_type(ScalarType.Float64).mean().item<double>();
        TestContext.Current.TestOutputHelper!.WriteLine($"held out {heldOut.Kernel}, {Error(heldOut):P1}; evidence {evidence.Kernel}, {Error(evidence):P1}: {bad.Warning}");
        Assert.True(Error(heldOut) < Error(evidence) - 0.03);
        Assert.Null(good.Warning);
        Assert.Contains("remembers rows", bad.Warning);
        // Wide kernels first; the best of those that were not given up was taken.
        Assert.Equal(good.Search.Select(trial => trial.Width).OrderDescending(), good.Search.Select(trial => trial.Width));
        Assert.Equal(new RbfKernel(good.Search.Where(trial => !trial.IsGivenUp).MinBy(trial => trial.HeldOutLoss)!.Width), heldOut.Kernel);
        Assert.Equal(bad.Search.Max(trial => trial.Evidence), bad.Search.Single(trial => new RbfKernel(trial.Width) == evidence.Kernel).Evidence);
    }

    /// <summary>Grown from nothing, the basis ends where the dense evidence gains next to nothing by any other column at any α, and is not worse than what pruning leaves.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void SequentialFit_EndsWhereNoColumnWouldGain(double width)
    {
        var (x, t) = Sinc(60, 0.1);
        var settings = new RelevanceSettings { Kernel = new RbfKernel(width), InitialNoise = 0.01, LearnNoise = false };
        using var machine = new RelevanceRegressor(settings with { Algorithm = RelevanceAlgorithm.Sequential });
        using var pruned = new RelevanceRegressor(settings with { Algorithm = RelevanceAlgorithm.Pruning });
        var (found, left) = (machine.Fit(x, t, new RandomStream(1)), pruned.Fit(x, t, new RandomStream(1)));
        TestContext.Current.TestOutputHelper!.WriteLine($"sequential {found.Evidence:F3} with {machine.Vectors.Count} vectors in {found.Iterations} iterations; pruning {left.Evidence:F3} with {pruned.Vectors.Count} in {left.Iterations}");
        Assert.True(found.Converged);
        Assert.True(found.Evidence > left.Evidence - 0.5);
        var all = cat([new RbfKernel(width).Between(x, x), ones(60, 1, dtype: ScalarType.Float64)], 1);
        var basis = machine.Vectors.Concat(machine.Weights.HasBias ? [60L] : []).ToArray();
        double Evidence(IEnumerable<long> columns, Tensor variances) => RelevanceOracle.Evidence(all.index_select(1, tensor(columns.ToArray())), t, 0.01, variances).item<double>();
        var at = Evidence(basis, machine.Weights.PriorVariance);
        Assert.Equal(found.Evidence!.Value, at, 1e-6 * Math.Abs(at));
        var gains = Enumerable.Range(0, 61).Select(column => (long)column).Except(basis).SelectMany(column => Enumerable.Range(-12, 18).Select(
            power => Evidence([.. basis, column], cat([machine.Weights.PriorVariance, full(1, Math.Pow(2, power), dtype: ScalarType.Float64)], 0)) - at));
        Assert.InRange(gains.Max(), double.NegativeInfinity, 0.02);
    }

    [Fact]
    public void SequentialFit_OfClasses_IsAsGoodAsPruning()
    {
        var (x, signs, _) = RelevanceOracle.Data(150);
        var labels = RelevanceOracle.Labels(signs);
        foreach (var expectation in (LogisticExpectation[])[LogisticExpectation.GaussHermite, LogisticExpectation.JaakkolaJordan])
        {
            double Evidence(RelevanceAlgorithm algorithm)
            {
                using var machine = new RelevanceClassifier(new RelevanceSettings { Kernel = new RbfKernel(3), Expectation = expectation, Algorithm = algorithm });
                return machine.Fit(x, labels, new RandomStream(1)).Evidence!.Value;
            }
            var (sequential, pruning) = (Evidence(RelevanceAlgorithm.Sequential), Evidence(RelevanceAlgorithm.Pruning));
            TestContext.Current.TestOutputHelper!.WriteLine($"{expectation}: sequential {sequential:F3}, pruning {pruning:F3}");
            Assert.True(sequential > pruning - 1, $"{sequential}, {pruning}");
        }
    }

    /// <summary>A prior N(w̃, diag α): the evidence is that of t − Φw̃ under N(0, diag α), and what is pruned predicts by its w̃.</summary>
    [Fact]
    public void PriorMean_MovesTheWeights_AndTheEvidence()
    {
        var (x, _, t) = RelevanceOracle.Data();
        double[] mean = [1.5, -1, 0.7, 0.4, 0.2];
        var settings = new RelevanceSettings { Kernel = null, PriorMean = mean, InitialNoise = 0.25, LearnNoise = false };
        using var machine = new RelevanceRegressor(settings);
        using var moved = new RelevanceRegressor(settings with { PriorMean = null });
        var design = RelevanceOracle.Design(x);
        // Two fits of the same numbers up to rounding, which decides when the iterations end.
        var offset = design.matmul(tensor(mean));
        var (report, other) = (machine.Fit(x, t, new RandomStream(1)), moved.Fit(x, t - offset, new RandomStream(1)));
        Assert.Equal(other.Evidence!.Value, report.Evidence!.Value, 1e-8);
        Assert.Equal(Guarantee.Exact, report.Guarantee);
        Assert.Equal(moved.Vectors, machine.Vectors);
        Assert.InRange(machine.Vectors.Count, 0, 3);
        var (fresh, _, _) = RelevanceOracle.Data(20);
        var (predicted, variance) = machine.PredictProbability(fresh);
        var (expected, same) = moved.PredictProbability(fresh);
        Close.AssertAll(expected + RelevanceOracle.Design(fresh).matmul(tensor(mean)), predicted, 1e-6);
        Close.AssertAll(same, variance, 1e-6);
        var columns = tensor(machine.Vectors.Concat(machine.Weights.HasBias ? [4L] : []).ToArray());
        Close.AssertAll(moved.Weights.Mean + tensor(mean).index_select(0, columns), machine.Weights.Mean, 1e-6);
        Assert.StartsWith("prior mean: expected 5 numbers", Assert.Throws<ArgumentException>(() => new RelevanceRegressor(settings with { PriorMean = [1, 2] }).Fit(x, t, new RandomStream(1))).Message);
        Assert.StartsWith("prior mean: with a kernel", Assert.Throws<ArgumentException>(() => new RelevanceRegressor(new RelevanceSettings { PriorMean = mean })).Message);
    }

    /// <summary>Weights of about 0.8 each: the w̃ that they share is found, and the evidence is above that at 0.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LearnedPriorMean_IsWhereTheWeightsAre(bool classes)
    {
        using var scope = NewDisposeScope();
        var random = new RandomStream(4);
        var x = random.Split("x").Normal([400, 12], ScalarType.Float64);
        var weights = 0.8 + 0.1 * random.Split("weights").Normal([12], ScalarType.Float64);
        var u = x.matmul(weights) + 1.5 + 0.3 * random.Split("noise").Normal([400], ScalarType.Float64);
        var plain = new RelevanceSettings { Kernel = null };
        var (at0, learned) = (Fit(plain), Fit(plain with { LearnsPriorMean = true }));
        TestContext.Current.TestOutputHelper!.WriteLine($"{learned.PriorMean:F3}: {learned.Evidence:F2} instead of {at0.Evidence:F2}");
        Assert.Null(at0.PriorMean);
        // Of classes the logit's unit is not u's: the noise of u is small beside that of the logistic law.
        Assert.InRange(learned.PriorMean!.Value, classes ? 1 : 0.7, classes ? 20 : 0.9);
        Assert.True(learned.Evidence > at0.Evidence + 5);
        Assert.Equal(at0.Guarantee, learned.Guarantee);
        Assert.StartsWith(
            "prior mean: it is either given or learned",
            Assert.Throws<ArgumentException>(() => (plain with { LearnsPriorMean = true, PriorMean = [0] }).Check()).Message);
        Assert.StartsWith(
            "prior mean: with a kernel", Assert.Throws<ArgumentException>(() => (plain with { LearnsPriorMean = true, Kernel = new RbfKernel(1) }).Check()).Message);

        RelevanceReport Fit(RelevanceSettings settings)
        {
            using var regressor = new RelevanceRegressor(settings);
            using var classifier = new RelevanceClassifier(settings);
            return classes ? classifier.Fit(x, (u > 1.5).to_type(ScalarType.Int64), new RandomStream(1)) : regressor.Fit(x, u, new RandomStream(1));
        }
    }

    /// <summary>The classes' form, by minibatches too: with w̃ at the truth the bound is better than with 0.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(20)]
    public void PriorMean_OfClasses_HelpsWhereItIsRight(int? batch)
    {
        var (x, signs, _) = RelevanceOracle.Data(60);
        double Evidence(double[]? mean)
        {
            using var machine = new RelevanceClassifier(new RelevanceSettings { Kernel = null, PriorMean = mean, BatchSize = batch, Iterations = 300 });
            return machine.Fit(x, RelevanceOracle.Labels(signs), new RandomStream(1)).Evidence!.Value;
        }
        Assert.True(Evidence([2.4, -1.6, 1.1, 0, 0]) > Evidence(null) + 1);
    }

    [Theory]
    [InlineData(MulticlassScheme.OneVersusRest)]
    [InlineData(MulticlassScheme.Softmax)]
    public void ThreeClasses_AreToldApart(MulticlassScheme scheme)
    {
        var (x, labels) = ThreeClusters(90);
        using var machine = new RelevanceClassifier(new RelevanceSettings { Kernel = new RbfKernel(1.5), Multiclass = scheme, Iterations = 200 });
        var report = machine.Fit(x, labels, new RandomStream(1));
        Assert.Equal([-1, 3, 7], machine.Classes);
        Assert.Equal(3, machine.Weights.Count);
        var (fresh, truth) = ThreeClusters(300, 9);
        var probability = machine.PredictProbability(fresh);
        Close.AssertAll(ones(300, dtype: ScalarType.Float64), probability.sum(-1), 1e-12);
        Assert.True(machine.Predict(fresh).eq(truth).to_type(ScalarType.Float64).mean().item<double>() > 0.95);
        Assert.True(machine.Vectors.Count < 30, $"{machine.Vectors.Count} vectors");
        Assert.Equal(scheme == MulticlassScheme.Softmax, report.Evidence is not null);
        if (report.Evidence is { } evidence) Assert.InRange(evidence, 90 * Math.Log(1.0 / 3), 0);
    }

    [Fact]
    public void Minibatches_ComeNearTheFitOnAllRows()
    {
        var (x, signs, targets) = RelevanceOracle.Data(800);
        var settings = new RelevanceSettings { Kernel = null, Iterations = 400 };
        using var whole = new RelevanceClassifier(settings);
        using var parts = new RelevanceClassifier(settings with { BatchSize = 100 });
        var labels = RelevanceOracle.Labels(signs);
        var (exact, near) = (whole.Fit(x, labels, new RandomStream(1)).Evidence!.Value, parts.Fit(x, labels, new RandomStream(1)).Evidence!.Value);
        Assert.InRange(near, exact - 3, exact + 0.5);
        var weights = parts.Weights.Single();
        Assert.Equal(whole.Vectors, parts.Vectors);
        Close.AssertAll(whole.Weights.Single().Mean, weights.Mean, 0.15);
        using var regressor = new RelevanceRegressor(settings with { BatchSize = 100 });
        regressor.Fit(x, targets, new RandomStream(1));
        Assert.InRange(Math.Sqrt(regressor.Noise), 0.45, 0.55);
    }

    /// <summary>Batches of fewer rows than there are weights: none is learned by heart, and after 7 passes predictions are nearly as good as those of the fit on all rows.</summary>
    [Fact]
    public void MinibatchesSmallerThanTheBasis_DoNotRunAway()
    {
        var random = new RandomStream(2);
        var (x, fresh) = (random.Normal([1500, 6], ScalarType.Float64), random.Normal([1000, 6], ScalarType.Float64));
        var (labels, truth) = (Labels(x), Labels(fresh));
        var settings = new RelevanceSettings { Kernel = new RbfKernel(4), Candidates = 150, Iterations = 200 };
        double[] negative = [.. new[] { settings, settings with { BatchSize = 50 } }.Select(one =>
        {
            using var machine = new RelevanceClassifier(one);
            machine.Fit(x, labels, new RandomStream(1));
            return machine.PredictProbability(fresh).gather(1, truth.unsqueeze(-1)).log().mean().neg().item<double>();
        })];
        Assert.InRange(negative[1], 0, negative[0] + 0.1);

        Tensor Labels(Tensor rows) => (rows.select(1, 0) * rows.select(1, 1) + rows.select(1, 2) + 0.2 * random.Normal([rows.shape[0]], ScalarType.Float64) > 0).to_type(ScalarType.Int64);
    }

    [Fact]
    public void Candidates_BoundTheVectors()
    {
        var (x, t) = Sinc(200, 0.1);
        using var machine = new RelevanceRegressor(new RelevanceSettings { Kernel = new RbfKernel(3), Candidates = 20 });
        machine.Fit(x, t, new RandomStream(1));
        var may = new RandomStream(1).Split("candidates").Permutation(200).narrow(0, 0, 20).data<long>().ToArray();
        Assert.Empty(machine.Vectors.Except(may));
    }

    [Fact]
    public void EqualColumns_NeedNoJitter_AndLeaveOneOfThem()
    {
        var (x, _, targets) = RelevanceOracle.Data(60);
        using var machine = new RelevanceRegressor(new RelevanceSettings { Kernel = null });
        var report = machine.Fit(cat([x, x, zeros([60, 1], dtype: ScalarType.Float64)], 1), targets, new RandomStream(1));
        Assert.Equal(0, report.Jitter);
        Assert.DoesNotContain(8, machine.Vectors);
        Assert.True(double.IsFinite(report.Evidence!.Value));
    }

    /// <summary>Columns that are one up to rounding, at scales whose squares leave double precision: the jitter that this takes is in the report, or the fit is refused.</summary>
    [Fact]
    public void NearlySingularMatrix_IsNeverSilent()
    {
        var (x, _, targets) = RelevanceOracle.Data(60);
        var column = x.narrow(1, 0, 1);
        var twins = cat([column, column * (1 + 1e-15), column], 1);
        using var machine = new RelevanceRegressor(new RelevanceSettings { Kernel = null, Bias = false, InitialVariance = 1e24, InitialNoise = 1e-6, LearnNoise = false, Update = RelevanceUpdate.Fixed });
        var report = machine.Fit(twins, targets, new RandomStream(1));
        Assert.True(report.Jitter > 0, $"jitter {report.Jitter}");
        Assert.True(machine.Weights.Covariance.isfinite().all().item<bool>());
        using var beyond = new RelevanceRegressor(new RelevanceSettings { Algorithm = RelevanceAlgorithm.Pruning, Kernel = new CustomKernel((a, b) => a.Product(b.t()) * 1e200), InitialVariance = 1 });
        Assert.Contains("not a positive definite matrix", Assert.Throws<ArgumentException>(() => beyond.Fit(x, targets, new RandomStream(1))).Message);
    }

    [Fact]
    public void EqualRows_GiveOneVector()
    {
        var (x, t) = Sinc(40, 0.1);
        var settings = new RelevanceSettings { Kernel = new RbfKernel(3) };
        using var machine = new RelevanceRegressor(settings);
        machine.Fit(cat([x, x, x], 0), cat([t, t + 0.05, t - 0.05], 0), new RandomStream(1));
        Assert.All(machine.Vectors, row => Assert.InRange(row, 0, 39));
        Assert.InRange(machine.Vectors.Count, 3, 14);
    }

    [Theory]
    [InlineData(null, MulticlassScheme.OneVersusRest)]
    [InlineData(null, MulticlassScheme.Softmax)]
    [InlineData(10, MulticlassScheme.OneVersusRest)]
    public void CancelledFit_Ends_AndKeepsTheOneBefore(int? batch, MulticlassScheme scheme)
    {
        var (x, labels) = ThreeClusters(30);
        using var machine = new RelevanceClassifier(new RelevanceSettings { Kernel = new RbfKernel(1.5), Multiclass = scheme, BatchSize = batch, Iterations = 30 });
        machine.Fit(x, labels, new RandomStream(1));
        var before = machine.PredictProbability(x);
        Assert.Throws<OperationCanceledException>(() => machine.Fit(x.narrow(0, 0, 20), labels.narrow(0, 0, 20), new RandomStream(1), cancellation: new CancellationToken(canceled: true)));
        Close.AssertAll(before, machine.PredictProbability(x), 0);
    }

    [Fact]
    public void Kernels_AreTheirFormulas()
    {
        var random = new RandomStream(1);
        var (a, b) = (random.Normal([4, 3], ScalarType.Float64), random.Normal([5, 3], ScalarType.Float64));
        var products = a.Product(b.t());
        Close.AssertAll((a.unsqueeze(1) - b).square().sum(-1).div(-0.49).exp(), new RbfKernel(0.7).Between(a, b), 1e-14);
        Close.AssertAll((products + 2) * (products + 2) * (products + 2), new PolynomialKernel(3, 2).Between(a, b), 1e-13);
        Close.AssertAll(products, new LinearKernel().Between(a, b), 1e-14);
        Close.AssertAll(products.abs(), new CustomKernel((x, y) => x.Product(y.t()).abs()).Between(a, b), 1e-14);
        Assert.StartsWith("kernel: expected [4, 5], got [4, 4].", Assert.Throws<ArgumentException>(() => new CustomKernel((x, _) => x.Product(x.t())).Between(a, b)).Message);
        var grid = RbfKernel.Grid(a);
        Assert.Equal(10, grid.Count);
        Assert.Equal(30, grid[^1] / grid[0], 1e-9);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        Refused("widths: only an RBF kernel has one to search for; give one width or the RBF kernel.", () => new RelevanceClassifier(new RelevanceSettings { Kernel = new LinearKernel(), Widths = [1] }));
        Refused("draws: expected an even number of at least 2, got 3.", () => new RelevanceClassifier(new RelevanceSettings { Draws = 3 }));
        Refused("iterations: expected at least 1, got 0.", () => new RelevanceRegressor(new RelevanceSettings { Iterations = 0 }));
        Refused("kernel width: expected above 0, got 0.", () => new RbfKernel(0));
        using var machine = new RelevanceClassifier();
        Refused("the classifier is not fitted: call Fit first.", () => machine.Vectors);
        Refused("labels: expected at least two classes, got 1.", () => machine.Fit(zeros(3, 2), zeros(3, dtype: ScalarType.Int64), new RandomStream(1)));
        Refused("labels: expected [3], got [2].", () => machine.Fit(zeros(3, 2), zeros(2, dtype: ScalarType.Int64), new RandomStream(1)));
        Refused("inputs: expected finite numbers; look for missing values.", () => machine.Fit(full([2, 2], double.NaN), arange(2), new RandomStream(1)));
        machine.Fit(tensor(new[,] { { 0.0, 1 }, { 1, 0 } }), arange(2), new RandomStream(1));
        Refused("inputs: expected [N, 2], got [4, 3].", () => machine.Predict(zeros(4, 3)));
        Refused("inputs: expected finite numbers", () => machine.Predict(full([1, 2], double.PositiveInfinity)));
        using var regressor = new RelevanceRegressor();
        regressor.Fit(tensor(new[,] { { 0.0 }, { 1 } }), tensor(new[] { 0.0, 1 }), new RandomStream(1));
        Refused("inputs: expected [N, 1], got [4, 3].", () => regressor.Predict(zeros(4, 3)));

        static void Refused(string sentence, Func<object?> act) => Assert.StartsWith(sentence, Assert.ThrowsAny<Exception>(act).Message);
    }

    [Theory]
    [InlineData(PosteriorCovariance.Full)]
    [InlineData(PosteriorCovariance.Diagonal)]
    public void Ripley_IsLearnedFromAFewVectors(PosteriorCovariance covariance)
    {
        var folder = Environment.GetEnvironmentVariable("GENERATIVEVI_DATA");
        if (folder is null || !File.Exists(Path.Combine(folder, "ripley_synth", "synth.tr"))) Assert.Skip("ripley_synth is not among the data here");
        var (x, y) = Ripley(Path.Combine(folder, "ripley_synth", "synth.tr"));
        var (fresh, truth) = Ripley(Path.Combine(folder, "ripley_synth", "synth.te"));
        using var machine = new RelevanceClassifier(new RelevanceSettings { Kernel = new RbfKernel(0.5), Covariance = covariance });
        // The file is sorted by class.
        var rows = new RandomStream(0).Permutation(250).narrow(0, 0, 100);
        machine.Fit(x.index_select(0, rows), y.index_select(0, rows), new RandomStream(1));
        Assert.InRange(machine.Predict(fresh).ne(truth).to_type(ScalarType.Float64).mean().item<double>(), 0.07, 0.12);
        Assert.InRange(machine.Vectors.Count, 2, 8);
    }

    private static (Tensor X, Tensor T) Sinc(int count, double noise)
    {
        var x = linspace(-10, 10, count, dtype: ScalarType.Float64);
        return (x.unsqueeze(-1), (x / Math.PI).sinc() + noise * new RandomStream(4).Normal([count], ScalarType.Float64));
    }

    private static (Tensor X, Tensor Labels) ThreeClusters(int count, int seed = 8)
    {
        var which = arange(count) % 3;
        var centers = tensor(new[,] { { 0.0, 2 }, { -2, -1 }, { 2, -1 } });
        return (centers.index_select(0, which) + 0.7 * new RandomStream(seed).Normal([count, 2], ScalarType.Float64), which * 4 - 1);
    }

    private static (Tensor X, Tensor Labels) Ripley(string path)
    {
        var table = CsvReader.Read(path).Values;
        var values = tensor(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(table.Bytes).ToArray()).reshape(table.Shape);
        return (values.narrow(1, 0, 2), values.select(1, 2).to_type(ScalarType.Int64));
    }
}
