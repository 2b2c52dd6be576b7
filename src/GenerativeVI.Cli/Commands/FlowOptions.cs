using GenerativeVI.Flows;
using GenerativeVI.Networks;
using static GenerativeVI.Cli.Commands.OptionKinds;
using static GenerativeVI.Cli.Commands.SettingOption;

namespace GenerativeVI.Cli.Commands;

/// <summary>The options of a flow, on either side of a model.</summary>
internal static class FlowOptions
{
    /// <param name="side">"flow" for the posterior's, "prior-flow" for the prior's.</param>
    /// <param name="of">Whose, for the help.</param>
    /// <param name="usual">The settings without any option.</param>
    /// <param name="with">Puts a change into the settings.</param>
    public static IEnumerable<SettingOption> All(string side, string of, FlowSettings usual, Func<RunSettings, Func<FlowSettings, FlowSettings>, RunSettings> with) =>
    [
        Of(
            Choice<FlowKind>($"--{side}", $"The flow of {of} [default: {Name(usual.Kind)}]."),
            (s, v) => with(s, f => f with { Kind = v })),
        Of(
            Whole($"--{side}-steps", "N", $"Flow steps in a chain [default: {usual.Steps}]."),
            (s, v) => with(s, f => f with { Steps = v })),
        Of(
            Wholes($"--{side}-hidden", "N,N…", $"Widths of the hidden layers of the flow's networks [default: {string.Join(',', usual.Hidden)}].", "widths with commas, such as 64,64", none: false),
            (s, v) => with(s, f => f with { Hidden = v })),
        Of(
            Choice<Activation>($"--{side}-activation", $"The nonlinearity of the flow's networks [default: {Name(usual.Activation)}]."),
            (s, v) => with(s, f => f with { Activation = v })),
        Of(
            Long($"--{side}-directions", "N", "Columns of an orthogonal Sylvester flow, reflections of a Householder one [default: 8, or the dimensions if fewer]."),
            (s, v) => with(s, f => f with { Directions = v })),
        Of(
            Whole($"--{side}-bins", "N", $"Bins of a spline [default: {usual.Bins}]."),
            (s, v) => with(s, f => f with { Bins = v })),
        Of(
            Real($"--{side}-bound", "X", $"A spline moves points within X of 0 and none beyond [default: {usual.Bound}]."),
            (s, v) => with(s, f => f with { Bound = v })),
        Of(
            Real($"--{side}-departure", "X", $"How far from the identity the flow starts [default: {usual.Departure}]."),
            (s, v) => with(s, f => f with { Departure = v })),
        Of(
            Real($"--{side}-tolerance", "X", $"The tolerance of a continuous flow's solver [default: {usual.Tolerance}]."),
            (s, v) => with(s, f => f with { Tolerance = v })),
        Of(
            Real($"--{side}-evaluation-tolerance", "X", $"The solver's tolerance where numbers are reported [default: {usual.EvaluationTolerance}]."),
            (s, v) => with(s, f => f with { EvaluationTolerance = v })),
        Of(
            Choice<Trace>($"--{side}-trace", $"How a continuous flow computes its trace in training [default: {Name(usual.Trace)}]."),
            (s, v) => with(s, f => f with { Trace = v })),
        Of(
            Choice<OdeGradient>($"--{side}-ode-gradient", $"How a continuous flow is differentiated [default: {Name(usual.OdeGradient)}]."),
            (s, v) => with(s, f => f with { OdeGradient = v })),
    ];
}
