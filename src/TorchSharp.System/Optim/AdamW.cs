namespace TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.optim;

/// <summary>Adam with decoupled weight decay: θ ← (1 − η λ) θ before the step.</summary>
public class AdamW : OptimizerHelper, IBetas
{
    public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0,
        bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize) { }

    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0,
        bool amsgrad = false, bool maximize = false)
        : base(new Options { beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize }, lr,
            parameters) { }

    public (double, double) Betas
    {
        get => (((Options)_defaults).beta1!.Value, ((Options)_defaults).beta2!.Value);
        set => (((Options)_defaults).beta1, ((Options)_defaults).beta2) = value;
    }

    public override Tensor step(Func<Tensor>? closure = null) => Each<Options, State>(closure, static (options, state, parameter, gradient) =>
    {
        using var signed = options.maximize!.Value ? gradient.neg() : gradient.alias();
        parameter.mul_(1 - options.LearningRate!.Value * options.weight_decay!.Value);
        state.step++;
        AdamStep.Take(parameter, signed, state.exp_avg, state.exp_avg_sq, options.amsgrad!.Value ? state.max_exp_avg_sq : null, state.step,
            options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value, options.eps!.Value);
    });

    private protected override OptimizerOptions NewOptions() => new Options();
    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    public class Options : OptimizerOptions
    {
        private static readonly StateFields Described = StateFields.Of<Options>();
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;
        private protected override StateFields Fields => Described;
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        private static readonly StateFields Described = StateFields.Of<State>();
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;
        [Sometimes] public Tensor max_exp_avg_sq = null!;
        private protected override StateFields Fields => Described;
        public void Dispose() => Release();

        public override void Initialize(OptimizerOptions options)
        {
            Release();
            step = 0;
            (exp_avg, exp_avg_sq) = (Zeros(), Zeros());
            max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros() : null!;
        }
    }

    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad,
                maximize = maximize }) { }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }
}
