namespace GenerativeVI.Tests.Architecture;

/// <summary>A type's use of another, found in compiled metadata.</summary>
/// <param name="User">The outermost type that uses it, by its full name.</param>
/// <param name="Type">The outermost type that is used.</param>
/// <param name="Member">The member, where one was named.</param>
internal sealed record Use(string User, string Type, string? Member = null);
