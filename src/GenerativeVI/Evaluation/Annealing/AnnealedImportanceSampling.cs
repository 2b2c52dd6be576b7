using System.Globalization;
using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Evaluation;

/// <summary>
/// Annealed importance sampling (Neal 2001) of log p(x) between a start π₀ and the posterior, along log π_β(z) = log
/// π₀(z) + β [log p(x, z) − log π₀(z)] with Hamiltonian moves. The weight of a chain, log w = Σ_t (β_t − β_{t−1}) [log
/// p(x, z_{t−1}) − log π₀(z_{t−1})], makes w an unbiased estimate of p(x), so that log mean w is a lower bound in
/// expectation. Run backwards from an exact draw of the posterior, 1/w is an unbiased estimate of 1/p(x), and the same
/// number an upper bound: bidirectional Monte Carlo (Grosse+ 2015).
/// </summary>
/// <remarks>
/// Step sizes are adapted to the target acceptance in a pilot of its own noise, one a temperature, and frozen before
/// the first chain that counts: the guarantees hold as they stand. A row costs K·T·L gradients of log p(x|z), nearly
/// all of the time.
/// </remarks>
public sealed class AnnealedImportanceSampling
{
    private const int Settling = 20;

    private readonly IConditional<IDistribution> prior;
    private readonly IConditional<IDistribution> likelihood;
    private readonly IConditional<IDistribution>? start;
    private readonly AnnealingSettings settings;
    private readonly long memory;

    /// <summary>An annealing.</summary>
    /// <param name="prior">p(z), over continuous z.</param>
    /// <param name="likelihood">p(x|z), differentiable in z.</param>
    /// <param name="settings">How it is done.</param>
    /// <param name="start">π₀(z|x), such as q(z|x); the prior when null. A start nearer to the posterior needs fewer
    /// temperatures; one with lighter tails makes the weights' heavy.</param>
    /// <param name="memory">The most elements (rows × chains × D) of x̂ at a time; 2²⁰ by default.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public AnnealedImportanceSampling(
        IConditional<IDistribution> prior, IConditional<IDistribution> likelihood, AnnealingSettings settings, IConditional<IDistribution>? start = null, long memory = 1 << 20)
    {
        settings.Check();
        (this.prior, this.likelihood, this.start, this.settings, this.memory) = (prior, likelihood, start, settings, memory);
    }

    /// <summary>Forward, from draws of the start: a lower bound on log p(x) of every row, with any data.</summary>
    /// <param name="data">N rows.</param>
    /// <param name="random">The stream of the draws: from the same state, with the same memory, come the same
    /// digits.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="ledger">Where finished rows are kept, so that an interrupted evaluation can continue; nowhere when
    /// null.</param>
    /// <param name="cancellation">Stops between moves.</param>
    /// <exception cref="ArgumentException">The prior's draws are whole numbers, or the log-likelihood cannot be
    /// differentiated in z.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public AnnealedRows Forward(TensorData data, RandomStream random, IProgress<double>? progress = null, RowLedger? ledger = null, CancellationToken cancellation = default) =>
        Run(data, null, random, progress, ledger, cancellation);

    /// <summary>
    /// In reverse, from the draws that made the rows: an upper bound on log p(x) of every row simulated from the model.
    /// </summary>
    /// <param name="data">Rows simulated from this very model.</param>
    /// <param name="random">The stream of the draws.</param>
    /// <param name="progress">Receives the share done, 0 … 1.</param>
    /// <param name="ledger">Where finished rows are kept, so that an interrupted evaluation can continue; nowhere when
    /// null.</param>
    /// <param name="cancellation">Stops between moves.</param>
    /// <exception cref="ArgumentException">The log-likelihood cannot be differentiated in z.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public AnnealedRows Reverse(SimulatedData data, RandomStream random, IProgress<double>? progress = null, RowLedger? ledger = null, CancellationToken cancellation = default) =>
        Run(data.Rows, data.Latents, random, progress, ledger, cancellation);

    private AnnealedRows Run(TensorData data, Tensor? latents, RandomStream random, IProgress<double>? progress, RowLedger? ledger, CancellationToken cancellation)
    {
        using var _ = no_grad();
        using var rest = new AtRest(prior, likelihood, start);
        var stepSizes = StepSizes(data, random.Split("pilot"), cancellation);
        var rowsAtOnce = Math.Max(1, memory / (data.Dimension * settings.Chains));
        var columns = new RowBlocks(data, rowsAtOnce, random, ledger, progress, cancellation).Run(Identity(latents is not null), 2, (batch, told) =>
        {
            var weights = latents is null
                ? Up(new Chains(this, batch), stepSizes, random, told)
                : Down(new Chains(this, batch), latents.index_select(0, batch.Index), stepSizes, random, told).neg();
            var means = LogSpace.LogMeanExp(weights, 0);
            var effective = (weights.logsumexp(0) * 2 - (weights * 2).logsumexp(0)).exp();
            return [(latents is null ? means : means.neg()).data<double>().ToArray(), effective.data<double>().ToArray()];
        });
        return new AnnealedRows(columns[0], columns[1], latents is null ? Guarantee.Lower : Guarantee.Upper, settings, stepSizes);
    }

    // From β₀ to β_T: log w, [K, B].
    private Tensor Up(Chains chains, double[] stepSizes, RandomStream random, Action<double> told)
    {
        var point = chains.Start(random);
        var weights = zeros(point.Terms[1].shape, dtype: ScalarType.Float64);
        for (var t = 1; t <= stepSizes.Length + 1; t++)
        {
            Add(weights, point, Gap(t));
            if (t <= stepSizes.Length) point = chains.Move(point, Beta(t), stepSizes[t - 1], random).Point;
            told((double)t / (stepSizes.Length + 1));
        }
        return weights;
    }

    // From β_T to β₀: log w, [K, B].
    private Tensor Down(Chains chains, Tensor latents, double[] stepSizes, RandomStream random, Action<double> told)
    {
        var point = chains.At(latents.unsqueeze(0).expand([settings.Chains, .. latents.shape]));
        var weights = zeros(point.Terms[1].shape, dtype: ScalarType.Float64);
        for (var t = stepSizes.Length + 1; t >= 1; t--)
        {
            Add(weights, point, Gap(t));
            if (t > 1) point = chains.Move(point, Beta(t - 1), stepSizes[t - 2], random).Point;
            told(1 - (t - 1.0) / (stepSizes.Length + 1));
        }
        return weights;
    }

    // A run of other noise over the first rows, whose acceptance at every temperature sets the step size there: a given
    // number for the chains that count.
    private double[] StepSizes(TensorData data, RandomStream random, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var chains = new Chains(this, data.Slice(0, Math.Min(settings.PilotRows, Math.Max(1, memory / (data.Dimension * settings.Chains)))));
        var (point, size, sizes) = (chains.Start(random), 0.1, new double[settings.Temperatures.Steps - 1]);
        for (var i = -Settling; i < sizes.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            (point, var acceptance) = chains.Move(point, Beta(Math.Max(1, i + 1)), size, random);
            size *= Math.Exp((i < 0 ? 1 : 0.3) * (acceptance - settings.Acceptance));
            if (i >= 0) sizes[i] = size;
        }
        return sizes;
    }

    private static void Add(Tensor weights, HamiltonianPoint point, double gap)
    {
        using var scope = NewDisposeScope();
        weights.add_(point.Terms[1].to_type(ScalarType.Float64).cpu(), alpha: gap);
    }

    private double Beta(int step) => settings.Temperatures.Values[step];

    private double Gap(int step) => Beta(step) - Beta(step - 1);

    private Dictionary<string, string> Identity(bool isReverse) => new()
    {
        ["work"] = isReverse ? "reverse annealing" : "annealing",
        ["from"] = start is null ? "prior" : "posterior",
        ["temperatures"] = string.Join(' ', settings.Temperatures.Values.Select(beta => beta.ToString("R", CultureInfo.InvariantCulture))),
        ["settings"] = FormattableString.Invariant($"{settings.Chains} chains, {settings.Leapfrogs} leapfrogs, acceptance {settings.Acceptance:R}, {settings.PilotRows} pilot rows"),
    };

    /// <summary>
    /// The chains of a block of rows, and the path they are annealed along: log π_β = log π₀ + β (log p(x, z) − log
    /// π₀).
    /// </summary>
    private sealed class Chains
    {
        private readonly HamiltonianMonteCarlo moves;
        private readonly IDistribution origin;
        private readonly int count;
        private readonly long rows;

        public Chains(AnnealedImportanceSampling owner, Batch batch)
        {
            var prior = owner.prior.At(batch.Inputs);
            (origin, count, rows) = (owner.start?.At(batch.Inputs) ?? prior, owner.settings.Chains, batch.Value.shape[0]);
            moves = new HamiltonianMonteCarlo(
                z =>
                {
                    var evidence = owner.likelihood.At(new Inputs(z, batch.Context, batch.Label)).LogDensity(batch.Value); // [K, B]
                    if (z.requires_grad && !evidence.requires_grad) throw new ArgumentException("annealing needs a log-likelihood that can be differentiated in z, and this model's cannot.");
                    var first = origin.LogDensity(z);
                    return [first, ReferenceEquals(origin, prior) ? evidence : evidence + prior.LogDensity(z) - first];
                },
                owner.settings.Leapfrogs);
        }

        public HamiltonianPoint Start(RandomStream random)
        {
            var draws = (origin.BatchShape.Length == 0 ? origin.Sample(random.Split("start"), count, rows) : origin.Sample(random.Split("start"), count)).Value.detach();
            if (!(draws != draws.round()).any().item<bool>())
                throw new ArgumentException("annealing moves through continuous z, and this model's are whole numbers; use importance weights instead.");
            return At(draws);
        }

        public HamiltonianPoint At(Tensor value) => moves.At(value);

        public (HamiltonianPoint Point, double Acceptance) Move(HamiltonianPoint point, double beta, double stepSize, RandomStream random)
        {
            var moved = moves.Move(point, [1, beta], stepSize, random);
            foreach (var tensor in (Tensor[])[point.Value, .. point.Terms, .. point.Gradients]) tensor.Dispose();
            return moved;
        }
    }
}
