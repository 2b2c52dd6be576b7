using GenerativeVI.Models;
using GenerativeVI.Networks;

namespace GenerativeVI;

/// <summary>How a method is fitted to a table.</summary>
public sealed record TableSettings
{
    /// <summary>Which method.</summary>
    public TableMethod Method { get; init; }

    /// <summary>
    /// Whether the target is a class; when null, if it has words or at most 10 different whole numbers.
    /// </summary>
    public bool? Classes { get; init; }

    /// <summary>The seed of splits, candidates, weights and batches.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>RVM: a kernel of another kind; null for the RBF kernel of <see cref="Width"/>.</summary>
    public SimilarityKernel? Kernel { get; init; }

    /// <summary>
    /// RVM: whether the weights are on the inputs themselves and there is no kernel, so that pruning says which inputs
    /// matter.
    /// </summary>
    public bool OnColumns { get; init; }

    /// <summary>
    /// w̃ of the prior N(w | w̃, …). RVM on the inputs: one number for all of them, or one for each, and one more for the
    /// bias, else 0. BNN of layers with a Gaussian or ARD prior: one number for all weights, one a layer, or one a weight:
    /// layer by layer, every output's inputs and its bias behind them. 0 when null.
    /// </summary>
    public IReadOnlyList<double>? PriorMean { get; init; }

    /// <summary>
    /// Whether w̃ is at its best, by empirical Bayes: one number for all inputs of an RVM on the inputs, one a layer for a
    /// BNN of layers with the Gaussian prior. The evidence, or its bound, is then that at the w̃ that was found.
    /// </summary>
    public bool LearnsPriorMean { get; init; }

    /// <summary>
    /// RVM: whether the basis grows from nothing or is pruned from all rows; when null pruning, and after a search for the
    /// width both, of which the machine of the greater evidence is kept.
    /// </summary>
    public RelevanceAlgorithm? Algorithm { get; init; }

    /// <summary>RVM: the RBF kernel's width in standardized units; null for a search.</summary>
    public double? Width { get; init; }

    /// <summary>RVM: what decides the width in a search.</summary>
    public WidthChoice WidthBy { get; init; }

    /// <summary>
    /// RVM of two classes or numbers: whether every input has a scale of its own in the RBF kernel; one width for all by
    /// default.
    /// </summary>
    public KernelScales Scales { get; init; }

    /// <summary>RVM: the most rows that may become vectors, at least 1; more rows are drawn from.</summary>
    public int Candidates { get; init; } = 1000;

    /// <summary>RVM: the family of the posterior.</summary>
    public PosteriorCovariance Covariance { get; init; } = PosteriorCovariance.Full;

    /// <summary>RVM of classes: how the logistic expectation is found; Gauss-Hermite quadrature when null.</summary>
    public LogisticExpectation? Expectation { get; init; }

    /// <summary>RVM: how prior variances are re-estimated.</summary>
    public RelevanceUpdate Update { get; init; } = RelevanceUpdate.MacKay;

    /// <summary>RVM of more than two classes: how they are told apart; each from the rest when null.</summary>
    public MulticlassScheme? Multiclass { get; init; }

    /// <summary>
    /// RVM: rows of a step of the stochastic fit, at least 1, for tables of very many rows; null for a fit that sees
    /// all rows at every step.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>BNN: the widths of the hidden layers.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [50];

    /// <summary>
    /// BNN: the prior of every layer; with a posterior over all weights at once Gaussian, Ard or GroupArd.
    /// </summary>
    public LayerPrior Prior { get; init; } = LayerPrior.Gaussian;

    /// <summary>BNN: c above 0 of the prior N(0, c²/(n + 1)) of weights and biases of a layer of n inputs.</summary>
    public double PriorScale { get; init; } = 2.5;

    /// <summary>BNN: the family of the posterior over the weights.</summary>
    public WeightPosterior Posterior { get; init; } = WeightPosterior.Layers;

    /// <summary>
    /// BNN, posteriors over all weights at once: S, the draws of a training step, at least 1 and for kernel regression
    /// 2; 20 for implicit posteriors and 4 for others when null.
    /// </summary>
    public int? Draws { get; init; }

    /// <summary>BNN, normal layers: the family of every layer.</summary>
    public WeightFamily Family { get; init; } = WeightFamily.MeanField;

    /// <summary>BNN, normal layers: how forward passes of the training treat the posterior.</summary>
    public WeightEvaluation Evaluation { get; init; } = WeightEvaluation.LocalReparameterization;

    /// <summary>BNN: passes over the training rows, at least 1.</summary>
    public int Epochs { get; init; } = 500;

    /// <summary>BNN: rows of a batch, at least 1.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>BNN: Adam's step size, above 0; 0.01, or 0.003 with hierarchical posteriors, when null.</summary>
    public double? LearningRate { get; init; }

    /// <summary>BNN: whether a regression's noise depends on x.</summary>
    public bool Heteroscedastic { get; init; }

    /// <summary>BNN: draws of the weights for predictions, at least 1.</summary>
    public int Samples { get; init; } = 200;
}
