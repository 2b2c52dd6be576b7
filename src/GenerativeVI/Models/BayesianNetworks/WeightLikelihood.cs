using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// p(t|x, v) of a network with the flat vector v of all its weights: what a posterior over v needs of the data. Regression has one noise σ, learned as a parameter without a posterior, or a second output
/// log σ(x); classification has a softmax.
/// </summary>
public sealed class WeightLikelihood : nn.Module
{
    private readonly Parameter? logNoise;

    /// <summary>The likelihood of a network's weights.</summary>
    /// <param name="network">The network, with 1, 2 or C outputs as the kind asks for.</param>
    /// <param name="kind">What the outputs mean.</param>
    /// <param name="noise">σ at the start, above 0, where one is learned; 0.5 by default.</param>
    /// <param name="dtype">The type of weights and data; float32 by default.</param>
    /// <param name="device">Where σ lives; the CPU when null.</param>
    /// <param name="targets">T ≥ 1, the numbers predicted of a row, each with a noise of its own; 1 by default.</param>
    /// <exception cref="ArgumentException">The network has another number of outputs.</exception>
    public WeightLikelihood(FlatMlp network, PredictiveKind kind, double noise = 0.5, ScalarType dtype = ScalarType.Float32, Device? device = null, int targets = 1)
        : base(nameof(WeightLikelihood))
    {
        (Network, Kind, Type) = (network, kind, dtype);
        if (!(noise > 0)) throw new ArgumentOutOfRangeException(nameof(noise), $"noise: expected above 0, got {noise}.");
        if (targets < 1) throw new ArgumentOutOfRangeException(nameof(targets), $"targets: expected at least 1, got {targets}.");
        if (network.Ends.Outputs is var outputs && outputs != PredictiveOutputs.Count(kind, Math.Max(2, outputs), targets))
            throw new ArgumentException($"network: {kind} expects {(kind == PredictiveKind.Classes ? "at least 2" : PredictiveOutputs.Count(kind, 0, targets))} outputs, got {outputs}.", nameof(network));
        if (kind == PredictiveKind.Numbers) (logNoise = new Parameter(full([targets], Math.Log(noise), dtype: dtype, device: device))).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The network.</summary>
    public FlatMlp Network { get; }

    /// <summary>What its outputs mean.</summary>
    public PredictiveKind Kind { get; }

    /// <summary>The type of weights and data.</summary>
    public ScalarType Type { get; }

    /// <summary>σ, where one is learned; the geometric mean of those of several targets.</summary>
    public double? Noise => logNoise is null ? null : Math.Exp(logNoise.detach().cpu().mean().Number());

    /// <summary>log p(t_n|x_n, v) of every row at every vector, in one pass.</summary>
    /// <param name="weights">v, [S, length].</param>
    /// <param name="batch">Rows; with numbers to predict as targets, or with the labels of classes.</param>
    /// <returns>[S, B], nats.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or labels are missing.</exception>
    public Tensor LogDensity(Tensor weights, Batch batch) => PredictiveOutputs.LogDensity(Kind, Network.Outputs(weights, batch.Value), batch, logNoise);

    /// <summary>log p(v) + (N/M) Σ log p(t|x, v) over the M rows of a batch of N: over uniformly drawn batches its mean is the log-joint of all rows, and on all rows it is the target whose normalized form is the posterior.</summary>
    /// <param name="weights">v, [S, length].</param>
    /// <param name="batch">The rows.</param>
    /// <param name="prior">p(v), without a batch axis.</param>
    /// <returns>[S], nats.</returns>
    public Tensor LogJoint(Tensor weights, Batch batch, IDistribution prior) =>
        LogDensity(weights, batch).sum(-1) * ((double)batch.DataSetSize / batch.Value.shape[0]) + prior.LogDensity(weights);

    /// <summary>The predictive probabilities of classes by vectors of weights, and how uncertain they are and why.</summary>
    /// <param name="weights">v, [S, length], such as draws of a posterior.</param>
    /// <param name="inputs">x, [B, D].</param>
    /// <exception cref="InvalidOperationException">The network predicts numbers.</exception>
    public ClassPrediction PredictClasses(Tensor weights, Tensor inputs) =>
        PredictiveOutputs.Classes(Kind, () => Network.Outputs(weights, inputs));

    /// <summary>The predictive mixture of normals by vectors of weights.</summary>
    /// <param name="weights">v, [S, length], such as draws of a posterior.</param>
    /// <param name="inputs">x, [B, D].</param>
    /// <exception cref="InvalidOperationException">The network predicts classes.</exception>
    public NumberPrediction PredictNumbers(Tensor weights, Tensor inputs) =>
        PredictiveOutputs.Numbers(Kind, () => Network.Outputs(weights, inputs), logNoise);
}
