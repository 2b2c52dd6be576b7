using GenerativeVI.Data;
using GenerativeVI.Formats;
using GenerativeVI.Models;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Models;

/// <summary>A fitted relevance vector machine that was written and read predicts the same, to the last bit.</summary>
public sealed class RelevanceFileTests : IDisposable
{
    private static readonly CustomKernel Own = new((rows, vectors) => (1 + cdist(rows, vectors)).reciprocal());

    // Few passes: what is written is the same whether they were enough.
    private static readonly RelevanceSettings Brief = new() { Iterations = 12 };

    private static readonly Dictionary<string, RelevanceSettings> Kinds = new()
    {
        ["rbf"] = Brief with { Kernel = new RbfKernel(1.3) },
        ["search"] = Brief with { Widths = [0.5, 1, 3], WidthBy = WidthChoice.Evidence },
        ["linear"] = Brief with { Kernel = new LinearKernel(), PruneBelow = 0 },
        ["polynomial"] = Brief with { Kernel = new PolynomialKernel(2, 0.7) },
        ["diagonal"] = Brief with { Covariance = PosteriorCovariance.Diagonal, Bias = false },
        ["sequential"] = Brief with { Algorithm = RelevanceAlgorithm.Sequential },
        ["batches"] = Brief with { BatchSize = 20 },
        ["columns"] = Brief with { Kernel = null },
        ["prior mean"] = Brief with { Kernel = null, PriorMean = [0, 0.5, 2, 0, 1], PruneBelow = 0.9 },
        ["softmax"] = Brief with { Multiclass = MulticlassScheme.Softmax },
        ["own"] = Brief with { Kernel = Own },
    };

    private readonly TempFolder folder = new();

    public static TheoryData<string, int> Classifiers => new(
        from kind in Kinds.Keys from classes in (int[])[2, 3]
        where (kind != "softmax" || classes == 3) && (kind != "batches" || classes == 2) select (kind, classes));

    public static TheoryData<string> Regressors => [.. Kinds.Keys.Where(kind => kind != "softmax")];

    [Theory, MemberData(nameof(Classifiers))]
    public void AClassifier_ReadBack_PredictsTheSame(string kind, int classes)
    {
        using var scope = NewDisposeScope();
        var (x, y, fresh) = Rows(classes);
        using var machine = new RelevanceClassifier(Kinds[kind]);
        machine.Fit(x, y, new RandomStream(1));
        machine.Save(folder["machine.safetensors"]);
        using var read = RelevanceClassifier.Load(folder["machine.safetensors"], kind == "own" ? Own : null);
        Assert.Equal(Bits(machine.PredictProbability(fresh)), Bits(read.PredictProbability(fresh)));
        Assert.Equal(Bits(machine.Predict(fresh)), Bits(read.Predict(fresh)));
        Assert.Equal(machine.Classes, read.Classes);
        Assert.Equal(machine.Vectors, read.Vectors);
        Assert.Equal(machine.Kernel, read.Kernel);
        Same(machine.Report, read.Report);
        foreach (var (one, other) in machine.Weights.Zip(read.Weights)) Same(one, other);

        // And is fitted anew as the other is.
        Same(machine.Fit(x, y, new RandomStream(2)), read.Fit(x, y, new RandomStream(2)));
        Assert.Equal(Bits(machine.PredictProbability(fresh)), Bits(read.PredictProbability(fresh)));
    }

    [Theory, MemberData(nameof(Regressors))]
    public void ARegressor_ReadBack_PredictsTheSame(string kind)
    {
        using var scope = NewDisposeScope();
        var (x, _, fresh) = Rows(2);
        var t = x.select(1, 0).sin() + 0.1 * new RandomStream(3).Normal([x.shape[0]], ScalarType.Float64);
        using var machine = new RelevanceRegressor(Kinds[kind]);
        machine.Fit(x, t, new RandomStream(1));
        machine.Save(folder["machine"]);
        using var read = RelevanceRegressor.Load(folder["machine"], kind == "own" ? Own : null);
        var (before, after) = (machine.PredictProbability(fresh), read.PredictProbability(fresh));
        Assert.Equal(Bits(before.Mean), Bits(after.Mean));
        Assert.Equal(Bits(before.Variance), Bits(after.Variance));
        Assert.Equal((machine.Noise, machine.Kernel), (read.Noise, read.Kernel));
        Assert.Equal(machine.Vectors, read.Vectors);
        Same(machine.Report, read.Report);
        Same(machine.Weights, read.Weights);
    }

    [Fact]
    public void AKernelOfOnesOwn_IsAskedFor_AndNoOtherIsTaken()
    {
        using var scope = NewDisposeScope();
        var (own, rbf) = (Saved("own"), Saved("rbf"));
        Assert.StartsWith(
            "kernel: that of the machine is a function of one's own",
            Assert.Throws<ArgumentException>(() => RelevanceClassifier.Load(own)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "holds the kernel rbf itself",
            Assert.Throws<ArgumentException>(() => RelevanceClassifier.Load(rbf, new RbfKernel(2))).Message,
            StringComparison.Ordinal);
        using var same = RelevanceClassifier.Load(rbf, new RbfKernel(1.3));
        using var before = new RelevanceClassifier();
        Assert.Throws<InvalidOperationException>(() => before.Save(folder["none"]));
        Assert.False(File.Exists(folder["none"]));
    }

    [Fact]
    public void ForeignAndDamagedFiles_GetASentence()
    {
        using var scope = NewDisposeScope();
        var path = Saved("rbf");
        SafeTensors.Save(folder["foreign"], new Dictionary<string, Tensor> { ["weight"] = ones(2) });
        Refused("it holds tensors, but no relevance vector machine", folder["foreign"]);
        Refused("there is no such file", folder["nothing"]);
        Refused("not a whole safetensors file", folder.Write("cut", File.ReadAllBytes(path)[..^9]));
        Assert.Contains(
            "it holds a relevance vector classifier and no regressor",
            Assert.Throws<DataException>(() => RelevanceRegressor.Load(path)).Message, StringComparison.Ordinal);

        using var file = SafeTensorsFile.Open(path);
        var (whole, metadata) = (SafeTensors.Load(path), file.Metadata);
        Changed("machine.0.mean is missing", tensors => tensors.Remove("machine.0.mean"));
        Changed("machine.0.vectors is ", tensors => tensors["machine.0.vectors"] = ones(2, 2, dtype: ScalarType.Float64));
        Changed("machine.0.covariance is not finite", tensors => tensors["machine.0.covariance"] = full_like(tensors["machine.0.covariance"], double.NaN));
        Changed("do not go together", tensors => tensors["classes"] = tensor(new long[] { 1, 2, 3 }));
        Changed("do not go together", tensors => tensors["more"] = ones(1));
        var (key, text) = metadata.Single();
        SafeTensors.Save(folder["version"], whole, new Dictionary<string, string> { [key] = text.Replace("\"version\":1", "\"version\":9", StringComparison.Ordinal) });
        Refused("format 9 of a relevance vector machine", folder["version"]);
        SafeTensors.Save(folder["json"], whole, new Dictionary<string, string> { [key] = text.Replace("\"noise\"", "\"noice\"", StringComparison.Ordinal) });
        Refused("its text does not describe one", folder["json"]);
        SafeTensors.Save(folder["width"], whole, new Dictionary<string, string> { [key] = text.Replace("\"width\":1.3", "\"width\":-1", StringComparison.Ordinal) });
        Refused("not a whole relevance vector machine", folder["width"]);

        void Changed(string sentence, Action<Dictionary<string, Tensor>> change)
        {
            var tensors = whole.ToDictionary();
            change(tensors);
            SafeTensors.Save(folder["changed"], tensors, metadata);
            Refused(sentence, folder["changed"]);
        }

        static void Refused(string sentence, string path)
        {
            var message = Assert.Throws<DataException>(() => RelevanceClassifier.Load(path)).Message;
            Assert.StartsWith($"{path}: ", message, StringComparison.Ordinal);
            Assert.Contains(sentence, message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => folder.Dispose();

    private string Saved(string kind)
    {
        var (x, y, _) = Rows(2);
        using var machine = new RelevanceClassifier(Kinds[kind]);
        machine.Fit(x, y, new RandomStream(1));
        machine.Save(folder[kind]);
        return folder[kind];
    }

    private static (Tensor X, Tensor Y, Tensor Fresh) Rows(int classes)
    {
        var random = new RandomStream(7);
        var y = arange(36).remainder(classes);
        var centres = random.Normal([classes, 4], ScalarType.Float64) * 2;
        return (centres.index_select(0, y) + random.Normal([36, 4], ScalarType.Float64), 10 * y - 3,
            2 * random.Normal([33, 4], ScalarType.Float64));
    }

    private static byte[] Bits(Tensor tensor) => tensor.contiguous().bytes.ToArray();

    private static void Same(RelevanceReport one, RelevanceReport other)
    {
        // Lists are compared one by one: records compare them by which they are.
        RelevanceReport Bare(RelevanceReport of) => of with { History = [], Search = [], ScaleSlope = [], ScaleTrial = null };
        Assert.Equal(Bare(one), Bare(other));
        Assert.Equal(one.ScaleSlope, other.ScaleSlope);
        Assert.Equal(one.ScaleTrial, other.ScaleTrial);
        Assert.Equal(one.History, other.History);
        Assert.Equal(one.Search, other.Search);
        Assert.True(one.Guarantee != Guarantee.Upper);
    }

    private static void Same(RelevanceWeights one, RelevanceWeights other)
    {
        Assert.Equal(one.Basis, other.Basis);
        Assert.Equal(one.HasBias, other.HasBias);
        Assert.Equal(Bits(one.Mean), Bits(other.Mean));
        Assert.Equal(Bits(one.Covariance), Bits(other.Covariance));
        Assert.Equal(Bits(one.PriorVariance), Bits(other.PriorVariance));
    }
}
