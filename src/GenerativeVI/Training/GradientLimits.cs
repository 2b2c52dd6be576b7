namespace GenerativeVI.Training;

/// <summary>What is done to a phase's gradients before its optimizer sees them, in this order.</summary>
/// <param name="Normalize">Whether every parameter's gradient is divided by its own norm: the normalized-gradient Adam of the VampPrior experiments (Yu+ 2018; Tomczak &amp; Welling 2018).</param>
/// <param name="Value">The most an element may be, either sign; none when null.</param>
/// <param name="Norm">The most the norm over all the phase's parameters may be; none when null.</param>
public sealed record GradientLimits(bool Normalize = false, double? Value = null, double? Norm = null)
{
    /// <summary>Changes the gradients in place.</summary>
    /// <param name="parameters">The phase's parameters; those without a gradient are left out.</param>
    public void ApplyTo(IEnumerable<Parameter> parameters)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var moving = parameters.Where(parameter => parameter.grad is not null).ToArray();
        if (Normalize)
            foreach (var parameter in moving) parameter.grad!.div_(parameter.grad.norm() + NormFloor);
        if (Value is { } value) nn.utils.clip_grad_value_(moving, value);
        if (Norm is { } norm) nn.utils.clip_grad_norm_(moving, norm);
    }

    // A gradient that is nothing at all stays so instead of becoming 0/0.
    private const double NormFloor = 1e-7;
}
