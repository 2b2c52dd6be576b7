namespace GenerativeVI.Networks;

/// <summary>
/// A scope in which modules are as they are used, not as they are trained: dropout is off, and batch normalization takes the statistics it has and leaves them as they are. At its end every module
/// is in the mode it was in. Modules that are at rest already are not touched, so that several threads may share them.
/// </summary>
internal sealed class AtRest : IDisposable
{
    private readonly List<nn.Module> training = [];

    /// <summary>Puts whatever is a module to rest.</summary>
    /// <param name="parts">Models, encoders, priors; what is no module, or null, is passed over.</param>
    public AtRest(params ReadOnlySpan<object?> parts)
    {
        foreach (var part in parts)
        {
            if (part is not nn.Module module) continue;
            var busy = module.modules().Prepend(module).Where(inner => inner.training).ToArray();
            if (busy.Length == 0) continue;
            training.AddRange(busy);
            module.eval();
        }
    }

    /// <summary>Ends the scope.</summary>
    public void Dispose()
    {
        // Outer ones first: a module takes its children along.
        foreach (var module in training) module.train();
        foreach (var inner in training.SelectMany(module => module.modules()).Where(inner => inner.training && !training.Any(module => ReferenceEquals(module, inner)))) inner.eval();
    }
}
