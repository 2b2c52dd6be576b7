using System.Globalization;
using GenerativeVI.Distributions;
using GenerativeVI.Gradients;
using GenerativeVI.Ratios;
using GenerativeVI.Reporting;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>
/// All ways of ∇ E f on one toy, z ~ N(μ, σ²) with known answers: the log-derivative with every baseline, the pathwise gradient, inverse distribution functions, implicit reparameterization and the delta method;
/// for a function that they all suit (z²), one that the delta method does not (e^z), and a step, which only the log-derivative can differentiate.
/// </summary>
/// <param name="Location">μ.</param>
/// <param name="Scale">σ.</param>
/// <param name="Draws">The estimates of every way.</param>
/// <param name="Functions">What came of it.</param>
public sealed record GradientToy(double Location, double Scale, int Draws, IReadOnlyList<ToyFunction> Functions)
{
    private const string Step = "f is flat but for its jump, so that every path has the gradient 0";
    private const string DeltaMethod = "delta method", Jump = "f has no second derivative where it jumps";
    private const string ByLocation = "μ";
    private const double Rounding = 1e-12;
    private const int Warming = 30;

    /// <summary>Measures.</summary>
    /// <param name="draws">Estimates of every way, at least 100.</param>
    /// <param name="location">μ.</param>
    /// <param name="scale">σ above 0.</param>
    /// <param name="seed">Of the draws.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static GradientToy Of(int draws = 100_000, double location = 1, double scale = 1, long seed = 1)
    {
        if (draws < 100) throw new ArgumentException($"draws: expected at least 100, got {draws}.");
        if (!(scale > 0) || !double.IsFinite(location)) throw new ArgumentException(FormattableString.Invariant($"toy: expected a finite mean and a scale above 0, got {location} and {scale}."));
        var random = new RandomStream(seed).Split("toy");
        var (variance, growth) = (scale * scale, Math.Exp(location + scale * scale / 2));
        // φ at the step, in units of σ.
        var at = (1 - location) / scale;
        var density = Math.Exp(-at * at / 2) / Math.Sqrt(2 * Math.PI);
        var above = Above(at);
        return new GradientToy(location, scale, draws,
        [
            Measured("z²", z => z.square(), location * location + variance, (2 * location, 2 * variance), isSmooth: true),
            Measured("exp z", z => z.exp(), growth, (growth, variance * growth), isSmooth: true),
            Measured("1 where z > 1, else 0", z => (z > 1).to_type(ScalarType.Float64), above, (density / scale, at * density), isSmooth: false),
        ]);

        ToyFunction Measured(string name, Func<Tensor, Tensor> f, double exact, (double ByLocation, double ByLogScale) slopes, bool isSmooth) =>
            new Measurement(f, location, scale, draws, random.Split(name), slopes).Run(name, exact, isSmooth);
    }

    /// <summary>The measurements as one HTML file that needs nothing else.</summary>
    /// <param name="title">Its title.</param>
    public string ToHtml(string title)
    {
        var parts = Markup.Join(Functions, function =>
        {
            var applying = function.Gradients.Where(row => row.Why is null).ToArray();
            var names = applying.Select(row => row.Way).Distinct().ToArray();
            var chart = new DotChart(
                "Variance", "of one estimate; the delta method has none", names,
                [.. applying.Select(row => row.Parameter).Distinct().Select(by => ($"∂/∂{by}", (IReadOnlyList<double>)[.. names.Select(name => applying.Single(row => row.Way == name && row.Parameter == by).Variance!.Value)]))]);
            return Markup.Of($"""
                <h2>f(z) = {function.Name}</h2>
                <p>E f = {Short(function.Exact)} exactly; {Short(function.MonteCarlo)} ± {Short(function.MonteCarloError)} by Monte Carlo; {(function.Taylor is { } taylor ? $"{Short(taylor)} by the delta method" : "no delta method, for want of a second derivative")}.</p>
                <div class="columns">{chart.Draw()}</div>
                <div class="scroll"><table class="data">
                <thead><tr><th>way</th><th>by</th><th class="n">mean</th><th class="n">± </th><th class="n">exact</th><th class="n">variance</th><th>bias</th></tr></thead>
                <tbody>
                {Markup.Join(function.Gradients.Where(IsShown), Row)}</tbody></table></div>

                """);
        });
        return Page.Write(title, Markup.Of($"""
            <h1>{title}</h1>
            <p>{Description}</p>
            {parts}
            """));
    }

    /// <summary>What was measured, in a sentence.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"Gradients of E f(z), z ~ N(μ, σ²), at μ = {Location} and σ = {Scale}: {Draws} estimates a way from one draw each, from two with leave-one-out.");

    /// <summary>The bias of a row in words.</summary>
    /// <param name="row">The row.</param>
    public static string BiasInWords(ToyGradient row) => row.Why ?? (row.IsBiased ? string.Create(CultureInfo.InvariantCulture, $"{(row.Mean!.Value - row.Exact) / Math.Abs(row.Exact):P0} of the gradient") : "none seen");

    private static Markup Row(ToyGradient row) => row.Why is not null
        ? Markup.Of($"<tr><td>{row.Way}</td><td class=\"wide\" colspan=\"6\">does not apply: {row.Why}</td></tr>\n")
        : Markup.Of($"<tr><td>{row.Way}</td><td>{row.Parameter}</td><td class=\"n\">{Short(row.Mean!.Value)}</td><td class=\"n\">{Short(row.StandardError!.Value)}</td><td class=\"n\">{Short(row.Exact)}</td><td class=\"n\">{Short(row.Variance!.Value)}</td><td>{BiasInWords(row)}</td></tr>\n");

    // A way that does not apply needs one row, not one for each parameter.
    private static bool IsShown(ToyGradient row) => row.Why is null || row.Parameter == ByLocation;

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static double Above(double at)
    {
        using var scope = NewDisposeScope();
        return (tensor(at * Math.Sqrt(0.5)).erfc() / 2).item<double>();
    }

    /// <summary>The measurement of one function: every estimate has parameters of its own, so that one backward pass tells them apart.</summary>
    private sealed class Measurement(Func<Tensor, Tensor> f, double location, double scale, int draws, RandomStream random, (double ByLocation, double ByLogScale) exact)
    {
        private static readonly double Logarithm = Math.Log(2 * Math.PI) / 2;

        private delegate Tensor Surrogate(Tensor mean, Tensor logScale, RandomStream random);

        public ToyFunction Run(string name, double value, bool isSmooth)
        {
            using var scope = NewDisposeScope();
            var (mean, logScale) = Leaves();
            var estimate = Expectation.MonteCarlo(Normal.Of(mean[0].detach(), logScale[0].detach().exp()), z => f(z.squeeze(-1)), draws, random.Split("mean"));
            var rows = new List<ToyGradient>();
            rows.AddRange(Scored("log-derivative, no baseline", () => null));
            rows.AddRange(Scored("log-derivative, moving average", () => new MovingAverageBaseline()));
            using var shared = new Parameters(location, scale);
            rows.AddRange(Scored("log-derivative, optimal constant", () => new OptimalBaseline(shared, random.Split("directions")), shared: shared));
            rows.AddRange(Scored("log-derivative, leave-one-out", () => new LeaveOneOutBaseline(), samples: 2));
            foreach (var (way, surrogate) in ((string, Surrogate)[])
            [
                ("pathwise, μ + σε", (m, s, stream) => f(m + s.exp() * stream.Normal(m.shape, ScalarType.Float64))),
                ("inverse distribution function", (m, s, stream) => f(new QuantileDistribution(u => m + s.exp() * special.ndtri(u), m.shape).Sample(stream).Value)),
                ("implicit, −∂F/p", (m, s, stream) => f(Implicit(m, s, stream))),
                (DeltaMethod, (m, s, _) => Delta(m, s)),
            ])
                rows.AddRange(isSmooth ? Measure(way, surrogate) : Inapplicable(way, way == DeltaMethod ? Jump : Step));
            return new ToyFunction(name, value, estimate.Value.item<double>(), estimate.StandardError.item<double>(), isSmooth ? Taylor() : null, rows);
        }

        private double Taylor()
        {
            var at = full([1, 1], location, dtype: ScalarType.Float64);
            return Expectation.Delta(z => f(z.squeeze(-1)), at, full([1, 1, 1], scale * scale, dtype: ScalarType.Float64)).item<double>();
        }

        private (Tensor Mean, Tensor LogScale) Leaves() =>
            (full([draws, 1], location, dtype: ScalarType.Float64).requires_grad_(), full([draws, 1], Math.Log(scale), dtype: ScalarType.Float64).requires_grad_());

        private IEnumerable<ToyGradient> Measure(string way, Surrogate surrogate)
        {
            var (mean, logScale) = Leaves();
            surrogate(mean, logScale, Noise()).sum().backward();
            return Rows(way, mean.grad!, logScale.grad!);
        }

        // The same noise for every way, so that one is not behind another by chance.
        private RandomStream Noise()
        {
            var noise = random.Split("noise");
            noise.Counter = 0;
            return noise;
        }

        // Baselines that remember earlier batches are let see some first.
        private IEnumerable<ToyGradient> Scored(string way, Func<Baseline?> make, int samples = 1, Parameters? shared = null)
        {
            var stream = random.Split(way);
            using var baseline = make();
            var gradient = new ScoreFunction(baseline);
            Tensor byMean = null!, byLogScale = null!;
            var last = baseline is null or LeaveOneOutBaseline ? 0 : Warming - 1;
            for (var batch = 0; batch <= last; batch++)
            {
                if (batch == last) stream = Noise();
                var (mean, logScale) = Leaves();
                // Where a baseline asks a module for its score, every estimate's own parameters stand beside the module's.
                var (m, s) = shared is null ? (mean, logScale) : (mean + (shared.Mean - location), logScale + (shared.LogScale - Math.Log(scale)));
                var z = (m + s.exp() * stream.Normal([samples, draws, 1], ScalarType.Float64)).detach();
                var draw = gradient.Prepare(new Draw(z));
                var logPosterior = (((z - m) / s.exp()).square() / -2 - s - Logarithm).squeeze(-1); // [S, n]
                var none = new RatioEstimate(null, zeros(samples, draws, dtype: ScalarType.Float64));
                var terms = new LogTerms(draw, f(z).squeeze(-1), none, new Standing(Guarantee.Exact, Weighting.PerDraw), logPosterior);
                gradient.Surrogate(terms, PowerMean.OfLogarithms).sum().backward();
                (byMean, byLogScale) = (mean.grad!, logScale.grad!);
            }
            return Rows(way, byMean, byLogScale);
        }

        // dz/dλ = −∂F(z; λ)/∂λ / p(z; λ).
        private static Tensor Implicit(Tensor mean, Tensor logScale, RandomStream stream)
        {
            var z = (mean + logScale.exp() * stream.Normal(mean.shape, ScalarType.Float64)).detach();
            var standardized = (z - mean) / logScale.exp();
            var cdf = (standardized * -Math.Sqrt(0.5)).erfc() / 2;
            var density = (standardized.square() / -2 - logScale - Logarithm).exp().detach();
            return z - (cdf - cdf.detach()) / density;
        }

        // f(μ) + ½ f″(μ) σ², whose derivatives are constants.
        private Tensor Delta(Tensor mean, Tensor logScale)
        {
            var value = f(mean);
            var first = Derivatives.Of(value.sum(), mean, retain: true, differentiable: true);
            var second = Derivatives.Of(first.sum(), mean, retain: true, differentiable: true);
            return value + second * (2 * logScale).exp() / 2;
        }

        private ToyGradient[] Rows(string way, Tensor byMean, Tensor byLogScale) => [Row(way, ByLocation, byMean, exact.ByLocation), Row(way, "log σ", byLogScale, exact.ByLogScale)];

        private static ToyGradient Row(string way, string parameter, Tensor gradients, double truth)
        {
            var (mean, variance) = (gradients.mean().item<double>(), gradients.Variance().item<double>());
            // Where nothing is drawn, rounding alone would stretch the chart over thirty decades.
            if (variance <= Math.Pow(Rounding * (1 + Math.Abs(mean)), 2)) variance = 0;
            return new ToyGradient(way, parameter, mean, Math.Sqrt(variance / gradients.shape[0]), variance, truth);
        }

        private IEnumerable<ToyGradient> Inapplicable(string way, string why) =>
        [
            new(way, ByLocation, null, null, null, exact.ByLocation, why), new(way, "log σ", null, null, null, exact.ByLogScale, why),
        ];
    }

    /// <summary>λ as a module, for the baseline that asks for scores.</summary>
    private sealed class Parameters : nn.Module
    {
        private readonly TorchSharp.Modules.Parameter mean;
        private readonly TorchSharp.Modules.Parameter logScale;

        public Parameters(double mean, double scale)
            : base(nameof(Parameters))
        {
            this.mean = new(full(1, mean, dtype: ScalarType.Float64));
            logScale = new(full(1, Math.Log(scale), dtype: ScalarType.Float64));
            RegisterComponents();
        }

        public Tensor Mean => mean;

        public Tensor LogScale => logScale;
    }
}
