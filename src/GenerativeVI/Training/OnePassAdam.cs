using System.Numerics;
using System.Runtime.CompilerServices;
using GenerativeVI.Tensors;
using Adam = TorchSharp.Modules.Adam;

namespace GenerativeVI.Training;

/// <summary>Adam that reads and writes each weight once a step: the same numbers as torch's to rounding, without its temporaries.</summary>
/// <remarks>
/// With gradient g and t steps taken, m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², and the parameter moves by −α m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ),
/// v̂ = v / (1 − β₂ᵗ) (Kingma &amp; Ba 2015, algorithm 1). Torch makes about eight passes of it with two full-size temporaries. Where a parameter is not contiguous float32 on
/// the CPU, and with AMSGrad or maximization, tensor operations do the step. State, parameter groups and saved files are those of <see cref="Adam"/>: either continues the other's run.
/// </remarks>
/// <param name="parameters">What is trained; make the optimizer after the model is on its device.</param>
/// <param name="lr">Step size α above 0; 10⁻³ by default.</param>
/// <param name="beta1">Decay β₁ of the gradient's mean, in [0, 1).</param>
/// <param name="beta2">Decay β₂ of the gradient's square, in [0, 1).</param>
/// <param name="eps">ε above 0, added to the denominator.</param>
/// <param name="weight_decay">This times the parameter is added to its gradient; at least 0.</param>
public sealed class OnePassAdam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
    : Adam(parameters, lr, beta1, beta2, eps, weight_decay)
{
    private const int PieceLength = 1 << 14;
    private const int PiecesWorthSharing = 4;

    private readonly List<Piece> pieces = [];

    /// <summary>Moves every parameter that has a gradient; the gradients stay as they are.</summary>
    /// <param name="closure">Evaluates the loss and its gradients anew; null, the default, where the gradients are there already.</param>
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
            foreach (var parameter in group.Parameters)
            {
                if (parameter.grad is not { } gradient) continue;
                var options = (Options)group.Options;
                if (IsOnePass(options, parameter, gradient)) Cut(options, parameter, gradient);
                else Move(options, parameter, gradient);
            }
        }
        SharedWork.Run(pieces.Count, pieces.Count >= PiecesWorthSharing, i => pieces[i].Move());
        pieces.Clear();
        return loss!;
    }

    // Torch's operations in torch's order, for what is not contiguous float32 on the CPU.
    private void Move(Options options, Parameter parameter, Tensor gradient)
    {
        var state = (State)_state[parameter.Handle];
        var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
        state.step++;
        if (options.maximize == true) gradient = -gradient;
        if (options.weight_decay is { } decay and not 0) gradient = gradient.add(parameter, decay);
        state.exp_avg.mul_(beta1).add_(gradient, 1 - beta1);
        state.exp_avg_sq.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        var square = state.exp_avg_sq;
        if (options.amsgrad == true)
        {
            state.max_exp_avg_sq ??= zeros_like(square).DetachFromDisposeScope();
            square = state.max_exp_avg_sq.copy_(maximum(state.max_exp_avg_sq, square));
        }
        var denominator = (square.sqrt() / Math.Sqrt(1 - Math.Pow(beta2, state.step))).add_(options.eps!.Value);
        parameter.addcdiv_(state.exp_avg, denominator, -options.LearningRate!.Value / (1 - Math.Pow(beta1, state.step)));
    }

    private static bool IsOnePass(Options options, Parameter parameter, Tensor gradient) =>
        options.amsgrad != true && options.maximize != true && FloatSpans.Fits(parameter) && FloatSpans.Fits(gradient);

    private unsafe void Cut(Options options, Parameter parameter, Tensor gradient)
    {
        var state = (State)_state[parameter.Handle];
        var constants = new Constants(options, ++state.step);
        // Native memory: no collection moves it once the spans are gone.
        fixed (float* p = FloatSpans.Of(parameter), g = FloatSpans.Of(gradient), m = FloatSpans.Of(state.exp_avg), v = FloatSpans.Of(state.exp_avg_sq))
        {
            var length = (int)parameter.NumberOfElements;
            for (var start = 0; start < length; start += PieceLength)
                pieces.Add(new Piece(p + start, g + start, m + start, v + start, Math.Min(PieceLength, length - start), constants));
        }
    }

    /// <summary>What one step's arithmetic needs of the options, in float32.</summary>
    private readonly struct Constants(Options options, long step)
    {
        public readonly float Beta1 = (float)options.beta1!.Value, Fresh1 = (float)(1 - options.beta1.Value);
        public readonly float Beta2 = (float)options.beta2!.Value, Fresh2 = (float)(1 - options.beta2.Value);
        public readonly float StepSize = (float)(options.LearningRate!.Value / (1 - Math.Pow(options.beta1.Value, step)));
        public readonly float RootScale = (float)(1 / Math.Sqrt(1 - Math.Pow(options.beta2.Value, step)));
        public readonly float Epsilon = (float)options.eps!.Value, Decay = (float)(options.weight_decay ?? 0);
    }

    /// <summary>A stretch of one parameter with its gradient and moments.</summary>
    private readonly unsafe struct Piece(float* parameter, float* gradient, float* mean, float* square, int length, Constants constants)
    {
        // Compiled for speed at once: unoptimised vector code would cost the first steps as much as the rest of them.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Move()
        {
            var c = constants;
            var i = 0;
            for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var p = Vector.Load(parameter + i);
                var g = Vector.Load(gradient + i) + p * c.Decay;
                var m = Vector.Load(mean + i) * c.Beta1 + g * c.Fresh1;
                var v = Vector.Load(square + i) * c.Beta2 + g * g * c.Fresh2;
                Vector.Store(m, mean + i);
                Vector.Store(v, square + i);
                Vector.Store(p - m * c.StepSize / (Vector.SquareRoot(v) * c.RootScale + new Vector<float>(c.Epsilon)), parameter + i);
            }
            for (; i < length; i++)
            {
                var g = gradient[i] + parameter[i] * c.Decay;
                var m = mean[i] = mean[i] * c.Beta1 + g * c.Fresh1;
                var v = square[i] = square[i] * c.Beta2 + g * g * c.Fresh2;
                parameter[i] -= m * c.StepSize / (MathF.Sqrt(v) * c.RootScale + c.Epsilon);
            }
        }
    }
}
