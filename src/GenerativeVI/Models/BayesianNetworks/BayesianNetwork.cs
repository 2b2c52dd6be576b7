using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Networks;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Models;

/// <summary>
/// A network with a posterior over the weights of its Bayesian layers: Σ_n E_q log p(t_n|x_n, W) − KL(q(W) ‖ p(W)) is a lower bound of the log evidence, and per row
/// E_q log p(t|x, W) − KL/N. Its log-ratio is shared by the whole data set, so that no importance weight can be made of it.
/// </summary>
public sealed class BayesianNetwork : nn.Module, ILatentModel
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly Parameter? logNoise;
    private readonly long[]? eventShape;

    /// <summary>A model of a network, which it owns from now on.</summary>
    /// <param name="network">From [S, B, D] to [S, B, O]; with <paramref name="eventShape"/> from [S·B, …] to [S·B, O], draws and rows in one axis.</param>
    /// <param name="kind">What the outputs mean.</param>
    /// <param name="noise">σ at the start, above 0, where one is learned; 0.5 by default.</param>
    /// <param name="eventShape">The shape of one row for networks that convolve, such as [1, 28, 28]; null for plain rows. One shared sample then serves all S draws: take another evaluation.</param>
    /// <param name="targets">T ≥ 1, the numbers predicted of a row, each with a noise of its own; 1 by default.</param>
    /// <exception cref="ArgumentException">The network has no Bayesian layer.</exception>
    public BayesianNetwork(nn.Module<Tensor, Tensor> network, PredictiveKind kind, double noise = 0.5, long[]? eventShape = null, int targets = 1)
        : base(nameof(BayesianNetwork))
    {
        (this.network, Kind, this.eventShape) = (network, kind, eventShape);
        if (Layers is not [var layer, ..]) throw new ArgumentException("network: expected at least one Bayesian layer; convert it with BayesianConversion.ToBayesian.", nameof(network));
        if (targets < 1) throw new ArgumentOutOfRangeException(nameof(targets), $"targets: expected at least 1, got {targets}.");
        if (!(noise > 0)) throw new ArgumentOutOfRangeException(nameof(noise), $"noise: expected above 0, got {noise}.");
        logNoise = kind == PredictiveKind.Numbers ? new Parameter(full([targets], Math.Log(noise), dtype: layer.Weights.Mean.dtype, device: layer.Weights.Mean.device)) : null;
        RegisterComponents();
    }

    /// <summary>What the outputs mean.</summary>
    public PredictiveKind Kind { get; }

    /// <summary>The network.</summary>
    public nn.Module<Tensor, Tensor> Network => network;

    /// <summary>Its Bayesian layers, in the order of modules.</summary>
    public IReadOnlyList<IBayesianLayer> Layers => [.. network.modules().Prepend(network).OfType<IBayesianLayer>().Distinct()];

    /// <summary>σ, where one is learned; the geometric mean of those of several targets.</summary>
    public double? Noise => logNoise is null ? null : Math.Exp(logNoise.detach().cpu().mean().Number());

    /// <inheritdoc/>
    public Standing Standing => new(Layers.All(IsHonest) ? Guarantee.Exact : Guarantee.None, Weighting.Shared);

    /// <summary>KL(q(W) ‖ p(W)) summed over the layers, nats, a scalar.</summary>
    public Tensor Divergence() => Layers.Select(layer => layer.Divergence()).Aggregate((a, b) => a + b);

    /// <summary>Sets how forward passes treat the posterior, in all layers.</summary>
    /// <param name="evaluation">How.</param>
    public void Evaluate(WeightEvaluation evaluation)
    {
        foreach (var layer in Layers) layer.Evaluation = evaluation;
    }

    /// <summary>log p(t|x, W) at S draws, and −KL/N. Noise comes from the layers' own streams.</summary>
    /// <inheritdoc/>
    public LogTerms Sample(Batch batch, int samples, GradientEstimator gradient, RandomStream random)
    {
        var inputs = batch.Value;
        var divergences = new Dictionary<IBayesianLayer, Tensor>(ReferenceEqualityComparer.Instance);
        var outputs = Outputs(inputs, samples, input => CallJointly(network, input, divergences));
        var divergence = Layers.Select(layer => divergences.GetValueOrDefault(layer) ?? layer.Divergence()).Aggregate((a, b) => a + b);
        var logLikelihood = PredictiveOutputs.LogDensity(Kind, outputs, batch, logNoise);
        var ratio = (divergence / -batch.DataSetSize).expand(1, inputs.shape[0]);
        return new LogTerms(new Draw(outputs), logLikelihood, new RatioEstimate(ratio, ratio), Standing);
    }

    /// <summary>The network's outputs at S draws of its weights, in one pass.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <param name="samples">S ≥ 1.</param>
    /// <returns>[S, B, O].</returns>
    public Tensor Outputs(Tensor inputs, int samples) => Outputs(inputs, samples, network.call);

    private Tensor Outputs(Tensor inputs, int samples, Func<Tensor, Tensor> call)
    {
        Shapes.Require(inputs, nameof(inputs), "B", "D");
        if (samples < 1) throw new ArgumentOutOfRangeException(nameof(samples), $"samples: expected at least 1, got {samples}.");
        var rows = inputs.shape[0];
        var repeated = inputs.unsqueeze(0).expand(samples, rows, inputs.shape[1]);
        return eventShape is null ? call(repeated) : call(repeated.reshape([samples * rows, .. eventShape])).reshape(samples, rows, -1);
    }

    /// <summary>The predictive probabilities of classes, and how uncertain they are and why.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <param name="samples">S ≥ 1.</param>
    /// <exception cref="InvalidOperationException">The network predicts numbers.</exception>
    public ClassPrediction PredictClasses(Tensor inputs, int samples) =>
        PredictiveOutputs.Classes(Kind, () => Outputs(inputs, samples));

    /// <summary>The predictive mixture of normals of numbers.</summary>
    /// <param name="inputs">x, [B, D].</param>
    /// <param name="samples">S ≥ 1.</param>
    /// <exception cref="InvalidOperationException">The network predicts classes.</exception>
    public NumberPrediction PredictNumbers(Tensor inputs, int samples) =>
        PredictiveOutputs.Numbers(Kind, () => Outputs(inputs, samples), logNoise);

    // Through sequences, layer by layer, with the divergence of every layer that gives it with its output.
    private static Tensor CallJointly(nn.Module<Tensor, Tensor> module, Tensor input, Dictionary<IBayesianLayer, Tensor> divergences)
    {
        if (module is TorchSharp.Modules.Sequential sequence)
            return sequence.children().Aggregate(input, (x, child) => CallJointly((nn.Module<Tensor, Tensor>)child, x, divergences));
        if (module is not IJointLayer joint) return module.call(input);
        var (output, divergence) = joint.CallJointly(input);
        divergences[(IBayesianLayer)module] = divergence;
        return output;
    }

    private static bool IsHonest(IBayesianLayer layer) => layer switch
    {
        BayesianLinear linear => linear.Settings.Prior.IsHonest,
        BayesianConv2d convolution => convolution.Settings.Prior.IsHonest,
        _ => false,
    };
}
