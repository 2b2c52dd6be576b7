using GenerativeVI.Conditionals;
using GenerativeVI.Distributions;
using GenerativeVI.Networks;
using GenerativeVI.Tensors;

namespace GenerativeVI;

/// <summary>Semi-implicit priors and posteriors of settings, and their reverse models.</summary>
internal static class SemiImplicitParts
{
    /// <summary>
    /// ψ = g(ε, x) with the noise injected above the first layer, which therefore works once a row, and z ~ N(ψ, diag
    /// σ²(x)): SIVI's posterior.
    /// </summary>
    public static IConditional<ISampler> NoiseEncoder(ModelSettings settings, DataDescription data, RandomStream random, ScalarType dtype)
    {
        var body = Bodies.Encoder(settings.Networks, data, 0, random.Split("scale"), dtype);
        return new SemiImplicitEncoder<Pushforward>(
            Implicit(settings, data.Dimension, random, dtype),
            new NormalKernel(body.Network, body.Features, settings.Latent, random.Split("scale head"), dtype));
    }

    /// <summary>g(ε, x) alone: the mixing of SIVI's posterior, or an implicit posterior itself.</summary>
    public static NoiseMixing Implicit(ModelSettings settings, long inputs, RandomStream random, ScalarType dtype) =>
        new(
            Network(settings, inputs, settings.Networks.Hidden, settings.Posterior.Mixing.Noise, random.Split("encoder"), dtype, settings.Posterior.MixingDepths),
            settings.Latent, random.Split("encoder head"));

    /// <summary>A function of x and of further numbers, such as a classifier or a score of z.</summary>
    public static Critic Critic(ModelSettings settings, long inputs, int injected, int outputs, RandomStream random, ScalarType dtype) =>
        new(Network(settings, inputs, settings.Networks.Hidden, injected, random.Split("body"), dtype), outputs, random.Split("head"));

    /// <summary>
    /// ψ ~ N(0, I) and z ~ N(μ(ψ, x), diag σ²(ψ, x)): the posterior of hierarchical models, whose mixing is explicit.
    /// </summary>
    public static IConditional<ISampler> HierarchicalEncoder(ModelSettings settings, long inputs, RandomStream random, ScalarType dtype) => new SemiImplicitEncoder<StandardNormal>(
        new Unconditional<StandardNormal>(new StandardNormal(settings.Posterior.Mixing.Noise, dtype)),
        new InjectedNormal(
            Network(settings, inputs, settings.Networks.Hidden, settings.Posterior.Mixing.Noise, random.Split("encoder"), dtype), settings.Latent, random.Split("encoder head")));

    /// <summary>ζ ~ N(0, I) and z ~ N(μ(ζ), diag σ²(ζ)).</summary>
    public static IConditional<ISampler> Prior(ModelSettings settings, RandomStream random, ScalarType dtype)
    {
        var body = Bodies.Dense(settings.Networks, settings.Prior.Mixing.Noise, [.. settings.Networks.Hidden.Take(1)], random.Split("prior"), dtype);
        return new SemiImplicitPrior<StandardNormal>(
            new Unconditional<StandardNormal>(new StandardNormal(settings.Prior.Mixing.Noise, dtype)), new NormalEncoder(body.Network, body.Features, settings.Latent, random.Split("prior head"), dtype));
    }

    /// <summary>ζ = g(ε), whose density is not known, and z ~ N(ζ, diag σ²).</summary>
    public static IConditional<ISampler> ImplicitPrior(ModelSettings settings, RandomStream random, ScalarType dtype)
    {
        IReadOnlyList<int> hidden = settings.Networks.Hidden.Count > 0 ? [settings.Networks.Hidden[0]] : [Math.Max(2 * settings.Prior.Mixing.Noise, settings.Latent)];
        return new SemiImplicitPrior<Pushforward>(
            new NoiseMixing(Network(settings, 0, hidden, settings.Prior.Mixing.Noise, random.Split("prior"), dtype), settings.Latent, random.Split("prior head")),
            new NormalKernel(settings.Latent, dtype: dtype));
    }

    /// <summary>z = g(ε), a learned prior that can only be drawn from.</summary>
    public static NoiseMixing PushedPrior(ModelSettings settings, RandomStream random, ScalarType dtype) => new(
        Network(settings, 0, [settings.Networks.Hidden[0]], settings.Prior.Mixing.Noise, random.Split("prior"), dtype), settings.Latent,
        random.Split("prior head"));

    /// <summary>ψ ~ N(μ(x), diag σ²(x)) and z = g(ε, ψ).</summary>
    public static ImplicitKernelEncoder<Normal> ImplicitKernel(
        ModelSettings settings, DataDescription data, RandomStream random, ScalarType dtype)
    {
        var (body, noise) = (Bodies.Encoder(settings.Networks, data, 0, random.Split("mixing"), dtype), settings.Posterior.Mixing.Noise);
        return new(
            new NormalEncoder(body.Network, body.Features, noise, random.Split("mixing head"), dtype, settings.Networks.Precision),
            new NoiseMixing(
                Network(settings, noise, [settings.Networks.Hidden[^1]], noise, random.Split("encoder"), dtype), settings.Latent,
                random.Split("encoder head")));
    }

    /// <summary>τ(ψ|z, x), or r(ζ|z) where there are no inputs.</summary>
    public static InjectedNormal Reverse(ModelSettings settings, long inputs, int mixing, RandomStream random, ScalarType dtype)
    {
        var hidden = settings.Networks.Hidden.Count > 0 ? settings.Networks.Hidden : [Math.Max(2 * mixing, settings.Latent)];
        return new(Network(settings, inputs, hidden, settings.Latent, random.Split("body"), dtype), mixing, random.Split("head"));
    }

    /// <summary>How many layers of a noise network of x can get noise.</summary>
    public static int Depths(NetworkSettings networks) => Math.Max(1, networks.Hidden.Count - 1);

    // What enters does so above the first layer where there are two; below it, x is compressed once for all draws.
    private static InjectedMlp Network(ModelSettings settings, long inputs, IReadOnlyList<int> hidden, int injected, RandomStream random, ScalarType dtype, int depths = 1) =>
        new(inputs, hidden, [.. inputs > 0 && hidden.Count > 1 ? [0] : Array.Empty<int>(), .. Enumerable.Repeat(injected, depths)], settings.Networks.Activation, random, dtype);
}
