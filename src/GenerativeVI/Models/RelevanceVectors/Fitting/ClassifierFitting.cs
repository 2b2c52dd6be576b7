using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>The fits behind a classifier: one binary machine, one for each class against the rest, or one for each class jointly.</summary>
internal static class ClassifierFitting
{
    private const double LogitVariance = 10;
    private const int JudgingDraws = 256;

    /// <summary>One machine for two classes.</summary>
    /// <param name="inputs">x, float64 [N, D].</param>
    /// <param name="signs">−1 and +1, float64 [N].</param>
    /// <param name="settings">How.</param>
    /// <param name="random">The stream of everything drawn.</param>
    /// <param name="cancellation">Ends the fit after an iteration.</param>
    /// <param name="trace">Rows that are held out; null for none.</param>
    public static FittedMachines Binary(Tensor inputs, Tensor signs, RelevanceSettings settings, RandomStream random, CancellationToken cancellation, HeldOutTrace? trace = null)
    {
        using var scope = NewDisposeScope();
        var (machine, report) = new RelevanceTraining(settings, random, cancellation).Fit(inputs, Rows, LogitVariance, trace: trace);
        return new FittedMachines([machine], report, report.Evidence!.Value, machine.Kernel);

        RowLikelihood Rows(Tensor? index, bool judging)
        {
            var y = index is null ? signs : signs.index_select(0, index);
            var expectation = judging ? LogisticExpectation.GaussHermite : settings.Expectation;
            return ExpectedLogSigmoid.Rows(y, expectation, settings.Nodes, settings.Draws ?? 2, random.Split("logits"));
        }
    }

    /// <summary>A binary machine for each class.</summary>
    public static FittedMachines OneVersusRest(Tensor inputs, Tensor oneHot, RelevanceSettings settings, RandomStream random, CancellationToken cancellation)
    {
        var fits = Enumerable.Range(0, (int)oneHot.shape[1]).Select(c => Binary(inputs, oneHot.select(1, c) * 2 - 1, settings, random.Split($"class {c}"), cancellation)).ToArray();
        var reports = fits.Select(fit => fit.Report).ToArray();
        var report = new RelevanceReport(
            null, Guarantee.None, reports.Max(r => r.Iterations), reports.All(r => r.Converged), reports.Max(r => r.Jitter), [.. reports.SelectMany(r => r.History)]);
        return new FittedMachines([.. fits.SelectMany(fit => fit.Machines)], report, fits.Sum(fit => fit.Score), settings.Kernel);
    }

    /// <summary>A machine for each class under softmax(u), their steps taken in turn.</summary>
    public static FittedMachines Softmax(Tensor inputs, Tensor oneHot, RelevanceSettings settings, RandomStream random, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var training = new RelevanceTraining(settings, random, cancellation);
        var candidates = training.Candidates(inputs);
        var vectors = settings.Kernel is null ? null : inputs.index_select(0, candidates);
        var design = training.Design(inputs, vectors);
        var variance = settings.InitialVariance ?? training.InitialVariance(inputs, vectors, LogitVariance);
        var classes = (int)oneHot.shape[1];
        var fits = Enumerable.Range(0, classes).Select(_ => new RelevanceFit(design, variance, settings)).ToArray();
        try
        {
            var rows = Enumerable.Range(0, classes).Select(c => new SoftmaxRows(oneHot, c, Others, settings.Draws ?? 8, random.Split("logits"))).ToArray();
            var history = new double[settings.Iterations];
            for (var t = 0; t < settings.Iterations; t++)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var (fit, own) in fits.Zip(rows)) fit.Step(own);
                // The last class's objective has the likelihood of all and its own KL; the other KLs are added.
                history[t] = fits[^1].History[^1] + fits.SkipLast(1).Sum(fit => fit.State.Posterior.LogRatio(fit.State.PriorVariance));
            }
            var judge = rows[0] with { Draws = JudgingDraws };
            var evidence = RelevanceFit.Objective(judge, fits[0].State) + fits.Skip(1).Sum(fit => fit.State.Posterior.LogRatio(fit.State.PriorVariance));
            var machines = fits.Select(fit => RelevanceTraining.Machine(
                fit.Weights(settings.Bias, design.shape[1]), vectors, candidates, settings.Kernel)).ToArray();
            var report = new RelevanceReport(evidence, Guarantee.Lower, settings.Iterations, false, fits.Max(fit => fit.Jitter), history);
            return new FittedMachines(machines, report, evidence, settings.Kernel);
        }
        finally
        {
            foreach (var fit in fits) fit.Dispose();
        }

        (Tensor Mean, Tensor Variance) Others() =>
            (stack(fits.Select(fit => fit.State.Posterior.RowMean).ToArray(), -1), stack(fits.Select(fit => fit.State.Posterior.RowVariance).ToArray(), -1));
    }
}
