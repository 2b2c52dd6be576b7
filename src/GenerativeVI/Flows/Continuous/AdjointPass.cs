using GenerativeVI.Tensors;

namespace GenerativeVI.Flows;

/// <summary>A continuous flow whose gradient is that of the adjoint equation.</summary>
internal sealed class AdjointPass : CustomGradients<AdjointPass>
{
    private const string Key = "problem";

    public override string Name => nameof(AdjointPass);

    /// <summary>What is integrated: everything but the tensors that gradients go to.</summary>
    internal sealed record Problem(Func<double, Tensor, Tensor?, (Tensor, Tensor)> Field, DormandPrince Solver, double From, double To, Tensor[] Parameters, Action<int> Count);

    /// <summary>f(z) and its log-determinant.</summary>
    public static Mapped Map(Problem problem, Tensor value, Tensor? context)
    {
        var results = apply([problem, value, context!, .. problem.Parameters]);
        return new Mapped(results[0], results[1]);
    }

    protected override List<Tensor> Forward(autograd.AutogradContext ctx, object[] vars)
    {
        var (problem, value, context) = ((Problem)vars[0], (Tensor)vars[1], (Tensor?)vars[2]);
        var solution = problem.Solver.Solve(
            (time, state) => problem.Field(time, state[0], context) switch { var (v, d) => [v, d] }, [value, value.new_zeros(value.shape[..^1])], problem.From, problem.To);
        problem.Count(solution.Evaluations);
        ctx.save_data(Key, problem);
        // A copy without a graph: an output that its own node held would never be freed.
        var end = solution.State[0].detach();
        ctx.save_for_backward(context is null ? [end] : [end, context]);
        return [.. solution.State];
    }

    /// <summary>
    /// With a = ∂L/∂z(t) and c = ∂L/∂ℓ: da/dt = −∂(aᵀv + cᵀ tr)/∂z, and the gradients of context and parameters add up −∂(aᵀv + cᵀ tr)/∂θ from the end to the start.
    /// </summary>
    protected override List<Tensor> Backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        if (is_grad_enabled()) throw new InvalidOperationException("the adjoint gradient cannot be differentiated again; take the direct one.");
        var problem = (Problem)ctx.get_data(Key);
        var saved = ctx.get_saved_variables();
        var (end, context) = (saved[0].detach(), saved.Count > 1 ? saved[1].detach() : null);
        Tensor[] shared = context is null ? problem.Parameters : [context, .. problem.Parameters];
        var solution = problem.Solver.Solve(Backwards, [end, grad_outputs[0], .. shared.Select(tensor => zeros_like(tensor))], problem.To, problem.From, controlled: 2);
        problem.Count(solution.Evaluations);
        var gradients = solution.State.Skip(1).ToList();
        if (context is null) gradients.Insert(1, null!);
        return [null!, .. gradients];

        IReadOnlyList<Tensor> Backwards(double time, IReadOnlyList<Tensor> state)
        {
            using var _ = enable_grad();
            var z = state[0].detach().requires_grad_();
            var given = context?.detach().requires_grad_();
            var (velocity, divergence) = problem.Field(time, z, given);
            Tensor[] inputs = given is null ? [z, .. problem.Parameters] : [z, given, .. problem.Parameters];
            var slopes = Derivatives.OfUsed([velocity, divergence], inputs, [state[1], grad_outputs[1]]);
            return [velocity.detach(), .. slopes.Zip(inputs, (slope, input) => slope is null ? zeros_like(input) : slope.neg())];
        }
    }
}
