namespace GenerativeVI.Targets;

/// <summary>
/// Where parameters of a model may lie, and the smooth map there from all of ℝⁿ that posteriors are fitted through:
/// θ = f(z) with log |det ∂f/∂z|. The maps are those of Stan (reference manual, chapter on transforms), so that draws
/// of the one are draws of the other.
/// </summary>
public abstract class Constraint
{
    private Constraint(long dimension)
    {
        if (dimension < 1)
            throw new ArgumentOutOfRangeException(nameof(dimension),
                $"dimension: expected at least 1, got {dimension}.");
        Dimension = dimension;
    }

    /// <summary>n, the parameters; as many as the numbers that they are made of.</summary>
    public long Dimension { get; }

    /// <summary>Any numbers: θ = z.</summary>
    /// <param name="dimension">n ≥ 1.</param>
    public static Constraint Real(long dimension) => new RealNumbers(dimension);

    /// <summary>Numbers above 0: θ = exp z.</summary>
    /// <param name="dimension">n ≥ 1.</param>
    public static Constraint Positive(long dimension = 1) => new PositiveNumbers(dimension);

    /// <summary>Numbers between two: θ = a + (b − a) σ(z).</summary>
    /// <param name="low">a.</param>
    /// <param name="high">b above a.</param>
    /// <param name="dimension">n ≥ 1.</param>
    public static Constraint Between(double low, double high, long dimension = 1) => new Interval(low, high, dimension);

    /// <summary>Rising numbers: θ₁ = z₁ and θᵢ = θᵢ₋₁ + exp zᵢ.</summary>
    /// <param name="dimension">n ≥ 1.</param>
    public static Constraint Ordered(long dimension) => new RisingNumbers(dimension);

    /// <summary>θ = f(z).</summary>
    /// <param name="value">z, [..., n].</param>
    /// <returns>[..., n].</returns>
    public abstract Tensor Constrain(Tensor value);

    /// <summary>z = f⁻¹(θ).</summary>
    /// <param name="parameters">θ, [..., n], inside the constraint.</param>
    /// <returns>[..., n]; not finite outside.</returns>
    public abstract Tensor Unconstrain(Tensor parameters);

    /// <summary>log |det ∂f/∂z|.</summary>
    /// <param name="value">z, [..., n].</param>
    /// <returns>[...].</returns>
    public abstract Tensor LogJacobian(Tensor value);

    private sealed class RealNumbers(long dimension) : Constraint(dimension)
    {
        public override Tensor Constrain(Tensor value) => value.alias();

        public override Tensor Unconstrain(Tensor parameters) => parameters.alias();

        public override Tensor LogJacobian(Tensor value) =>
            zeros(value.shape[..^1], dtype: value.dtype, device: value.device);
    }

    private sealed class PositiveNumbers(long dimension) : Constraint(dimension)
    {
        public override Tensor Constrain(Tensor value) => value.exp();

        public override Tensor Unconstrain(Tensor parameters) => parameters.log();

        public override Tensor LogJacobian(Tensor value) => value.sum(-1);
    }

    private sealed class Interval : Constraint
    {
        private readonly double low, width;

        public Interval(double low, double high, long dimension)
            : base(dimension)
        {
            if (!(high > low && double.IsFinite(high - low)))
                throw new ArgumentException($"high: expected above {low}, got {high}.", nameof(high));
            (this.low, width) = (low, high - low);
        }

        public override Tensor Constrain(Tensor value) => value.sigmoid() * width + low;

        public override Tensor Unconstrain(Tensor parameters)
        {
            var share = (parameters - low) / width;
            return share.log() - (-share).log1p();
        }

        // log σ(z) + log σ(−z).
        public override Tensor LogJacobian(Tensor value) =>
            (nn.functional.logsigmoid(value) + nn.functional.logsigmoid(-value) + Math.Log(width)).sum(-1);
    }

    private sealed class RisingNumbers(long dimension) : Constraint(dimension)
    {
        public override Tensor Constrain(Tensor value) => Dimension == 1
            ? value.alias()
            : cat([value.narrow(-1, 0, 1), value.narrow(-1, 1, Dimension - 1).exp()], -1).cumsum(-1);

        public override Tensor Unconstrain(Tensor parameters)
        {
            if (Dimension == 1) return parameters.alias();
            var steps = parameters.narrow(-1, 1, Dimension - 1) - parameters.narrow(-1, 0, Dimension - 1);
            return cat([parameters.narrow(-1, 0, 1), steps.log()], -1);
        }

        public override Tensor LogJacobian(Tensor value) => Dimension == 1
            ? zeros(value.shape[..^1], dtype: value.dtype, device: value.device)
            : value.narrow(-1, 1, Dimension - 1).sum(-1);
    }
}
