namespace GenerativeVI;

/// <summary>Which settings a sweep tries, and for how long.</summary>
public enum SweepKind
{
    /// <summary>Every combination of the listed values, each to its end.</summary>
    Grid,

    /// <summary>As many trials as are asked for, each value drawn by itself, each to its end (Bergstra &amp; Bengio
    /// 2012).</summary>
    Random,

    /// <summary>Draws as <see cref="Random"/> does, or takes every combination where there are no trials to draw, and
    /// begins all of them; after a few epochs the better part goes on for some times as long, and so on (successive
    /// halving, Jamieson &amp; Talwalkar 2016).</summary>
    Halving,
}
