using GenerativeVI.Data;
using GenerativeVI.Evaluation;
using GenerativeVI.Tensors;
using GenerativeVI.Tests.Data;
using GenerativeVI.Tests.Oracles;

namespace GenerativeVI.Tests.Evaluation;

/// <summary>An evaluation of 12 rows a row at a time and 15 of its 30 draws at a time, stopped at every place it can be.</summary>
public sealed class RowLedgerTests : IDisposable
{
    private const int Rows = 12, Samples = 30;

    private readonly TempFolder folder = new();
    private readonly List<string> notes = [];
    private readonly TensorData data = new(new RandomStream(1).Normal([Rows, 1], ScalarType.Float64));

    private string Path => folder["part.json"];

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void StoppedAnywhere_AndGoneOnWith_ItEndsWithTheSameDigits()
    {
        var whole = Run(ledger: null);
        var chunks = 0;
        Run(null, () => chunks++);
        Assert.True(chunks > 10);
        for (var last = 1; last <= chunks; last++)
        {
            Assert.Throws<InvalidOperationException>(() => RunUntil(last));
            var resumed = Run(Ledger());
            Assert.Equal(whole.LogLikelihood, resumed.LogLikelihood);
            Assert.Equal(whole.Elbo, resumed.Elbo);
            Assert.Equal(whole.EffectiveSamples, resumed.EffectiveSamples);
            Ledger().Delete();
        }
        Assert.Contains("10 of 12 rows were done before; continuing from there.", notes);
    }

    [Fact]
    public void Cancelled_ItKeepsWhatIsDone_HoweverLongTheInterval()
    {
        using var source = new CancellationTokenSource();
        var chunks = 0;
        Assert.Throws<OperationCanceledException>(() => Run(new RowLedger(Path, interval: TimeSpan.FromHours(1)), () => { if (++chunks == 5) source.Cancel(); }, source.Token));
        Assert.True(File.Exists(Path));
        var again = 0;
        Assert.Equal(Run(null).LogLikelihood, Run(Ledger(), () => again++).LogLikelihood);
        Assert.InRange(again, 1, Total() - 4);
    }

    [Fact]
    public void Finished_ItHasNothingLeftToDo()
    {
        var first = Run(Ledger());
        var chunks = 0;
        Assert.Equal(first.LogLikelihood, Run(Ledger(), () => chunks++).LogLikelihood);
        Assert.Equal(0, chunks);
    }

    [Fact]
    public void OtherWork_OrADamagedFile_IsNamedAndStartedOver()
    {
        var whole = Run(null).LogLikelihood;
        Run(new RowLedger(Path, new Dictionary<string, string> { ["weights"] = "of yesterday" }));
        Assert.Equal(whole, Run(Ledger()).LogLikelihood);
        Assert.Contains("it is of other settings, weights or data", Assert.Single(notes));
        var good = File.ReadAllText(Path);
        foreach (var text in new[] { "", "null", "{}", "[1]", good[..^10], good.Replace("\"Rows\":12", "\"Rows\":13"), good.Replace("\"Rows\":12", "\"Rows\":-1") })
        {
            notes.Clear();
            File.WriteAllText(Path, text);
            Assert.Equal(whole, Run(Ledger()).LogLikelihood);
            Assert.Contains("the evaluation starts over", Assert.Single(notes));
        }
    }

    [Fact]
    public void WhereNothingCanBeWritten_TheEvaluationGoesOn()
    {
        File.WriteAllText(folder["file"], "");
        var ledger = new RowLedger(System.IO.Path.Combine(folder["file"], "part.json"), interval: TimeSpan.Zero, note: notes.Add);
        Assert.Equal(Run(null).LogLikelihood, Run(ledger).LogLikelihood);
        Assert.Contains("the evaluation continues", Assert.Single(notes));
    }

    private RowLedger Ledger() => new(Path, interval: TimeSpan.Zero, note: notes.Add);

    private int Total()
    {
        var chunks = 0;
        Run(null, () => chunks++);
        return chunks;
    }

    private void RunUntil(int last)
    {
        var chunks = 0;
        Run(Ledger(), () => { if (++chunks == last) throw new InvalidOperationException("killed"); });
    }

    private WeightedRows Run(RowLedger? ledger, Action? before = null, CancellationToken cancellation = default) =>
        new BoundEvaluation(new Watched(ConjugateGaussian.Model(ConjugateGaussian.Prior)) { Before = before }, memory: 20)
            .EvaluateRows(data, Samples, new RandomStream(3).Split("evaluation"), cancellation: cancellation, ledger: ledger);
}
