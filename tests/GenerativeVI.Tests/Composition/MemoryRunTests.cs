using System.Globalization;
using GenerativeVI.Data;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;

namespace GenerativeVI.Tests.Composition;

/// <summary>A run whose data lie in memory has all that one of files has, once it is given them again.</summary>
public sealed class MemoryRunTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DataInMemory data = Rows(1);

    [Fact]
    public void ARunInMemory_IsTrained_Resumed_AndUsed()
    {
        var settings = Settings();
        var (whole, parts) = (Folder("whole"), Folder("parts"));
        var outcome = new Experiment(settings, whole).Train().Outcome!;
        new Experiment(settings with { Steps = 4, Epochs = null }, parts).Train();
        Experiment.Resume(parts, s => s with { Steps = null, Epochs = settings.Epochs }).Train();
        Assert.Equal(File.ReadAllBytes(whole.Weights), File.ReadAllBytes(parts.Weights));

        var record = whole.ReadRecord();
        Assert.Equal(("rings", "memory", 3), (record.Data.Source.Name, record.Data.Source.Place, record.Data.Classes));
        Assert.Equal([5L, 7, 9], record.Data.ClassValues!);
        Assert.Null(record.Settings.Data);
        Assert.Equal(["training rows", "test rows"], record.Data.Source.Files.Select(file => file.Path));
        Assert.Equal(outcome.TestElbo, Experiment.Evaluate(whole, settings.TestSamples).Elbo);
        Assert.Equal(10, new RunEvaluation(whole, new EvaluationSettings { Samples = 5 }).Run().Bounds.Elbo.Count);
        Assert.NotEmpty(GradientStudy.Of(whole, repeats: 20, batch: 6).Estimators);
        using var codes = Codes.Of(whole);
        Assert.Equal([10, 2], codes.Mean.shape);
        using var judged = JudgedRows.Of(whole);
        Assert.Equal(10, judged.Count);
        Report.Write(folder["report.html"], [whole]);
        Assert.DoesNotContain("Left out:", File.ReadAllText(folder["report.html"]), StringComparison.Ordinal);
        using var scope = NewDisposeScope();
        using var model = TrainedModel.Load(whole.Path);
        Assert.Equal([3, 6], model.Sample(3, new RandomStream(1)).shape);
    }

    [Fact]
    public void OtherRows_OrNone_AreRefused()
    {
        new Experiment(Settings() with { Steps = 2 }, Folder("run")).Train();
        var (none, other) = (new RunFolder(folder["run"]), new RunFolder(folder["run"]) { Data = Rows(2) });
        foreach (var (run, sentence) in ((RunFolder, string)[])[
            (none, "rings: the run's data lay in memory and in no file"), (other, "rings: these are not the rows that the run was made with")])
        {
            foreach (var use in (Action[])[
                () => Experiment.Evaluate(run, 2), () => Experiment.Resume(run, s => s with { Steps = 4 }).Train(),
                () => new RunEvaluation(run, new EvaluationSettings()).Run(), () => Codes.Of(run), () => JudgedRows.Of(run),
                () => GradientStudy.Of(run, repeats: 20)])
                Assert.StartsWith(sentence, Assert.Throws<DataException>(use).Message, StringComparison.Ordinal);
        }
        Report.Write(folder["report.html"], [none]);
        Assert.Contains("lay in memory", File.ReadAllText(folder["report.html"]), StringComparison.Ordinal);

        // And rows in memory are no stand-in for the files of another run.
        var files = Settings() with { Data = folder.Write("images-idx3-ubyte", Samples.IdxImages(20)), Steps = 2 };
        new Experiment(files, new RunFolder(folder["files"])).Train();
        Assert.Throws<DataException>(() => Experiment.Evaluate(new RunFolder(folder["files"]) { Data = data }, 2));
        Assert.Contains("leave one of them out", Assert.Throws<ArgumentException>(() => new Experiment(files, Folder("both")).Train()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HeldOutRows_AreOfTheTrainingRows_OrGiven()
    {
        var held = Settings() with { Selection = new() { Rows = 8, Patience = 50 } };
        new Experiment(held, Folder("held")).Train();
        Assert.All(Validations(Folder("held")), number => Assert.InRange(double.Parse(number, CultureInfo.InvariantCulture), -100, 0));
        var given = new RunFolder(folder["given"]) { Data = data with { Validation = Rows(4).Test } };
        new Experiment(Settings() with { Selection = new() { Patience = 50 } }, given).Train();
        Assert.Equal(10, given.ReadRecord().Data.Source.ValidationCount);
        Assert.NotEqual(Validations(Folder("held")), Validations(given));

        static string[] Validations(RunFolder run) => [.. File.ReadLines(run.Metrics).Skip(1).Select(line => line.Split(',')[6])];
    }

    [Fact]
    public void AnOwnMethod_TrainsOnDataInMemory()
    {
        OwnModel.Register();
        var run = Folder("run");
        new Experiment(Settings() with { Method = OwnModel.Plain, Binarization = Binarization.Dynamic }, run).Train();
        Assert.Equal(OwnModel.Plain, run.ReadRecord().Settings.Method);
        Assert.NotNull(Experiment.Evaluate(run, 3));
    }

    [Fact]
    public void RowsThatDoNotFit_AreNamed()
    {
        using var scope = NewDisposeScope();
        Refused("test rows: expected the shape of the training rows, [6], got [5]", data with { Test = new TensorData(zeros(3, 5), zeros(3).@long()) });
        Refused("test rows: they have no labels", data with { Test = new TensorData(zeros(3, 6)) });
        var levels = Settings() with { Model = new() { Latent = 2, Networks = new() { Hidden = [3] }, Likelihood = new() { Family = LikelihoodFamily.Categorical, Levels = 3 } } };
        Assert.Contains(
            "lies between two levels",
            Assert.Throws<ArgumentException>(() => new Experiment(levels, new RunFolder(folder["levels"]) { Data = data with { Train = new TensorData(full(30, 6, value: 0.3f), data.Train.Labels!.clone()) } }).Train()).Message,
            StringComparison.Ordinal);

        void Refused(string sentence, DataInMemory wrong) => Assert.StartsWith(
            sentence, Assert.Throws<ArgumentException>(() => new Experiment(Settings(), new RunFolder(folder["wrong"]) { Data = wrong }).Train()).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        data.Train.Dispose();
        data.Test.Dispose();
        folder.Dispose();
    }

    private static DataInMemory Rows(long seed)
    {
        var random = new RandomStream(seed);
        return new DataInMemory(Part(30), Part(10), Name: "rings");

        TensorData Part(long count) => new(random.Bernoulli(full(count, 6, value: 0.4f)), 2 * arange(count).remainder(3) + 5)
        {
            Context = random.Normal([count, 2]),
        };
    }

    private RunFolder Folder(string name) => new(folder[name]) { Data = data };

    private static RunSettings Settings() => new()
    {
        Model = new ModelSettings { Latent = 2, Networks = new() { Hidden = [3] } },
        Batch = 6,
        Epochs = 2,
        TestSamples = 2,
        Device = "cpu",
    };
}
