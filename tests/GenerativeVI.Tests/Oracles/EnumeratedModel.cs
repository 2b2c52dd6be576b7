using GenerativeVI.Conditionals;
using GenerativeVI.Data;
using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Models;
using GenerativeVI.Objectives;
using GenerativeVI.Ratios;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Oracles;

/// <summary>
/// A model of one row whose S draws are enumerated: every combination of them is a row of a batch with parameters of its own, so that the mean of a gradient estimator is a sum over rows,
/// without Monte Carlo. The gradient itself comes from the sum of objective times probability over all values of z.
/// </summary>
/// <param name="parameters">One row each: the posterior's two or so, then the prior's, then the likelihood's.</param>
/// <param name="mass">The probability of every combination of draws under the sampler as it is, [n].</param>
/// <param name="posterior">q from its parameters, drawing the combinations.</param>
/// <param name="prior">p(z) from its parameter.</param>
/// <param name="likelihood">p(x|z) from z and its parameter.</param>
/// <param name="posteriorParameters">How many parameters are the posterior's.</param>
public sealed class EnumeratedModel(
    double[][] parameters, Tensor mass, Func<Tensor[], IDistribution> posterior, Func<Tensor, IDistribution> prior, Func<Tensor, Tensor, IDistribution> likelihood, int posteriorParameters)
{
    public const double X = 1.5;

    /// <summary>The mean over all draws of an objective's gradient, one array of elements for every parameter; after some steps that only let state build up.</summary>
    public double[][] MeanGradient(Func<nn.Module, IObjective> objective, int stepsBefore = 1)
    {
        var rows = mass.shape[0];
        var leaves = parameters.Select(p => new TorchSharp.Modules.Parameter(tensor(p).unsqueeze(0).expand(rows, p.Length).clone())).ToArray();
        using var encoder = new Leaves(leaves[..posteriorParameters], posterior);
        var ratio = new BracketedRatio<IDistribution, IDistribution>(new ExactDensity(), new ExactDensity());
        using var model = new LatentVariableModel<IDistribution, IDistribution>(
            new Given<IDistribution>(_ => prior(leaves[posteriorParameters])), encoder, new Given<IDistribution>(z => likelihood(z.Value, leaves[posteriorParameters + 1])), ratio);
        var batch = new Batch(full(rows, 1, X, dtype: ScalarType.Float64), null, arange(rows), rows);
        var made = objective(encoder);
        for (var i = 0; i < stepsBefore; i++) made.Evaluate(model, batch, new RandomStream(1));
        // The surrogate is a mean over rows; every row's own gradient is wanted, and weighted by the probability of its draws.
        (made.Evaluate(model, batch, new RandomStream(1)).Surrogate * rows).backward();
        return [.. leaves.Select(leaf => (leaf.grad! * mass.unsqueeze(-1)).sum(dim: 0).data<double>().ToArray())];
    }

    /// <summary>The gradient of Σ_z Π_s q(z_s) F(ℓ(z)) over a space of values, by automatic differentiation of the sum.</summary>
    /// <param name="objective">F, from log-weights [S, n] to [n].</param>
    /// <param name="values">All values of z, [P, D].</param>
    /// <param name="weight">The weight of every value.</param>
    /// <param name="samples">S.</param>
    public double[][] ExactGradient(Func<Tensor, Tensor> objective, Tensor values, double weight, int samples)
    {
        var leaves = parameters.Select(p => tensor(p).unsqueeze(0).requires_grad_()).ToArray();
        var z = values.unsqueeze(1); // [P, 1, D]
        var logPosterior = posterior(leaves[..posteriorParameters]).LogDensity(z).squeeze(-1); // [P]
        var joint = prior(leaves[posteriorParameters]).LogDensity(z) + likelihood(z, leaves[posteriorParameters + 1]).LogDensity(full(1, 1, X, dtype: ScalarType.Float64));
        var (logWeights, combinations) = (joint.squeeze(-1) - logPosterior, Combinations(values.shape[0], samples));
        var probability = stack([.. combinations.Select(index => logPosterior[index])]).sum(dim: 0).exp() * Math.Pow(weight, samples);
        // Draws of no probability have log-weights of no meaning.
        var sum = (probability * objective(stack([.. combinations.Select(index => logWeights[index])]))).sum();
        return [.. autograd.grad([sum], leaves).Select(g => g.flatten().data<double>().ToArray())];
    }

    /// <summary>Every combination of S out of n, as S index tensors of length nˢ.</summary>
    public static Tensor[] Combinations(long count, int samples) => [.. meshgrid([.. Enumerable.Repeat(arange(count), samples)]).Select(t => t.flatten())];

    /// <summary>Two bits with prior and likelihood of their own: everything enumerable.</summary>
    public static EnumeratedModel Bits(int samples)
    {
        double[] logits = [0.4, -0.9];
        var values = Values();
        var index = Combinations(4, samples);
        var draws = stack([.. index.Select(i => values[i])]); // [S, 4^S, 2]
        var mass = new Bernoulli(tensor(logits)).LogDensity(draws).sum(dim: 0).exp();
        return new EnumeratedModel(
            [logits, [-0.3, 0.6], [0.8, -1.1]], mass, p => new BernoulliAtValues(new Bernoulli(p[0]), draws), p => new Bernoulli(p),
            (z, p) => Unit((z * p).sum(-1, keepdim: true) + 0.7 * z.prod(-1, keepdim: true)), posteriorParameters: 1);
    }

    public static Tensor Values() => tensor(new[,] { { 0.0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });

    /// <summary>One real latent, its noise on a grid: the trapezoidal rule is exact to rounding for what is smooth.</summary>
    public static EnumeratedModel Line(int samples)
    {
        var grid = Grid(8, 0.25);
        var index = Combinations(grid.shape[0], samples);
        var noise = stack([.. index.Select(i => grid[i])]); // [S, n, 1]
        var mass = new StandardNormal(1, ScalarType.Float64).LogDensity(noise).sum(dim: 0).exp() * Math.Pow(0.25, samples);
        return new EnumeratedModel(
            [[0.3], [-0.4], [0.2], [-0.5]], mass, p => new NormalAtNoise(Normal.FromLogScale(p[0], p[1]), noise), Unit, (z, p) => Unit(z + p), posteriorParameters: 2);
    }

    public static Tensor Grid(double halfWidth, double step) => arange(-halfWidth, halfWidth + step / 2, step, dtype: ScalarType.Float64).unsqueeze(-1);

    private static Normal Unit(Tensor mean) => Normal.FromLogScale(mean, zeros_like(mean));

    /// <summary>A posterior of parameters without a network.</summary>
    private sealed class Leaves : nn.Module, IConditional<IDistribution>
    {
        private readonly TorchSharp.Modules.ParameterList leaves;
        private readonly Func<Tensor[], IDistribution> make;

        public Leaves(TorchSharp.Modules.Parameter[] leaves, Func<Tensor[], IDistribution> make)
            : base(nameof(Leaves))
        {
            (this.leaves, this.make) = (new(leaves), make);
            RegisterComponents();
        }

        public IDistribution At(Inputs inputs) => make([.. leaves]);
    }
}
