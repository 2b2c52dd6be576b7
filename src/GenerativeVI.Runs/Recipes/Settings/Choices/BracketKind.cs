namespace GenerativeVI;

/// <summary>How the density of a semi-implicit distribution is bracketed.</summary>
public enum BracketKind
{
    /// <summary>By K fresh draws of the mixing variable (Yin &amp; Zhou 2018; Molchanov+ 2019).</summary>
    Mixing,

    /// <summary>By a reverse model of the mixing variable and K of its draws: hierarchical models at K = 0, IWHVI beyond (Ranganath+ 2016; Sobolev &amp; Vetrov 2019).</summary>
    Reverse,
}
