using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace GenerativeVI;

/// <summary>Why a JSON text is not what it should be, in the words of whoever wrote the text.</summary>
internal static partial class JsonFailure
{
    /// <summary>The reason, without a full stop: a member that is not known with the nearest that is, a value of
    /// another kind with the kind that is expected, and anything else in the reader's own words.</summary>
    /// <param name="failure">What the reader threw.</param>
    /// <param name="root">The type that the text was read as.</param>
    public static string Why(Exception failure, Type root)
    {
        if (failure is JsonException { Path: { } path } && NotConverted().IsMatch(failure.Message))
            return $"{Named(path)}: expected {Expected(TypeAt(root, path))}";
        if (failure is JsonException { Path: { } place }
            && NotMapped().Match(failure.Message) is { Success: true } match)
        {
            // The path of the reader ends with the member or before it.
            var name = match.Groups[1].Value;
            var group = place.EndsWith($".{name}", StringComparison.Ordinal) ? place[..^(name.Length + 1)] : place;
            var known = TypeAt(root, group) is { } type ? Members(type).Select(member => member.Name).ToArray() : [];
            var remedy = Spelling.Nearest(name, known) is { } nearest ? $"the nearest is {nearest}"
                : $"there are {string.Join(", ", known)}";
            return $"\"{name}\" is no setting{(Named(group) is { Length: > 0 } of ? $" of {of}" : "")}; {remedy}";
        }
        // The message may quote the text, whatever it holds; a sentence stays on its line.
        return string.Concat(failure.Message.Split(" Path:")[0].Select(c => char.IsControl(c) ? ' ' : c)).TrimEnd('.');
    }

    private static string Named(string path) => path.TrimStart('$').TrimStart('.');

    private static string Expected(Type? type) => type switch
    {
        null => "another kind of value",
        _ when Nullable.GetUnderlyingType(type) is { } inner => $"{Expected(inner)} or null",
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetValues(type).Cast<object>()
            .Select(value => JsonSerializer.SerializeToNode(value, type, RunFolder.Json)))}",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) || type == typeof(float) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(string) => "a text",
        _ when type.IsAssignableTo(typeof(System.Collections.IEnumerable)) => "a list",
        _ => "a group of settings",
    };

    private static Type? TypeAt(Type root, string path)
    {
        Type? type = root;
        foreach (var name in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries).Where(part => part != "$"))
        {
            type = name.EndsWith(']') ? type?.GetGenericArguments().FirstOrDefault()
                : type is null ? null : Members(type).FirstOrDefault(member => member.Name == name)?.PropertyType;
        }
        return type;
    }

    private static IEnumerable<JsonPropertyInfo> Members(Type type) => RunFolder.Json.GetTypeInfo(type).Properties;

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped")]
    private static partial Regex NotMapped();

    [GeneratedRegex("^The JSON value could not be converted")]
    private static partial Regex NotConverted();
}
