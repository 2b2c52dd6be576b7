namespace TorchSharp.Modules;

using static TorchSharp.torch;

/// <summary>Adagrad: s ← s + g², θ ← θ − η / (1 + (t − 1) δ) · g / (√s + ε).</summary>
public class Adagrad : OptimizerHelper
{
    public Adagrad(IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0,
        double eps = 1e-10)
        : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps) { }

    public Adagrad(IEnumerable<ParamGroup> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0,
        double eps = 1e-10)
        : base(new Options { lr_decay = lr_decay, initial_accumulator_value = initial_accumulator_value, eps = eps, weight_decay = weight_decay }, lr,
            parameters) { }

    public override Tensor step(Func<Tensor>? closure = null) => Each<Options, State>(closure, static (options, state, parameter, gradient) =>
    {
        var decayed = Decayed(gradient, parameter, options.weight_decay!.Value);
        var rate = options.LearningRate!.Value / (1 + state.step++ * options.lr_decay!.Value);
        state.sum.addcmul_(decayed, decayed, value: 1);
        using var scale = state.sum.sqrt().add_(options.eps!.Value);
        parameter.addcdiv_(decayed, scale, value: -rate);
    });

    private protected override OptimizerOptions NewOptions() => new Options();
    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    public class Options : OptimizerOptions
    {
        private static readonly StateFields Described = StateFields.Of<Options>();
        public double? lr_decay;
        public double? initial_accumulator_value;
        public double? eps;
        public double? weight_decay;
        private protected override StateFields Fields => Described;
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        private static readonly StateFields Described = StateFields.Of<State>();
        public long step;
        public Tensor sum = null!;
        private protected override StateFields Fields => Described;
        public void Dispose() => Release();

        public override void Initialize(OptimizerOptions options)
        {
            Release();
            step = 0;
            sum = Zeros().fill_(((Options)options).initial_accumulator_value!.Value);
        }
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0, double weight_decay = 0,
            double initial_accumulator_value = 0, double eps = 1e-10)
            : base(parameters, new Options { LearningRate = lr, lr_decay = lr_decay, initial_accumulator_value = initial_accumulator_value,
                weight_decay = weight_decay, eps = eps }) { }
    }
}
