namespace GenerativeVI.Distributions;

/// <summary>
/// q(z) = ∫ q(z|ψ) q(ψ) dψ with a kernel q(z|ψ) that can be evaluated. Its own density cannot be evaluated in general; it can be bracketed, from draws of the mixing variable
/// (Yin &amp; Zhou 2018). Where the mixing distribution is an <see cref="IDistribution"/>, the joint density q(z, ψ) is known as well.
/// </summary>
/// <typeparam name="TMixing">The type of q(ψ): any sampler where the mixing is implicit.</typeparam>
public interface ISemiImplicit<out TMixing> : ISampler
    where TMixing : ISampler
{
    /// <summary>q(ψ). Its batch shape is this distribution's own, or the empty one where every row mixes over the same ψ.</summary>
    TMixing Mixing { get; }

    /// <summary>q(z|ψ).</summary>
    /// <param name="mixing">ψ, [..., B, M]: any axes in front, and an axis of length 1 wherever rows share ψ.</param>
    /// <returns>A distribution whose parameters broadcast against z, [..., B, D].</returns>
    IDistribution Kernel(Tensor mixing);
}
