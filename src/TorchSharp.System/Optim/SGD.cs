namespace TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.optim;

/// <summary>Stochastic gradient descent: v ← μ v + (1 − δ) g, θ ← θ − η v; Nesterov steps along g + μ v. The first v is g itself.</summary>
public class SGD : OptimizerHelper, IMomentum
{
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize) { }

    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false,
        bool maximize = false)
        : base(new Options { momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize }, lr,
            parameters)
    {
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("SGD: Nesterov's momentum needs a momentum above zero and no dampening.");
    }

    public double Momentum { get => ((Options)_defaults).momentum!.Value; set => ((Options)_defaults).momentum = value; }

    public override Tensor step(Func<Tensor>? closure = null) => Each<Options, State>(closure, static (options, state, parameter, gradient) =>
    {
        var direction = Decayed(gradient, parameter, options.weight_decay!.Value);
        if (options.momentum is { } momentum and not 0)
        {
            if (state.momentum_buffer is null) state.momentum_buffer = direction.clone().DetachFromDisposeScope();
            else state.momentum_buffer.mul_(momentum).add_(direction, alpha: 1 - options.dampening!.Value);
            direction = options.nesterov!.Value ? direction.add(state.momentum_buffer, alpha: momentum) : state.momentum_buffer;
        }
        parameter.add_(direction, alpha: options.maximize!.Value ? options.LearningRate!.Value : -options.LearningRate!.Value);
    });

    private protected override OptimizerOptions NewOptions() => new Options();
    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    public class Options : OptimizerOptions
    {
        private static readonly StateFields Described = StateFields.Of<Options>();
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;
        private protected override StateFields Fields => Described;
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        private static readonly StateFields Described = StateFields.Of<State>();
        [Sometimes] public Tensor momentum_buffer = null!;
        private protected override StateFields Fields => Described;
        public void Dispose() => Release();

        public override void Initialize(OptimizerOptions options)
        {
            Release();
            momentum_buffer = null!;
        }
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay,
                nesterov = nesterov, maximize = maximize }) { }

        public double Momentum { get => Options.momentum!.Value; set => Options.momentum = value; }
    }
}
