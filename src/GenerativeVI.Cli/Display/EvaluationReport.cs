using System.Diagnostics;

namespace GenerativeVI.Cli.Display;

/// <summary>Shows an evaluation on a display.</summary>
internal sealed class EvaluationReport(RunDisplay display) : IProgress<EvaluationProgress>
{
    private Stopwatch watch = Stopwatch.StartNew();
    private string work = "";
    private double first;

    public void Report(EvaluationProgress value)
    {
        if (value.Work != work) (work, first, watch) = (value.Work, value.Share, Stopwatch.StartNew());
        // What was taken up from an earlier run took no time of this one.
        var done = value.Share - first;
        TimeSpan? left = done > 0 ? watch.Elapsed * ((1 - value.Share) / done) : null;
        display.Show(new Status(work, value.Share, left));
    }
}
