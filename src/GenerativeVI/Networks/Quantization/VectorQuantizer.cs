using GenerativeVI.Tensors;

namespace GenerativeVI.Networks;

/// <summary>
/// A codebook of K vectors e_k in C dimensions. Features are cut into P vectors of C elements, and each is replaced by its nearest code; the gradient goes straight through to the
/// features (van den Oord+ 2017). Codes are learned by the loss ‖sg(h) − e‖², or without a gradient as moving averages of the features that chose them.
/// </summary>
public sealed class VectorQuantizer : nn.Module
{
    private const string CodesName = "codes", CountsName = "counts", SumsName = "sums";

    // Null where moving averages learn the codes, which are then a buffer.
    private readonly Parameter? learned;
    private readonly double commitment;
    private readonly double? decay;

    /// <summary>A quantizer.</summary>
    /// <param name="codes">K ≥ 2.</param>
    /// <param name="width">C ≥ 1.</param>
    /// <param name="random">The stream of the first codes, N(0, 1/C) an element.</param>
    /// <param name="commitment">β ≥ 0, what keeps the features near their codes; 0.25 by default.</param>
    /// <param name="decay">The decay of the moving averages in (0, 1), 0.99 say; null, the default, learns the codes by their gradient.</param>
    /// <param name="dtype">The type of the codes; float32 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public VectorQuantizer(int codes, int width, RandomStream random, double commitment = 0.25, double? decay = null, ScalarType dtype = ScalarType.Float32)
        : base(nameof(VectorQuantizer))
    {
        if (codes < 2) throw new ArgumentOutOfRangeException(nameof(codes), $"codes: expected at least 2, got {codes}.");
        if (width < 1) throw new ArgumentOutOfRangeException(nameof(width), $"width: expected at least 1, got {width}.");
        if (!(commitment >= 0)) throw new ArgumentOutOfRangeException(nameof(commitment), $"commitment: expected at least 0, got {commitment}.");
        if (decay is { } d && !(d > 0 && d < 1)) throw new ArgumentOutOfRangeException(nameof(decay), $"decay: expected between 0 and 1, got {d}.");
        (this.commitment, this.decay) = (commitment, decay);
        var first = random.Normal([codes, width], dtype).div_(Math.Sqrt(width));
        if (decay is null) (learned = new Parameter(first)).DetachFromDisposeScope();
        RegisterComponents();
        if (decay is null) return;
        // What the averages start from: every code was chosen once, by itself.
        register_buffer(CodesName, first.DetachFromDisposeScope());
        register_buffer(CountsName, ones(codes, dtype: dtype, device: random.Device).DetachFromDisposeScope());
        register_buffer(SumsName, first.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>e, [K, C].</summary>
    public Tensor Codebook => learned ?? get_buffer(CodesName)!;

    /// <summary>K.</summary>
    public long Codes => Codebook.shape[0];

    /// <summary>C.</summary>
    public long Width => Codebook.shape[1];

    /// <summary>The nearest codes of features. With moving averages, a call in training mode moves the codes afterwards.</summary>
    /// <param name="features">h, [..., P·C].</param>
    /// <exception cref="ArgumentException">The features are not a whole number of vectors.</exception>
    public Quantization Quantize(Tensor features)
    {
        if (features.shape[^1] % Width != 0) throw new ArgumentException($"features: expected a multiple of the codes' width {Width}, got {features.shape[^1]}.", nameof(features));
        var vectors = features.Unflatten(features.shape[^1] / Width, Width); // [..., P, C]
        var indices = Nearest(vectors.detach()); // [..., P]
        var codes = Lookup(indices);
        // In value exactly the codes, in gradient the features.
        var value = (codes.detach() + (vectors - vectors.detach())).flatten(-2, -1);
        var pull = (vectors - codes.detach()).square().sum([-2, -1]);
        var penalty = commitment * pull;
        if (decay is null) penalty = penalty + (vectors.detach() - codes).square().sum([-2, -1]);
        else if (training) Follow(vectors.detach(), indices, decay.Value);
        return new Quantization(value, indices, penalty);
    }

    /// <summary>The vectors of codes.</summary>
    /// <param name="indices">int64, [..., P], from 0 to K − 1.</param>
    /// <returns>[..., P, C].</returns>
    public Tensor Lookup(Tensor indices) => Codebook.index_select(0, indices.flatten()).reshape([.. indices.shape, Width]);

    /// <summary>argmin_k ‖h − e_k‖² = argmin_k ‖e_k‖² − 2 hᵀe_k: one product for all.</summary>
    private Tensor Nearest(Tensor vectors)
    {
        using var _ = no_grad();
        return (Codebook.square().sum(-1) - 2 * vectors.Product(Codebook.t())).argmin(-1);
    }

    // e_k = (Σ of the features that chose k)/(their number), both averaged over the steps; a code that nobody chooses keeps its place.
    private void Follow(Tensor vectors, Tensor indices, double kept)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (counts, sums) = (get_buffer(CountsName)!, get_buffer(SumsName)!);
        var (flat, chosen) = (vectors.reshape(-1, Width), indices.flatten());
        counts.mul_(kept).index_add_(0, chosen, ones(chosen.shape[0], dtype: counts.dtype, device: counts.device), 1 - kept);
        sums.mul_(kept).index_add_(0, chosen, flat, 1 - kept);
        // Counts and sums of an unused code fall together; their ratio stays until neither has digits left.
        var used = counts.gt(1e-12).unsqueeze(-1);
        Codebook.copy_(where(used, sums / counts.unsqueeze(-1), Codebook));
    }
}
