namespace GenerativeVI.Models;

/// <summary>A kernel as a file holds it.</summary>
/// <param name="Kind">"rbf", "ard", "linear", "polynomial", or "own" for a function, which no file can hold.</param>
/// <param name="Width">r of an RBF kernel.</param>
/// <param name="Degree">d of a polynomial.</param>
/// <param name="Offset">c of a polynomial.</param>
/// <param name="Scales">s of an ARD kernel.</param>
internal sealed record KernelText(
    string Kind, double? Width = null, int? Degree = null, double? Offset = null, IReadOnlyList<double>? Scales = null)
{
    private const string Own = "own";

    public bool IsOwn => Kind == Own;

    public static KernelText? Of(SimilarityKernel? kernel) => kernel switch
    {
        null => null,
        RbfKernel rbf => new("rbf", Width: rbf.Width),
        ArdKernel ard => new("ard", Scales: ard.Scales),
        LinearKernel => new("linear"),
        PolynomialKernel polynomial => new("polynomial", Degree: polynomial.Degree, Offset: polynomial.Offset),
        _ => new(Own),
    };

    /// <summary>Whether it says the same: lists are equal by their numbers.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(KernelText? other) => other is not null
        && (Kind, Width, Degree, Offset) == (other.Kind, other.Width, other.Degree, other.Offset)
        && (Scales ?? []).SequenceEqual(other.Scales ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Width, Degree, Offset, Scales?.Count);

    /// <summary>The kernel.</summary>
    /// <param name="own">What stands for a function.</param>
    /// <exception cref="ArgumentException">A number is out of range, or there is no kernel of this kind.</exception>
    public SimilarityKernel Made(SimilarityKernel? own) => this switch
    {
        { Kind: "rbf", Width: { } width } => new RbfKernel(width),
        { Kind: "ard", Scales: { } scales } => new ArdKernel(scales),
        { Kind: "linear" } => new LinearKernel(),
        { Kind: "polynomial", Degree: { } degree, Offset: { } offset } => new PolynomialKernel(degree, offset),
        { Kind: Own } when own is not null => own,
        _ => throw new ArgumentException($"its kernel \"{Kind}\" is not one that is known"),
    };
}
