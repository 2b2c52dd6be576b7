using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Distributions;
using GenerativeVI.Flows;
using GenerativeVI.Gradients;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;
using Linear = TorchSharp.Modules.Linear;
using Parameter = TorchSharp.Modules.Parameter;

namespace GenerativeVI.Tests.Examples;

/// <summary>f(z) = z where z ≥ 0 and a z elsewhere, with a slope a > 0 for every dimension.</summary>
public sealed class LeakyFlow : nn.Module, IInvertibleFlow
{
    private readonly Parameter logSlope;

    public LeakyFlow(long dimension)
        : base(nameof(LeakyFlow))
    {
        Dimension = dimension;
        logSlope = new Parameter(zeros(dimension));
        RegisterComponents();
    }

    public long Dimension { get; }

    public Mapped Map(Tensor value, Tensor? context = null) => Stretched(value, logSlope);

    public Mapped Invert(Tensor value, Tensor? context = null) => Stretched(value, -logSlope);

    private static Mapped Stretched(Tensor value, Tensor logSlope)
    {
        var logDerivative = value.lt(0).to_type(value.dtype) * logSlope; // [..., D]
        return new Mapped(value * logDerivative.exp(), logDerivative.sum(-1));
    }
}

/// <summary>E max_s log w_s − log S, a lower bound of log p(x): the best of S draws alone (Li, Turner 2016).</summary>
public sealed record BestDraw(int Samples) : IObjective
{
    public Bound Evaluate(ILatentModel model, Batch batch, RandomStream random)
    {
        if (model.Standing is not { Guarantee: Guarantee.Exact or Guarantee.Lower, Weighting: Weighting.PerDraw })
            throw new ArgumentException("BestDraw: needs an exact or lower log-ratio a draw; take a BracketedRatio.");
        var terms = model.Sample(batch, Samples, new Pathwise(), random);
        var surrogate = Best(terms.LogLikelihood + terms.LogRatio.Surrogate); // [B]
        var number = Best(terms.LogLikelihood + terms.LogRatio.Value!).detach(); // [B], nats
        return new Bound(number, surrogate, Guarantee.Lower, terms);
    }

    private Tensor Best(Tensor logWeights) => logWeights.amax([0]) - Math.Log(Samples);
}

/// <summary>p(z) = Laplace(m, b) with a learned m and b for every dimension.</summary>
public sealed class LaplacePrior : nn.Module, IConditional<Laplace>
{
    private readonly Parameter location, logScale;

    public LaplacePrior(long latent)
        : base(nameof(LaplacePrior))
    {
        (location, logScale) = (new Parameter(zeros(latent)), new Parameter(zeros(latent)));
        RegisterComponents();
    }

    public Laplace At(Inputs inputs) => Laplace.FromLogScale(location, logScale);
}

/// <summary>p(x) = p (1 − p)ˣ in every element, x = 0, 1, 2, …, by the logits log p/(1 − p).</summary>
public sealed class Geometric(Tensor logits) : FactorizedDistribution(logits.shape), IDiscrete
{
    public override Tensor Mean => (-logits).exp();

    public override Tensor LogDensityByElement(Tensor value) =>
        -nn.functional.softplus(-logits) - value * nn.functional.softplus(logits);

    protected override Tensor Elements(RandomStream random, long[] shape) =>
        (random.OpenUniform(shape, logits.dtype).log() / -nn.functional.softplus(logits)).floor().detach();
}

/// <summary>One number an element: the logits of a geometric distribution.</summary>
public sealed class GeometricOutput() : OutputLayer<Geometric>(nameof(GeometricOutput))
{
    public override long PerElement => 1;

    public override Geometric Of(IReadOnlyList<Tensor> blocks) => new(blocks[0]);
}

/// <summary>q(z|x) = Laplace(m(x), b(x)): a network, then a linear layer to m and log b side by side.</summary>
public sealed class LaplaceEncoder : nn.Module, IConditional<Laplace>
{
    private readonly nn.Module<Tensor, Tensor> body;
    private readonly Linear head;

    public LaplaceEncoder(nn.Module<Tensor, Tensor> body, long features, long latent)
        : base(nameof(LaplaceEncoder))
    {
        (this.body, head) = (body, nn.Linear(features, 2 * latent));
        RegisterComponents();
    }

    public Laplace At(Inputs inputs)
    {
        var parameters = head.call(body.call(inputs.Value)).chunk(2, -1); // two of [B, latent]
        return Laplace.FromLogScale(parameters[0], parameters[1]);
    }
}
