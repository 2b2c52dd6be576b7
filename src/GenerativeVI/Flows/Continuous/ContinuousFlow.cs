using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>
/// f(z) = z(T) with dz/dt = v(z, t), z(0) = z, and log |det| = ∫₀ᵀ tr ∂v/∂z dt: no structure is asked of v, and the inverse runs time backwards (Chen+ 2018; FFJORD, Grathwohl+ 2019).
/// </summary>
/// <remarks>The map and its inverse are each other's within the solver's tolerance. Cost: the evaluations that the solver needs, see <see cref="Evaluations"/>; more as v becomes less smooth.</remarks>
public sealed class ContinuousFlow : nn.Module, IInvertibleFlow
{
    private readonly nn.Module velocity;
    private readonly DormandPrince solver, evaluationSolver;
    private readonly double duration;
    private readonly Trace trace;
    private readonly OdeGradient gradient;
    private readonly RandomStream random;

    /// <summary>A continuous flow.</summary>
    /// <param name="velocity">v, a module; owned from now on.</param>
    /// <param name="random">The stream of the directions, where the trace needs any: split from the run's, so that a checkpoint holds its state.</param>
    /// <param name="solver">The tolerance; 10⁻⁵ when null.</param>
    /// <param name="trace">How the trace is found.</param>
    /// <param name="gradient">How gradients are found.</param>
    /// <param name="duration">T above 0.</param>
    /// <param name="evaluationSolver">The tolerance in evaluation, where what is reported comes from: tighter than in training, perhaps; the same when null.</param>
    /// <exception cref="ArgumentException">The field is no module, or the duration is not above 0.</exception>
    public ContinuousFlow(
        IVelocity velocity, RandomStream random, DormandPrince? solver = null, Trace trace = Trace.Exact, OdeGradient gradient = OdeGradient.Direct, double duration = 1,
        DormandPrince? evaluationSolver = null)
        : base(nameof(ContinuousFlow))
    {
        this.velocity = velocity as nn.Module
            ?? throw new ArgumentException($"{velocity.GetType().Name} is no module, so its parameters would not be trained; derive it from nn.Module.", nameof(velocity));
        if (!(duration > 0 && double.IsFinite(duration))) throw new ArgumentException($"duration: expected above 0, got {duration}.", nameof(duration));
        (this.solver, this.trace, this.gradient, this.duration, this.random) = (solver ?? new DormandPrince(), trace, gradient, duration, random.Split("trace"));
        this.evaluationSolver = evaluationSolver ?? this.solver;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Dimension => Velocity.Dimension;

    /// <summary>How often v was evaluated so far, adjoint equations included.</summary>
    public long Evaluations { get; private set; }

    /// <summary>How often v was evaluated by the last map, inverse or adjoint equation.</summary>
    public int LastEvaluations { get; private set; }

    private IVelocity Velocity => (IVelocity)velocity;

    /// <inheritdoc/>
    public Mapped Map(Tensor value, Tensor? context = null) => Integrate(value, context, 0, duration);

    /// <inheritdoc/>
    public Mapped Invert(Tensor value, Tensor? context = null) => Integrate(value, context, duration, 0);

    private Mapped Integrate(Tensor value, Tensor? context, double from, double to)
    {
        Shapes.Require(value, nameof(value), "...", Dimension);
        var direction = trace == Trace.Hutchinson && training ? random.Bernoulli(full_like(value.detach(), 0.5)) * 2 - 1 : null;
        var solver = training ? this.solver : evaluationSolver;
        (Tensor, Tensor) Field(double time, Tensor z, Tensor? given) => Divergence.Of(Velocity, time, z, given, direction);
        if (gradient == OdeGradient.Adjoint && is_grad_enabled())
            return AdjointPass.Map(new AdjointPass.Problem(Field, solver, from, to, [.. velocity.parameters()], Count), value, context);
        var solution = solver.Solve((time, state) => Field(time, state[0], context) switch { var (v, d) => [v, d] }, [value, value.new_zeros(value.shape[..^1])], from, to);
        Count(solution.Evaluations);
        return new Mapped(solution.State[0], solution.State[1]);
    }

    private void Count(int evaluations) => (Evaluations, LastEvaluations) = (Evaluations + evaluations, evaluations);
}
