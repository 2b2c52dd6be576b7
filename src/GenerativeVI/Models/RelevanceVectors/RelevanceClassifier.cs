using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// The relevance vector machine for classes: p(y|x, w) = σ(y Σ_j w_j φ_j(x)), w_j ~ N(0, α_j), with every α_j found by
/// type-II maximum likelihood, so that most weights vanish and few basis functions stay (Tipping 2001). The evidence is
/// bounded by 𝓛 = Σ E log σ(y u) − KL(q(w) ‖ p(w|α)) with a Gaussian q, and u ~ N(Φμ, ΦΣΦᵀ) makes each expectation
/// one-dimensional.
/// </summary>
/// <remarks>
/// Float64 throughout. A fit on N rows with M basis functions takes O(N M² + M³) an iteration, M falling as columns are
/// pruned.
/// </remarks>
public sealed partial class RelevanceClassifier : IDisposable
{
    private readonly RelevanceSettings settings;
    private FittedMachines? fitted;
    private long columns;

    /// <summary>A classifier before its fit.</summary>
    /// <param name="settings">How; the defaults when null.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public RelevanceClassifier(RelevanceSettings? settings = null)
    {
        this.settings = settings ?? new RelevanceSettings();
        this.settings.Check();
    }

    /// <summary>The classes, rising: the labels that the training rows had.</summary>
    public IReadOnlyList<long> Classes { get; private set; } = [];

    /// <summary>
    /// The training rows (without a kernel: the columns) that any of the weights belongs to, rising; the bias is not
    /// counted.
    /// </summary>
    public IReadOnlyList<long> Vectors => Fitted.Basis;

    /// <summary>The weights with their posterior: one set for two classes, else one a class.</summary>
    public IReadOnlyList<RelevanceWeights> Weights => [.. Fitted.Machines.Select(machine => machine.Weights)];

    /// <summary>How the fit went.</summary>
    public RelevanceReport Report => Fitted.Report;

    /// <summary>The kernel: the given one, or of the width that a search found.</summary>
    public SimilarityKernel? Kernel => Fitted.Kernel;

    private FittedMachines Fitted => fitted ?? throw new InvalidOperationException("the classifier is not fitted: call Fit first.");

    /// <summary>Fits the machine to labelled rows, in place of an earlier fit.</summary>
    /// <param name="inputs">x, [N, D], floating point.</param>
    /// <param name="labels">Their classes, int64 [N]: any integers, at least two different ones.</param>
    /// <param name="random">The stream of candidates, batches and draws; a fit by quadrature on all rows draws
    /// nothing.</param>
    /// <param name="progress">Receives the share of the widths that were tried, where several are.</param>
    /// <param name="cancellation">Ends the fit after an iteration; an earlier fit stays.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, there is one class only, a value is not finite, or
    /// softmax is asked for with minibatches.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RelevanceReport Fit(Tensor inputs, Tensor labels, RandomStream random, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var x = FittedMachines.Inputs(inputs, nameof(inputs));
        Shapes.Require(labels, nameof(labels), x.shape[0]);
        var classes = labels.cpu().data<long>().ToArray().Distinct().Order().ToArray();
        if (classes.Length < 2) throw new ArgumentException($"labels: expected at least two classes, got {classes.Length}.", nameof(labels));
        var joint = classes.Length > 2 && settings.Multiclass == MulticlassScheme.Softmax;
        if (joint && settings.BatchSize is not null) throw new ArgumentException("softmax and minibatches do not go together here; take one-versus-rest.");
        if (settings.LearnsPriorMean && classes.Length > 2 && !joint)
            throw new ArgumentException("prior mean: one-versus-rest has no joint evidence to learn it by; take softmax, or give the prior mean.");
        if (settings.Scales != KernelScales.Shared && classes.Length > 2)
            throw new ArgumentException(
                "scales: inputs have scales of their own for two classes or numbers alone; leave them shared.");
        var oneHot = (labels.unsqueeze(-1) == tensor(classes, device: labels.device)).to_type(ScalarType.Float64);
        var (isBinary, places) = (classes.Length == 2, oneHot.argmax(-1));
        var next = new WidthSearch(settings, FitTo, Judged, (held, bar) => isBinary ? new HeldOutTrace(x.index_select(0, held), SignsOf(held), bar) : null, random)
            .Best(x, rows => places.index_select(0, rows).cpu().data<long>().ToArray().Distinct().Count() == classes.Length, progress).InRows();
        fitted?.Dispose();
        (fitted, Classes, columns) = (next, classes, x.shape[1]);
        return next.Report;

        FittedMachines FitTo(RelevanceSettings chosen, Tensor? rows, RandomStream stream, HeldOutTrace? trace)
        {
            var (some, known) = rows is null ? (x, oneHot) : (x.index_select(0, rows), oneHot.index_select(0, rows));
            return isBinary ? ClassifierFitting.Binary(some, known.select(1, 1) * 2 - 1, chosen, stream, cancellation, trace)
                : joint ? ClassifierFitting.Softmax(some, known, chosen, stream, cancellation) : ClassifierFitting.OneVersusRest(some, known, chosen, stream, cancellation);
        }

        RowLikelihood SignsOf(Tensor held) => ExpectedLogSigmoid.Rows(oneHot.index_select(0, held).select(1, 1) * 2 - 1, LogisticExpectation.GaussHermite, 16, 2, null);

        (double Loss, double Error) Judged(FittedMachines machines, Tensor held)
        {
            var (probability, truth) = (Probability(machines.Machines, x.index_select(0, held)), places.index_select(0, held));
            return (-probability.gather(1, truth.unsqueeze(-1)).clamp_min(double.Epsilon).log().mean().Number(), probability.argmax(-1).ne(truth).to_type(ScalarType.Float64).mean().Number());
        }
    }

    /// <summary>The most probable class of every row.</summary>
    /// <param name="inputs">x, [N, D].</param>
    /// <returns>int64 [N], from <see cref="Classes"/>.</returns>
    public Tensor Predict(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        var best = PredictProbability(inputs).argmax(-1);
        return tensor(Classes.ToArray(), device: inputs.device).index_select(0, best).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The probability of every class: E σ(u) by quadrature for two classes; for more, those divided by their sum
    /// (one-versus-rest) or E softmax(u) over draws from a fixed seed.
    /// </summary>
    /// <param name="inputs">x, [N, D].</param>
    /// <exception cref="ArgumentException">They have other columns than the training rows, or a value is not
    /// finite.</exception>
    /// <returns>float64 [N, C] in the order of <see cref="Classes"/>; rows sum to 1.</returns>
    public Tensor PredictProbability(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Probability(Fitted.Machines, FittedMachines.Inputs(inputs, nameof(inputs), columns)).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the fit.</summary>
    public void Dispose() => fitted?.Dispose();

    private Tensor Probability(IReadOnlyList<RelevanceMachine> machines, Tensor x)
    {
        if (machines.Count > 1 && settings.Multiclass == MulticlassScheme.Softmax) return Softmax(machines, x);
        var rule = GaussHermite.Rule(64, x.device);
        var positive = stack(machines.Select(machine => Positive(machine, x, rule)).ToArray(), -1); // [N, C]
        return machines.Count == 1 ? cat([1 - positive, positive], -1) : positive / positive.sum(-1, keepdim: true);
    }

    private static Tensor Positive(RelevanceMachine machine, Tensor inputs, GaussHermite rule)
    {
        var (mean, variance) = machine.Project(inputs);
        return (mean.unsqueeze(-1) + variance.clamp_min(0).sqrt().unsqueeze(-1) * rule.Nodes).sigmoid().Product(rule.Weights);
    }

    private static Tensor Softmax(IReadOnlyList<RelevanceMachine> machines, Tensor inputs)
    {
        const int halfOfTheDraws = 128;
        var projected = machines.Select(machine => machine.Project(inputs)).ToArray();
        var (mean, scale) = (stack(projected.Select(p => p.Mean).ToArray(), -1), stack(projected.Select(p => p.Variance.clamp_min(0).sqrt()).ToArray(), -1));
        // The same noise for every row: predictions do not depend on what else is predicted.
        var half = new RandomStream(0, inputs.device).Normal([halfOfTheDraws, 1, mean.shape[1]], ScalarType.Float64);
        return nn.functional.softmax(mean + scale * cat([half, half.neg()]), -1).mean([0L]);
    }
}
