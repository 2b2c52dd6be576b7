using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>u = W x + b with a Gaussian posterior over W. Local reparameterization draws u ~ N(θ x, σ² x²) for every row instead of W: the same distribution of a row's u, and with it the same expected ELBO.</summary>
public sealed class BayesianLinear : nn.Module<Tensor, Tensor>, IBayesianLayer, IJointLayer
{
    private readonly GaussianWeights weights;
    private readonly Parameter? bias;
    private readonly BayesianLayerSettings settings;
    private readonly RandomStream random;

    /// <summary>A layer around the weights of an ordinary one.</summary>
    /// <param name="layer">Whose weights become the mean; read, not kept.</param>
    /// <param name="random">The stream of the noise: split from the run's, so that a checkpoint holds its state.</param>
    /// <param name="settings">Family, prior, evaluation; the defaults when null.</param>
    public BayesianLinear(Linear layer, RandomStream random, BayesianLayerSettings? settings = null)
        : base(nameof(BayesianLinear))
    {
        (this.settings, this.random) = ((settings ?? new BayesianLayerSettings()).For(layer.weight!.shape[1]), random);
        Evaluation = this.settings.Evaluation;
        using var _ = no_grad();
        var first = BayesianBias.Mean(layer.weight!, layer.bias, this.settings.Bias);
        weights = this.settings.Family.Make(first, this.settings.InitialScale!.Value, this.settings.Rank, random.Split("start"));
        bias = this.settings.Bias == BiasTreatment.Point ? new Parameter((layer.bias ?? first.new_zeros(first.shape[0])).detach().clone()) : null;
        RegisterComponents();
    }

    /// <summary>A layer whose mean starts as torch's ordinary layers do.</summary>
    /// <param name="inputs">I ≥ 1.</param>
    /// <param name="outputs">O ≥ 1.</param>
    /// <param name="random">The stream of the first weights and of the noise.</param>
    /// <param name="settings">Family, prior, evaluation; the defaults when null.</param>
    /// <param name="dtype">The type of the weights; float32 by default.</param>
    public BayesianLinear(long inputs, long outputs, RandomStream random, BayesianLayerSettings? settings = null, ScalarType dtype = ScalarType.Float32)
        : this(Initialization.Linear(inputs, outputs, random.Split("mean"), dtype), random, settings)
    {
    }

    /// <inheritdoc/>
    public GaussianWeights Weights => weights;

    /// <inheritdoc/>
    public WeightEvaluation Evaluation { get; set; }

    /// <summary>Family, prior and bias.</summary>
    public BayesianLayerSettings Settings => settings;

    /// <summary>The point bias, or null.</summary>
    public Parameter? Bias => bias;

    /// <inheritdoc/>
    public Tensor Divergence() => settings.Prior.Divergence(weights, random);

    /// <summary>The outputs.</summary>
    /// <param name="input">[B, I], or [S, B, I] with draws in front: a shared sample is then one for each of them.</param>
    /// <returns>[B, O] or [S, B, O].</returns>
    /// <exception cref="ArgumentException">Another shape, or flipout on dependent weights.</exception>
    public override Tensor forward(Tensor input)
    {
        var x = Checked(input);
        if (Evaluation == WeightEvaluation.LocalReparameterization && weights is MeanFieldWeights) return Noisy(x, weights.Mean, weights.Variance());
        var mean = nn.functional.linear(x, weights.Mean, bias);
        if (Evaluation == WeightEvaluation.Mean) return mean;
        var places = (x.dim() == 2 ? x.unsqueeze(0) : x).unsqueeze(2); // [S, B, 1, I]
        return mean + WeightResponse.Deviation(weights, Evaluation, places, random).reshape(mean.shape);
    }

    (Tensor Output, Tensor Divergence) IJointLayer.CallJointly(Tensor input) =>
        Evaluation == WeightEvaluation.LocalReparameterization && settings.Prior.Noisily(Checked(input), weights, bias, random) is { } joint ? joint : (call(input), Divergence());

    private Tensor Noisy(Tensor x, Tensor mean, Tensor variance) => NoisyOutput.Of(nn.functional.linear(x, mean, bias), nn.functional.linear(x.square(), variance), random);

    private Tensor Checked(Tensor input)
    {
        if (input.dim() is not (2 or 3)) throw new ArgumentException($"input: expected [B, I] or [S, B, I], got {Shapes.Text(input.shape)}.", nameof(input));
        return settings.Bias == BiasTreatment.Bayesian ? BayesianBias.WithOnes(input) : input;
    }
}

/// <summary>Where a layer's bias goes.</summary>
internal static class BayesianBias
{
    /// <summary>The weights, with the bias as a last column where it has a posterior.</summary>
    public static Tensor Mean(Tensor weight, Tensor? bias, BiasTreatment treatment) =>
        treatment == BiasTreatment.Bayesian ? cat([weight, (bias ?? zeros_like(weight.select(1, 0))).unsqueeze(-1)], 1) : weight;

    /// <summary>An input of 1 behind the others.</summary>
    public static Tensor WithOnes(Tensor input) => cat([input, ones_like(input.narrow(-1, 0, 1))], -1);
}
