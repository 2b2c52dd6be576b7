namespace GenerativeVI.Flows;

/// <summary>How a continuous flow is differentiated.</summary>
public enum OdeGradient
{
    /// <summary>Through every step of the solver: the exact gradient of what was computed; memory grows with the steps.</summary>
    Direct,

    /// <summary>
    /// By a second differential equation, backwards in time, for the state and its gradient (Chen+ 2018, algorithm 1): memory of one step; equal to the direct one within the solver's tolerance.
    /// It cannot be differentiated again.
    /// </summary>
    Adjoint,
}
