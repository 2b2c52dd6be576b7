namespace GenerativeVI.Densities;

/// <summary>Which draws z share one set of fresh mixing draws. Every choice keeps every bracket's expectation; more sharing costs less and correlates the errors of the rows.</summary>
public enum Sharing
{
    /// <summary>One set for the whole minibatch where ψ does not depend on the row, else one for each row.</summary>
    Minibatch,

    /// <summary>One set for each row, shared by its S draws.</summary>
    Row,

    /// <summary>A set of its own for every draw.</summary>
    Draw,
}
