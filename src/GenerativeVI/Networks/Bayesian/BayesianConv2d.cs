using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A convolution whose kernel has a Gaussian posterior, as a linear layer over patches.</summary>
/// <remarks>
/// Local reparameterization draws every position's output by itself: the **marginal** of each output is that of weight sampling, the **joint** over positions is not, since one kernel
/// would have moved them all together (Kingma+ 2015). The expected log-likelihood of a network that mixes positions is thereby another one; SampleEach and Flipout keep the joint.
/// </remarks>
public sealed class BayesianConv2d : nn.Module<Tensor, Tensor>, IBayesianLayer, IJointLayer
{
    private readonly GaussianWeights weights;
    private readonly Parameter? bias;
    private readonly BayesianLayerSettings settings;
    private readonly RandomStream random;
    private readonly long kernelHeight, kernelWidth, stride, padding;

    /// <summary>A layer around the kernel of an ordinary one.</summary>
    /// <param name="kernel">[O, C, kH, kW]: becomes the mean; read, not kept.</param>
    /// <param name="offset">The bias, [O], or null.</param>
    /// <param name="random">The stream of the noise.</param>
    /// <param name="settings">Family, prior, evaluation; the defaults when null.</param>
    /// <param name="stride">At least 1, in both directions.</param>
    /// <param name="padding">Zeros on every side, at least 0.</param>
    public BayesianConv2d(Tensor kernel, Tensor? offset, RandomStream random, BayesianLayerSettings? settings = null, long stride = 1, long padding = 0)
        : base(nameof(BayesianConv2d))
    {
        Shapes.Require(kernel, nameof(kernel), "O", "C", "kH", "kW");
        (this.settings, this.random, this.stride, this.padding) = (settings ?? new BayesianLayerSettings(), random, stride, padding);
        (kernelHeight, kernelWidth, Channels) = (kernel.shape[2], kernel.shape[3], kernel.shape[1]);
        Evaluation = this.settings.Evaluation;
        using var _ = no_grad();
        var first = BayesianBias.Mean(kernel.flatten(1), offset, this.settings.Bias);
        weights = this.settings.Family.Make(first, this.settings.InitialScale, this.settings.Rank, random.Split("start"));
        bias = this.settings.Bias == BiasTreatment.Point ? new Parameter((offset ?? first.new_zeros(first.shape[0])).detach().clone()) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public GaussianWeights Weights => weights;

    /// <inheritdoc/>
    public WeightEvaluation Evaluation { get; set; }

    /// <summary>Family, prior and bias.</summary>
    public BayesianLayerSettings Settings => settings;

    /// <summary>The point bias, or null.</summary>
    public Parameter? Bias => bias;

    /// <summary>C, the channels of the input.</summary>
    public long Channels { get; }

    /// <summary>Stride and padding.</summary>
    public (long Stride, long Padding) Geometry => (stride, padding);

    /// <summary>The shape of the kernel, [O, C, kH, kW].</summary>
    public long[] KernelShape => [weights.Mean.shape[0], Channels, kernelHeight, kernelWidth];

    /// <inheritdoc/>
    public Tensor Divergence() => settings.Prior.Divergence(weights, random);

    /// <summary>The feature maps.</summary>
    /// <param name="input">[B, C, H, W], or [S, B, C, H, W] with draws in front.</param>
    /// <returns>[B, O, H′, W′] or [S, B, O, H′, W′].</returns>
    /// <exception cref="ArgumentException">Another shape, or flipout on dependent weights.</exception>
    public override Tensor forward(Tensor input)
    {
        Check(input);
        if (Evaluation == WeightEvaluation.Mean) return Whole(input, weights.Mean, null);
        if (Evaluation == WeightEvaluation.LocalReparameterization && weights is MeanFieldWeights) return Whole(input, weights.Mean, weights.Variance());
        var (draws, rows) = input.dim() == 5 ? (input.shape[0], input.shape[1]) : (1, input.shape[0]);
        var patches = nn.functional.unfold(input.reshape(draws * rows, Channels, input.shape[^2], input.shape[^1]), (kernelHeight, kernelWidth), padding: (padding, padding), stride: (stride, stride))
            .transpose(1, 2).reshape(draws, rows, -1, Channels * kernelHeight * kernelWidth); // [S, B, P, C kH kW]
        if (settings.Bias == BiasTreatment.Bayesian) patches = BayesianBias.WithOnes(patches);
        var output = nn.functional.linear(patches, weights.Mean, bias);
        output = output + WeightResponse.Deviation(weights, Evaluation, patches, random);
        var (height, width) = (Places(input.shape[^2], kernelHeight), Places(input.shape[^1], kernelWidth));
        return output.transpose(2, 3).reshape([.. input.shape[..^3], weights.Mean.shape[0], height, width]);
    }

    (Tensor Output, Tensor Divergence) IJointLayer.CallJointly(Tensor input)
    {
        if (Evaluation != WeightEvaluation.LocalReparameterization || settings.Prior.Jointly(weights) is not { } joint) return (call(input), Divergence());
        Check(input);
        return (Whole(input, joint.Mean, joint.Variance), joint.Divergence);
    }

    private void Check(Tensor input)
    {
        if (input.dim() is not (4 or 5)) throw new ArgumentException($"input: expected [B, C, H, W] or [S, B, C, H, W], got {Shapes.Text(input.shape)}.", nameof(input));
        Shapes.Require(input, nameof(input), "...", Channels, "H", "W");
    }

    // Mean and variance of every output by convolutions, without patches in memory; without a variance the mean alone.
    private Tensor Whole(Tensor input, Tensor mean, Tensor? variance)
    {
        var images = input.reshape(-1, Channels, input.shape[^2], input.shape[^1]);
        var output = Convolve(images, mean, bias);
        if (variance is not null) output = NoisyOutput.Of(output, Convolve(images.square(), variance, null), random);
        return output.reshape([.. input.shape[..^3], .. output.shape[1..]]);
    }

    // With a Bayesian bias, the last column is its.
    private Tensor Convolve(Tensor images, Tensor matrix, Tensor? offset)
    {
        var (kernel, last) = settings.Bias == BiasTreatment.Bayesian ? (matrix.narrow(1, 0, matrix.shape[1] - 1), matrix.select(1, matrix.shape[1] - 1)) : (matrix, offset);
        return PaddedConvolution.Of(images, kernel.reshape(KernelShape), last, stride, padding);
    }

    private long Places(long length, long kernel) => (length + 2 * padding - kernel) / stride + 1;
}
