namespace GenerativeVI;

/// <summary>How the KL's weight rises from 0 to 1 over the warm-up's epochs.</summary>
public enum WarmUpShape
{
    /// <summary>In a straight line.</summary>
    Linear,

    /// <summary>Along a sigmoid, half-way at half the time.</summary>
    Sigmoid,

    /// <summary>In a straight line over the first half of each cycle, again and again.</summary>
    Cyclic,
}
