namespace GenerativeVI.Tensors;

/// <summary>
/// A scope in which the parameters of a module ask for no gradient: what is evaluated in it depends on its inputs
/// alone. It serves where a detached copy is not possible, such as a discriminator in the phase that trains the other
/// side. At its end every parameter asks for a gradient again that did so before; graphs made earlier stay as they are.
/// </summary>
/// <remarks>
/// A parameter that two modules share is frozen for both. What is to carry a gradient to the module's parameters is
/// evaluated before or after.
/// </remarks>
public sealed class Frozen : IDisposable
{
    private readonly Parameter[] asking;

    /// <summary>Freezes a module until the scope is disposed.</summary>
    /// <param name="module">The module, with everything registered in it.</param>
    public Frozen(nn.Module module)
    {
        asking = [.. module.parameters().Where(parameter => parameter.requires_grad)];
        foreach (var parameter in asking) parameter.requires_grad = false;
    }

    /// <summary>Ends the scope.</summary>
    public void Dispose()
    {
        foreach (var parameter in asking) parameter.requires_grad = true;
    }
}
