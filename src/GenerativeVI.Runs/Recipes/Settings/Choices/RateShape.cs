namespace GenerativeVI;

/// <summary>How a learning rate α changes over the E epochs of a run.</summary>
public enum RateShape
{
    /// <summary>α throughout.</summary>
    Constant,

    /// <summary>Halved five times, after every sixth of the run.</summary>
    Step,

    /// <summary>A smooth decay to α/10 at the end.</summary>
    Exponential,

    /// <summary>Half a cosine wave down to nothing.</summary>
    Cosine,

    /// <summary>α for the first half, then in a straight line to nothing.</summary>
    FlatThenLinear,

    /// <summary>Eight stages of lengths 1 : 3 : 9 : … : 2187 from α to α/10, the schedule of the IWAE experiments at the run's length.</summary>
    Staged,
}
