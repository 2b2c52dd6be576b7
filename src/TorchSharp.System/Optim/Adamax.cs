namespace TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.optim;

/// <summary>Adamax: m ← β₁ m + (1 − β₁) g, u ← max(β₂ u, |g| + ε), θ ← θ − η m̂ / u.</summary>
public class Adamax : OptimizerHelper, IBetas
{
    public Adamax(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay) { }

    public Adamax(IEnumerable<ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
        : base(new Options { beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }, lr, parameters) { }

    public (double, double) Betas
    {
        get => (((Options)_defaults).beta1!.Value, ((Options)_defaults).beta2!.Value);
        set => (((Options)_defaults).beta1, ((Options)_defaults).beta2) = value;
    }

    public override Tensor step(Func<Tensor>? closure = null) => Each<Options, State>(closure, static (options, state, parameter, gradient) =>
    {
        var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
        var decayed = Decayed(gradient, parameter, options.weight_decay!.Value);
        state.step++;
        state.exp_avg.mul_(beta1).add_(decayed, alpha: 1 - beta1);
        state.exp_inf.mul_(beta2);
        using var magnitude = decayed.abs().add_(options.eps!.Value);
        using var larger = maximum(state.exp_inf, magnitude);
        state.exp_inf.copy_(larger);
        parameter.addcdiv_(state.exp_avg, state.exp_inf, value: -options.LearningRate!.Value / (1 - Math.Pow(beta1, state.step)));
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
        private protected override StateFields Fields => Described;
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        private static readonly StateFields Described = StateFields.Of<State>();
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_inf = null!;
        private protected override StateFields Fields => Described;
        public void Dispose() => Release();

        public override void Initialize(OptimizerOptions options)
        {
            Release();
            step = 0;
            (exp_avg, exp_inf) = (Zeros(), Zeros());
        }
    }

    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        public ParamGroup() { }
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1.0, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }) { }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }
}
