namespace GenerativeVI.Flows;

/// <summary>A velocity field v(z, t) on ℝᴰ, the right side of dz/dt = v(z, t). Implemented by modules.</summary>
public interface IVelocity
{
    /// <summary>D.</summary>
    long Dimension { get; }

    /// <summary>v(z, t).</summary>
    /// <param name="time">t.</param>
    /// <param name="value">z, [..., D]; rows are moved apart.</param>
    /// <param name="context">What the field is conditioned on, [B, C]; null for a field made without.</param>
    /// <returns>[..., D], differentiable in z.</returns>
    Tensor At(double time, Tensor value, Tensor? context);
}
