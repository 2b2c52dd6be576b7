using GenerativeVI.Distributions;
using GenerativeVI.Tensors;

namespace GenerativeVI.Ratios;

/// <summary>Draws of the reverse q(ψ|z) by Hamiltonian Monte Carlo on ψ, started at the ψ that made z: that one is a draw of the reverse already, so nothing needs to burn in.</summary>
internal sealed class PosteriorMixing(int moves, int leapfrogs, double stepSize)
{
    /// <summary>Where the chains are after their moves, [S, B, M], without a gradient.</summary>
    public Tensor Sample(ISemiImplicit<IDistribution> q, Tensor value, Tensor start, RandomStream random)
    {
        var (z, psi) = (value.detach(), start.detach());
        Tensor LogJoint(Tensor at) => q.Kernel(at).LogDensity(z) + q.Mixing.LogDensity(at);
        for (var move = 0; move < moves; move++)
        {
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

    private static (Tensor Value, Tensor Gradient) At(Tensor place, Func<Tensor, Tensor> logJoint)
    {
        using var _ = enable_grad();
        var leaf = place.detach().requires_grad_();
        var value = logJoint(leaf);
        return (value.detach(), autograd.grad([value.sum()], [leaf])[0]);
    }
}
