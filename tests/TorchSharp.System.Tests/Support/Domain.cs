namespace TorchSharp.System.Tests.Support;

/// <summary>Where the arguments of an operator lie: a shape and an interval, away from its poles and kinks.</summary>
public sealed record Domain(double Low, double High, params long[] Shape)
{
    /// <summary>Values that differ from one another by more than a step of finite differences: for sorting, extremes and kinks.</summary>
    public bool Distinct { get; init; }

    /// <summary>A symmetric positive definite matrix, or a batch of them.</summary>
    public bool Definite { get; init; }

    public torch.Tensor Draw(long seed)
    {
        using var generator = new torch.Generator((ulong)seed);
        var numbers = torch.rand(Shape, dtype: torch.float64, generator: generator);
        if (Definite) return numbers.matmul(numbers.transpose(-1, -2)) + torch.eye(Shape[^1], dtype: torch.float64) * 2.0;
        if (Distinct) numbers = (torch.randperm(numbers.numel(), dtype: torch.float64, generator: generator).reshape(Shape) + 0.5) / numbers.numel();
        return Low + (High - Low) * numbers;
    }
}
