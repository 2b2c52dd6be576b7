using GenerativeVI.Densities;
using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>Draws of the reverse q(ψ|z) by Hamiltonian Monte Carlo on ψ, started at the ψ that made z: that one is a draw of the reverse already, so nothing needs to burn in.</summary>
internal sealed class PosteriorMixing(int moves, int leapfrogs, double stepSize, int jumps)
{
    /// <summary>Where the chains are after their moves, [S, B, M], without a gradient.</summary>
    public Tensor Sample(ISemiImplicit<IDistribution> q, Tensor value, Tensor start, RandomStream random)
    {
        var (z, psi) = (value.detach(), start.detach());
        Tensor LogJoint(Tensor at) => q.Kernel(at).LogDensity(z) + q.Mixing.LogDensity(at);
        for (var move = 0; move < moves; move++)
        {
            if (jumps > 0) psi = Jumped(q, z, psi, random.Split("jump"));
            var momentum = random.Split("momentum").Normal(psi.shape, psi.dtype);
            var (place, speed) = (psi, momentum);
            // Each chain its own step, whatever its state, so that no trajectory comes back to where it began move after move.
            var size = (random.Split("step").Uniform([.. psi.shape[..^1], 1], psi.dtype) + 0.5) * stepSize;
            var (before, gradient) = At(place, LogJoint);
            var after = before;
            for (var step = 0; step < leapfrogs; step++)
            {
                speed = speed + gradient * size / 2;
                place = place + speed * size;
                (after, gradient) = At(place, LogJoint);
                speed = speed + gradient * size / 2;
            }
            using var _ = no_grad();
            var ratio = after - speed.square().sum(-1) * 0.5 - before + momentum.square().sum(-1) * 0.5;
            var accepted = random.Split("acceptance").Uniform(ratio.shape, ratio.dtype).log() < ratio;
            psi = where(accepted.unsqueeze(-1), place, psi);
        }
        return psi;
    }

    // Where a chain is or one of so many fresh draws of q(ψ), each with probability in proportion to q(z|ψ), which leaves q(ψ|z) as it is whatever their number (Andrieu+ 2010, section 4.1: conditional importance
    // sampling). Trajectories do not cross from one of several places that z may come from to another; this does. All chains look at the same fresh draws, and each by itself is none the worse for it.
    private Tensor Jumped(ISemiImplicit<IDistribution> q, Tensor z, Tensor psi, RandomStream random)
    {
        using var _ = no_grad();
        var fresh = FreshMixing.Sample(q, z, jumps, Sharing.Minibatch, random.Split("fresh")); // [J, 1, 1 or B, M]
        var logWeights = cat([q.Kernel(psi).LogDensity(z).unsqueeze(0), q.Kernel(fresh).LogDensity(z)], 0); // [1 + J, S, B]
        var places = cat([psi.unsqueeze(0), fresh.expand([jumps, .. psi.shape])], 0);
        // The greatest of logarithms and Gumbel noise is a draw in proportion.
        var chosen = (logWeights - random.Split("choice").Uniform(logWeights.shape, psi.dtype).log().neg().log()).argmax(0); // [S, B]
        return places.gather(0, chosen.unsqueeze(0).unsqueeze(-1).expand([1, .. psi.shape])).squeeze(0);
    }

    private static (Tensor Value, Tensor Gradient) At(Tensor place, Func<Tensor, Tensor> logJoint)
    {
        using var _ = enable_grad();
        var leaf = place.detach().requires_grad_();
        var value = logJoint(leaf);
        return (value.detach(), Derivatives.Of(value.sum(), leaf));
    }
}
