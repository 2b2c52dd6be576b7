using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Tests.Oracles;

/// <summary>A finite mixing distribution of three atoms, small enough that every way of drawing ψ⁰ … ψᴷ can be gone through.</summary>
public static class ThreeAtoms
{
    private static readonly double[] Weights = [0.5, 0.3, 0.2], Means = [-1.5, 0.3, 2], Scales = [0.5, 0.7, 0.6];

    /// <summary>In one dimension, batch shape [1].</summary>
    public static FiniteMixing Line => new(new Choice(tensor(Weights).log()), tensor(Means.SelectMany((m, i) => new[] { m, Math.Log(Scales[i]) }).ToArray()).reshape(3, 2), Kernel, [1]);

    /// <summary>E g under the choice of ψ⁰ … ψᴷ, with the bracket's fresh draws set to each choice in turn.</summary>
    /// <param name="samples">K.</param>
    /// <param name="points">z of the quadrature, [P].</param>
    /// <param name="value">From a distribution that returns the wanted draws as fresh ones, and draws z [T P, 1, 1] made by ψ⁰, to [T P, 1].</param>
    /// <returns>Σ over choices of probability × value, for every point, [P].</returns>
    public static Tensor Expect(int samples, Tensor points, Func<ISemiImplicit<ISampler>, Draw, Tensor> value)
    {
        var (probability, given) = ExpectGivenFresh(samples, points, value);
        return (given * probability.unsqueeze(1)).sum(0L);
    }

    /// <summary>E g under the choice of ψ⁰ alone, for every choice of the fresh ψ¹ … ψᴷ, as draws that share them see it.</summary>
    /// <inheritdoc cref="Expect"/>
    /// <returns>The probabilities of the choices, [C], and the expectation given each, [C, P].</returns>
    public static (Tensor Probability, Tensor Given) ExpectGivenFresh(int samples, Tensor points, Func<ISemiImplicit<ISampler>, Draw, Tensor> value)
    {
        var (atoms, choices, count) = (Weights.Length, (int)Math.Pow(Weights.Length, samples + 1), points.shape[0]);
        var digits = arange(choices).unsqueeze(0).div(pow(atoms, arange(samples + 1)).unsqueeze(1), RoundingMode.floor).remainder(atoms); // [K + 1, T]
        var probability = tensor(Weights).index_select(0, digits.flatten()).reshape(digits.shape).prod(0L); // [T]
        var indices = digits.to_type(ScalarType.Float64).unsqueeze(-1).expand(samples + 1, choices, count).reshape(samples + 1, choices * count, 1, 1);
        var z = points.expand(choices, count).reshape(choices * count, 1, 1);
        var q = Line;
        var scripted = new SemiImplicit<ISampler>(new Scripted(indices.narrow(0, 1, samples)), q.Kernel, [1]);
        // ψ⁰ is the fastest digit.
        var ofFresh = probability.reshape(choices / atoms, atoms).sum(1L);
        var given = (value(scripted, new Draw(z, indices[0])).reshape(choices / atoms, atoms, count) * tensor(Weights).unsqueeze(-1)).sum(1L);
        return (ofFresh, given);
    }

    private static Normal Kernel(Tensor atom) => Normal.FromLogScale(atom.narrow(-1, 0, 1), atom.narrow(-1, 1, 1));

    private static Tensor pow(int radix, Tensor exponent) => full(1, radix, dtype: ScalarType.Int64).pow(exponent);

    /// <summary>A sampler whose draws are written down, in the order in which a bracket asks for them; from the first again after the last.</summary>
    private sealed class Scripted(Tensor draws) : ISampler
    {
        private long next;

        public long[] BatchShape => [];

        public Draw Sample(RandomStream random, params ReadOnlySpan<long> shape)
        {
            var taken = draws.narrow(0, next, shape[0]);
            next = (next + shape[0]) % draws.shape[0];
            return new(taken.reshape([.. shape, 1]));
        }
    }
}
