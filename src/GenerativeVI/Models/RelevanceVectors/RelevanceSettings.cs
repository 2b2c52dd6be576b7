namespace GenerativeVI.Models;

/// <summary>What a relevance vector machine is made of and how it is fitted.</summary>
public sealed record RelevanceSettings
{
    /// <summary>
    /// The kernel whose columns are the basis; null for weights on the columns of x themselves. RBF of width 1 by
    /// default.
    /// </summary>
    public SimilarityKernel? Kernel { get; init; } = new RbfKernel(1);

    /// <summary>Widths of an RBF kernel to choose from, in place of the kernel's own; null for none.</summary>
    public IReadOnlyList<double>? Widths { get; init; }

    /// <summary>Whether the widths halfway between the best of <see cref="Widths"/> and its neighbours are tried too.</summary>
    public bool RefinesWidths { get; init; }

    /// <summary>What the choice among <see cref="Widths"/> goes by.</summary>
    public WidthChoice WidthBy { get; init; } = WidthChoice.HeldOut;

    /// <summary>
    /// Whether the inputs of an RBF kernel have scales of their own, for two classes or numbers. The kernel is then an
    /// <see cref="ArdKernel"/>, and begins at the width that is given or found.
    /// </summary>
    public KernelScales Scales { get; init; }

    /// <summary>How many rounds of ascent the scales take; none where they are shared.</summary>
    internal int ScaleRounds { get; init; }

    /// <summary>
    /// From which side the basis is found. When null by pruning; and after a search for the width from both sides where a sequential fit
    /// goes with the other settings, of which the machine of the greater evidence is kept.
    /// </summary>
    public RelevanceAlgorithm? Algorithm { get; init; }

    /// <summary>
    /// w̃ of the prior N(w | w̃, diag α) of the columns of x, and of the bias as the last where there is one; null for
    /// 0. A weight that is pruned is its w̃. Without a kernel alone: rows that may become vectors are not known before.
    /// Evidence is that of this prior, of the same kind.
    /// </summary>
    public IReadOnlyList<double>? PriorMean { get; init; }

    /// <summary>
    /// Whether the columns share a w̃ that is found by empirical Bayes, among those of some fits the one of the greatest evidence; false by
    /// default. The bias keeps 0. Evidence is that at the w̃ that was found, as it is at the α that were, and of the same kind.
    /// </summary>
    public bool LearnsPriorMean { get; init; }

    /// <summary>Whether a constant column joins the basis; true by default.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>The family of the posterior.</summary>
    public PosteriorCovariance Covariance { get; init; } = PosteriorCovariance.Full;

    /// <summary>How the logistic likelihood's expectation is found; of no meaning in regression.</summary>
    public LogisticExpectation Expectation { get; init; } = LogisticExpectation.GaussHermite;

    /// <summary>How prior variances are re-estimated.</summary>
    public RelevanceUpdate Update { get; init; } = RelevanceUpdate.MacKay;

    /// <summary>
    /// α of every weight at the start, above 0; when null, such that the mean prior variance of u is 10 in
    /// classification and the variance of the targets in regression.
    /// </summary>
    public double? InitialVariance { get; init; }

    /// <summary>
    /// The variance of the noise at the start of a regression, above 0; a tenth of the targets' variance when null.
    /// </summary>
    public double? InitialNoise { get; init; }

    /// <summary>Whether a regression estimates the variance of its noise; true by default.</summary>
    public bool LearnNoise { get; init; } = true;

    /// <summary>The most iterations, at least 1; 1000 by default. Each takes one Cholesky factorization.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>The fit ends when no log α moves by more than this; 10⁻⁴ by default.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>
    /// A weight is pruned when γ = 1 − s/α is at most this, so that data hardly know it, and μ² ≤ γ s, so that its best
    /// α is 0 while the others stay (Tipping &amp; Faul 2003). 0 prunes nothing; when null 10⁻³ for MacKay's update on
    /// all rows, which drives γ to 0 at a geometric rate, and 10⁻² for the slower others.
    /// </summary>
    public double? PruneBelow { get; init; }

    /// <summary>Nodes of the Gauss–Hermite quadrature, at least 2; 32 by default.</summary>
    public int Nodes { get; init; } = 32;

    /// <summary>
    /// Draws of u for each row, in antithetic pairs and so even; 2 by default for local reparameterization, and 8 for
    /// softmax. Both draw anew at every iteration.
    /// </summary>
    public int? Draws { get; init; }

    /// <summary>How more than two classes are told apart.</summary>
    public MulticlassScheme Multiclass { get; init; } = MulticlassScheme.OneVersusRest;

    /// <summary>
    /// How many rows, drawn at random, may become basis vectors; all of them when null. Of equal rows the first alone
    /// may. With N rows and M vectors an iteration costs N M² + M³.
    /// </summary>
    public int? Candidates { get; init; }

    /// <summary>
    /// Rows of a minibatch of the stochastic fit, whose memory and iterations do not grow with N; null for a fit that
    /// sees all rows at every iteration.
    /// </summary>
    public int? BatchSize { get; init; }

    internal double PruneThreshold => PruneBelow
        ?? (Update == RelevanceUpdate.MacKay && BatchSize is null && Expectation != LogisticExpectation.LocalReparameterization ? 1e-3 : 1e-2);

    internal RelevanceAlgorithm ChosenAlgorithm => Algorithm ?? RelevanceAlgorithm.Pruning;

    internal bool TriesBothSides => Algorithm is null && Kernel is not null && WhatIsNotSequential is null;

    /// <summary>Whether these settings go with scales of the inputs, which climb a bound that is seen whole.</summary>
    public bool CanLearnScales => WhatIsNotSequential is null && Expectation != LogisticExpectation.Laplace;

    // Which setting a sequential fit does not go with.
    private string? WhatIsNotSequential => Update != RelevanceUpdate.MacKay ? $"the update {Update}"
        : Covariance != PosteriorCovariance.Full ? $"the covariance {Covariance}"
        : Expectation == LogisticExpectation.LocalReparameterization ? $"the expectation {Expectation}"
        : BatchSize is not null ? "minibatches"
        : PruneBelow == 0 ? "a threshold of pruning of 0"
        : null;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">One is, and the message names it.</exception>
    public void Check()
    {
        Require("iterations", Iterations, Iterations >= 1, "at least 1");
        Require("tolerance", Tolerance, Tolerance >= 0, "at least 0");
        Require("prune-below", PruneBelow, PruneBelow is null or (>= 0 and < 1), "at least 0 and below 1");
        Require("nodes", Nodes, Nodes >= 2, "at least 2");
        Require("draws", Draws, Draws is null || (Draws >= 2 && Draws % 2 == 0), "an even number of at least 2");
        Require("initial variance", InitialVariance, InitialVariance is null or > 0, "above 0");
        Require("initial noise", InitialNoise, InitialNoise is null or > 0, "above 0");
        Require("candidates", Candidates, Candidates is null or >= 1, "at least 1");
        Require("batch size", BatchSize, BatchSize is null or >= 1, "at least 1");
        Require("widths", Widths?.Count, Widths is null || (Widths.Count > 0 && Widths.All(width => width > 0)), "at least one, all above 0");
        if (Widths is not null && Kernel is not RbfKernel) throw new ArgumentException("widths: only an RBF kernel has one to search for; give one width or the RBF kernel.");
        if (Algorithm == RelevanceAlgorithm.Sequential && WhatIsNotSequential is { } other) throw new ArgumentException($"algorithm: {other} does not go with a sequential fit; take RelevanceAlgorithm.Pruning.");
        if (Scales != KernelScales.Shared && Kernel is not (RbfKernel or ArdKernel))
            throw new ArgumentException("scales: only an RBF kernel has any; take one, or leave them shared.");
        if (Scales != KernelScales.Shared && !CanLearnScales)
            throw new ArgumentException(
                $"scales: {WhatIsNotSequential ?? "Laplace's approximation"} does not go with scales of the inputs, "
                    + "which climb a bound that is seen whole; leave them shared.");
        if (Scales != KernelScales.Shared && Algorithm == RelevanceAlgorithm.Pruning)
            throw new ArgumentException(
                "scales: pruning keeps one kernel from its beginning; take RelevanceAlgorithm.Sequential, or leave "
                    + "the scales shared.");
        if (PriorMean is not null && Kernel is not null) throw new ArgumentException("prior mean: with a kernel the weights belong to rows that are not known before; take no kernel, or leave it out.");
        if (LearnsPriorMean && PriorMean is not null) throw new ArgumentException("prior mean: it is either given or learned; leave one out.");
        if (LearnsPriorMean && Kernel is not null)
            throw new ArgumentException("prior mean: with a kernel the weights belong to rows that are not known before; take no kernel, or do not learn it.");
        if (PriorMean?.Any(mean => !double.IsFinite(mean)) == true) throw new ArgumentException("prior mean: expected finite numbers.");
        if (Candidates is not null && Kernel is null) throw new ArgumentException("candidates: without a kernel the basis is the columns of x, and no rows are candidates; leave it out.");
        if (BatchSize is not null && Expectation == LogisticExpectation.Laplace) throw new ArgumentException("batch size: the Laplace baseline sees all rows at once; take another expectation.");
    }

    private static void Require(string name, object? value, bool holds, string expected)
    {
        if (!holds) throw new ArgumentException($"{name}: expected {expected}, got {value}.");
    }
}
