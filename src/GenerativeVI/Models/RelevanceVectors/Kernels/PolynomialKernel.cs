using GenerativeVI.Tensors;
namespace GenerativeVI.Models;

/// <summary>k(x, x′) = (xᵀx′ + c)ᵈ.</summary>
/// <param name="Degree">d ≥ 1.</param>
/// <param name="Offset">c ≥ 0; 1 by default, which takes all lower degrees in.</param>
public sealed record PolynomialKernel(int Degree, double Offset = 1) : SimilarityKernel
{
    /// <summary>d.</summary>
    public int Degree { get; } = Degree >= 1 ? Degree : throw new ArgumentOutOfRangeException(nameof(Degree), $"kernel degree: expected at least 1, got {Degree}.");

    /// <summary>c.</summary>
    public double Offset { get; } = Offset >= 0 ? Offset : throw new ArgumentOutOfRangeException(nameof(Offset), $"kernel offset: expected at least 0, got {Offset}.");

    /// <inheritdoc/>
    public override Tensor Between(Tensor rows, Tensor vectors) => rows.Product(vectors.t()).add_(Offset).pow(Degree);
}
