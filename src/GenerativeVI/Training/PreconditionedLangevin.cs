using GenerativeVI.Tensors;
using Adam = TorchSharp.Modules.Adam;

namespace GenerativeVI.Training;

/// <summary>
/// Particles along a gradient flow with noise and a diagonal preconditioner: ψ ← ψ − h P (g + λψ) + √(2hλP) ξ, ξ ~
/// N(0, I), with P = 1/(√v̂ + ε) and v ← βv + (1 − β)(g + λψ)², v̂ = v/(1 − βᵗ): one step of a discretized flow of
/// E_ψ[loss] + λ KL(r‖N(0, I)) over the distribution r of the particles (Lim &amp; Johansen 2024, algorithm 1, with
/// RMSProp's preconditioner). Without λ it is RMSProp.
/// </summary>
/// <remarks>State, parameter groups and saved files are those of torch's Adam without a mean of gradients.</remarks>
/// <param name="parameters">The particles.</param>
/// <param name="random">The stream of ξ.</param>
/// <param name="lr">h above 0; 10⁻² by default.</param>
/// <param name="regularization">λ ≥ 0; 10⁻⁸ by default.</param>
/// <param name="decay">β in [0, 1); 0.9 by default.</param>
/// <param name="eps">ε above 0.</param>
public sealed class PreconditionedLangevin(
    IEnumerable<Parameter> parameters, RandomStream random, double lr = 1e-2, double regularization = 1e-8,
        double decay = 0.9, double eps = 1e-8)
    : Adam(parameters, lr, 0, decay, eps, regularization)
{
    /// <summary>Moves every parameter that has a gradient; the gradients stay as they are.</summary>
    /// <param name="closure">Evaluates the loss and its gradients anew; null, the default, where the gradients are
    /// there already.</param>
    /// <returns>What <paramref name="closure"/> returned; null without one.</returns>
    public override Tensor step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
            using (enable_grad()) loss = closure();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var group in _parameter_groups)
        {
            var options = (Options)group.Options;
            foreach (var parameter in group.Parameters)
                if (parameter.grad is { } gradient) Move(options, parameter, gradient);
        }
        return loss!;
    }

    private void Move(Options options, Parameter parameter, Tensor gradient)
    {
        var state = (State)_state[parameter.Handle];
        var (step, beta, pull) = (options.LearningRate!.Value, options.beta2!.Value, options.weight_decay ?? 0);
        state.step++;
        var slope = pull == 0 ? gradient : gradient.add(parameter, pull);
        state.exp_avg_sq.mul_(beta).addcmul_(slope, slope, 1 - beta);
        var preconditioner = (state.exp_avg_sq.sqrt() / Math.Sqrt(1 - Math.Pow(beta, state.step)) + options.eps!.Value)
            .reciprocal();
        parameter.addcmul_(preconditioner, slope, -step);
        if (pull > 0) parameter.addcmul_(preconditioner.sqrt(), random.Normal(parameter.shape, parameter.dtype),
            Math.Sqrt(2 * step * pull));
    }
}
