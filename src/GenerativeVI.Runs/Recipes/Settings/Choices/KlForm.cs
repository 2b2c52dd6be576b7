namespace GenerativeVI;

/// <summary>How KL(q(z|x)‖p(z)) is found.</summary>
public enum KlForm
{
    /// <summary>In closed form where one is known and the objective can use it, else at the draws.</summary>
    Auto,

    /// <summary>In closed form, integrated over the draws.</summary>
    ClosedForm,

    /// <summary>log q(z|x) − log p(z) at every draw.</summary>
    Draws,
}
