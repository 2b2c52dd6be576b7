namespace TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.optim;

/// <summary>
/// RMSprop: s ← α s + (1 − α) g², θ ← θ − η g / (√s + ε); centred, s less the square of the running mean; with momentum, through a buffer.
/// </summary>
public class RMSProp : OptimizerHelper, IMomentum
{
    public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0,
        bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize) { }

    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
        : base(new Options { maximize = maximize, momentum = momentum, alpha = alpha, eps = eps, weight_decay = weight_decay, centered = centered }, lr,
            parameters) { }

    public double Momentum { get => ((Options)_defaults).momentum!.Value; set => ((Options)_defaults).momentum = value; }

    public override Tensor step(Func<Tensor>? closure = null) => Each<Options, State>(closure, static (options, state, parameter, gradient) =>
    {
        var (lr, alpha) = (options.LearningRate!.Value, options.alpha!.Value);
        var direction = Decayed(options.maximize!.Value ? gradient.neg() : gradient, parameter, options.weight_decay!.Value);
        state.step++;
        state.square_avg.mul_(alpha).addcmul_(direction, direction, value: 1 - alpha);
        Tensor variance = state.square_avg;
        if (options.centered!.Value)
        {
            state.grad_avg.mul_(alpha).add_(direction, alpha: 1 - alpha);
            variance = state.square_avg.addcmul(state.grad_avg, state.grad_avg, value: -1);
        }
        using var scale = variance.sqrt().add_(options.eps!.Value);
        if (options.momentum is { } momentum and > 0)
        {
            state.momentum_buffer.mul_(momentum).addcdiv_(direction, scale, value: 1);
            parameter.add_(state.momentum_buffer, alpha: -lr);
        }
        else parameter.addcdiv_(direction, scale, value: -lr);
    });

    private protected override OptimizerOptions NewOptions() => new Options();
    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    public class Options : OptimizerOptions
    {
        private static readonly StateFields Described = StateFields.Of<Options>();
        public bool? maximize;
        public double? momentum;
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public bool? centered;
        private protected override StateFields Fields => Described;
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        private static readonly StateFields Described = StateFields.Of<State>();
        public long step;
        public Tensor square_avg = null!;
        [Sometimes] public Tensor momentum_buffer = null!;
        [Sometimes] public Tensor grad_avg = null!;
        private protected override StateFields Fields => Described;
        public void Dispose() => Release();

        public override void Initialize(OptimizerOptions options)
        {
            Release();
            step = 0;
            (square_avg, momentum_buffer, grad_avg) = (Zeros(), Zeros(), Zeros());
        }
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0,
            double momentum = 0.0, bool centered = false)
            : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum,
                centered = centered }) { }

        public double Momentum { get => Options.momentum!.Value; set => Options.momentum = value; }
    }
}
