using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>A convolution whose kernel has a Gaussian posterior, as a linear layer over patches.</summary>
/// <remarks>
/// Local reparameterization draws every position's output by itself: the **marginal** of each output is that of weight sampling, the **joint** over positions is not, since one kernel
/// would have moved them all together (Kingma+ 2015). The expected log-likelihood of a network that mixes positions is thereby another one; SampleEach and Flipout keep the joint.
/// In G groups the outputs of group g see the channels of group g alone, and the kernel is [O, C/G, kH, kW].
/// </remarks>
public sealed class BayesianConv2d : nn.Module<Tensor, Tensor>, IBayesianLayer, IJointLayer
{
    private readonly GaussianWeights weights;
    private readonly Parameter? bias;
    private readonly BayesianLayerSettings settings;
    private readonly RandomStream random;
    private readonly long kernelHeight, kernelWidth, stride, padding, dilation, groups;

    /// <summary>A layer around the kernel of an ordinary one.</summary>
    /// <param name="kernel">[O, C/G, kH, kW]: becomes the mean; read, not kept.</param>
    /// <param name="offset">The bias, [O], or null.</param>
    /// <param name="random">The stream of the noise.</param>
    /// <param name="settings">Family, prior, evaluation; the defaults when null.</param>
    /// <param name="stride">At least 1, in both directions.</param>
    /// <param name="padding">Zeros on every side, at least 0.</param>
    /// <param name="dilation">How far the places that a kernel looks at are apart, at least 1, in both directions.</param>
    /// <param name="groups">G ≥ 1, of which O is a multiple.</param>
    /// <exception cref="ArgumentException">A number is out of range, or local reparameterization is asked for in groups whose weights depend on each other.</exception>
    public BayesianConv2d(
        Tensor kernel, Tensor? offset, RandomStream random, BayesianLayerSettings? settings = null, long stride = 1, long padding = 0, long dilation = 1, long groups = 1)
        : base(nameof(BayesianConv2d))
    {
        Shapes.Require(kernel, nameof(kernel), "O", "C/G", "kH", "kW");
        if (stride < 1 || padding < 0 || dilation < 1) throw new ArgumentException($"stride, padding and dilation: expected at least 1, 0 and 1, got {stride}, {padding} and {dilation}.");
        if (groups < 1 || kernel.shape[0] % groups != 0) throw new ArgumentException($"groups: expected a divisor of the {kernel.shape[0]} outputs, got {groups}.", nameof(groups));
        (this.settings, this.random, this.stride, this.padding, this.dilation, this.groups) = ((settings ?? new BayesianLayerSettings()).For(kernel.NumberOfElements / kernel.shape[0]), random, stride, padding, dilation, groups);
        (kernelHeight, kernelWidth, Channels) = (kernel.shape[2], kernel.shape[3], kernel.shape[1] * groups);
        Evaluation = this.settings.Evaluation;
        using var _ = no_grad();
        var first = BayesianBias.Mean(kernel.flatten(1), offset, this.settings.Bias);
        weights = this.settings.Family.Make(first, this.settings.InitialScale!.Value, this.settings.Rank, random.Split("start"));
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

    /// <summary>Stride, padding, dilation and groups.</summary>
    public (long Stride, long Padding, long Dilation, long Groups) Geometry => (stride, padding, dilation, groups);

    /// <summary>The shape of the kernel, [O, C/G, kH, kW].</summary>
    public long[] KernelShape => [weights.Mean.shape[0], Channels / groups, kernelHeight, kernelWidth];

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
        if (groups > 1) return Whole(input, weights.Mean, null) + Sampled(input);
        var (draws, rows) = input.dim() == 5 ? (input.shape[0], input.shape[1]) : (1, input.shape[0]);
        var patches = nn.functional.unfold(input.reshape(draws * rows, Channels, input.shape[^2], input.shape[^1]), (kernelHeight, kernelWidth), dilation: (dilation, dilation), padding: (padding, padding), stride: (stride, stride))
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

    // The random part of outputs in groups: a draw of the kernel for every draw, or every row, whose images lie side by side as channels in so many times the groups.
    private Tensor Sampled(Tensor input)
    {
        if (Evaluation == WeightEvaluation.LocalReparameterization) throw new ArgumentException("local reparameterization: the outputs of groups see other channels, so that weights which depend on each other have no draw a row; take the mean-field family, or another evaluation.");
        if (Evaluation == WeightEvaluation.Flipout && !weights.IsFactorized) throw new ArgumentException("flipout: random signs break the correlations of these weights; use the mean-field family, or another evaluation.");
        var (draws, rows, outputs) = (input.dim() == 5 ? input.shape[0] : 1, input.shape[^4], weights.Mean.shape[0]);
        var (each, flips) = (Evaluation == WeightEvaluation.SampleEach, Evaluation == WeightEvaluation.Flipout);
        var images = input.reshape(draws, rows, Channels, input.shape[^2], input.shape[^1]);
        if (flips) images = images * Signs(draws, rows, Channels, input.dtype);
        var times = each ? draws * rows : draws;
        var beside = each ? images.reshape(1, times * Channels, input.shape[^2], input.shape[^1]) : images.transpose(0, 1).reshape(rows, times * Channels, input.shape[^2], input.shape[^1]);
        var output = Convolve(beside, weights.Noise(times, random).flatten(0, 1), null, times);
        var (height, width) = (output.shape[^2], output.shape[^1]);
        output = each ? output.reshape(draws, rows, outputs, height, width) : output.reshape(rows, draws, outputs, height, width).transpose(0, 1);
        if (flips) output = output * Signs(draws, rows, outputs, input.dtype);
        return output.reshape([.. input.shape[..^3], outputs, height, width]);
    }

    private Tensor Signs(long draws, long rows, long channels, ScalarType dtype) => random.Uniform([draws, rows, channels, 1, 1], dtype).sub_(0.5).sign_();

    // With a Bayesian bias, the last column is its.
    private Tensor Convolve(Tensor images, Tensor matrix, Tensor? offset, long times = 1)
    {
        var (kernel, last) = settings.Bias == BiasTreatment.Bayesian ? (matrix.narrow(1, 0, matrix.shape[1] - 1), matrix.select(1, matrix.shape[1] - 1)) : (matrix, offset);
        return PaddedConvolution.Of(
            images, kernel.reshape([-1, .. KernelShape[1..]]), last, stride, padding, dilation, groups * times);
    }

    private long Places(long length, long kernel) => (length + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
}
