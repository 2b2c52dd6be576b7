namespace GenerativeVI.Tensors;

/// <summary>
/// Marks a static class whose methods take the place of TorchSharp's. The build directs every call in this assembly of a method of TorchSharp, static or not, to the method of the
/// same name, parameters (the instance first) and result in such a class. Calls within these classes stay as they are.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RedirectsCallsAttribute : Attribute;
