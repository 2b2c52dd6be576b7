using GenerativeVI.Tensors;

namespace GenerativeVI.Targets;

/// <summary>
/// A density known but for its integral, log p̃(θ), with the map from ℝᴰ to where θ lies: what posteriors are fitted to
/// is
/// log p̃(f(z)) + log |det ∂f/∂z|, whose integral over z is that of p̃ over θ. A target of one's own is a class of one
/// method, <see cref="LogJoint"/>.
/// </summary>
/// <remarks>
/// It computes in float64, whatever it is given. The priors are proper wherever the target does not say otherwise, so
/// that log Z = log ∫ p̃ is a log evidence.
/// </remarks>
public abstract class Target : IDisposable
{
    private readonly Constraint[] constraints;
    private readonly long[] starts;
    private readonly List<IDisposable> kept = [];

    /// <summary>A target of parameters that lie in given places.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="about">What it is: model and priors, in a sentence.</param>
    /// <param name="constraints">The parts of θ in their order, at least one.</param>
    protected Target(string name, string about, params ReadOnlySpan<Constraint> constraints)
    {
        if (constraints.Length == 0) throw new ArgumentException("constraints: expected at least one.",
            nameof(constraints));
        (Name, About, this.constraints) = (name, about, constraints.ToArray());
        starts = new long[constraints.Length];
        for (var i = 0; i < starts.Length; i++) (starts[i], Dimension) =
            (Dimension, Dimension + constraints[i].Dimension);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What it is: model and priors, in a sentence.</summary>
    public string About { get; }

    /// <summary>D.</summary>
    public long Dimension { get; }

    /// <summary>log ∫ p̃ in nats, where it is known in closed form; null elsewhere.</summary>
    public virtual double? LogIntegral => null;

    /// <summary>What each of the <see cref="Quantities"/> is called.</summary>
    public virtual IReadOnlyList<string> QuantityNames =>
        [.. Enumerable.Range(1, (int)Dimension).Select(i => FormattableString.Invariant($"x[{i}]"))];

    /// <summary>log p̃(θ) in nats, differentiable.</summary>
    /// <param name="parameters">θ, float64 [..., D].</param>
    /// <returns>[...].</returns>
    public abstract Tensor LogJoint(Tensor parameters);

    /// <summary>log p̃(f(z)) + log |det ∂f/∂z| in nats, differentiable.</summary>
    /// <param name="value">z, [..., D].</param>
    /// <returns>[...], of the type of z.</returns>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public Tensor LogDensity(Tensor value)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var exact = value.to_type(ScalarType.Float64);
        return (LogJoint(Constrain(exact)) + LogJacobian(exact)).to_type(value.dtype);
    }

    /// <summary>θ = f(z).</summary>
    /// <param name="value">z, [..., D].</param>
    /// <returns>[..., D].</returns>
    public Tensor Constrain(Tensor value) => Map(value, (constraint, part) => constraint.Constrain(part));

    /// <summary>z = f⁻¹(θ).</summary>
    /// <param name="parameters">θ, [..., D].</param>
    /// <returns>[..., D]; not finite where θ is not where parameters may lie.</returns>
    public Tensor Unconstrain(Tensor parameters) => Map(parameters, (constraint, part) => constraint.Unconstrain(part));

    /// <summary>log |det ∂f/∂z|.</summary>
    /// <param name="value">z, [..., D].</param>
    /// <returns>[...].</returns>
    public Tensor LogJacobian(Tensor value)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var sum = constraints[0].LogJacobian(Part(value, 0));
        for (var i = 1; i < constraints.Length; i++) sum = sum + constraints[i].LogJacobian(Part(value, i));
        return sum;
    }

    /// <summary>What people read of θ, where it is not θ itself: effects in place of their standardized form.</summary>
    /// <param name="parameters">θ, [..., D].</param>
    /// <returns>[..., Q].</returns>
    public virtual Tensor Quantities(Tensor parameters) => parameters.alias();

    /// <summary>θ of what people read of it: draws of others are published so.</summary>
    /// <param name="quantities">[..., Q].</param>
    /// <returns>θ, [..., D].</returns>
    public virtual Tensor Parameters(Tensor quantities) => quantities.alias();

    /// <summary>∇ log density at points, the score.</summary>
    /// <param name="value">z, [..., D].</param>
    /// <returns>log density [...] and score [..., D], both without a graph.</returns>
    public (Tensor LogDensity, Tensor Score) ScoreAt(Tensor value) => Score.At(LogDensity, value);

    /// <summary>Frees what the target keeps.</summary>
    public void Dispose()
    {
        foreach (var part in kept) part.Dispose();
        kept.Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Keeps data of the target, in float64, until it is disposed.</summary>
    /// <param name="data">Any shape; copied where it has another type.</param>
    protected Tensor Keep(Tensor data)
    {
        var own = data.detach().to_type(ScalarType.Float64).clone().DetachFromDisposeScope();
        return Own(own);
    }

    /// <summary>Takes a part over, which is disposed with the target.</summary>
    /// <param name="part">The part.</param>
    /// <typeparam name="TPart">Its type.</typeparam>
    protected TPart Own<TPart>(TPart part)
        where TPart : IDisposable
    {
        kept.Add(part);
        return part;
    }

    private Tensor Map(Tensor value, Func<Constraint, Tensor, Tensor> map)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        return constraints.Length == 1 ? map(constraints[0], value)
            : cat([.. constraints.Select((c, i) => map(c, Part(value, i)))], -1);
    }

    private Tensor Part(Tensor value, int number) => value.narrow(-1, starts[number], constraints[number].Dimension);
}
