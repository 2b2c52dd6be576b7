using System.Runtime.InteropServices;
using System.Text;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>One fit of one linear predictor to some rows, whichever way the settings ask for.</summary>
internal sealed class RelevanceTraining
{
    private const long RowsAtOnce = 2048;

    private readonly RelevanceSettings settings;
    private readonly RandomStream random;
    private readonly CancellationToken cancellation;

    /// <summary>A training.</summary>
    /// <param name="settings">How; their kernel is the one that is used.</param>
    /// <param name="random">The stream of candidates, batches and draws.</param>
    /// <param name="cancellation">Ends it after an iteration.</param>
    public RelevanceTraining(RelevanceSettings settings, RandomStream random, CancellationToken cancellation) => (this.settings, this.random, this.cancellation) = (settings, random, cancellation);

    /// <summary>The likelihood of some rows.</summary>
    /// <param name="index">Their numbers, int64 [B]; null for all in their order.</param>
    /// <param name="judging">Whether the value is to be reported, and must be the true expectation.</param>
    public delegate RowLikelihood RowsOf(Tensor? index, bool judging);

    /// <summary>A machine with its report; the caller owns it.</summary>
    /// <param name="inputs">x, float64 [N, D].</param>
    /// <param name="rowsOf">The likelihood.</param>
    /// <param name="signalVariance">The mean prior variance of u at the start, where no variance is set.</param>
    /// <param name="after">Receives what a minibatch's step saw.</param>
    /// <param name="trace">Rows that are held out, and may end a fit before its time; null for none.</param>
    public (RelevanceMachine Machine, RelevanceReport Report) Fit(
        Tensor inputs, RowsOf rowsOf, double signalVariance, Action<RowLikelihood, Tensor, Tensor, double>? after = null, HeldOutTrace? trace = null)
    {
        using var scope = NewDisposeScope();
        var shift = Shift(inputs);
        if (shift is not null)
        {
            var (plain, offset) = (rowsOf, Design(inputs, null).Product(shift));
            rowsOf = (index, judging) => new ShiftedRows(plain(index, judging), index is null ? offset : offset.index_select(0, index));
        }
        var candidates = Candidates(inputs);
        var vectors = settings.Kernel is null ? null : inputs.index_select(0, candidates);
        var columns = (vectors?.shape[0] ?? inputs.shape[1]) + (settings.Bias ? 1 : 0);
        var variance = settings.InitialVariance ?? InitialVariance(inputs, vectors, signalVariance);
        if (settings.BatchSize is not null)
        {
            var fit = new MinibatchFit((index, kept) => Design(inputs.index_select(0, index), vectors).index_select(1, kept), inputs.shape[0], settings, random.Split("batches"));
            var (weights, ratio, history, jitter) = fit.Run(columns, settings.Bias, variance, index => rowsOf(index, judging: false), after, cancellation);
            var machine = Machine(weights, vectors, candidates, settings.Kernel);
            var evidence = Likelihood(machine, inputs, rowsOf) + ratio;
            machine = Shifted(machine, shift);
            return (machine, new RelevanceReport(evidence, Guarantee.Lower, history.Length, false, jitter, history));
        }
        var rows = rowsOf(null, judging: false);
        var kernel = settings.Kernel;
        using var whole = Whole();
        var fitted = Shifted(Machine(whole.Weights(settings.Bias, columns), vectors, candidates, kernel), shift);
        var guarantee = !rows.SeesVariance ? Guarantee.None : rows.IsGaussian && settings.Covariance == PosteriorCovariance.Full ? Guarantee.Exact : Guarantee.Lower;
        var value = rows.SeesVariance ? RelevanceFit.Objective(rowsOf(null, judging: true), whole.State) : whole.History[^1];
        var report = new RelevanceReport(
            value, guarantee, whole.Iterations, whole.Converged, whole.Jitter, [.. whole.History]);
        return (fitted, kernel is ArdKernel ard && rows.SeesVariance && !rows.IsStochastic
            ? report with { ScaleSlope = Slope(ard) } : report);

        IReadOnlyList<double> Slope(ArdKernel ard) => ScaleFit
            .Slope(ard, inputs, vectors!, whole.State, rows, settings.Covariance).cpu().data<double>().ToArray();

        RelevanceFit Whole()
        {
            if (settings.ScaleRounds > 0)
            {
                (var found, kernel) = ScaleFit.Run(inputs, vectors!, variance, settings, rows, trace, cancellation);
                return found;
            }
            var design = Design(inputs, vectors);
            if (settings.ChosenAlgorithm == RelevanceAlgorithm.Sequential)
                return SequentialFit.Run(design, settings.Bias, variance, settings, rows, trace?.Over(held => Design(held, vectors)), cancellation);
            var fit = new RelevanceFit(design, variance, settings);
            try
            {
                fit.Run(rows, trace?.Over(held => Design(held, vectors)), cancellation);
            }
            catch
            {
                fit.Dispose();
                throw;
            }
            return fit;
        }
    }

    // w̃ of all columns and the bias; null for 0.
    private Tensor? Shift(Tensor inputs)
    {
        if (settings.PriorMean is not { } mean) return null;
        var expected = inputs.shape[1] + (settings.Bias ? 1 : 0);
        if (mean.Count != expected) throw new ArgumentException($"prior mean: expected {expected} numbers, one for each of the {inputs.shape[1]} columns{(settings.Bias ? " and the bias" : "")}, got {mean.Count}.");
        return tensor(mean.ToArray(), dtype: ScalarType.Float64, device: inputs.device);
    }

    // The fit was of w − w̃.
    private static RelevanceMachine Shifted(RelevanceMachine machine, Tensor? shift)
    {
        if (shift is null) return machine;
        var weights = machine.Weights;
        var columns = tensor([.. weights.Basis, .. weights.HasBias ? new[] { shift.shape[0] - 1 } : []], dtype: ScalarType.Int64, device: shift.device);
        weights.Mean.add_(shift.index_select(0, columns));
        return machine with { Pruned = shift.index_fill(0, columns, 0).DetachFromDisposeScope() };
    }

    /// <summary>
    /// Which rows may become vectors, int64 [M], rising. Of equal rows it is the first: their columns of Φ are one, and
    /// only the sum of their prior variances means something.
    /// </summary>
    /// <param name="inputs">x, [N, D].</param>
    public Tensor Candidates(Tensor inputs)
    {
        var rows = settings.Kernel is null ? arange(inputs.shape[0], device: random.Device) : Different(inputs);
        if (!(settings.Candidates < rows.shape[0])) return rows;
        return rows.index_select(0, random.Split("candidates").Permutation(rows.shape[0]).narrow(0, 0, settings.Candidates!.Value).sort().Item1);
    }

    /// <summary>Φ of some rows, [N, M].</summary>
    public Tensor Design(Tensor inputs, Tensor? vectors) => BasisColumns.Design(inputs, settings.Kernel, vectors, null, settings.Bias);

    /// <summary>α at the start, such that u has the wanted mean variance.</summary>
    public double InitialVariance(Tensor inputs, Tensor? vectors, double signalVariance)
    {
        if (inputs.shape[0] == 0) return 1;
        var squares = Design(inputs.narrow(0, 0, Math.Min(inputs.shape[0], RowsAtOnce)), vectors).square().sum(-1).mean().Number();
        if (!double.IsFinite(squares)) throw new ArgumentException("inputs: expected finite rows with a finite kernel; look for missing values, or scale the inputs.");
        return squares > 0 ? signalVariance / squares : 1;
    }

    /// <summary>The machine of fitted weights: their columns as vectors, and as numbers of the training rows.</summary>
    public static RelevanceMachine Machine(
        RelevanceWeights weights, Tensor? vectors, Tensor candidates, SimilarityKernel? kernel)
    {
        if (vectors is null) return new RelevanceMachine(null, null, weights);
        var columns = tensor(weights.Basis.ToArray(), dtype: ScalarType.Int64, device: vectors.device);
        var rows = candidates.index_select(0, columns).cpu().data<long>().ToArray();
        return new RelevanceMachine(
            kernel, vectors.index_select(0, columns).DetachFromDisposeScope(), weights with { Basis = rows });
    }

    private static Tensor Different(Tensor inputs)
    {
        var (values, width) = (MemoryMarshal.AsBytes<double>(inputs.cpu().contiguous().data<double>().ToArray()).ToArray(), (int)inputs.shape[1] * sizeof(double));
        var seen = new HashSet<string>();
        var first = Enumerable.Range(0, (int)inputs.shape[0]).Where(row => seen.Add(Encoding.Latin1.GetString(values, row * width, width))).Select(row => (long)row);
        return tensor(first.ToArray(), dtype: ScalarType.Int64, device: inputs.device);
    }

    private static double Likelihood(RelevanceMachine machine, Tensor inputs, RowsOf rowsOf)
    {
        var sum = 0.0;
        for (long start = 0; start < inputs.shape[0]; start += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            var index = arange(start, Math.Min(start + RowsAtOnce, inputs.shape[0]), device: inputs.device);
            var (mean, variance) = machine.Project(inputs.index_select(0, index));
            sum += rowsOf(index, judging: true).At(mean, variance).Value.sum().Number();
        }
        return sum;
    }
}
